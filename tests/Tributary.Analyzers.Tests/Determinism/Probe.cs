namespace Tributary.Analyzers.Tests.Determinism;

/// <summary>A snippet of the probe: statements of an orchestration, members beside it, other types. What is wrong in it is marked.</summary>
/// <param name="Name">Names the case in the test's output.</param>
/// <param name="Body">The statements.</param>
/// <param name="Members">Members of the orchestration's class.</param>
/// <param name="Types">Other types.</param>
public sealed record Snippet(string Name, string Body, string Members = "", string Types = "")
{
    public override string ToString() => Name;
}

/// <summary>
/// The probe of the determinism rules: what people write in orchestrations, wrong and right. Every wrong snippet must be found where it is
/// marked, and nothing else may be reported.
/// </summary>
public sealed class Probe
{
    private static readonly Snippet[] s_bad = [.. ProbeBodies.Bad, .. ProbeCalls.Bad, .. ProbeShapes.Bad];

    public static TheoryData<string> Bad => [.. s_bad.Select(static snippet => snippet.Name)];

    public static TheoryData<string> Good => [.. ProbeGood.All.Select(static snippet => snippet.Name)];

    [Theory]
    [MemberData(nameof(Bad))]
    public Task Wrong_code_is_found(string name)
    {
        var snippet = s_bad.Single(snippet => snippet.Name == name);
        return Flow.VerifyAsync(Flow.Of(snippet.Body, snippet.Members, snippet.Types));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public Task Right_code_is_left_alone(string name)
    {
        var snippet = ProbeGood.All.Single(snippet => snippet.Name == name);
        return Flow.VerifyAsync(Flow.Of(snippet.Body, snippet.Members, snippet.Types));
    }

    [Fact]
    public void The_probe_is_large_enough_and_every_wrong_snippet_is_marked()
    {
        Assert.True(s_bad.Length >= 80, $"{s_bad.Length} wrong snippets");
        Assert.True(ProbeGood.All.Length >= 30, $"{ProbeGood.All.Length} right snippets");
        Assert.All(s_bad, static snippet => Assert.Contains("{|TRIB21", snippet.Body + snippet.Members + snippet.Types, StringComparison.Ordinal));
        Assert.All(ProbeGood.All, static snippet => Assert.DoesNotContain("{|", snippet.Body + snippet.Members + snippet.Types, StringComparison.Ordinal));
    }
}
