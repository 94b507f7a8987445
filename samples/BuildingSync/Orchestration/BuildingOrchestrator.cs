using BuildingSync.Model;
using Tributary;

namespace BuildingSync.Orchestration;

// <snippet orchestrator>
/// <summary>Decides what becomes of each update, whichever system it came from.</summary>
[FlowOrchestrator(PushUpdates = true)]
public sealed partial class BuildingOrchestrator : FlowOrchestratorBase
{
    protected override void Configure()
    {
        Flow.OnUpdate<Site>((ref proposed, current, metadata) =>
        {
            if (metadata.Source.System == "legacy")
                return Skip("The legacy system is being switched off");

            proposed.Code = proposed.Code.Trim().ToUpperInvariant();
            proposed.Name = Names.Better(proposed.Name, current?.Name);
            proposed.City ??= current?.City;
            return Continue();
        });

        Flow.OnUpdate<Device>((ref proposed, current, _) =>
        {
            proposed.Serial = proposed.Serial.Trim().ToUpperInvariant();
            proposed.Name = Names.Better(proposed.Name, current?.Name);
            proposed.Maker ??= current?.Maker;
            proposed.Note ??= current?.Note;
            return Continue();
        });

        Flow.OnUpdate<Sensor>((ref proposed, current, _) =>
        {
            proposed.Name = Names.Better(proposed.Name, current?.Name);
            proposed.Unit = Units.Symbol(proposed.Unit) ?? current?.Unit;
            proposed.Low ??= current?.Low;
            proposed.High ??= current?.High;
            return Continue();
        });
    }
}
// </snippet>
