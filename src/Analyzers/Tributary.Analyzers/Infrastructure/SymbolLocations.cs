using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Roslyn;

namespace Tributary.Analyzers;

/// <summary>The exact token of a symbol at which a fault is reported.</summary>
internal static class SymbolLocations
{
    /// <summary>The name of a type, where its first part is declared.</summary>
    public static Location NameOf(ISymbol symbol) => symbol.Locations.FirstOrDefault(static l => l.IsInSource) ?? Location.None;

    /// <summary>The name of a member, or of what reaches it when it is declared in another assembly.</summary>
    public static Location NameOf(ISymbol member, ISymbol inheritedBy) => NameOf(IsDeclaredWith(member, inheritedBy) ? member : inheritedBy);

    /// <summary>The type of a property, or the name of the type that inherits it when it is declared in another assembly.</summary>
    public static Location TypeOf(IPropertySymbol property, ISymbol inheritedBy, CancellationToken cancellationToken)
        => SyntaxOf(property, inheritedBy, cancellationToken) switch
        {
            PropertyDeclarationSyntax declaration => declaration.Type.GetLocation(),
            ParameterSyntax { Type: { } type } => type.GetLocation(),
            _ => NameOf(property, inheritedBy),
        };

    /// <summary>The accessor that forbids setting a property, or its name when there is none.</summary>
    public static Location SetterOf(IPropertySymbol property, ISymbol inheritedBy, CancellationToken cancellationToken)
    {
        if (SyntaxOf(property, inheritedBy, cancellationToken) is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors })
        {
            foreach (var accessor in accessors)
            {
                if (!accessor.IsKind(SyntaxKind.GetAccessorDeclaration))
                    return accessor.Keyword.GetLocation();
            }
        }

        return NameOf(property, inheritedBy);
    }

    /// <summary>The attribute of a kind on a property, where it is written, or the name of the type that inherits it.</summary>
    public static Location AttributeOf(IPropertySymbol property, string attribute, ISymbol inheritedBy, CancellationToken cancellationToken)
        => IsDeclaredWith(property, inheritedBy) && property.FindAttribute(attribute)?.ApplicationSyntaxReference is { } reference
            ? reference.GetSyntax(cancellationToken).GetLocation()
            : NameOf(property, inheritedBy);

    /// <summary>One constructor argument of an attribute on a property, or the name of the type that inherits it.</summary>
    public static Location ArgumentOf(AttributeData attribute, int parameter, IPropertySymbol property, ISymbol inheritedBy, CancellationToken cancellationToken)
        => IsDeclaredWith(property, inheritedBy) ? ArgumentOf(attribute, parameter, property, cancellationToken) : NameOf(inheritedBy);

    /// <summary>One constructor argument of an attribute, by parameter, or the whole attribute when it is not written.</summary>
    public static Location ArgumentOf(AttributeData attribute, int parameter, ISymbol fallback, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax || attribute.AttributeConstructor is not { } constructor)
            return NameOf(fallback);
        var name = constructor.Parameters[parameter].Name;
        var position = 0;
        foreach (var argument in syntax.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameEquals is not null)
                continue;
            if (argument.NameColon is { } colon ? colon.Name.Identifier.ValueText == name : position == parameter)
                return argument.Expression.GetLocation();
            position++;
        }

        return syntax.GetLocation();
    }

    /// <summary>The value of a named argument of an attribute, or the whole attribute when it is not written.</summary>
    public static Location NamedArgumentOf(AttributeData attribute, string name, ISymbol fallback, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax)
            return NameOf(fallback);
        foreach (var argument in syntax.ArgumentList?.Arguments ?? default)
        {
            if (argument.NameEquals?.Name.Identifier.ValueText == name)
                return argument.Expression.GetLocation();
        }

        return syntax.GetLocation();
    }

    // Another project's symbols have locations too when it is open in the same editor, but diagnostics cannot be put there.
    private static bool IsDeclaredWith(ISymbol member, ISymbol other)
        => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, other.ContainingAssembly);

    private static SyntaxNode? SyntaxOf(IPropertySymbol property, ISymbol inheritedBy, CancellationToken cancellationToken)
        => IsDeclaredWith(property, inheritedBy) ? property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) : null;
}
