using Microsoft.CodeAnalysis.CSharp;

namespace Tributary.Generators.Infrastructure;

/// <summary>How names and values are written in generated code.</summary>
internal static class CSharpText
{
    /// <summary>A name that is also a keyword somewhere gets an <c>@</c>.</summary>
    public static string Identifier(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>A string literal, or <c>null</c>.</summary>
    public static string Literal(string? text) => text is null ? "null" : SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A name in the text of an XML comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
