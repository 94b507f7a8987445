using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Durable;

/// <summary>Reads an activity from its symbol. One with a mistake is left out: the analyzer reports it.</summary>
internal static class ActivityParser
{
    private static readonly ModelMemo<ActivityShape?> s_memo = new();

    public static ActivityShape? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) => s_memo.Of(context, Read, cancellationToken);

    private static ActivityShape? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not IMethodSymbol method || DurableMethodRules.FindActivityFault(method) is not null)
            return null;
        var compilation = context.SemanticModel.Compilation;
        var attribute = context.Attributes[0];
        var signature = DurableSignature.OfActivity(method, compilation);
        if (DurableMethodParser.Parse(method, context.TargetNode, DurableSettingRules.NameOfActivity(method, attribute), signature, compilation, cancellationToken) is not { } shape)
            return null;
        return new(
            shape,
            method.IsStatic,
            ReturnOf(method),
            method.Parameters.Select(ArgumentOf).ToEquatableArray(),
            SettingsParser.Parse(attribute),
            method.FindAttribute(WellKnownNames.RetryAttribute) is { } retry ? SettingsParser.Parse(retry) : null);
    }

    private static ActivityReturn ReturnOf(IMethodSymbol method)
        => method.ReturnsVoid ? ActivityReturn.Void
            : !DurableSignature.IsTask(method.ReturnType) ? ActivityReturn.Value
            : method.ReturnType is INamedTypeSymbol { IsGenericType: true } ? ActivityReturn.TaskOfValue
            : ActivityReturn.Task;

    private static ActivityArgument ArgumentOf(IParameterSymbol parameter) => new(
        DurableSignature.IsCancellation(parameter) ? ArgumentSource.Cancellation
        : DurableSignature.IsContext(parameter) ? ArgumentSource.Context
        : ArgumentSource.Input);
}
