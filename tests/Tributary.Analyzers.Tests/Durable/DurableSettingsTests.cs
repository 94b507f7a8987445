using Verify = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Durable.DurableSettingsAnalyzer>;

namespace Tributary.Analyzers.Tests.Durable;

public sealed class DurableSettingsTests
{
    [Fact]
    public Task Settings_in_their_ranges_are_accepted() => Verify.VerifyAsync("""
        public static class Work
        {
            private const string Long = "1.00:00:00";
            [DurableActivity(Name = "5", Timeout = Long, HeartbeatTimeout = "00:00:00.5", MaxConcurrency = 1, Tag = "0")]
            [Retry(MaxAttempts = 1, FirstDelay = "00:00:00", MaxDelay = "00:01:00", Jitter = 0, TotalTimeout = "10:00:00", Backoff = Backoff.Fixed, NonRetryable = [typeof(ArgumentException)])]
            public static void Do() { }
            [DurableActivity(Timeout = null), Retry] public static void Too() { }
            [DurableOrchestration(Version = 1)] public static Durable Run(OrchestrationContext ctx) => ctx.CreateTimer(TimeSpan.Zero);
        }
        """);

    [Theory]
    [InlineData("DurableActivity(Timeout = {|#0:\"soon\"|})", "Timeout", "\"soon\"", "no time span")]
    [InlineData("DurableActivity(Timeout = {|#0:\"30\"|})", "Timeout", "\"30\"", "no time span")]
    [InlineData("DurableActivity(Timeout = {|#0:\"\"|})", "Timeout", "\"\"", "no time span")]
    [InlineData("DurableActivity(HeartbeatTimeout = {|#0:\"00:00:00\"|})", "HeartbeatTimeout", "\"00:00:00\"", "not positive")]
    [InlineData("DurableActivity(Timeout = {|#0:\"-00:00:01\"|})", "Timeout", "\"-00:00:01\"", "not positive")]
    [InlineData("DurableActivity, Retry(TotalTimeout = {|#0:\"25:00:00\"|})", "TotalTimeout", "\"25:00:00\"", "no time span")]
    [InlineData("DurableActivity, Retry(FirstDelay = {|#0:\"-00:00:01\"|})", "FirstDelay", "\"-00:00:01\"", "negative")]
    [InlineData("DurableActivity, Retry(MaxDelay = {|#0:\"1s\"|})", "MaxDelay", "\"1s\"", "no time span")]
    public Task A_duration_that_is_none_is_refused(string attribute, params string[] arguments) => Verify.VerifyAsync(
        Method(attribute),
        Verify.Diagnostic("TRIB2011").WithLocation(0).WithArguments([.. arguments]));

    [Theory]
    [InlineData("DurableActivity(MaxConcurrency = {|#0:0|})", "MaxConcurrency", "0", "at least 1")]
    [InlineData("DurableActivity, Retry(MaxAttempts = {|#0:-2 + 1|})", "MaxAttempts", "-1", "at least 1")]
    [InlineData("DurableActivity, Retry(Jitter = {|#0:1.5|})", "Jitter", "1.5", "from 0 to 1")]
    [InlineData("DurableActivity, Retry(Jitter = {|#0:double.NaN|})", "Jitter", "NaN", "from 0 to 1")]
    [InlineData("DurableOrchestration(Version = {|#0:0|})", "Version", "0", "at least 1")]
    public Task A_number_out_of_its_range_is_refused(string attribute, params string[] arguments) => Verify.VerifyAsync(
        Method(attribute),
        Verify.Diagnostic("TRIB2012").WithLocation(0).WithArguments([.. arguments]));

    [Fact]
    public async Task Values_of_another_type_are_the_compilers_to_report()
    {
        var test = new Verify { CompilerDiagnostics = Tributary.Roslyn.Testing.CompilerDiagnostics.None };
        test.Sources.Add("public static class Work { [DurableActivity(Timeout = 5, MaxConcurrency = \"0\"), Retry(MaxAttempts = )] public static void Do() { } }");
        await test.RunAsync();
    }

    private static string Method(string attribute) => $"public static class Work {{ [{attribute}] public static void Do() {{ }} }}";
}
