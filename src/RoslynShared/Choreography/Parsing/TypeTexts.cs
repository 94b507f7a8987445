using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>Writes types and codecs of one method as text, in which the type parameters of the method have placeholders.</summary>
/// <param name="method">The method.</param>
/// <param name="compilation">The project.</param>
/// <param name="codecText">Writes the expression of a codec; what the analyzers need no text for.</param>
/// <param name="cancellationToken">Cancels the run.</param>
internal sealed class TypeTexts(IMethodSymbol method, Compilation compilation, Func<CodecTypeRef, string> codecText, CancellationToken cancellationToken)
{
    private readonly CodecTypeClassifier _classifier = new(compilation, cancellationToken);
    private readonly Dictionary<ITypeSymbol, (string? Text, string? Reason)> _codecs = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>A type, as generated code writes it anywhere.</summary>
    public string TypeOf(ITypeSymbol type) => Write(type, placeholders: true);

    /// <summary>A type, as it is written where the type parameters of the method are in scope by their own names.</summary>
    public string NamedTypeOf(ITypeSymbol type) => Write(type, placeholders: false);

    /// <summary>Whether generated code in the project can reach a type.</summary>
    public bool IsReachable(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsReachable(array.ElementType),
        INamedTypeSymbol named => TypeRules.IsVisibleInAssembly(named.OriginalDefinition) && named.TypeArguments.All(IsReachable),
        _ => true,
    };

    /// <summary>The expression of the codec of a type; null if it has none.</summary>
    public string? CodecOf(ITypeSymbol type, out string? reason)
    {
        if (!_codecs.TryGetValue(type, out var known))
            _codecs.Add(type, known = (FindCodec(type, out var why), why));
        reason = known.Reason;
        return known.Text;
    }

    /// <summary>The expression of the codec of the items of a list that can be scattered; null for any other type.</summary>
    public string? ItemCodecOf(ITypeSymbol type)
        => type is INamedTypeSymbol { MetadataName: "IReadOnlyList`1" } list && KnownCodecTypes.CollectionOf(list) is not null ? CodecOf(list.TypeArguments[0], out _) : null;

    private string? FindCodec(ITypeSymbol type, out string? reason)
    {
        if (!MentionsParameter(type))
            return _classifier.Classify(type, out reason) is { } codec ? codecText(codec) : null;
        reason = null;
        if (type is ITypeParameterSymbol parameter)
            return Placeholder(method.TypeParameters.Length + parameter.Ordinal);
        // Of types that are made of type parameters, only collections are looked into: a codec class can be written for no open type.
        var item = type is IArrayTypeSymbol array ? array.ElementType
            : type is INamedTypeSymbol named && KnownCodecTypes.CollectionOf(named) is CodecKind.List ? named.TypeArguments[0]
            : null;
        reason = "is made of a type parameter in a way that the codec does not know";
        if (item is null || CodecOf(item, out _) is not { } itemCodec)
            return null;
        reason = null;
        return type is IArrayTypeSymbol
            ? $"new global::Tributary.Codec.ArrayCodec<{TypeOf(item)}>({itemCodec})"
            : $"new global::Tributary.Codec.ListCodec<{TypeOf(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated))}, {TypeOf(item)}>({itemCodec})";
    }

    private bool MentionsParameter(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol parameter => SymbolEqualityComparer.Default.Equals(parameter.DeclaringMethod, method),
        IArrayTypeSymbol array => MentionsParameter(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(MentionsParameter),
        _ => false,
    };

    private string Write(ITypeSymbol type, bool placeholders)
    {
        if (method.TypeParameters.Length == 0 || !placeholders)
            return type.ToDisplayString(CodecNames.TypeFormat);
        var text = new StringBuilder();
        foreach (var part in type.ToDisplayParts(CodecNames.TypeFormat))
        {
            if (part.Symbol is ITypeParameterSymbol parameter && MentionsParameter(parameter))
                text.Append(Placeholder(parameter.Ordinal));
            else
                text.Append(part.ToString());
        }

        return text.ToString();
    }

    private static string Placeholder(int index) => "{" + index.ToString(CultureInfo.InvariantCulture) + "}";
}
