using Send = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.SendAnalyzer>;
using Shape = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.AdapterShapeAnalyzer>;
using Subscription = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.SubscriptionAnalyzer>;

namespace Tributary.Analyzers.Tests.Sync;

public sealed class AdapterTests
{
    private const string Entities = """
        public class Device : IFlowEntity { public string Id { get; set; } = ""; }
        public class Site : IFlowEntity { public string Id { get; set; } = ""; }

        """;

    [Fact]
    public Task Hosted_services_are_accepted() => Shape.VerifyAsync("""
        [FlowAdapter(system: "bms", adapter: "b-m_s2")] public class Bms : BackgroundService { protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask; }
        [FlowAdapter("oem", "bms")] public class Oem : IHostedService
        {
            public Task StartAsync(CancellationToken ct) => Task.CompletedTask;
            public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task An_adapter_that_is_no_hosted_service_is_refused() => Shape.VerifyAsync(
        "[FlowAdapter(\"bms\", \"bms\")] public partial class {|#0:Bms|};",
        Shape.Diagnostic("TRIB1301").WithLocation(0).WithArguments("Bms"));

    [Theory]
    [InlineData("{|#0:\"\"|}, \"a\"", "", "a system", "it is empty")]
    [InlineData("{|#0:null!|}, \"a\"", "null", "a system", "it is null")]
    [InlineData("\"a\", {|#0:\"1a\"|}", "1a", "an adapter", "it does not start with a letter")]
    [InlineData("adapter: {|#0:\"a.b\"|}, system: \"a\"", "a.b", "an adapter", "it contains '.'")]
    [InlineData("{|#0:\"größe\"|}, \"a\"", "größe", "a system", "it contains 'ö'")]
    [InlineData("{|#0:Long|}, \"a\"", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a system", "it has 65 characters")]
    public Task An_illegal_name_is_refused_at_its_argument(string arguments, string name, string what, string cause) => Shape.VerifyAsync(
        $$"""
        [FlowAdapter({{arguments}})] public class Bms : BackgroundService
        {
            private const string Long = "{{new string('a', 65)}}";
            protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask;
        }
        """,
        Shape.Diagnostic("TRIB1302").WithLocation(0).WithArguments(name, what, cause));

    [Fact]
    public async Task Two_adapters_of_one_name_are_refused_at_the_second_in_any_order()
    {
        const string Body = " : BackgroundService { protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask; }";
        var test = new Shape();
        test.Sources.Add("[FlowAdapter(\"bms\", \"main\")] public class First" + Body);
        test.Sources.Add("[FlowAdapter(\"bms\", {|#0:\"main\"|})] public class Second" + Body + " [FlowAdapter(\"bms\", \"other\")] public class Third" + Body);
        test.ExpectedDiagnostics.Add(Shape.Diagnostic("TRIB1303").WithLocation(0).WithArguments("Second", "First", "bms", "main"));
        await test.RunAsync();
    }

    [Fact]
    public async Task Broken_arguments_are_the_compilers_to_report()
    {
        var test = new Shape { CompilerDiagnostics = Tributary.Roslyn.Testing.CompilerDiagnostics.None };
        test.Sources.Add("[FlowAdapter] class {|TRIB1301:A|}; [FlowAdapter(Missing, \"a\")] class {|TRIB1301:B|}; [FlowAdapter(\"bms\"");
        await test.RunAsync();
    }

    [Fact]
    public Task Sending_that_nobody_awaits_is_reported() => Send.VerifyAsync(
        Adapter("""
            {|#0:new Device().Send()|};
            {|#1:Flow.Send(new Device())|};
            _ = {|TRIB1304:own.SendMany(new List<Device>())|};
            {|#2:own.Patch(new Device(), default)|};
            maybe?{|TRIB1304:.Send(new Device())|};
            await new Device().Send(ct);
            var pending = own.Send(new Device());
            await pending;
            Func<ValueTask> later = () => own.Send(new Device());
            await later();
            await (maybe?.Send(new Device()) ?? default);
            """),
        Send.Diagnostic("TRIB1304").WithLocation(0).WithArguments("Send"),
        Send.Diagnostic("TRIB1304").WithLocation(1).WithArguments("Send"),
        Send.Diagnostic("TRIB1304").WithLocation(2).WithArguments("Patch"));

    [Fact]
    public Task Sending_outside_of_an_adapter_is_reported() => Send.VerifyAsync(
        Entities + """
        public class Helper(AdapterFlow own)
        {
            public async Task Run(Device device)
            {
                await device.{|#0:Send|}();
                await Flow.{|#1:Send|}(device);
                {|#2:Flow.Updates|}.On<Device>(d => Task.CompletedTask);
                await own.Send(device);
                own.Updates.On<Device>(d => Task.CompletedTask);
            }
        }
        public static class Foreign { public static void Send(this string text) { } public static void Use() => "x".Send(); }
        """,
        Send.Diagnostic("TRIB1305").WithLocation(0).WithArguments("Send()", "Helper"),
        Send.Diagnostic("TRIB1305").WithLocation(1).WithArguments("Flow.Send", "Helper"),
        Send.Diagnostic("TRIB1305").WithLocation(2).WithArguments("Flow.Updates", "Helper"));

    [Fact]
    public Task Sending_inside_of_an_adapter_its_base_and_its_nested_types_is_accepted() => Send.VerifyAsync(Entities + """
        [FlowAdapter("bms", "bms")] public class Bms : Polling
        {
            private sealed class Worker { public async Task Run() => await new Device().Send(); }
        }
        public abstract class Polling : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken ct) => await Flow.Send(new Device(), ct);
        }
        """);

    [Fact]
    public Task Changes_without_new_records_are_reported() => Subscription.VerifyAsync(
        Adapter("""
            Flow.Updates.{|#0:On<Device>|}(d => Task.CompletedTask);
            Flow.Updates.On<Site>(s => Task.CompletedTask);
            Flow.Updates.OnNew<Site>(s => Task.FromResult("1"));
            await Task.Yield();
            """),
        Subscription.Diagnostic().WithLocation(0).WithArguments("Bms", "Device"));

    [Fact]
    public async Task Both_halves_may_be_in_different_parts()
    {
        var test = new Subscription();
        test.Sources.Add(Entities + """
            [FlowAdapter("bms", "bms")] public partial class Bms : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken ct) { Flow.Updates.On((Device d) => Task.CompletedTask); Rest(); return Task.CompletedTask; }
            }
            """);
        test.Sources.Add("partial class Bms { private static void Rest() => Flow.Updates.OnNew<Device>(d => Task.CompletedTask); }");
        await test.RunAsync();
    }

    private static string Adapter(string body) => Entities + $$"""
        [FlowAdapter("bms", "bms")] public class Bms(AdapterFlow own, AdapterFlow? maybe) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken ct)
            {
                {{body}}
            }
        }
        """;
}
