using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Durable;

/// <summary>Writes what stands above a generated call.</summary>
internal static class CallText
{
    /// <summary>The modifiers of the call.</summary>
    public static string Access(DurableMethod method) => method.IsPublic ? "public" : "internal";

    /// <summary>Writes the documentation and the attributes of a call.</summary>
    /// <param name="writer">The file.</param>
    /// <param name="method">The annotated method.</param>
    /// <param name="summary">What the call does, for a method that is not documented.</param>
    /// <param name="parameter">The name of the parameter that the method does not have; null for none.</param>
    /// <param name="parameterText">What that parameter is.</param>
    public static void WriteHead(SourceWriter writer, DurableMethod method, string summary, string? parameter = null, string? parameterText = null)
    {
        writer.Line(method.Documentation is null
            ? $"/// <summary>{summary} <c>{CSharpText.Xml(method.Name)}</c>.</summary>"
            : $"/// <inheritdoc cref=\"{CSharpText.Xml(method.Documentation)}\" />");
        if (parameter is not null)
            writer.Line($"/// <param name=\"{parameter}\">{parameterText}</param>");
        WriteObsolete(writer, method);
    }

    /// <summary>Warns of an obsolete method where it is called through generated code.</summary>
    public static void WriteObsolete(SourceWriter writer, DurableMethod method)
    {
        if (method.Obsolete is not null)
            writer.Line(method.Obsolete.Length == 0 ? "[global::System.Obsolete]" : $"[global::System.Obsolete({CSharpText.Literal(method.Obsolete)})]");
    }
}
