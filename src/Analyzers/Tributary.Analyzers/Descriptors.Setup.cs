using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers;

internal static partial class Descriptors
{
    public static readonly DiagnosticDescriptor TRIB0003_RegisteredTypeMustBeReachable = Create(
        "TRIB0003",
        "A registered type must be reachable",
        Setup,
        DiagnosticSeverity.Error,
        "'{0}' cannot be registered because {1}. {2}.");
}
