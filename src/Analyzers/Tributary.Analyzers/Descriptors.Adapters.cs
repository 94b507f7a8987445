using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor TRIB1301_AdapterMustBeHostedService = Create(
        "TRIB1301",
        "An adapter must be a hosted service",
        Sync,
        DiagnosticSeverity.Error,
        "The adapter '{0}' would never run because it is not a hosted service. Derive it from BackgroundService, or implement IHostedService.");

    public static readonly DiagnosticDescriptor TRIB1302_NameMustBeLegal = Create(
        "TRIB1302",
        "The name of a system or an adapter must be legal",
        Sync,
        DiagnosticSeverity.Error,
        "'{0}' cannot name {1} because {2}. Use letters, digits, '-' and '_', starting with a letter, at most 64 characters.");

    public static readonly DiagnosticDescriptor TRIB1303_AdapterNamesMustBeUnique = Create(
        "TRIB1303",
        "An adapter must have names of its own",
        Sync,
        DiagnosticSeverity.Error,
        "The adapter '{0}' has the same system and adapter names ('{2}', '{3}') as '{1}', so their updates could not be told apart. Give one of them another adapter name.",
        atCompilationEnd: true);

    public static readonly DiagnosticDescriptor TRIB1304_SendShouldBeAwaited = Create(
        "TRIB1304",
        "Sending should be awaited",
        Sync,
        DiagnosticSeverity.Warning,
        "'{0}' is not awaited, so its failure goes unnoticed and nothing tells when the update is durable. Await it.");

    public static readonly DiagnosticDescriptor TRIB1305_SendShouldBeInsideAdapter = Create(
        "TRIB1305",
        "The current adapter's flow should be used inside an adapter",
        Sync,
        DiagnosticSeverity.Warning,
        "'{0}' speaks for the adapter that is running, and '{1}' is no adapter; outside of one it throws. Pass the adapter's own Flow and use that, or move the call into a class marked [FlowAdapter].");

    public static readonly DiagnosticDescriptor TRIB1306_ChangesShouldComeWithNewRecords = Create(
        "TRIB1306",
        "An adapter that takes changes should take new records",
        Sync,
        DiagnosticSeverity.Warning,
        "The adapter '{0}' handles changes of '{1}' but not new records, so records that other systems create never reach its system. Add 'Flow.Updates.OnNew<{1}>(...)'.");
}
