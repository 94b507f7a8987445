using Tributary.Codec;

namespace Tributary.Choreographies.Tests.Protocols;

/// <summary>Two roles and a loop: one sends numbers down to 0, the other sends each back, tagged with the session.</summary>
public sealed class Countdown(Walk walk, int from = 3)
{
    public const int Caller = 0, Echo = 1;
    public static readonly (string Role, int Steps)[] Roles = [("caller", 7), ("echo", 7)];

    public static Protocol Protocol { get; } = new(
        "Countdown.Run", 1, "c0de", [new("caller", false), new("echo", false)],
        [new(1, "caller", "echo", "number"), new(2, "echo", "caller", "number"), new(3, "caller", "echo", "stop")]);

    public static SessionPlan Plan { get; } = new(Protocol, [1, 1]);

    public Endpoint<int> AsCaller() => new(Protocol, Caller, 0, async party =>
    {
        var (sum, step) = (0, 0);
        for (var i = from; i > 0; i--)
        {
            await walk.Before("caller", ++step);
            await party.SendAsync(Echo, 1, i, Codecs.Int32).ConfigureAwait(false);
            await walk.Before("caller", ++step);
            sum += await party.ReceiveAsync(Echo, 2, Codecs.Int32).ConfigureAwait(false);
        }

        await walk.Before("caller", ++step);
        await party.SelectAsync(Echo, 3).ConfigureAwait(false);
        return sum;
    });

    public Endpoint<int> AsEcho(int add = 0) => new(Protocol, Echo, 0, async party =>
    {
        var (count, step) = (0, 0);
        while (true)
        {
            await walk.Before("echo", ++step);
            if (await party.NextAsync(Caller, 1, 3).ConfigureAwait(false) == 3)
            {
                await party.ReceiveSelectionAsync(Caller, 3).ConfigureAwait(false);
                return count;
            }

            var number = await party.ReceiveAsync(Caller, 1, Codecs.Int32).ConfigureAwait(false);
            await walk.Before("echo", ++step);
            await party.SendAsync(Caller, 2, number + add, Codecs.Int32).ConfigureAwait(false);
            count++;
        }
    });
}
