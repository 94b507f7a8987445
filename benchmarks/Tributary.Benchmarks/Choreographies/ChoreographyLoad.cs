using System.Globalization;
using System.Threading.Channels;
using Tributary.Choreographies;
using Tributary.Codec;

namespace Tributary.Benchmarks.Choreographies;

/// <summary>
/// Endpoints against the same exchange written by hand over channels, in one run: a dialogue (each message waits for the one before) and a
/// stream (one side sends, the other takes), of numbers and of texts. Then the bytes that a frame adds to its payload on TCP.
/// </summary>
internal static class ChoreographyLoad
{
    private const int Rounds = 9;

    private static readonly Protocol s_protocol = new("Bench.Run", 1, "00", [new("a", false), new("b", false)], [new(1, "a", "b", "x"), new(2, "b", "a", "y")]);

    public static async Task<int> RunAsync(int messages)
    {
        await CompareAsync("dialogue of numbers", messages, () => DialogueAsync(messages, 7, Codecs.Int32), () => DialogueByHandAsync(messages, 7));
        await CompareAsync("dialogue of texts", messages, () => DialogueAsync(messages, "seven", Codecs.String), () => DialogueByHandAsync(messages, "seven"));
        await CompareAsync("stream of numbers", messages, () => StreamAsync(messages, 7, Codecs.Int32), () => StreamByHandAsync(messages, 7));
        await CompareAsync("stream of texts", messages, () => StreamAsync(messages, "seven", Codecs.String), () => StreamByHandAsync(messages, "seven"));
        foreach (var (number, remaining) in new[] { (1, 30), (100, 60), (100_000, 86_400) })
            Console.WriteLine($"frame {number}, {remaining} s left: {Overhead(number, TimeSpan.FromSeconds(remaining))} bytes beside the payload");
        return 0;
    }

    private static async Task CompareAsync(string name, int messages, Func<Task> ours, Func<Task> byHand)
    {
        await ours();
        await byHand();
        var (ratios, endpoint, channel, bytes) = (new List<double>(), new List<double>(), new List<double>(), 0.0);
        for (var i = 0; i < Rounds; i++)
        {
            var before = GC.GetTotalAllocatedBytes();
            endpoint.Add(await TimeAsync(ours));
            bytes = (GC.GetTotalAllocatedBytes() - before) / (double)messages;
            channel.Add(await TimeAsync(byHand));
            ratios.Add(endpoint[^1] / channel[^1]);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: endpoint {Median(endpoint) / messages:F0} ns and {bytes:F1} B, channel {Median(channel) / messages:F0} ns per message; ratio {Median(ratios):F2} ({ratios.Min():F2} to {ratios.Max():F2})"));
    }

    private static async Task<double> TimeAsync(Func<Task> run)
    {
        var start = TimeProvider.System.GetTimestamp();
        await run();
        return TimeProvider.System.GetElapsedTime(start).TotalNanoseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task DialogueAsync<T>(int messages, T value, Codec<T> codec)
    {
        await PlayAsync(
            async party =>
            {
                for (var i = 0; i < messages; i += 2)
                {
                    await party.SendAsync(1, 1, value, codec).ConfigureAwait(false);
                    await party.ReceiveAsync(1, 2, codec).ConfigureAwait(false);
                }

                return default;
            },
            async party =>
            {
                for (var i = 0; i < messages; i += 2)
                    await party.SendAsync(0, 2, await party.ReceiveAsync(0, 1, codec).ConfigureAwait(false), codec).ConfigureAwait(false);
                return default;
            });
    }

    private static Task StreamAsync<T>(int messages, T value, Codec<T> codec) => PlayAsync(
        async party =>
        {
            for (var i = 0; i < messages; i++)
                await party.SendAsync(1, 1, value, codec).ConfigureAwait(false);
            return default;
        },
        async party =>
        {
            for (var i = 0; i < messages; i++)
                await party.ReceiveAsync(0, 1, codec).ConfigureAwait(false);
            return default;
        });

    private static async Task PlayAsync(Func<Party, Task<Nothing>> a, Func<Party, Task<Nothing>> b)
    {
        var hub = new SessionHub();
        var id = (await hub.CreateAsync(new SessionPlan(s_protocol, [1, 1]))).Id;
        await Task.WhenAll(hub.RunAsync(new Endpoint<Nothing>(s_protocol, 1, 0, b), id), Task.Run(() => hub.RunAsync(new Endpoint<Nothing>(s_protocol, 0, 0, a), id)));
    }

    private static Task DialogueByHandAsync<T>(int messages, T value)
    {
        var (there, back) = (NewChannel<T>(), NewChannel<T>());
        return Task.WhenAll(
            Task.Run(async () =>
            {
                for (var i = 0; i < messages; i += 2)
                {
                    await there.Writer.WriteAsync((1, value)).ConfigureAwait(false);
                    Expect(2, (await back.Reader.ReadAsync().ConfigureAwait(false)).Step);
                }
            }),
            Task.Run(async () =>
            {
                for (var i = 0; i < messages; i += 2)
                {
                    var (step, received) = await there.Reader.ReadAsync().ConfigureAwait(false);
                    Expect(1, step);
                    await back.Writer.WriteAsync((2, received)).ConfigureAwait(false);
                }
            }));
    }

    private static Task StreamByHandAsync<T>(int messages, T value)
    {
        var channel = NewChannel<T>();
        return Task.WhenAll(
            Task.Run(async () =>
            {
                for (var i = 0; i < messages; i++)
                    await channel.Writer.WriteAsync((1, value)).ConfigureAwait(false);
            }),
            Task.Run(async () =>
            {
                for (var i = 0; i < messages; i++)
                    Expect(1, (await channel.Reader.ReadAsync().ConfigureAwait(false)).Step);
            }));
    }

    private static Channel<(int Step, T Value)> NewChannel<T>()
        => Channel.CreateUnbounded<(int, T)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private static void Expect(int expected, int step)
    {
        if (step != expected)
            throw new InvalidOperationException($"Expected step {expected}, found {step}.");
    }

    private static int Overhead(int number, TimeSpan remaining)
    {
        var message = new MessageWriter(MessageKind.Frame).Number(1).Number(1).Number(number).Number(3).Path(null).Time(remaining).ToArray();
        return 1 + Frames.Write(new Outgoing(number, message), number).Length;
    }
}
