using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor TRIB1201_DecisionShouldBeReturned = Create(
        "TRIB1201",
        "A decision should be returned",
        Sync,
        DiagnosticSeverity.Warning,
        "The decision of '{0}' has no effect because it is discarded. Return it from the handler.");

    public static readonly DiagnosticDescriptor TRIB1202_HandlerShouldNotAssignId = Create(
        "TRIB1202",
        "A handler should not assign the id",
        Sync,
        DiagnosticSeverity.Warning,
        "The handler changes the id of '{0}', which makes the update fail: the framework assigns canonical ids. Remove the assignment; 'metadata.Source.NativeId' has the native id.");

    public static readonly DiagnosticDescriptor TRIB1203_HandlerShouldNotChangeCurrent = Create(
        "TRIB1203",
        "A handler should not change the current entity",
        Sync,
        DiagnosticSeverity.Warning,
        "The change of '{0}' is lost because it is made on a copy of the stored entity. Change '{1}' instead.");

    public static readonly DiagnosticDescriptor TRIB1204_HandlerShouldNotBlock = Create(
        "TRIB1204",
        "A handler should not block",
        Sync,
        DiagnosticSeverity.Warning,
        "'{0}' blocks the thread that decides updates and can deadlock the host. Register the handler with OnUpdateAsync and await.");

    public static readonly DiagnosticDescriptor TRIB1205_HandlerShouldBeRepeatable = Create(
        "TRIB1205",
        "A handler should be repeatable",
        Sync,
        DiagnosticSeverity.Warning,
        "'{0}' gives another value each time, and a handler runs again when the entity changed meanwhile. {1}.");
}
