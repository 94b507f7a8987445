using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers.Determinism;

/// <summary>Where a rule holds for update handlers, which run again when the entity changed meanwhile.</summary>
internal enum HandlerScope
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>In what a handler calls; in the handler itself a rule on handlers (TRIB1204, TRIB1205) speaks.</summary>
    Called,

    /// <summary>In a synchronous handler and in what it calls. An asynchronous one is there for I/O.</summary>
    Synchronous,
}

/// <summary>A rule on what code that runs again may do, wherever in the call graph it does so.</summary>
internal sealed class DeterminismRule
{
    public DeterminismRule(DiagnosticDescriptor descriptor, string remedy, HandlerScope handlers = HandlerScope.None, string? handlerRemedy = null)
    {
        Descriptor = descriptor;
        Remedy = remedy;
        Handlers = handlers;
        HandlerRemedy = handlerRemedy ?? remedy;
        AtCompilationEnd = new(
            descriptor.Id,
            descriptor.Title,
            descriptor.MessageFormat,
            descriptor.Category,
            descriptor.DefaultSeverity,
            descriptor.IsEnabledByDefault,
            helpLinkUri: descriptor.HelpLinkUri,
            customTags: WellKnownDiagnosticTags.CompilationEnd);
    }

    /// <summary>For offences in the body of an entry point, which are reported while the developer types.</summary>
    public DiagnosticDescriptor Descriptor { get; }

    /// <summary>The same rule for offences further away, which are known when every method was looked at.</summary>
    public DiagnosticDescriptor AtCompilationEnd { get; }

    /// <summary>What to do in an orchestration.</summary>
    public string Remedy { get; }

    /// <summary>Where the rule holds for handlers.</summary>
    public HandlerScope Handlers { get; }

    /// <summary>What to do in a handler.</summary>
    public string HandlerRemedy { get; }
}
