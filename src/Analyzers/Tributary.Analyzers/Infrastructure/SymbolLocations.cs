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

    /// <summary>The name of a member, or of the type that inherits it when it is declared in another assembly.</summary>
    public static Location NameOf(ISymbol member, INamedTypeSymbol inheritedBy)
        => member.Locations.FirstOrDefault(static l => l.IsInSource) ?? NameOf(inheritedBy);

    /// <summary>The type of a property, or the name of the type that inherits it when it is declared in another assembly.</summary>
    public static Location TypeOf(IPropertySymbol property, INamedTypeSymbol inheritedBy, CancellationToken cancellationToken)
        => property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) switch
        {
            PropertyDeclarationSyntax declaration => declaration.Type.GetLocation(),
            ParameterSyntax { Type: { } type } => type.GetLocation(),
            _ => NameOf(property, inheritedBy),
        };

    /// <summary>The accessor that forbids setting a property, or its name when there is none.</summary>
    public static Location SetterOf(IPropertySymbol property, INamedTypeSymbol inheritedBy, CancellationToken cancellationToken)
    {
        if (property.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is PropertyDeclarationSyntax { AccessorList.Accessors: var accessors })
        {
            foreach (var accessor in accessors)
            {
                if (!accessor.IsKind(SyntaxKind.GetAccessorDeclaration))
                    return accessor.Keyword.GetLocation();
            }
        }

        return NameOf(property, inheritedBy);
    }

    /// <summary>An attribute, or the name of a symbol when the attribute is in another assembly.</summary>
    public static Location Of(AttributeData attribute, ISymbol fallback, CancellationToken cancellationToken)
        => attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation() ?? NameOf(fallback);

    /// <summary>One constructor argument of an attribute, by parameter, or the whole attribute when it is not written.</summary>
    public static Location ArgumentOf(AttributeData attribute, int parameter, ISymbol fallback, CancellationToken cancellationToken)
    {
        if (attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax syntax || attribute.AttributeConstructor is not { } constructor)
            return Of(attribute, fallback, cancellationToken);
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

    /// <summary>The attribute of a kind on a property, where it is written.</summary>
    public static Location AttributeOf(IPropertySymbol property, string attribute, INamedTypeSymbol inheritedBy, CancellationToken cancellationToken)
        => property.FindAttribute(attribute) is { ApplicationSyntaxReference: not null } data
            ? Of(data, property, cancellationToken)
            : NameOf(property, inheritedBy);
}
