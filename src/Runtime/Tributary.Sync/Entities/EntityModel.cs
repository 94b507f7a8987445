using System.ComponentModel;
using Tributary.Codec;

namespace Tributary.Sync;

/// <summary>One field of an entity, by the ordinal it has in field masks. The id is always ordinal 0.</summary>
/// <param name="Ordinal">The ordinal.</param>
/// <param name="Name">The member's name.</param>
/// <param name="WireName">Its name on the wire.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record FieldModel(int Ordinal, string Name, string WireName);

/// <summary>One parent reference of an entity.</summary>
/// <param name="Ordinal">The ordinal of the field that holds it.</param>
/// <param name="Entity">The name of the parent entity.</param>
/// <param name="Required">Whether it must not be null.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ParentModel(int Ordinal, string Entity, bool Required);

/// <summary>What the runtime knows of an entity type without knowing the type.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EntityModel
{
    /// <summary>The entity's name on the wire and in the store.</summary>
    public abstract string Name { get; }

    /// <summary>The fields by ordinal; the id first.</summary>
    public abstract IReadOnlyList<FieldModel> Fields { get; }

    /// <summary>The parent references.</summary>
    public virtual IReadOnlyList<ParentModel> Parents => [];

    /// <summary>The paths of the declared aggregation keys, for messages.</summary>
    public virtual IReadOnlyList<string> KeyPaths => [];

    /// <summary>Every field.</summary>
    public FieldMask AllFields => FieldMask.All(Fields.Count);

    /// <summary>The fields that a system takes part in; always with the id.</summary>
    public virtual FieldMask VisibleTo(string system) => AllFields;

    /// <summary>The ordinal of a field by its wire name, or -1. What is stored names fields by their wire names, because ordinals move when a class changes.</summary>
    public int OrdinalOf(string wireName)
    {
        foreach (var field in Fields)
        {
            if (field.WireName == wireName)
                return field.Ordinal;
        }

        return -1;
    }

    /// <summary>The names of the fields in a mask, in order.</summary>
    public IReadOnlyList<string> NamesOf(in FieldMask fields)
    {
        if (fields.IsEmpty)
            return [];
        var names = new List<string>(fields.Count);
        foreach (var ordinal in fields)
            names.Add(Fields[ordinal].Name);
        return names;
    }
}

/// <summary>The generated facts and operations of one entity type. Stateless and safe to call from any thread.</summary>
/// <typeparam name="T">The entity.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EntityModel<T> : EntityModel
    where T : class, IFlowEntity
{
    /// <summary>The entity's codec.</summary>
    public abstract ObjectCodec<T> Codec { get; }

    /// <summary>A new instance with every member at its initial value.</summary>
    public T Create() => Codec.Create();

    /// <summary>The fields that differ, the id left out.</summary>
    public FieldMask Diff(T left, T right) => Codec.Diff(left, right).Without(0);

    /// <summary>Copies the given fields, deeply, from one instance to another.</summary>
    public void CopyFields(T source, T target, in FieldMask fields) => Codec.CopyFields(source, target, fields);

    /// <summary>Adds the entity's aggregation keys.</summary>
    public abstract void CollectKeys(T entity, KeyCollector keys);

    /// <summary>Reads a parent reference.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="parent">The index in <see cref="EntityModel.Parents"/>.</param>
    public virtual string? GetParent(T entity, int parent) => throw new ArgumentOutOfRangeException(nameof(parent));

    /// <summary>Sets a parent reference; null clears it.</summary>
    public virtual void SetParent(T entity, int parent, string? id) => throw new ArgumentOutOfRangeException(nameof(parent));
}
