using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tributary.Roslyn.Rules;

/// <summary>What a type must be so that generated code can extend and create it.</summary>
internal static class TypeRules
{
    /// <summary>
    /// The declaration that prevents a generated part: the type's own, or that of a type around it, if it is not partial; null when
    /// every one is.
    /// </summary>
    public static TypeDeclarationSyntax? FindNonPartial(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            foreach (var reference in current.DeclaringSyntaxReferences)
            {
                if (reference.GetSyntax(cancellationToken) is TypeDeclarationSyntax declaration && !declaration.Modifiers.Any(SyntaxKind.PartialKeyword))
                    return declaration;
            }
        }

        return null;
    }

    /// <summary>Whether the type or one around it has type parameters.</summary>
    public static bool IsGeneric(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.TypeParameters.Length > 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether the assembly's generated registration can name the type.</summary>
    public static bool IsVisibleInAssembly(INamedTypeSymbol type)
    {
        if (type.IsFileLocal)
            return false;
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
                return false;
        }

        return true;
    }

    /// <summary>Whether other assemblies can name the type: it, the types around it and its type arguments are public.</summary>
    public static bool IsPublic(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return IsPublic(array.ElementType);
        for (var current = type as INamedTypeSymbol; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public || !current.TypeArguments.All(IsPublic))
                return false;
        }

        return true;
    }

    /// <summary>Whether a part of the type does not exist, as the compiler says.</summary>
    public static bool HasUnknown(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => HasUnknown(array.ElementType),
        INamedTypeSymbol named => named.TypeKind == TypeKind.Error || named.TypeArguments.Any(HasUnknown) || (named.ContainingType is { } outer && HasUnknown(outer)),
        _ => type.TypeKind == TypeKind.Error,
    };

    /// <summary>Whether generated code can write the type anywhere: no part of it is unknown, and it is no pointer.</summary>
    public static bool CanBeNamed(ITypeSymbol type) => !HasUnknown(type) && !IsPointer(type);

    private static bool IsPointer(ITypeSymbol type)
        => type is IArrayTypeSymbol array ? IsPointer(array.ElementType) : type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer;

    /// <summary>Whether generated code can write <c>new T()</c>.</summary>
    public static bool IsConstructible(INamedTypeSymbol type)
    {
        if (type.IsAbstract || type.IsStatic)
            return false;
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.Parameters.Length == 0)
                return constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
        }

        return false;
    }

    /// <summary>Whether a type is, or derives from, a class with a metadata name.</summary>
    public static bool DerivesFrom(ITypeSymbol? type, string baseMetadataName)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.HasMetadataName(baseMetadataName))
                return true;
        }

        return false;
    }
}
