using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Durable;

/// <summary>Reads an orchestration from its symbol. One with a mistake is left out: the analyzer reports it.</summary>
internal static class OrchestrationParser
{
    private static readonly ModelMemo<OrchestrationShape?> s_memo = new();

    public static OrchestrationShape? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) => s_memo.Of(context, Read, cancellationToken);

    private static OrchestrationShape? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
    {
        if (context.TargetSymbol is not IMethodSymbol method || DurableMethodRules.FindOrchestrationFault(method) is not null)
            return null;
        var compilation = context.SemanticModel.Compilation;
        var attribute = context.Attributes[0];
        var signature = DurableSignature.OfOrchestration(method, compilation);
        var name = DurableSettingRules.NameOfOrchestration(method, attribute);
        return DurableMethodParser.Parse(method, context.TargetNode, name, signature, compilation, cancellationToken) is { } shape
            ? new(shape, DurableSettingRules.VersionOf(attribute))
            : null;
    }
}
