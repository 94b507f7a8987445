using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Roslyn;

namespace Tributary.Generators.Infrastructure;

/// <summary>
/// Looks through one file for all attributes at once, by how they are written. It visits types and methods and no bodies, so that a
/// local function is not found: nothing is generated for one.
/// </summary>
internal struct AnnotationScanner
{
    private readonly AttributeNames _attributes;
    private readonly CancellationToken _cancellationToken;
    private HashSet<string>? _aliases;
    private ImmutableArray<AnnotatedDeclaration>.Builder? _found;
    private ulong _all;

    private AnnotationScanner(AttributeNames attributes, EquatableArray<string> globalAliases, CancellationToken cancellationToken)
    {
        _attributes = attributes;
        _cancellationToken = cancellationToken;
        foreach (var alias in globalAliases)
            AddAlias(alias);
    }

    /// <summary>The file with what was found in it; nothing when nothing was.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="globalAliases">The names that files of the project gave to other names for all files.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public static ImmutableArray<AnnotatedFile> Scan(
        SyntaxTree tree, EquatableArray<string> globalAliases, AttributeNames attributes, CancellationToken cancellationToken)
    {
        var scanner = new AnnotationScanner(attributes, globalAliases, cancellationToken);
        var root = (CompilationUnitSyntax)tree.GetRoot(cancellationToken);
        scanner.AddAliases(root.Usings);
        scanner.Visit(root.Members);
        return scanner._found is null ? [] : [new(tree, scanner._found.ToImmutable(), scanner._all)];
    }

    /// <summary>The names that a file gives to other names for all files.</summary>
    public static ImmutableArray<string> FindGlobalAliases(SyntaxTree tree, CancellationToken cancellationToken)
    {
        ImmutableArray<string>.Builder? aliases = null;
        foreach (var directive in ((CompilationUnitSyntax)tree.GetRoot(cancellationToken)).Usings)
        {
            if (directive.Alias is { } alias && directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword))
                (aliases ??= ImmutableArray.CreateBuilder<string>()).Add(alias.Name.Identifier.ValueText);
        }

        return aliases?.ToImmutable() ?? [];
    }

    private void Visit(SyntaxList<MemberDeclarationSyntax> members)
    {
        foreach (var member in members)
        {
            switch (member)
            {
                case BaseNamespaceDeclarationSyntax space:
                    AddAliases(space.Usings);
                    Visit(space.Members);
                    break;
                case TypeDeclarationSyntax type:
                    _cancellationToken.ThrowIfCancellationRequested();
                    Judge(type, type.AttributeLists);
                    Visit(type.Members);
                    break;
                case MethodDeclarationSyntax method:
                    Judge(method, method.AttributeLists);
                    break;
            }
        }
    }

    private void Judge(MemberDeclarationSyntax declaration, SyntaxList<AttributeListSyntax> lists)
    {
        var bits = 0UL;
        foreach (var list in lists)
        {
            foreach (var attribute in list.Attributes)
                bits |= BitsOf(attribute.Name);
        }

        if (bits == 0)
            return;
        _all |= bits;
        (_found ??= ImmutableArray.CreateBuilder<AnnotatedDeclaration>()).Add(new(declaration, bits));
    }

    // An alias can stand for any attribute.
    private readonly ulong BitsOf(NameSyntax written) => written switch
    {
        QualifiedNameSyntax qualified => BitsOf(qualified.Right),
        AliasQualifiedNameSyntax qualified => BitsOf(qualified.Name),
        SimpleNameSyntax { Identifier.ValueText: var name } => _aliases?.Contains(name) == true ? ulong.MaxValue : _attributes.Find(name),
        _ => 0,
    };

    private void AddAliases(SyntaxList<UsingDirectiveSyntax> directives)
    {
        foreach (var directive in directives)
        {
            if (directive.Alias is { } alias)
                AddAlias(alias.Name.Identifier.ValueText);
        }
    }

    private void AddAlias(string name)
    {
        _aliases ??= new(StringComparer.Ordinal);
        _aliases.Add(name);
        if (name.EndsWith(AttributeNames.Suffix, StringComparison.Ordinal))
            _aliases.Add(name.Substring(0, name.Length - AttributeNames.Suffix.Length));
    }
}
