using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Roslyn;

namespace Tributary.Analyzers;

/// <summary>The base of rules that judge one class marked [FlowEntity] at a time.</summary>
/// <param name="descriptors">The rules that the analyzer reports.</param>
public abstract class EntityAnalyzer(params DiagnosticDescriptor[] descriptors) : TributaryAnalyzer(descriptors)
{
    /// <inheritdoc />
    private protected sealed override void Register(CompilationStartAnalysisContext context, KnownTypes types)
        => context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                foreach (var attribute in type.GetAttributes())
                {
                    if (KnownTypes.Is(attribute.AttributeClass, types.FlowEntityAttribute))
                    {
                        Analyze(new(type, attribute, MemberRule.Select(type, symbol.CancellationToken), symbol));
                        return;
                    }
                }
            },
            SymbolKind.NamedType);

    /// <summary>Judges one entity.</summary>
    private protected abstract void Analyze(Entity entity);

    /// <summary>An entity under judgement.</summary>
    /// <param name="type">The class.</param>
    /// <param name="attribute">Its [FlowEntity].</param>
    /// <param name="fields">The members that travel.</param>
    /// <param name="context">Where faults go.</param>
    private protected sealed class Entity(INamedTypeSymbol type, AttributeData attribute, List<IPropertySymbol> fields, SymbolAnalysisContext context)
    {
        public INamedTypeSymbol Type => type;

        public AttributeData Attribute => attribute;

        public List<IPropertySymbol> Fields => fields;

        public Compilation Compilation => context.Compilation;

        public CancellationToken CancellationToken => context.CancellationToken;

        public void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments)
            => context.ReportDiagnostic(Diagnostic.Create(descriptor, location, arguments));
    }
}
