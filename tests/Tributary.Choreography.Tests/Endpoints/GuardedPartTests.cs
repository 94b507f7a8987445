using Tributary.Choreographies.Tests.Protocols;
using Tributary.Testing;

namespace Tributary.Choreographies.Tests.Endpoints;

/// <summary>Parts that are given up when a time is over or a role dies.</summary>
public sealed class GuardedPartTests
{
    private const int A = 0, B = 1, C = 2, Completed = 18, GivenUp = 19;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(5);
    private readonly VirtualTimeProvider _clock = new();
    private readonly Protocol _protocol = Made.Protocol(new("a", false), new("b", false, MayDie: true), new("c", false));

    [Fact]
    public async Task A_part_that_is_in_time_is_completed_at_all()
    {
        var runs = await RunAsync(
            async party => await party.GuardAsync(1, true, A, s_limit, -1, Completed, GivenUp, [B, C], async part => await part.ReceiveAsync(B, 1)),
            async party => await party.GuardAsync(1, false, A, null, -1, Completed, GivenUp, [], async part => await part.SendAsync(A, 1, 5)),
            async party => await party.GuardAsync(1, false, A, null, -1, Completed, GivenUp, [], static _ => Task.CompletedTask));
        Assert.All(await Task.WhenAll(runs).WaitAsync(Made.Patience), Assert.True);
        Assert.Null(_clock.NextDue);
    }

    [Fact]
    public async Task When_the_time_is_over_all_leave_the_part_and_its_late_messages_are_dropped()
    {
        var hangs = new TaskCompletionSource();
        var runs = await RunAsync(
            async party =>
            {
                var completed = await party.GuardAsync(1, true, A, s_limit, -1, Completed, GivenUp, [B, C], async part => await part.ReceiveAsync(B, 1));
                return !completed && await party.ReceiveAsync(B, 2) == 7;
            },
            async party =>
            {
                // A long local action; what b sends in the part comes late.
                var completed = await party.GuardAsync(1, false, A, null, -1, Completed, GivenUp, [], async part =>
                {
                    await part.SendAsync(C, 4, 1);
                    await hangs.Task;
                    await part.SendAsync(A, 1, 5);
                });
                await party.SendAsync(A, 2, 7);
                await party.SendAsync(C, 3, 8);
                return !completed;
            },
            async party =>
            {
                var completed = await party.GuardAsync(1, false, A, null, -1, Completed, GivenUp, [], async part => await part.ReceiveAsync(A, 9));
                return !completed && await party.ReceiveAsync(B, 3) == 8;
            });
        await Made.Until(() => _clock.NextDue == s_limit);
        _clock.Advance(s_limit);
        hangs.SetResult();
        Assert.All(await Task.WhenAll(runs).WaitAsync(Made.Patience), Assert.True);
    }

    [Fact]
    public async Task Each_round_of_a_loop_is_a_part_of_its_own()
    {
        // c never reads what b sent it in the parts; b runs ahead of it by whole rounds.
        const int rounds = 50;
        var runs = await RunAsync(
            async party =>
            {
                for (var i = 0; i < rounds; i++)
                    await party.GuardAsync(1, true, A, TimeSpan.Zero, -1, Completed, GivenUp, [B, C], async part => await part.ReceiveAsync(C, 9));
                return true;
            },
            async party =>
            {
                for (var i = 0; i < rounds; i++)
                    await party.GuardAsync(1, false, A, null, -1, Completed, GivenUp, [], async part => await part.SendAsync(C, 4, i));
                await party.SendAsync(C, 5, 99);
                return true;
            },
            async party =>
            {
                for (var i = 0; i < rounds; i++)
                {
                    await party.GuardAsync(1, false, A, null, -1, Completed, GivenUp, [], async part =>
                    {
                        Assert.Equal(i, await part.ReceiveAsync(B, 4));
                        await part.ReceiveAsync(B, 4);
                    });
                }

                return await party.ReceiveAsync(B, 5) == 99;
            });
        var all = Task.WhenAll(runs);
        while (!all.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromTicks(1));
            await Task.Yield();
        }

        Assert.All(await all, Assert.True);
    }

    [Fact]
    public async Task An_inner_part_ends_with_the_outer_one()
    {
        var runs = await RunAsync(
            async party => !await party.GuardAsync(1, true, A, s_limit, -1, Completed, GivenUp, [B, C], async outer => await outer.ReceiveAsync(B, 9)),
            async party => !await party.GuardAsync(1, false, A, null, -1, Completed, GivenUp, [], async outer =>
                await outer.GuardAsync(2, true, B, TimeSpan.FromHours(1), -1, Completed, GivenUp, [C], async inner => await inner.ReceiveAsync(C, 9))),
            async party => !await party.GuardAsync(1, false, A, null, -1, Completed, GivenUp, [], async outer =>
                await outer.GuardAsync(2, false, B, null, -1, Completed, GivenUp, [], static _ => Task.CompletedTask)));
        await Made.Until(() => _clock.NextDue == s_limit);
        _clock.Advance(s_limit);
        Assert.All(await Task.WhenAll(runs).WaitAsync(Made.Patience), Assert.True);
        Assert.Null(_clock.NextDue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_part_survives_the_role_that_may_die(bool beforeTheOwnerEnters)
    {
        var (entered, died) = (new TaskCompletionSource(), new TaskCompletionSource());
        var runs = await RunAsync(
            async party =>
            {
                if (beforeTheOwnerEnters)
                    await died.Task;
                entered.SetResult();
                var completed = await party.GuardAsync(1, true, A, null, B, Completed, GivenUp, [B, C], async part => await part.ReceiveAsync(B, 1));
                return !completed && await party.ReceiveAsync(C, 2) == 3;
            },
            async party =>
            {
                if (!beforeTheOwnerEnters)
                    await entered.Task;
                throw new InvalidOperationException("dies");
            },
            async party =>
            {
                var completed = await party.GuardAsync(1, false, A, null, B, Completed, GivenUp, [], async part => await part.ReceiveAsync(B, 1));
                await party.SendAsync(A, 2, 3);
                return !completed;
            });
        Assert.Equal((AbortCause.Failed, "b"), ((await Made.Aborts(runs[1])).Cause, (await Made.Aborts(runs[1])).Role));
        died.SetResult();
        Assert.True(await runs[0].WaitAsync(Made.Patience));
        Assert.True(await runs[2].WaitAsync(Made.Patience));
    }

    [Fact]
    public async Task Outside_of_such_a_part_the_death_of_a_role_that_is_needed_ends_the_session()
    {
        var runs = await RunAsync(
            async party => await party.ReceiveAsync(B, 1) > 0,
            static _ => throw new InvalidOperationException("dies"),
            async party => await party.ReceiveAsync(A, 2) > 0);
        Assert.Equal((AbortCause.Died, "b"), ((await Made.Aborts(runs[0])).Cause, (await Made.Aborts(runs[2])).Role));
    }

    private async Task<Task<bool>[]> RunAsync(Func<Party, Task<bool>> a, Func<Party, Task<bool>> b, Func<Party, Task<bool>> c)
    {
        var hub = new SessionHub(clock: _clock);
        var id = (await hub.CreateAsync(new SessionPlan(_protocol, [1, 1, 1]))).Id;
        return [hub.RunAsync(_protocol.Play(A, 0, a), id), hub.RunAsync(_protocol.Play(B, 0, b), id), hub.RunAsync(_protocol.Play(C, 0, c), id)];
    }
}
