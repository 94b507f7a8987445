using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Choreography.Parsing;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Choreography;

/// <summary>Reads an annotated method, with the codecs of all that it sends.</summary>
internal static class ChoreographyShapeParser
{
    public static Encoded<ChoreographyShape>? Parse(Annotation annotation, CancellationToken cancellationToken)
    {
        if (annotation is not { Symbol: IMethodSymbol { MethodKind: MethodKind.Ordinary } method, Node: MethodDeclarationSyntax node } || method.ContainingType is null || !HasNames(method))
            return null;
        var parse = ChoreographyParser.Parse(method, node, annotation.Attribute, annotation.Model, CodecText.CodecOf, cancellationToken);
        var type = TypeShapeParser.Parse(method.ContainingType, cancellationToken);
        var canExtend = type.CanExtend && type.CanName;
        var shape = new ChoreographyShape(
            type,
            method.Name,
            ContextOf(node),
            canExtend ? parse.Signature : null,
            parse.Procedure,
            parse.Results.ToEquatableArray(),
            parse.Procedure is null ? EquatableArray<LocalAction>.Empty : parse.Actions.ToEquatableArray(),
            node.TypeParameterList?.ToString() ?? "",
            string.Join(" ", node.ConstraintClauses.Select(static clause => clause.ToString())),
            parse.ActionClass,
            AccessOf(method),
            method.ContainingType.MemberNames.Where(name => name.StartsWith(method.Name, StringComparison.Ordinal)).OrderBy(static name => name, StringComparer.Ordinal).ToEquatableArray(),
            parse.Faults.Select(static fault => fault.Kind.ToString()).Distinct().ToEquatableArray());
        return new(shape, parse.Procedure is null ? EquatableArray<CodecShape>.Empty : CodecShapeParser.Parse(parse.Payloads, annotation.Compilation, cancellationToken));
    }

    private static bool HasNames(IMethodSymbol method)
    {
        for (ISymbol symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (!Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(symbol.Name))
                return false;
        }

        return true;
    }

    private static string AccessOf(IMethodSymbol method)
    {
        if (method.DeclaredAccessibility is Accessibility.Private or Accessibility.NotApplicable)
            return "";
        var isPublic = method.DeclaredAccessibility == Accessibility.Public && TypeRules.IsPublic(method.ContainingType)
            && TypeRules.IsPublic(method.ReturnType) && method.Parameters.All(static parameter => TypeRules.IsPublic(parameter.Type));
        return isPublic ? "public" : "internal";
    }

    private static FileContext ContextOf(SyntaxNode node)
    {
        var namespaces = new List<NamespaceContext>();
        var usings = "";
        for (var current = node.Parent; current is not null; current = current.Parent)
        {
            if (current is BaseNamespaceDeclarationSyntax space)
                namespaces.Insert(0, new(space.Name.ToString(), UsingsOf(space.Externs, space.Usings)));
            else if (current is CompilationUnitSyntax unit)
                usings = UsingsOf(unit.Externs, unit.Usings);
        }

        return new(usings, namespaces.ToEquatableArray());
    }

    // Global ones hold everywhere as it is.
    private static string UsingsOf(SyntaxList<ExternAliasDirectiveSyntax> externs, SyntaxList<UsingDirectiveSyntax> usings)
        => string.Join("\n", externs.Select(static one => one.ToString())
            .Concat(usings.Where(static one => one.GlobalKeyword.RawKind == 0).Select(static one => one.ToString())));
}
