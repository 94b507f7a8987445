using Tributary.Analyzers.Choreography;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests.Choreography;

/// <summary>Puts code into a choreography between a few roles.</summary>
internal static class Play
{
    /// <summary>The roles, which all can do the same.</summary>
    public const string Roles = """
        public interface IParty : IRole { bool Decides { get; } string Text { get; } Stream Stream { get; } void Note(string text); }
        public interface IA : IParty;
        public interface IB : IParty;
        public interface IC : IParty;
        """;

    /// <summary>A choreography with statements, whose scope is <c>s</c> and whose roles have the names of their letters.</summary>
    public static string Of(string body, string roles = "On<IA> a, On<IB> b", string members = "", string attribute = "Choreography") => $$"""
        public static partial class P
        {
            [{{attribute}}]
            public static async Task Run(Scope s, {{roles}})
            {
                {{body}}
            }
            {{members}}
        }
        """;

    /// <summary>A statement that sends a text and lets the receiver look at it.</summary>
    public static string Tell(string value, string to, string mark = "") => mark.Length == 0
        ? $"{to}.Do(await s.Send({value}, {to}), static (x, t) => x.Note(t));"
        : $$"""{{to}}.Do(await {|{{mark}}:s.Send({{value}}, {{to}})|}, static (x, t) => x.Note(t));""";

    /// <summary>Verifies a source beside the roles.</summary>
    public static Task VerifyAsync(string source, params DiagnosticResult[] expected) => AnalyzerTest<ChoreographyAnalyzer>.VerifyAsync(source + "\n" + Roles, expected);

    /// <summary>Expects a rule at the mark 0.</summary>
    public static DiagnosticResult Rule(string id) => AnalyzerTest<ChoreographyAnalyzer>.Diagnostic(id).WithLocation(0);
}
