using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Tributary.Analyzers;

namespace Tributary.CodeFixes.Determinism;

/// <summary>Sorts the hashed collection of a loop: a dictionary by its keys, a set by its elements, texts by their code units.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SortFirstFix)), Shared]
public sealed class SortFirstFix() : EditorCodeFix("Sort first", Descriptors.TRIB2115_OrchestrationShouldNotDependOnHashOrder.Id)
{
    /// <inheritdoc />
    private protected override Action? Prepare(SyntaxNode node, DocumentEditor editor, CancellationToken cancellationToken)
    {
        var model = editor.SemanticModel;
        var view = (node.Parent as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;
        var sequence = view is "Keys" or "Values" ? node.Parent! : node;
        if (sequence.Parent is not CommonForEachStatementSyntax loop
            || loop.Expression != sequence
            || model.LookupNamespacesAndTypes(node.SpanStart, name: nameof(Enumerable)).IsEmpty
            || ElementOf(model.GetTypeInfo(node, cancellationToken).Type) is not { } element)
        {
            return null;
        }

        var isPair = element is INamedTypeSymbol { Name: "KeyValuePair", TypeArguments.Length: 2 };
        var key = isPair ? ((INamedTypeSymbol)element).TypeArguments[0] : element;
        if (!CanBeCompared(key))
            return null;

        var isText = key.SpecialType == SpecialType.System_String;
        var byKey = isText ? ".OrderBy(static pair => pair.Key, StringComparer.Ordinal)" : ".OrderBy(static pair => pair.Key)";
        var bySelf = isText ? ".Order(StringComparer.Ordinal)" : ".Order()";
        var sorted = view switch
        {
            "Keys" => node + ".Keys" + bySelf,
            "Values" => node + byKey + ".Select(static pair => pair.Value)",
            _ => node + (isPair ? byKey : bySelf),
        };
        return () => editor.ReplaceNode(sequence, (current, _) => SyntaxFactory.ParseExpression(sorted).WithTriviaFrom(current));
    }

    private static ITypeSymbol? ElementOf(ITypeSymbol? collection)
    {
        if (collection is null)
            return null;
        foreach (var type in collection.AllInterfaces.Prepend((collection as INamedTypeSymbol)!))
        {
            if (type?.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
                return type.TypeArguments[0];
        }

        return null;
    }

    private static bool CanBeCompared(ITypeSymbol type) => type.TypeKind == TypeKind.Enum || type.AllInterfaces.Any(static implemented => implemented.Name == nameof(IComparable));
}
