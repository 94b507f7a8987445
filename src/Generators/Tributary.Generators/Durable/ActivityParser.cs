using Microsoft.CodeAnalysis;
using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Durable;

/// <summary>Reads an activity from its symbol. One with a mistake is left out: the analyzer reports it.</summary>
internal static class ActivityParser
{
    public static Encoded<ActivityShape>? Parse(Annotation annotation, CancellationToken cancellationToken)
    {
        if (annotation.Symbol is not IMethodSymbol method || DurableMethodRules.FindActivityFault(method) is not null)
            return null;
        var signature = DurableSignature.OfActivity(method, annotation.Compilation);
        return new(Read(method, annotation, signature, cancellationToken), DurableMethodParser.Codecs(signature, annotation.Compilation, cancellationToken));
    }

    private static ActivityShape? Read(IMethodSymbol method, Annotation annotation, DurableSignature signature, CancellationToken cancellationToken)
    {
        var name = DurableSettingRules.NameOfActivity(method, annotation.Attribute);
        if (DurableMethodParser.Parse(method, annotation, name, signature, cancellationToken) is not { } shape)
            return null;
        return new(
            shape,
            method.IsStatic,
            ReturnOf(method),
            method.Parameters.Select(ArgumentOf).ToEquatableArray(),
            SettingsParser.Parse(annotation.Attribute),
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
