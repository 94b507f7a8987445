using Tributary.Analyzers.Sync;
using Tributary.CodeFixes;
using Tributary.Roslyn.Testing;
using Verify = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.AggregationKeyAnalyzer>;

namespace Tributary.Analyzers.Tests.Harness;

/// <summary>The harness must fail where an expectation is not met, and say what to write.</summary>
public sealed class AnalyzerTestTests
{
    private const string Keyless = "[FlowEntity] public partial class Device : IFlowEntity { public string Id { get; set; } = \"\"; }";

    [Fact]
    public async Task A_diagnostic_that_is_not_asserted_fails_with_the_text_to_paste()
    {
        var fault = await Assert.ThrowsAsync<RoslynTestException>(() => Verify.VerifyAsync(Keyless));

        Assert.Contains("paste: Diagnostic(\"TRIB1010\").WithSpan(1, 35, 1, 41)", fault.Message, StringComparison.Ordinal);
        Assert.Contains("class {|TRIB1010:Device|} :", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expected_diagnostic_that_is_missing_fails()
    {
        var fault = await Assert.ThrowsAsync<RoslynTestException>(() => Verify.VerifyAsync("class {|TRIB1010:Plain|};"));
        Assert.Contains("missing: TRIB1010", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_message_fails()
        => await Assert.ThrowsAsync<RoslynTestException>(() => Verify.VerifyAsync(
            Keyless.Replace("Device", "{|#0:Device|}", StringComparison.Ordinal), Verify.Diagnostic("TRIB1010").WithLocation(0).WithArguments("Other")));

    [Fact]
    public async Task A_compiler_error_fails()
        => await Assert.ThrowsAsync<RoslynTestException>(() => Verify.VerifyAsync("class C { Missing M; }"));

    [Fact]
    public async Task A_fix_with_another_result_fails()
    {
        var fault = await Assert.ThrowsAsync<RoslynTestException>(() => CodeFixTest<AggregationKeyAnalyzer, AddWithoutKeysFix>.VerifyAsync(
            Keyless.Replace("Device", "{|TRIB1010:Device|}", StringComparison.Ordinal), Keyless));
        Assert.Contains("not as expected after fixing one by one", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_nest_and_leave_other_text_alone()
    {
        var markup = TestMarkup.Parse("a[0] {|X1:b {|#3:c|}|} [|d|] $$e $$\"{|}\"");

        Assert.Equal("a[0] b c d e $$\"{|}\"", markup.Text);
        Assert.Equal(("X1", "b c"), (markup.Named[0].Id, markup.Text.Substring(markup.Named[0].Span.Start, markup.Named[0].Span.Length)));
        Assert.Equal(7, markup.Numbered[3].Start);
        Assert.Equal([9, 11], markup.Unnamed.Select(span => span.Start));
        Assert.Throws<RoslynTestException>(() => TestMarkup.Parse("{|X1:never closed"));
    }
}
