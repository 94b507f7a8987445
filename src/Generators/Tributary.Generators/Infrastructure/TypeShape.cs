using Tributary.Roslyn;

namespace Tributary.Generators.Infrastructure;

/// <summary>An annotated type as generated code sees it, without its symbol.</summary>
/// <param name="Namespace">The namespace, escaped; empty for the global one.</param>
/// <param name="Containers">The headers of the types it is nested in, outermost first, such as <c>partial class Outer</c>.</param>
/// <param name="Header">Its own header, such as <c>partial class Sensor</c>.</param>
/// <param name="Name">Its own name, not escaped.</param>
/// <param name="FullName">Its full name with <c>global::</c>.</param>
/// <param name="HintName">The start of the names of its generated files, such as <c>App.Outer+Sensor</c>.</param>
/// <param name="GeneratedNamespace">Where generated types about it live.</param>
/// <param name="GeneratedName">The start of the names of those types.</param>
/// <param name="CanExtend">Whether a partial part can be added: all the way partial and nowhere generic.</param>
/// <param name="CanName">Whether other code of the assembly can name it.</param>
internal sealed record TypeShape(
    string Namespace,
    EquatableArray<string> Containers,
    string Header,
    string Name,
    string FullName,
    string HintName,
    string GeneratedNamespace,
    string GeneratedName,
    bool CanExtend,
    bool CanName);
