using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor TRIB0001_MemberMustBeEncodable = Create(
        "TRIB0001",
        "A member must be encodable",
        Setup,
        DiagnosticSeverity.Error,
        "'{0}' cannot be encoded or copied because it {1}. {2}.");

    public static readonly DiagnosticDescriptor TRIB0002_WireNameMustBeUnique = Create(
        "TRIB0002",
        "The wire name of a member must be its own",
        Setup,
        DiagnosticSeverity.Error,
        "'{0}' cannot be found again in a message because it {1}. Give it another name with [WireName].");

    public static readonly DiagnosticDescriptor TRIB0003_RegisteredTypeMustBeReachable = Create(
        "TRIB0003",
        "A registered type must be reachable",
        Setup,
        DiagnosticSeverity.Error,
        "'{0}' cannot be registered because {1}. {2}.");
}
