using Microsoft.CodeAnalysis;
using Tributary.Roslyn.Codec;

namespace Tributary.Roslyn.Rules;

/// <summary>What a method marked [DurableActivity] or [DurableOrchestration] must be. Generator and analyzer ask the same questions here.</summary>
internal static class DurableMethodRules
{
    /// <summary>The first mistake of an orchestration; null when it has none.</summary>
    public static DurableFault? FindOrchestrationFault(IMethodSymbol method)
    {
        if (FindReachFault(method) is { } fault)
            return fault;
        if (!method.IsStatic)
            return new(DurableFaultKind.NotStatic, method, "is not static");
        if (method.IsGenericMethod)
            return new(DurableFaultKind.Generic, method, "is generic");
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || !IsDurable(method.ReturnType))
            return new(DurableFaultKind.OrchestrationReturn, method, "does not return a Durable");
        if (method.Parameters.Length == 0 || !IsOrchestrationContext(method.Parameters[0]))
            return new(DurableFaultKind.OrchestrationContext, method, "does not take an OrchestrationContext first");
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
                return new(DurableFaultKind.ByReference, parameter, "is taken by reference");
            if (parameter.Ordinal > 0 && IsOrchestrationContext(parameter))
                return new(DurableFaultKind.OrchestrationContext, parameter, "takes a second OrchestrationContext");
        }

        return null;
    }

    /// <summary>The first mistake of an activity; null when it has none.</summary>
    public static DurableFault? FindActivityFault(IMethodSymbol method)
    {
        if (FindReachFault(method) is { } fault)
            return fault;
        if (method.IsGenericMethod)
            return new(DurableFaultKind.Generic, method, "is generic");
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return new(DurableFaultKind.ActivitySignature, method, "returns a reference, which cannot be stored");
        if (method is { IsAsync: true, ReturnsVoid: true })
            return new(DurableFaultKind.ActivitySignature, method, "is 'async void', so that nothing tells when it has ended");
        if (IsDurable(method.ReturnType))
            return new(DurableFaultKind.ActivitySignature, method, "returns a Durable, which only an orchestration can wait for");
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind != RefKind.None)
                return new(DurableFaultKind.ByReference, parameter, "is taken by reference");
            if (IsOrchestrationContext(parameter))
                return new(DurableFaultKind.ActivitySignature, parameter, "takes an OrchestrationContext, which exists in orchestrations only");
        }

        return !method.IsStatic && (method.ContainingType.TypeKind != TypeKind.Class || method.ContainingType.IsAbstract)
            ? new(DurableFaultKind.ActivityClass, method, "has a class that cannot be created")
            : null;
    }

    /// <summary>Whether a type is <c>Durable</c> or <c>Durable&lt;T&gt;</c>.</summary>
    public static bool IsDurable(ITypeSymbol type) => type.HasMetadataName(WellKnownNames.Durable) || type.HasMetadataName(WellKnownNames.DurableOfT);

    private static bool IsOrchestrationContext(IParameterSymbol parameter) => parameter.Type.HasMetadataName(WellKnownNames.OrchestrationContext);

    private static DurableFault? FindReachFault(IMethodSymbol method)
    {
        const DurableFaultKind Kind = DurableFaultKind.Reach;
        if (method.MethodKind != MethodKind.Ordinary)
            return new(Kind, method, "is not an ordinary method");
        if (!IsVisible(method.DeclaredAccessibility))
            return new(Kind, method, "is neither public nor internal");
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface))
                return new(Kind, method, "lies in an extension block");
            if (type.IsFileLocal || !IsVisible(type.DeclaredAccessibility))
                return new(Kind, method, $"lies in '{type.Name}', which is neither public nor internal");
            if (type.TypeParameters.Length > 0)
                return new(Kind, method, $"lies in '{type.Name}', which is generic");
        }

        return CodecPlan.IsForbidden(method) ? new(Kind, method, "is obsolete as an error") : null;
    }

    private static bool IsVisible(Accessibility accessibility) => accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
}
