using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Generators;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests;

/// <summary>Every rule at once, over code that is right, with what the generators add to it.</summary>
public sealed class WholeSetTests
{
    [Fact]
    public Task The_code_that_sync_is_made_for_gets_no_diagnostic() => VerifyAsync("""
        public interface IBmsDb { Task Update(Sensor sensor); Task<string> Insert(Sensor sensor); }

        [FlowEntity]
        public sealed partial class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            [AggregationKey] public string Serial { get; set; } = "";
        }

        [FlowEntity]
        public sealed partial class Sensor : IFlowEntity
        {
            public string Id { get; set; } = "";
            [ParentKey(typeof(Device))] public string? DeviceId { get; set; }
            [AggregationKey] public string SensorKey { get; set; } = "";
            [FlowField(Except = ["oem"])] public string? Unit { get; set; }
        }

        [FlowOrchestrator(PushUpdates = true)]
        public sealed partial class MainOrchestrator : FlowOrchestratorBase
        {
            protected override void Configure() =>
                Flow.OnUpdate<Sensor>((ref Sensor proposed, Sensor? current, UpdateMetadata metadata) =>
                    metadata.Source.System == "deprecated_system" ? Skip("System is deprecated") : Continue());

            [OnUpdate]
            private UpdateResult OnDevice(ref Device proposed, Device? current, UpdateMetadata metadata)
            {
                if (current is not null && current.Serial.Length > proposed.Serial.Length)
                    proposed.Serial = current.Serial;
                return Continue("Merged");
            }
        }

        [FlowAdapter(system: "bms", adapter: "bms")]
        public sealed partial class BmsAdapter(IBmsDb db) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken ct)
            {
                Flow.Updates.On<Sensor>(sensor => db.Update(sensor));
                Flow.Updates.OnNew<Sensor>(async sensor => sensor.Id = await db.Insert(sensor));
                await Flow.Send(new Sensor { Id = "bmsS1", DeviceId = "bmsD1", SensorKey = "K1" }, ct);
                await Flow.Patch(new Sensor { Id = "bmsS1", Unit = "K" }, Sensor.Fields.Unit, ct);
            }
        }
        """);

    [Fact]
    public Task An_adapter_that_is_not_partial_gets_the_warning_that_it_takes_no_new_records() => VerifyAsync("""
        [FlowEntity]
        public partial class Device
        {
            public string Id { get; set; } = "";
            [AggregationKey] public string Serial { get; set; } = "";
        }

        [FlowAdapter(system: "bms", adapter: "bms")]
        public class BmsAdapter : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken ct)
            {
                Flow.Updates.{|TRIB1306:On<Device>|}(async device => await Task.Yield());
                var device = new Device { Id = "bmsD1", Serial = "SN-001" };
                await device.Send();
            }
        }
        """);

    [Fact]
    public Task A_fault_is_still_reported_when_the_generator_fills_the_gap() => VerifyAsync("""
        [FlowEntity(WithoutKeys = true)]
        public partial class {|TRIB1002:Device|};
        """);

    [Fact]
    public async Task Without_the_sdk_no_rule_says_anything()
    {
        var test = new AnalyzerTest<EveryAnalyzer> { ReferencesSdk = false };
        test.Sources.Add("""
            public class FlowEntityAttribute : Attribute;
            public class FlowAdapterAttribute(string system, string adapter) : Attribute { public string Name => system + adapter; }
            public struct UpdateResult;
            public class AdapterFlow { public ValueTask Send(object entity) => default; }

            [FlowEntity] public class Device { public string Name { get; } = ""; }
            [FlowAdapter("", "")] public class Bms
            {
                public void Run(AdapterFlow flow) { flow.Send(new Device()); Skip(); }
                private static UpdateResult Skip() => default;
            }
            """);
        await test.RunAsync();
    }

    private static async Task VerifyAsync(string source)
    {
        var test = new AnalyzerTest<EveryAnalyzer> { Generators = [new TributaryGenerator()] };
        test.Sources.Add(source);
        await test.RunAsync();
    }

#pragma warning disable RS1001 // It is made of analyzers that are marked, and is none of its own.
    private sealed class EveryAnalyzer : DiagnosticAnalyzer
#pragma warning restore RS1001
    {
        private readonly List<DiagnosticAnalyzer> _all = [.. typeof(Descriptors).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsPublic: true } && typeof(DiagnosticAnalyzer).IsAssignableFrom(type))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [.. _all.SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct()];

        public override void Initialize(AnalysisContext context) => _all.ForEach(analyzer => analyzer.Initialize(context));
    }
}
