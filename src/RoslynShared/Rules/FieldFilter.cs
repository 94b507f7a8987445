using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Rules;

/// <summary>Which systems a [FlowField] lets see a field.</summary>
/// <param name="Except">Every system but these; empty when not stated.</param>
/// <param name="Only">These systems alone; empty when not stated.</param>
internal readonly record struct FieldFilter(EquatableArray<string> Except, EquatableArray<string> Only)
{
    /// <summary>Whether it names no system, and so filters nothing.</summary>
    public bool NamesNoSystem => Except.Count == 0 && Only.Count == 0;

    /// <summary>Reads the filter of a field; null when it has none.</summary>
    public static FieldFilter? Of(IPropertySymbol property)
        => property.FindAttribute(WellKnownNames.FlowFieldAttribute) is { } attribute ? Of(attribute) : null;

    /// <summary>Reads a filter.</summary>
    public static FieldFilter Of(AttributeData attribute) => new(Names(attribute, "Except"), Names(attribute, "Only"));

    private static EquatableArray<string> Names(AttributeData attribute, string argument)
    {
        foreach (var named in attribute.NamedArguments)
        {
            if (named.Key == argument && named.Value is { Kind: TypedConstantKind.Array, IsNull: false } array)
                return array.Values.Select(static value => value.Value as string ?? "").ToEquatableArray();
        }

        return EquatableArray<string>.Empty;
    }
}
