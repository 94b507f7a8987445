namespace Tributary.Generators.Tests.Sync;

/// <summary>The part of an adapter and what its registration says of it.</summary>
public class AdapterTests
{
    private const string Entities = """
        namespace App;
        [FlowEntity] public partial class Device : IFlowEntity { public string Id { get; set; } = ""; }
        [FlowEntity] public partial class Sensor : IFlowEntity { public string Id { get; set; } = ""; }
        """;

    [Fact]
    public void Flow_fails_with_a_clear_error_before_the_host_attached_it()
    {
        var seen = SyncTest.Probe(Entities, """
            namespace App;
            [FlowAdapter("bms", "main")]
            public sealed partial class BmsAdapter : BackgroundService
            {
                public string SystemName => Flow.System;
                protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask;
            }
            public static class Probe
            {
                public static string[] Run()
                {
                    try { return [new BmsAdapter().SystemName]; }
                    catch (InvalidOperationException e) { return [e.Message]; }
                }
            }
            """);

        Assert.Contains("BmsAdapter is not attached to a host", Assert.Single(seen), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Flow.Updates.On<Device>(d => Task.CompletedTask);", "Receives<global::App.Device>(on: true, onNew: false)")]
    [InlineData("this.Flow.Updates.OnNew<Device>(async d => d.Id = await Task.FromResult(\"1\"));", "Receives<global::App.Device>(on: false, onNew: true)")]
    [InlineData("Flow.Updates.On((Device d) => Task.CompletedTask);", "Receives<global::App.Device>(on: true, onNew: false)")]
    [InlineData("Flow.Updates.On(delegate (Device d) { return Task.CompletedTask; });", "Receives<global::App.Device>(on: true, onNew: false)")]
    [InlineData("Flow.Updates.On<Device>(Handle);", "Receives<global::App.Device>(on: true, onNew: false)")]
    [InlineData("var updates = Flow.Updates; updates.On<Device>(Handle);", "Receives<global::App.Device>(on: true, onNew: false)")]
    [InlineData("Flow.Updates.On<global::App.Device>((d, delivery, ct) => Task.CompletedTask);", "Receives<global::App.Device>(on: true, onNew: false)")]
    [InlineData("Flow.Updates.On<Device>(Handle); void Local() => Flow.Updates.OnNew<Device>(d => Task.FromResult(\"1\")); Local();", "Receives<global::App.Device>(on: true, onNew: true)")]
    [InlineData("Flow.Updates.OnNew<Sensor>(s => Task.FromResult(\"1\")); Flow.Updates.On<Device>(Handle);", "Receives<global::App.Device>(on: true, onNew: false).Receives<global::App.Sensor>(on: false, onNew: true)")]
    [InlineData("Flow.Updates.Observe<Device>(); new Other().On<Sensor>();", null)]
    public void Handlers_are_found_as_they_are_written(string body, string? expected)
    {
        var module = Module(Entities, $$"""
            namespace App;
            public class Other { public void On<T>() { } }
            [FlowAdapter("bms", "main")]
            public sealed partial class BmsAdapter : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken ct) { {{body}} return Task.CompletedTask; }
                private static Task Handle(Device device) => Task.CompletedTask;
            }
            """);

        if (expected is null)
            Assert.DoesNotContain("Receives", module, StringComparison.Ordinal);
        else
            Assert.Contains("AddAdapter<global::App.BmsAdapter>(builder, \"bms\", \"main\", static adapter => adapter." + expected + ");", module, StringComparison.Ordinal);
    }

    [Fact]
    public void Handlers_are_found_in_every_part_and_in_adapters_that_are_not_partial()
    {
        var module = Module(
            Entities,
            """
            namespace App;
            [FlowAdapter("bms", "main")]
            public sealed partial class BmsAdapter : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken ct) { Register(); return Task.CompletedTask; }
            }
            [FlowAdapter("oem", "main")]
            public class OemAdapter : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken ct) { Flow.Updates.On<Sensor>(s => Task.CompletedTask); return Task.CompletedTask; }
            }
            """,
            "using D = App.Device; namespace App; partial class BmsAdapter { void Register() => Flow.Updates.On<D>(d => Task.CompletedTask); }");

        Assert.Contains("<global::App.BmsAdapter>(builder, \"bms\", \"main\", static adapter => adapter.Receives<global::App.Device>", module, StringComparison.Ordinal);
        Assert.Contains("<global::App.OemAdapter>(builder, \"oem\", \"main\", static adapter => adapter.Receives<global::App.Sensor>", module, StringComparison.Ordinal);
    }

    [Fact]
    public void A_declared_normaliser_is_registered_however_it_is_implemented()
    {
        var module = Module(Entities, """
            namespace App;
            [FlowAdapter("cmms", "csv")]
            public sealed partial class CmmsAdapter : BackgroundService, IFlowNormalizer<Device>, IFlowNormalizer<Sensor>
            {
                protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask;
                public static void Normalize(Device device) { }
                static void IFlowNormalizer<Sensor>.Normalize(Sensor sensor) { }
            }
            """);

        Assert.Contains(".Normalizes<global::App.CmmsAdapter, global::App.Device>()", module, StringComparison.Ordinal);
        Assert.Contains(".Normalizes<global::App.CmmsAdapter, global::App.Sensor>()", module, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[FlowAdapter(\"a\", \"b\")] public sealed partial class X { string Name => Flow.System; }", false)]
    [InlineData("[FlowAdapter(\"a\", \"b\")] public abstract partial class X : BackgroundService { string Name => Flow.System; }", false)]
    [InlineData("partial class O { [FlowAdapter(\"a\", \"b\")] private partial class X : BackgroundService { protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask; string Name => Flow.System; } }", false)]
    [InlineData("partial class O { [FlowAdapter(\"a\", \"b\")] internal partial class X : BackgroundService { protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask; string Name => Flow.System; } }", true)]
    [InlineData("[FlowAdapter(\"a\", \"b\")] public class X<T> : BackgroundService { protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask; }", false)]
    [InlineData("[FlowAdapter(\"a\", \"b\")] public partial class X(string dependency) : IHostedService { public Task StartAsync(CancellationToken ct) => Task.FromResult(dependency); public Task StopAsync(CancellationToken ct) => Flow.Send(new Device(), ct).AsTask(); }", true)]
    public void An_adapter_that_cannot_be_hosted_still_compiles(string source, bool registered)
    {
        var result = SyncTest.Of(Entities, "namespace App; " + source).Verify();

        Assert.Equal(registered, result.Source("Tributary.Module.g.cs").Contains("AddAdapter", StringComparison.Ordinal));
    }

    private static string Module(params string[] sources) => SyncTest.Of(sources).Verify().Source("Tributary.Module.g.cs");
}
