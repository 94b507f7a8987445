using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor TRIB1001_EntityMustBePartial = Create(
        "TRIB1001",
        "An entity must be partial",
        Sync,
        DiagnosticSeverity.Error,
        "The entity '{0}' cannot be completed because '{1}' is not partial. Add the 'partial' modifier to '{1}'.");

    public static readonly DiagnosticDescriptor TRIB1002_EntityMustHaveUsableId = Create(
        "TRIB1002",
        "An entity must have a usable Id",
        Sync,
        DiagnosticSeverity.Error,
        "The entity '{0}' cannot be identified because {1}. Declare 'public string Id {{ get; set; }} = \"\";'.");

    public static readonly DiagnosticDescriptor TRIB1003_EntityMustBeConstructible = Create(
        "TRIB1003",
        "An entity must be constructible",
        Sync,
        DiagnosticSeverity.Error,
        "The entity '{0}' cannot be created from a message because {1}. {2}.");

    public static readonly DiagnosticDescriptor TRIB1004_EntityMembersMustBeSettable = Create(
        "TRIB1004",
        "The members of an entity must be settable",
        Sync,
        DiagnosticSeverity.Error,
        "'{0}.{1}' would not be synchronised because {2}. Give it a public 'set' accessor, or mark it [CodecIgnore].");

    public static readonly DiagnosticDescriptor TRIB1005_AnnotatedMemberMustTravel = Create(
        "TRIB1005",
        "An annotated member must take part in the entity",
        Sync,
        DiagnosticSeverity.Error,
        "[{2}] on '{0}.{1}' has no effect because the member is not part of the entity: {3}. {4}.");

    public static readonly DiagnosticDescriptor TRIB1006_EntityMustNotBeGeneric = Create(
        "TRIB1006",
        "An entity must not be generic",
        Sync,
        DiagnosticSeverity.Error,
        "The entity '{0}' cannot be registered because '{1}' has type parameters, and every entity needs one name on the wire. Make it a class without type parameters; a generic base class is fine.");

    public static readonly DiagnosticDescriptor TRIB1010_EntityMustHaveAggregationKey = Create(
        "TRIB1010",
        "An entity must have an aggregation key or say that it has none",
        Sync,
        DiagnosticSeverity.Error,
        "Records of the entity '{0}' from different systems cannot be recognised as one because no member is marked [AggregationKey]. Mark the value that the systems share, or write [FlowEntity(WithoutKeys = true)] if each record is an entity of its own.");

    public static readonly DiagnosticDescriptor TRIB1011_AggregationKeyShouldNotBeFloatingPoint = Create(
        "TRIB1011",
        "An aggregation key should not be a floating-point number",
        Sync,
        DiagnosticSeverity.Warning,
        "The aggregation key '{0}.{1}' may not match between systems because '{2}' rounds. Use 'decimal', an integer or a string.");

    public static readonly DiagnosticDescriptor TRIB1012_AggregationKeyTypeMustBeSupported = Create(
        "TRIB1012",
        "An aggregation key must have a supported type",
        Sync,
        DiagnosticSeverity.Error,
        "'{0}.{1}' cannot be an aggregation key because values of '{2}' have no form that all systems share. Use a string, a number, a Guid, an enumeration, or a collection of these.");

    public static readonly DiagnosticDescriptor TRIB1020_ParentKeyMustBeString = Create(
        "TRIB1020",
        "A parent key must be a string",
        Sync,
        DiagnosticSeverity.Error,
        "'{0}.{1}' cannot hold the id of a parent because its type is '{2}'. Declare it as 'string', or as 'string?' if the parent is optional.");

    public static readonly DiagnosticDescriptor TRIB1021_ParentMustBeEntity = Create(
        "TRIB1021",
        "A parent must be an entity",
        Sync,
        DiagnosticSeverity.Error,
        "'{0}.{1}' cannot be translated between systems because its parent '{2}' is not an entity. Mark '{2}' with [FlowEntity], or name the entity that is meant.");

    public static readonly DiagnosticDescriptor TRIB1022_RequiredParentsMustNotFormCycle = Create(
        "TRIB1022",
        "Required parents must not form a cycle",
        Sync,
        DiagnosticSeverity.Error,
        "No record of '{0}' could ever be accepted because its required parents form a cycle: {1}. Declare one of these parent keys as 'string?'.");

    public static readonly DiagnosticDescriptor TRIB1030_FieldFilterMustNotHideIdentity = Create(
        "TRIB1030",
        "A field filter must not hide the id, a key or a required parent",
        Sync,
        DiagnosticSeverity.Error,
        "[FlowField] on '{0}.{1}' would hide it from some systems, but it is {2}, which every system needs. Remove the filter.");

    public static readonly DiagnosticDescriptor TRIB1031_FieldFilterMustNameSystem = Create(
        "TRIB1031",
        "A field filter must name a system",
        Sync,
        DiagnosticSeverity.Error,
        "[FlowField] on '{0}.{1}' filters nothing because it names no system. Set 'Except' or 'Only', or remove the attribute.");
}
