using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Determinism;

/// <summary>Says what is wrong with a single operation.</summary>
internal sealed class Offences(Catalog catalog)
{
    /// <summary>The rule that an operation breaks and the name of what breaks it, or null.</summary>
    public (DeterminismRule Rule, string Name)? Of(IOperation operation, AllowList allowed)
    {
        switch (operation)
        {
            case ILockOperation:
                return (DeterminismRules.Locks, "lock");
            case IAnonymousFunctionOperation { Symbol: { IsAsync: true, ReturnsVoid: true } }:
                return (DeterminismRules.AsyncVoid, "async lambda");
        }

        if (MemberOf(operation) is not { } member || allowed.Contains(member))
            return null;
        if (RuleOf(operation, member) is { } rule)
            return ReceiverOf(operation) is { } receiver && MemberOf(receiver) is { } inner && RuleOf(receiver, inner) == rule ? null : (rule, NameOf(member, operation));
        return StaticState.IsShared(operation) ? (DeterminismRules.SharedState, SymbolNames.Of(member)) : null;
    }

    private DeterminismRule? RuleOf(IOperation operation, ISymbol member)
    {
        if (catalog.Find(member) is { } rule)
            return rule;
        if (member is not IMethodSymbol method)
            return null;
        if (method is { IsAsync: true, ReturnsVoid: true })
            return DeterminismRules.AsyncVoid;

        // The hash code that the compiler writes for a record is made of the hash codes of its members.
        if (method is { IsImplicitlyDeclared: true, Name: "GetHashCode" })
            return DeterminismRules.HashCodes;
        return operation is IInvocationOperation { Instance: IMemberReferenceOperation { Member.IsStatic: true } } && IsRandom(method.ContainingType)
            ? DeterminismRules.Randomness
            : null;
    }

    private static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IInvocationOperation call => call.TargetMethod,
        IObjectCreationOperation creation => creation.Constructor,
        IMemberReferenceOperation reference => reference.Member,
        _ => null,
    };

    // What comes of a forbidden call is not a second offence: the first link of a chain speaks for all of it.
    private static IOperation? ReceiverOf(IOperation operation)
    {
        var receiver = operation switch
        {
            IInvocationOperation { Instance: { } instance } => instance,
            IInvocationOperation { TargetMethod.IsExtensionMethod: true, Arguments: { Length: > 0 } arguments } => arguments[0].Value,
            IMemberReferenceOperation reference => reference.Instance,
            _ => null,
        };
        while (receiver is IConversionOperation conversion)
            receiver = conversion.Operand;
        return receiver;
    }

    private static bool IsRandom(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Random", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }

    private static string NameOf(ISymbol member, IOperation operation) => (operation is IInvocationOperation or IObjectCreationOperation)
        ? SymbolNames.Of(member) + "()"
        : SymbolNames.Of(member);
}
