using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Durable;

/// <summary>The settings in the attributes of durable methods can be read and lie in their ranges. The generator takes others for not set.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DurableSettingsAnalyzer() : TributaryAnalyzer(
    Descriptors.TRIB2011_DurationMustBeTimeSpan,
    Descriptors.TRIB2012_SettingMustBeInRange)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
        => context.RegisterSymbolAction(Analyze, SymbolKind.Method);

    private static void Analyze(SymbolAnalysisContext context)
    {
        foreach (var attribute in context.Symbol.GetAttributes())
        {
            if (attribute.AttributeClass.HasMetadataName(WellKnownNames.DurableActivityAttribute)
                || attribute.AttributeClass.HasMetadataName(WellKnownNames.RetryAttribute)
                || attribute.AttributeClass.HasMetadataName(WellKnownNames.DurableOrchestrationAttribute))
            {
                foreach (var argument in attribute.NamedArguments)
                    Analyze(context, attribute, argument.Key, argument.Value);
            }
        }
    }

    private static void Analyze(SymbolAnalysisContext context, AttributeData attribute, string setting, TypedConstant constant)
    {
        if (constant.Kind != TypedConstantKind.Primitive)
            return;
        if (DurableSettingRules.IsTimeSpan(setting))
        {
            var allowZero = DurableSettingRules.AllowsZero(setting);
            if (constant.Value is not string text || DurableSettingRules.ParseTimeSpan(text, allowZero) is not null)
                return;
            var cause = DurableSettingRules.ParseTimeSpan(text.TrimStart('-'), allowZero: true) is null ? "no time span"
                : allowZero ? "negative"
                : "not positive";
            Report(context, Descriptors.TRIB2011_DurationMustBeTimeSpan, attribute, setting, SymbolDisplay.FormatLiteral(text, quote: true), cause);
        }
        else if (DurableSettingRules.RangeMissedBy(setting, constant.Value) is { } range)
        {
            Report(context, Descriptors.TRIB2012_SettingMustBeInRange, attribute, setting, SymbolDisplay.FormatPrimitive(constant.Value!, quoteStrings: true, useHexadecimalNumbers: false), range);
        }
    }

    private static void Report(SymbolAnalysisContext context, DiagnosticDescriptor descriptor, AttributeData attribute, string setting, string value, string cause)
        => context.ReportDiagnostic(Diagnostic.Create(
            descriptor, SymbolLocations.NamedArgumentOf(attribute, setting, context.Symbol, context.CancellationToken), setting, value, cause));
}
