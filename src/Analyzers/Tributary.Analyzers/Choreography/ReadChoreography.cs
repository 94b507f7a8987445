using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Roslyn;
using Tributary.Roslyn.Choreography;
using Tributary.Roslyn.Choreography.Parsing;

namespace Tributary.Analyzers.Choreography;

/// <summary>An annotated method, as the parser of the generator read it.</summary>
/// <param name="Key">What calls name it by.</param>
/// <param name="Tree">The file.</param>
/// <param name="Procedure">What it does; null if anything is wrong with its C#.</param>
/// <param name="Faults">What is wrong with its C#; nothing if the compiler itself has something to say.</param>
internal sealed record ReadChoreography(string Key, SyntaxTree Tree, Procedure? Procedure, IReadOnlyList<ShapeFault> Faults)
{
    /// <summary>Reads all annotated methods of a file.</summary>
    public static List<ReadChoreography> AllIn(SemanticModel model, CancellationToken cancellationToken)
    {
        var all = new List<ReadChoreography>();
        foreach (var node in model.SyntaxTree.GetRoot(cancellationToken).DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is MethodDeclarationSyntax { AttributeLists.Count: > 0 } declaration
                && model.GetDeclaredSymbol(declaration, cancellationToken) is { MethodKind: MethodKind.Ordinary, ContainingType: not null } method
                && SyntaxFacts.IsValidIdentifier(method.Name)
                && SyntaxFacts.IsValidIdentifier(method.ContainingType.Name)
                && method.FindAttribute(WellKnownNames.ChoreographyAttribute) is { } attribute)
            {
                all.Add(Read(method, declaration, attribute, model, cancellationToken));
            }
        }

        return all;
    }

    private static ReadChoreography Read(IMethodSymbol method, MethodDeclarationSyntax node, AttributeData attribute, SemanticModel model, CancellationToken cancellationToken)
    {
        // No code is written here, so any text will do for a codec.
        var parse = ChoreographyParser.Parse(method, node, attribute, model, static _ => "codec", cancellationToken);
        return new(ChoreographyParser.KeyOf(method), model.SyntaxTree, parse.IsBroken ? null : parse.Procedure, parse.IsBroken ? [] : parse.Faults);
    }
}
