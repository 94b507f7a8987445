using Tributary.Codec;

namespace Tributary.Choreographies.Tests.Protocols;

/// <summary>A protocol for a test: any roles, any parts.</summary>
public static class Made
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public static Protocol Protocol(params ProtocolRole[] roles)
        => new("Made", 1, "beef", [.. roles], [.. Enumerable.Range(1, 20).Select(static i => new ProtocolStep(i, "?", "?", $"step {i}"))]);

    public static Endpoint<T> Play<T>(this Protocol protocol, int role, int member, Func<Party, Task<T>> part) => new(protocol, role, member, part);

    public static Endpoint<Nothing> Play(this Protocol protocol, int role, int member, Func<Party, Task> part) => new(protocol, role, member, async party =>
    {
        await part(party);
        return default;
    });

    public static ValueTask SendAsync(this Party party, int role, int step, int value, Guard guard = default) => party.SendAsync(role, step, value, Codecs.Int32, guard);

    public static ValueTask<int> ReceiveAsync(this Party party, int role, int step) => party.ReceiveAsync(role, step, Codecs.Int32);

    public static async Task<SessionAbortedException> Aborts(Task run) => await Assert.ThrowsAsync<SessionAbortedException>(() => run.WaitAsync(Patience));

    public static async Task Until(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
