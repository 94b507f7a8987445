using System.Text;
using Tributary.Generators.Infrastructure;

namespace Tributary.Generators.Sync;

/// <summary>Writes the partial part of an adapter, and the line that registers it.</summary>
internal static class AdapterEmitter
{
    public static void Write(SourceWriter writer, AdapterShape adapter)
    {
        var opened = PartialType.Open(writer, adapter.Type, "global::Tributary.Sync.IFlowAdapter");
        writer.Line("/// <summary>The adapter's side of the flow; attached by the host before the adapter starts.</summary>")
            .Line(GeneratedFile.Attribute)
            .Open("private global::Tributary.AdapterFlow Flow")
            .Line($"get => global::Tributary.AdapterFlow.Detached(field, typeof({adapter.Type.FullName}));")
            .Line("set;")
            .Close()
            .Line()
            .Line("/// <inheritdoc />")
            .Line(GeneratedFile.Attribute)
            .Line("void global::Tributary.Sync.IFlowAdapter.Attach(global::Tributary.AdapterFlow flow) => Flow = flow;");
        PartialType.Close(writer, opened);
    }

    /// <summary>The statement that registers the adapter.</summary>
    public static string Registration(AdapterShape adapter)
    {
        var text = new StringBuilder("global::Tributary.Sync.SyncRegistration.AddAdapter<").Append(adapter.Type.FullName).Append(">(builder, ")
            .Append(CSharpText.Literal(adapter.System)).Append(", ").Append(CSharpText.Literal(adapter.Adapter));
        if (adapter.Receives.Count + adapter.Normalizes.Count > 0)
        {
            text.Append(", static adapter => adapter");
            foreach (var received in adapter.Receives)
            {
                text.Append(".Receives<").Append(received.Entity).Append(">(on: ").Append(received.On ? "true" : "false")
                    .Append(", onNew: ").Append(received.OnNew ? "true" : "false").Append(')');
            }

            foreach (var entity in adapter.Normalizes)
                text.Append(".Normalizes<").Append(adapter.Type.FullName).Append(", ").Append(entity).Append(">()");
        }

        return text.Append(");").ToString();
    }
}
