using Microsoft.CodeAnalysis;
using Tributary.Roslyn;

namespace Tributary.Analyzers;

/// <summary>The SDK's symbols in one compilation.</summary>
internal sealed class KnownTypes
{
    private KnownTypes(Compilation compilation)
    {
        FlowEntityAttribute = Find(compilation, WellKnownNames.FlowEntityAttribute);
        FlowOrchestratorBase = Find(compilation, WellKnownNames.FlowOrchestratorBase);
        OrchestratorFlow = Find(compilation, WellKnownNames.OrchestratorFlow);
        AdapterFlow = Find(compilation, WellKnownNames.AdapterFlow);
        AdapterUpdates = Find(compilation, WellKnownNames.AdapterUpdates);
        Flow = Find(compilation, WellKnownNames.Flow);
        FlowEntityExtensions = Find(compilation, WellKnownNames.FlowEntityExtensions);
        UpdateResult = Find(compilation, WellKnownNames.UpdateResult);
        UpdateMetadata = Find(compilation, WellKnownNames.UpdateMetadata);
        UpdateContext = Find(compilation, WellKnownNames.UpdateContext);
        DeterministicAttribute = Find(compilation, WellKnownNames.DeterministicAttribute);
        Durable = Find(compilation, WellKnownNames.Durable);
        DurableOfT = Find(compilation, WellKnownNames.DurableOfT);
        DurableEvents = Find(compilation, WellKnownNames.DurableEvents);
        DurableAwaiter = Find(compilation, WellKnownNames.IDurableAwaiter);
        OrchestrationContext = Find(compilation, WellKnownNames.OrchestrationContext);
        DurableOrchestrationAttribute = Find(compilation, WellKnownNames.DurableOrchestrationAttribute);
        DurableActivityAttribute = Find(compilation, WellKnownNames.DurableActivityAttribute);
        ChoreographyAttribute = Find(compilation, WellKnownNames.ChoreographyAttribute);
        HostedService = Find(compilation, WellKnownNames.IHostedService);
        BackgroundService = Find(compilation, WellKnownNames.BackgroundService);
    }

    public INamedTypeSymbol? FlowEntityAttribute { get; }

    public INamedTypeSymbol? FlowOrchestratorBase { get; }

    public INamedTypeSymbol? OrchestratorFlow { get; }

    public INamedTypeSymbol? AdapterFlow { get; }

    public INamedTypeSymbol? AdapterUpdates { get; }

    public INamedTypeSymbol? Flow { get; }

    public INamedTypeSymbol? FlowEntityExtensions { get; }

    public INamedTypeSymbol? UpdateResult { get; }

    public INamedTypeSymbol? UpdateMetadata { get; }

    public INamedTypeSymbol? UpdateContext { get; }

    public INamedTypeSymbol? DeterministicAttribute { get; }

    public INamedTypeSymbol? Durable { get; }

    public INamedTypeSymbol? DurableOfT { get; }

    public INamedTypeSymbol? DurableEvents { get; }

    public INamedTypeSymbol? DurableAwaiter { get; }

    public INamedTypeSymbol? OrchestrationContext { get; }

    public INamedTypeSymbol? DurableOrchestrationAttribute { get; }

    public INamedTypeSymbol? DurableActivityAttribute { get; }

    public INamedTypeSymbol? ChoreographyAttribute { get; }

    public INamedTypeSymbol? HostedService { get; }

    public INamedTypeSymbol? BackgroundService { get; }

    /// <summary>Resolves the symbols; null when the project does not reference the SDK.</summary>
    public static KnownTypes? Resolve(Compilation compilation)
        => new KnownTypes(compilation) is var types && (types.FlowEntityAttribute ?? types.Durable ?? types.ChoreographyAttribute) is not null ? types : null;

    /// <summary>Whether a type is an operation of an orchestration.</summary>
    public bool IsDurable(ITypeSymbol? type) => type is not null && (Is(type, Durable) || Is(type.OriginalDefinition, DurableOfT));

    /// <summary>Whether a symbol carries an attribute.</summary>
    public static bool Has(ISymbol symbol, INamedTypeSymbol? attribute)
    {
        if (attribute is null)
            return false;
        foreach (var data in symbol.GetAttributes())
        {
            if (Is(data.AttributeClass, attribute))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type is, or derives from, the base of orchestrators.</summary>
    public bool IsOrchestrator(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, FlowOrchestratorBase))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type implements the interface of hosted services.</summary>
    public bool IsHostedService(ITypeSymbol type)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (Is(implemented, HostedService))
                return true;
        }

        return false;
    }

    /// <summary>Whether two types are the same; false when the second is not there.</summary>
    public static bool Is(ISymbol? symbol, INamedTypeSymbol? known) => known is not null && SymbolEqualityComparer.Default.Equals(symbol, known);

    // The one place that resolves by name; the result is kept for the whole compilation.
#pragma warning disable RS0030
    private static INamedTypeSymbol? Find(Compilation compilation, string metadataName) => compilation.GetTypeByMetadataName(metadataName);
#pragma warning restore RS0030
}
