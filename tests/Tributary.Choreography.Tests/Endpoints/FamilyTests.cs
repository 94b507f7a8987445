using Tributary.Choreographies.Tests.Protocols;
using Tributary.Codec;
using Tributary.Testing;

namespace Tributary.Choreographies.Tests.Endpoints;

public sealed class FamilyTests
{
    private const int Lead = 0, Workers = 1;
    private readonly VirtualTimeProvider _clock = new();
    private readonly Protocol _protocol = Made.Protocol(new("lead", false), new("worker", true, MayDie: true));

    [Fact]
    public async Task Items_are_scattered_and_gathered_in_the_order_of_the_members()
    {
        var (hub, id) = await CreateAsync(4);
        var lead = hub.RunAsync(_protocol.Play(Lead, 0, async party =>
        {
            await party.ScatterAsync(Workers, 1, [1, 2, 3, 4], Codecs.Int32);
            return await party.GatherAsync(Workers, 2, Codecs.Int32);
        }), id);
        for (var i = 3; i >= 0; i--)
            _ = hub.RunAsync(_protocol.Play(Workers, i, async party => await party.SendAsync(Lead, 2, await party.ReceiveAsync(Lead, 1) * 10 + party.Self.Index)), id);
        Assert.Equal([10, 21, 32, 43], await lead.WaitAsync(Made.Patience));
    }

    [Fact]
    public async Task A_list_of_another_length_is_not_scattered()
    {
        var (hub, id) = await CreateAsync(2);
        var workers = RunWorkers(hub, id, 2, static party => party.ReceiveAsync(Lead, 1).AsTask());
        var abort = await Made.Aborts(hub.RunAsync(_protocol.Play(Lead, 0, async party => await party.ScatterAsync(Workers, 1, [1], Codecs.Int32)), id));
        Assert.IsType<ArgumentException>(abort.InnerException);
        foreach (var worker in workers)
            Assert.Equal("lead", (await Made.Aborts(worker)).Role);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task Each_member_sends_to_the_next(int members)
    {
        var (hub, id) = await CreateAsync(members);
        var lead = hub.RunAsync(_protocol.Play(Lead, 0, static party => party.GatherAsync(Workers, 3, Codecs.Int32).AsTask()), id);
        var workers = RunWorkers(hub, id, members, static async party =>
        {
            await party.SendToNextAsync(Workers, 1, party.Self.Index, Codecs.Int32);
            var before = await party.ReceiveFromPreviousAsync(Workers, 1, Codecs.Int32);
            await party.SendAsync(Lead, 3, before);
        });
        await Task.WhenAll(workers).WaitAsync(Made.Patience);
        Assert.Equal(Enumerable.Range(0, members).Select(i => (i + members - 1) % members), await lead);
    }

    [Fact]
    public async Task A_quorum_waits_for_the_first_answers_and_drops_the_late_ones()
    {
        var (hub, id) = await CreateAsync(3);
        var slow = new TaskCompletionSource();
        var lead = hub.RunAsync(_protocol.Play(Lead, 0, async party =>
        {
            var first = await party.GatherQuorumAsync(Workers, 1, 2, Codecs.Int32);
            slow.SetResult();
            await party.SendAsync(Workers, 2, 7);
            return (first, await party.GatherAsync(Workers, 3, Codecs.Int32));
        }), id);
        var workers = RunWorkers(hub, id, 3, async party =>
        {
            if (party.Self.Index == 1)
                await slow.Task;
            await party.SendAsync(Lead, 1, party.Self.Index);
            await party.SendAsync(Lead, 3, await party.ReceiveAsync(Lead, 2) + party.Self.Index);
        });
        var (first, all) = await lead.WaitAsync(Made.Patience);
        Assert.Equal([0, 2], first.Select(static answer => answer.Member).Order());
        Assert.Equal([7, 8, 9], all);
        await Task.WhenAll(workers);
    }

    [Fact]
    public async Task A_quorum_tolerates_dead_members_until_it_cannot_be_reached()
    {
        var (hub, id) = await CreateAsync(3);
        var lead = hub.RunAsync(_protocol.Play(Lead, 0, static party => party.GatherQuorumAsync(Workers, 1, 2, Codecs.Int32).AsTask()), id);
        var workers = RunWorkers(hub, id, 3, static party => party.Self.Index == 1 ? throw new InvalidOperationException("silent") : party.SendAsync(Lead, 1, party.Self.Index).AsTask());
        Assert.Equal([0, 2], (await lead.WaitAsync(Made.Patience)).Select(static answer => answer.Value).Order());
        Assert.Equal("worker[1]", (await Made.Aborts(workers[1])).Role);
        await Task.WhenAll(workers[0], workers[2]);
        Assert.Equal(SessionState.Completed, (await hub.FindAsync(id))!.State);

        (hub, id) = await CreateAsync(3);
        lead = hub.RunAsync(_protocol.Play(Lead, 0, static party => party.GatherQuorumAsync(Workers, 1, 2, Codecs.Int32).AsTask()), id);
        workers = RunWorkers(hub, id, 3, static party => party.Self.Index > 0 ? throw new InvalidOperationException("silent") : party.SendAsync(Lead, 1, 0).AsTask());
        var abort = await Made.Aborts(lead);
        Assert.Equal(AbortCause.Died, abort.Cause);
        Assert.StartsWith("worker[", abort.Role, StringComparison.Ordinal);
        Assert.Equal(0, hub.Count);
    }

    [Fact]
    public async Task A_dead_member_that_is_needed_ends_the_session()
    {
        var (hub, id) = await CreateAsync(2);
        var lead = hub.RunAsync(_protocol.Play(Lead, 0, static party => party.GatherAsync(Workers, 1, Codecs.Int32).AsTask()), id);
        var workers = RunWorkers(hub, id, 2, static async party =>
        {
            if (party.Self.Index == 1)
                throw new InvalidOperationException("gone");
            await party.SendAsync(Lead, 1, 0);
            await party.ReceiveAsync(Lead, 2);
        });
        Assert.Equal((AbortCause.Died, "worker[1]"), ((await Made.Aborts(lead)).Cause, (await Made.Aborts(workers[0])).Role));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_quorum_of_nobody_or_of_more_than_there_are_is_an_error(int quorum)
    {
        var (hub, id) = await CreateAsync(2);
        var lead = hub.RunAsync(_protocol.Play(Lead, 0, party => party.GatherQuorumAsync(Workers, 1, quorum, Codecs.Int32).AsTask()), id);
        _ = RunWorkers(hub, id, 2, static party => party.SendAsync(Lead, 1, 0).AsTask());
        Assert.IsType<ArgumentOutOfRangeException>((await Made.Aborts(lead)).InnerException);
    }

    private Task[] RunWorkers(SessionHub hub, string id, int members, Func<Party, Task> part)
        => [.. Enumerable.Range(0, members).Select(i => (Task)hub.RunAsync(_protocol.Play(Workers, i, part), id))];

    private async Task<(SessionHub Hub, string Id)> CreateAsync(int members)
    {
        var hub = new SessionHub(clock: _clock);
        return (hub, (await hub.CreateAsync(new SessionPlan(_protocol, [1, members]))).Id);
    }
}
