using Microsoft.CodeAnalysis;
using Tributary.Generators.Codec;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Durable;

/// <summary>Reads an orchestration from its symbol. One with a mistake is left out: the analyzer reports it.</summary>
internal static class OrchestrationParser
{
    public static Encoded<OrchestrationShape>? Parse(Annotation annotation, CancellationToken cancellationToken)
    {
        if (annotation.Symbol is not IMethodSymbol method || DurableMethodRules.FindOrchestrationFault(method) is not null)
            return null;
        var signature = DurableSignature.OfOrchestration(method, annotation.Compilation);
        var name = DurableSettingRules.NameOfOrchestration(method, annotation.Attribute);
        var shape = DurableMethodParser.Parse(method, annotation, name, signature, cancellationToken) is { } read
            ? new OrchestrationShape(read, DurableSettingRules.VersionOf(annotation.Attribute))
            : null;
        return new(shape, DurableMethodParser.Codecs(signature, annotation.Compilation, cancellationToken));
    }
}
