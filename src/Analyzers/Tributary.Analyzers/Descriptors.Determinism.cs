using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

/// <summary>
/// The rules on code that is run again: orchestrations when they are replayed, handlers when the entity changed meanwhile. Those on what
/// may be called have the arguments offence, chain of calls and remedy.
/// </summary>
internal static partial class Descriptors
{
    private const string Determinism = "Tributary.Determinism";

    public static readonly DiagnosticDescriptor TRIB2100_OrchestrationMustAwaitOperations = Create(
        "TRIB2100",
        "An orchestration must await durable operations only",
        Determinism,
        DiagnosticSeverity.Error,
        "'{0}' cannot be awaited here because its completion is not in the history, so a replay could not repeat it; the compiler says so with CS0311 or CS0315. {1}.");

    public static readonly DiagnosticDescriptor TRIB2101_OrchestrationShouldNotReadClock = Create(
        "TRIB2101",
        "Code that runs again should not read the clock",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} gives another time whenever the code runs again. {2}.");

    public static readonly DiagnosticDescriptor TRIB2102_OrchestrationShouldNotDependOnLocale = Create(
        "TRIB2102",
        "An orchestration should not depend on the machine's time zone or culture",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} depends on the machine that runs the code, and a replay may run on another one. {2}.");

    public static readonly DiagnosticDescriptor TRIB2103_OrchestrationShouldNotCreateIds = Create(
        "TRIB2103",
        "Code that runs again should not create ids of its own",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} gives another id whenever the code runs again. {2}.");

    public static readonly DiagnosticDescriptor TRIB2104_OrchestrationShouldNotDrawRandomness = Create(
        "TRIB2104",
        "Code that runs again should not draw randomness of its own",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} gives another value whenever the code runs again. {2}.");

    public static readonly DiagnosticDescriptor TRIB2105_OrchestrationShouldNotReadEnvironment = Create(
        "TRIB2105",
        "An orchestration should not read its environment",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} depends on the process that runs the code, and a replay runs in another one. {2}.");

    public static readonly DiagnosticDescriptor TRIB2106_OrchestrationShouldNotTouchFiles = Create(
        "TRIB2106",
        "Code that runs again should not touch files, the console or processes",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} is done again, with another outcome, whenever the code runs again. {2}.");

    public static readonly DiagnosticDescriptor TRIB2107_OrchestrationShouldNotUseNetwork = Create(
        "TRIB2107",
        "Code that runs again should not use the network",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} is done again, with another outcome, whenever the code runs again. {2}.");

    public static readonly DiagnosticDescriptor TRIB2108_OrchestrationShouldNotUseDatabase = Create(
        "TRIB2108",
        "Code that runs again should not access a database",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} is done again, with another outcome, whenever the code runs again. {2}.");

    public static readonly DiagnosticDescriptor TRIB2109_OrchestrationShouldNotStartThreads = Create(
        "TRIB2109",
        "An orchestration should not use threads or tasks",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} runs beside the turn, where the history does not see it and its order differs between runs. {2}.");

    public static readonly DiagnosticDescriptor TRIB2110_OrchestrationShouldNotUseTimers = Create(
        "TRIB2110",
        "An orchestration should not use timers and time-outs of the process",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} waits in the memory of this process, which the history does not see and a restart forgets. {2}.");

    public static readonly DiagnosticDescriptor TRIB2111_OrchestrationShouldNotLock = Create(
        "TRIB2111",
        "An orchestration should not lock",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} synchronises with other threads, but a turn has one thread and must not wait for others. {2}.");

    public static readonly DiagnosticDescriptor TRIB2112_OrchestrationShouldNotBlock = Create(
        "TRIB2112",
        "Code that runs again should not block",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} blocks the thread that runs turns, and what it waits for is not in the history. {2}.");

    public static readonly DiagnosticDescriptor TRIB2113_OrchestrationShouldNotShareState = Create(
        "TRIB2113",
        "An orchestration should not share mutable state",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} is shared with other instances and lost with the process, so a replay finds another value. {2}.");

    public static readonly DiagnosticDescriptor TRIB2114_OrchestrationShouldNotUseHashCodes = Create(
        "TRIB2114",
        "An orchestration should not use hash codes",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} gives another number in every process. {2}.");

    public static readonly DiagnosticDescriptor TRIB2115_OrchestrationShouldNotDependOnHashOrder = Create(
        "TRIB2115",
        "An orchestration should not depend on the order of a hashed collection",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}' has no defined order, but its order decides what the orchestration does next. Sort it first, or use a sorted collection or a list.");

    public static readonly DiagnosticDescriptor TRIB2116_OperationShouldBeAwaited = Create(
        "TRIB2116",
        "A durable operation should be awaited",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}' is not awaited, so its failure goes unnoticed and it may be given up when the orchestration ends. Await it, keep it for later, or start the work with 'ctx.Detached'.");

    public static readonly DiagnosticDescriptor TRIB2117_OperationShouldBeObserved = Create(
        "TRIB2117",
        "A durable operation that is kept should be awaited later",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}' is never looked at, so the failure of its operation goes unnoticed. Await it, or hand it to WhenAll or WhenAny.");

    public static readonly DiagnosticDescriptor TRIB2118_OrchestrationShouldNotUseAsyncVoid = Create(
        "TRIB2118",
        "An orchestration should not use async void",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}'{1} is async void, so nobody knows when it ends and its failure ends the process. {2}.");

    public static readonly DiagnosticDescriptor TRIB2119_OrchestrationShouldNotBranchOnReplay = Create(
        "TRIB2119",
        "An orchestration should not do something else on replay",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}' decides whether '{1}' happens, so a replay does not do what the history says. Use it for diagnostics only, and 'ctx.Patched' for changes of the code.");

    public static readonly DiagnosticDescriptor TRIB2120_CatchAllShouldLetCancellationThrough = Create(
        "TRIB2120",
        "A catch-all around durable operations should let cancellation through",
        Determinism,
        DiagnosticSeverity.Warning,
        "'{0}' swallows the cancellation of the instance and the engine's own exceptions with the failures of its operations. Catch the failure that is expected, add 'when (e is not OperationCanceledException)', or throw again.");

    public static readonly DiagnosticDescriptor TRIB2121_EndlessLoopShouldContinueAsNew = Create(
        "TRIB2121",
        "An endless loop should continue as new",
        Determinism,
        DiagnosticSeverity.Warning,
        "This '{0}' never ends, so the history grows without limit and every replay takes longer. Return 'await ctx.ContinueAs' when 'ctx.ShouldContinueAsNew' says so, or give the loop an end.");

    public static readonly DiagnosticDescriptor TRIB2122_OperationMustBeAwaitedInDurableMethod = Create(
        "TRIB2122",
        "A durable operation must be awaited in a method that returns Durable",
        Determinism,
        DiagnosticSeverity.Error,
        "Awaiting '{0}' throws at run time because '{1}' returns {2}, and only methods that return Durable can be replayed. Return 'Durable' or 'Durable<T>' instead.");
}
