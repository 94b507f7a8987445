using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers.Determinism;

/// <summary>Why code must be able to run again.</summary>
internal enum EntryKind
{
    /// <summary>It need not.</summary>
    None,

    /// <summary>It is replayed from a history.</summary>
    Durable,

    /// <summary>It decides an update, and does so again when the entity changed meanwhile.</summary>
    SynchronousHandler,

    /// <summary>The same, with I/O for look-ups.</summary>
    AsynchronousHandler,
}

/// <summary>Where code begins that must be able to run again.</summary>
internal static class EntryPoints
{
    public static EntryKind KindOf(IMethodSymbol method, KnownTypes types)
    {
        if (KnownTypes.Has(method, types.DeterministicAttribute))
            return EntryKind.None;
        if (IsDurable(method, types))
            return EntryKind.Durable;
        var parameters = method.Parameters;
        if (parameters.Length == 3 && parameters[0].RefKind == RefKind.Ref && KnownTypes.Is(parameters[2].Type, types.UpdateMetadata))
            return EntryKind.SynchronousHandler;
        return parameters.Length == 2 && KnownTypes.Is(parameters[0].Type.OriginalDefinition, types.UpdateContext)
            ? EntryKind.AsynchronousHandler
            : EntryKind.None;
    }

    /// <summary>Whether a function is replayed: an orchestration, or anything else that returns Durable and is no activity.</summary>
    public static bool IsDurable(IMethodSymbol method, KnownTypes types) => types.IsDurable(method.ReturnType)
        ? !KnownTypes.Has(method, types.DurableActivityAttribute)
        : KnownTypes.Has(method, types.DurableOrchestrationAttribute);

    /// <summary>Whether a rule holds in code of a kind.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="kind">The kind of the entry point.</param>
    /// <param name="isOwnBody">Whether the offence is in the entry point itself.</param>
    public static bool Holds(DeterminismRule rule, EntryKind kind, bool isOwnBody) => kind switch
    {
        EntryKind.Durable => true,
        EntryKind.SynchronousHandler => rule.Handlers == HandlerScope.Synchronous || (rule.Handlers == HandlerScope.Called && !isOwnBody),
        EntryKind.AsynchronousHandler => rule.Handlers == HandlerScope.Called && !isOwnBody,
        _ => false,
    };
}
