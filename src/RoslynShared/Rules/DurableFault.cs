using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Rules;

/// <summary>What a mistake in a durable method is about.</summary>
internal enum DurableFaultKind
{
    /// <summary>Generated code of the assembly cannot call the method.</summary>
    Reach,

    /// <summary>The method is generic.</summary>
    Generic,

    /// <summary>A parameter is taken by reference.</summary>
    ByReference,

    /// <summary>An orchestration is not static.</summary>
    NotStatic,

    /// <summary>An orchestration returns something else than a <c>Durable</c>.</summary>
    OrchestrationReturn,

    /// <summary>An orchestration does not take its context first, or takes it twice.</summary>
    OrchestrationContext,

    /// <summary>An activity has a signature that cannot be called from an orchestration.</summary>
    ActivitySignature,

    /// <summary>The host cannot create the class of an activity.</summary>
    ActivityClass,
}

/// <summary>A mistake that keeps a durable method from being called.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="At">The method or the parameter that is at fault.</param>
/// <param name="Cause">What is wrong, as the predicate of a sentence: "is generic".</param>
internal readonly record struct DurableFault(DurableFaultKind Kind, ISymbol At, string Cause);
