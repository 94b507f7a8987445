using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Rules;

/// <summary>The signature of a method marked [OnUpdate].</summary>
internal static class HandlerRules
{
    /// <summary>The signature as it must be written.</summary>
    public const string Signature = "UpdateResult M(ref T proposed, T? current, UpdateMetadata metadata)";

    /// <summary>Whether a method marked [OnUpdate] is, or is meant to be, awaited: it is async, or returns a task.</summary>
    public static bool IsAsynchronous(IMethodSymbol method) =>
        method.IsAsync
        || method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace.Name: "Threading" } };

    /// <summary>The entity that a method marked [OnUpdate] handles; null when the signature is another.</summary>
    public static INamedTypeSymbol? EntityOf(IMethodSymbol method)
    {
        if (method is not { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, ReturnsByRef: false, ReturnsByRefReadonly: false, Parameters.Length: 3 }
            || !method.ReturnType.HasMetadataName(WellKnownNames.UpdateResult))
        {
            return null;
        }

        var (proposed, current, metadata) = (method.Parameters[0], method.Parameters[1], method.Parameters[2]);
        return proposed is { RefKind: RefKind.Ref, Type: INamedTypeSymbol entity }
            && MemberRule.IsEntity(entity)
            && current.RefKind == RefKind.None
            && SymbolEqualityComparer.Default.Equals(current.Type, entity)
            && metadata.RefKind == RefKind.None
            && metadata.Type.HasMetadataName(WellKnownNames.UpdateMetadata)
            ? entity
            : null;
    }
}
