using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Tributary.Generators.Infrastructure;

/// <summary>
/// Keeps what was read from an annotated declaration for as long as its file is the same and the project declares the same. Symbols are
/// new after every edit: without this, each keystroke would bind every annotated declaration of the project again.
/// </summary>
/// <remarks>Holds models by their syntax, weakly. Safe for use by several threads: the same is read twice at worst.</remarks>
/// <typeparam name="T">The model: equal by value, without symbols and syntax.</typeparam>
internal sealed class ModelMemo<T>
    where T : class
{
    private readonly ConditionalWeakTable<SyntaxNode, Entry> _entries = new();

    /// <summary>Finds the model that was read from a declaration before, if it still holds.</summary>
    /// <param name="node">The declaration.</param>
    /// <param name="declarations">What the project declares.</param>
    /// <param name="model">The model, which can be null: nothing is generated for the declaration.</param>
    public bool TryGet(SyntaxNode node, Declarations declarations, out T? model)
    {
        var holds = _entries.TryGetValue(node, out var entry) && ReferenceEquals(entry.Declarations, declarations);
        model = holds ? entry!.Model : null;
        return holds;
    }

    /// <summary>Keeps the model of a declaration in place of an earlier one.</summary>
    public void Keep(SyntaxNode node, Declarations declarations, T? model)
    {
        lock (_entries)
        {
            _entries.Remove(node);
            _entries.Add(node, new(declarations, model));
        }
    }

    private sealed class Entry(Declarations declarations, T? model)
    {
        public Declarations Declarations { get; } = declarations;

        public T? Model { get; } = model;
    }
}
