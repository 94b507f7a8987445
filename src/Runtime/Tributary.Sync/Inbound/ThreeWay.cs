using Tributary.Codec;

namespace Tributary.Sync;

/// <summary>
/// Finds what a system really changed. A full snapshot repeats fields that the system did not touch, possibly as they were before a
/// push reached it; so a field counts as changed only if it differs from every state that the system is known to have had when the
/// update was sent.
/// </summary>
internal static class ThreeWay
{
    /// <summary>The fields of <paramref name="sent"/>, among <paramref name="considered"/>, that the system changed itself.</summary>
    public static FieldMask Changed<T>(EntityModel<T> model, SystemLink<T> link, T sent, in FieldMask considered, long ackNumber)
        where T : class, IFlowEntity
    {
        var changed = model.Diff(sent, link.Exchanged?.Model ?? model.Create()) & considered;
        if (changed.IsEmpty)
            return changed;
        if (link.Crossed is { } crossed)
            changed &= model.Diff(sent, crossed.Model);
        foreach (var push in link.Pending)
            changed &= model.Diff(sent, push.Model.Model);
        foreach (var past in link.Past)
        {
            if (ackNumber < past.ReplacedBy)
                changed &= model.Diff(sent, past.Model.Model);
        }

        return changed;
    }

    /// <summary>
    /// The unacknowledged push that a whole record is the echo of, or null. What the system may have had before a push says nothing about it,
    /// though it looks the same: the record may be older than the push. So of several that look the same only the first is acknowledged;
    /// the others are delivered, and a system that has them knows them.
    /// </summary>
    public static PendingPush<T>? EchoOf<T>(EntityModel<T> model, SystemLink<T> link, T sent, FieldMask considered, long ackNumber)
        where T : class, IFlowEntity
    {
        bool Shows(Snapshot<T>? state) => state is not null && (model.Diff(sent, state.Model) & considered).IsEmpty;

        if (link.Pending.IsEmpty || Shows(link.Exchanged) || Shows(link.Crossed) || link.Past.Any(p => ackNumber < p.ReplacedBy && Shows(p.Model)))
            return null;
        return link.Pending.FirstOrDefault(push => Shows(push.Model));
    }
}
