using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Choreography;
using Tributary.Roslyn.Choreography.Parsing;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Choreography;

/// <summary>An annotated method as the generator sees it.</summary>
/// <param name="Type">The type that declares it.</param>
/// <param name="Method">Its name.</param>
/// <param name="Context">What its file opens around the type.</param>
/// <param name="Signature">The method without its body; null if it cannot be written again, so that it gets no API.</param>
/// <param name="Procedure">The whole method; null if anything is wrong with it.</param>
/// <param name="Results">What it returns.</param>
/// <param name="Actions">The texts of its actions and time limits.</param>
/// <param name="TypeParameters">The type parameters with their brackets, or empty.</param>
/// <param name="Constraints">The constraints of the type parameters, or empty.</param>
/// <param name="ActionClass">The nested class of the actions.</param>
/// <param name="Access">How the generated API is declared; empty if there is none, because the method is private.</param>
/// <param name="Taken">The names of the type's own members.</param>
/// <param name="Faults">What is wrong with it, for the message of a stub.</param>
internal sealed record ChoreographyShape(
    TypeShape Type,
    string Method,
    FileContext Context,
    Procedure? Signature,
    Procedure? Procedure,
    EquatableArray<ProcedureResult> Results,
    EquatableArray<LocalAction> Actions,
    string TypeParameters,
    string Constraints,
    string ActionClass,
    string Access,
    EquatableArray<string> Taken,
    EquatableArray<string> Faults)
{
    /// <summary>Whether roles can start it: it has no open types and needs no other choreography.</summary>
    public bool HasApi => Access.Length > 0 && Signature is { TypeParameters.Count: 0, Delegates.Count: 0, Roles.Count: > 0 };

    /// <summary>The start of the names of its generated files.</summary>
    public string FileName => $"{Type.HintName}.{Method}";

    /// <summary>The same, among others that may differ by case alone: a name that is used twice would take all output away.</summary>
    public string FileNameAmong(EquatableArray<string> shared)
        => shared.Contains(FileName.ToLowerInvariant()) ? $"{FileName}.{CodecNames.Hash(FileName)}" : FileName;
}

/// <summary>What a text needs around it in order to mean the same in another file.</summary>
/// <param name="Usings">The using directives at the top of the file, one in a line.</param>
/// <param name="Namespaces">The namespaces around the type, outermost first.</param>
internal sealed record FileContext(string Usings, EquatableArray<NamespaceContext> Namespaces);

/// <summary>A namespace declaration.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Usings">The using directives inside of it.</param>
internal sealed record NamespaceContext(string Name, string Usings);
