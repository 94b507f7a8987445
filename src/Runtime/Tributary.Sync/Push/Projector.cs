namespace Tributary.Sync;

/// <summary>Makes the native model of an entity for a system: a copy with the system's own ids, its own parents' ids, and only its fields.</summary>
internal sealed class Projector<T>(EntityModel<T> model, ParentTranslator parents, RecordCodec<T> codec)
    where T : class, IFlowEntity
{
    public async ValueTask<Projection<T>> ProjectAsync(T canonical, string? nativeId, SystemReceiver<T> receiver, bool fresh, CancellationToken cancellationToken)
    {
        var fields = model.VisibleTo(receiver.System).Without(0);
        var native = model.Create();
        model.CopyFields(canonical, native, fields);
        native.Id = nativeId ?? "";
        var unknown = await parents.TranslateOutboundAsync(model, canonical, native, fields, receiver.System, fresh, cancellationToken).ConfigureAwait(false);
        if (unknown is not null)
            return new Projection<T>(native, null, unknown);
        var kept = model.Codec.Copy(native);
        receiver.Normalize(kept);
        return new Projection<T>(native, codec.Freeze(kept), null);
    }
}

/// <summary>A native model: as it is handed to the adapter, and as the system will keep it.</summary>
/// <param name="Native">As it is handed over.</param>
/// <param name="Kept">As the system will keep it; null when a parent is unknown to the system.</param>
/// <param name="Unknown">The parent that the system does not have yet.</param>
internal readonly record struct Projection<T>(T Native, Snapshot<T>? Kept, UnknownParent? Unknown)
    where T : class, IFlowEntity;
