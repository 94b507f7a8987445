using Tributary.Orchestrations;
using Tributary.Store;

namespace Tributary;

public sealed partial class DurableClient
{
    internal async ValueTask ResumeAsync(string instanceId, CancellationToken cancellationToken)
    {
        var info = await FindAsync(instanceId, cancellationToken).ConfigureAwait(false) ?? throw new InstanceNotFoundException(instanceId);
        var commit = new Commit();
        var address = new MessageAddress(DurableNames.FlowQueue(info.Name, info.Version), instanceId);
        if (info.Status == InstanceStatus.Parked)
            commit.Wake(address);
        else if (info.Status == InstanceStatus.Suspended)
            commit.Send(Messages.To(address.Queue, instanceId, new HistoryEvent(HistoryEventKind.Resumed)));
        else
            return;
        await Store.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
    }
}
