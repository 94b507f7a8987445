using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers.Determinism;

/// <summary>The rules that hold for everything an entry point reaches.</summary>
internal static class DeterminismRules
{
    private const string InActivity = "Do it in an activity";
    private const string InAsyncHandler = "Register the handler with OnUpdateAsync, or do it in an adapter";
    private const string FromMetadata = "Derive the value from the update, for example from 'metadata.MessageId'";

    public static readonly DeterminismRule Clock = new(
        Descriptors.TRIB2101_OrchestrationShouldNotReadClock, "Use the context's UtcNow", HandlerScope.Called, "Use 'metadata.ReceivedAt' or 'metadata.Source.Timestamp'");

    public static readonly DeterminismRule Locale = new(
        Descriptors.TRIB2102_OrchestrationShouldNotDependOnLocale, "Name the time zone or the culture, or read it in an activity");

    public static readonly DeterminismRule NewId = new(
        Descriptors.TRIB2103_OrchestrationShouldNotCreateIds, "Use the context's NewGuid()", HandlerScope.Called, FromMetadata);

    public static readonly DeterminismRule Randomness = new(
        Descriptors.TRIB2104_OrchestrationShouldNotDrawRandomness, "Use the context's Random", HandlerScope.Called, FromMetadata);

    public static readonly DeterminismRule ProcessEnvironment = new(
        Descriptors.TRIB2105_OrchestrationShouldNotReadEnvironment, "Read it in an activity, or hand it over as input");

    public static readonly DeterminismRule Files = new(
        Descriptors.TRIB2106_OrchestrationShouldNotTouchFiles, InActivity, HandlerScope.Synchronous, InAsyncHandler);

    public static readonly DeterminismRule Network = new(
        Descriptors.TRIB2107_OrchestrationShouldNotUseNetwork, InActivity, HandlerScope.Synchronous, InAsyncHandler);

    public static readonly DeterminismRule Database = new(
        Descriptors.TRIB2108_OrchestrationShouldNotUseDatabase, InActivity, HandlerScope.Synchronous, InAsyncHandler);

    public static readonly DeterminismRule Threads = new(
        Descriptors.TRIB2109_OrchestrationShouldNotStartThreads, "Call activities and await the context's WhenAll or WhenAny");

    public static readonly DeterminismRule Timers = new(
        Descriptors.TRIB2110_OrchestrationShouldNotUseTimers, "Use the context's CreateTimer");

    public static readonly DeterminismRule Locks = new(
        Descriptors.TRIB2111_OrchestrationShouldNotLock, "Remove it; share state through a durable type instead");

    public static readonly DeterminismRule Blocking = new(
        Descriptors.TRIB2112_OrchestrationShouldNotBlock, "Await a durable operation instead", HandlerScope.Called, "Register the handler with OnUpdateAsync and await");

    public static readonly DeterminismRule SharedState = new(
        Descriptors.TRIB2113_OrchestrationShouldNotShareState, "Keep the value in a local variable, in the context's State, or read it in an activity");

    public static readonly DeterminismRule HashCodes = new(
        Descriptors.TRIB2114_OrchestrationShouldNotUseHashCodes, "Compute the number from the content, for example with a checksum");

    public static readonly DeterminismRule AsyncVoid = new(
        Descriptors.TRIB2118_OrchestrationShouldNotUseAsyncVoid, "Return Durable and await it");

    public static readonly DeterminismRule[] All =
        [Clock, Locale, NewId, Randomness, ProcessEnvironment, Files, Network, Database, Threads, Timers, Locks, Blocking, SharedState, HashCodes, AsyncVoid];

    /// <summary>The descriptors of all of them, for both times at which they are reported.</summary>
    public static DiagnosticDescriptor[] Reported { get; } = [.. All.Select(static rule => rule.Descriptor), .. All.Select(static rule => rule.AtCompilationEnd)];
}
