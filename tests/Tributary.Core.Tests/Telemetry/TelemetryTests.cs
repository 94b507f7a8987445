using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Tributary.Core.Tests.Dispatch;
using Tributary.Dispatch;
using Tributary.Store;
using Tributary.Telemetry;

namespace Tributary.Core.Tests.Telemetry;

public sealed class TelemetryTests
{
    private const string Parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task A_turn_is_a_span_under_its_sender()
    {
        var queue = nameof(A_turn_is_a_span_under_its_sender);
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == TributaryTelemetry.Name,
            Sample = (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var world = new DispatcherWorld(singleThreaded: true);
        var inside = new List<Activity?>();
        world.Dispatcher.Listen(new QueueBinding(queue, new Handler(turn =>
        {
            inside.Add(Activity.Current);
            if (DispatcherWorld.Text(turn.Messages[0]) == "bad")
                throw new FormatException("bad text");
            Handler.ConsumeAll(turn);
        })));
        await world.Store.CommitAsync(new Commit()
            .Send(new OutgoingMessage(new MessageAddress(queue, "p"), Encoding.UTF8.GetBytes("good")) { TraceParent = Parent })
            .Send(new OutgoingMessage(new MessageAddress(queue, "p"), Encoding.UTF8.GetBytes("good")) { TraceParent = Parent }));
        await world.SettleAsync();
        await world.SendAsync(queue, "p", "bad");
        await world.SettleAsync();

        var mine = spans.Where(s => Equals(s.GetTagItem("messaging.destination.name"), queue)).ToArray();
        Assert.Equal(2, mine.Length);
        Assert.Equal(inside, mine);
        Assert.Null(Activity.Current);
        Assert.All(mine, span =>
        {
            Assert.Equal($"process {queue}", span.DisplayName);
            Assert.Equal(ActivityKind.Consumer, span.Kind);
            Assert.Equal("tributary", span.GetTagItem("messaging.system"));
            Assert.Equal("process", span.GetTagItem("messaging.operation.type"));
        });
        Assert.Equal(Parent[3..35], mine[0].TraceId.ToHexString());
        Assert.Equal(Parent[36..52], mine[0].ParentSpanId.ToHexString());
        Assert.Equal(2, mine[0].GetTagItem("messaging.batch.message_count"));
        Assert.Single(mine[0].Links);
        Assert.Equal(ActivityStatusCode.Unset, mine[0].Status);
        Assert.Null(mine[0].GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, mine[1].Status);
        Assert.Equal("System.FormatException", mine[1].GetTagItem("error.type"));
    }

    [Fact]
    public async Task Turns_reruns_dead_letters_and_depth_are_measured()
    {
        var queue = nameof(Turns_reruns_dead_letters_and_depth_are_measured);
        var measured = new ConcurrentQueue<(string Instrument, double Value, string? Error)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == TributaryTelemetry.Name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Record(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Record(i, value, tags));
        listener.Start();

        await using var world = new DispatcherWorld(singleThreaded: true);
        world.Dispatcher.Listen(new QueueBinding(queue, new Handler(turn =>
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(250));
            if (DispatcherWorld.Text(turn.Messages[0]) == "bad")
                throw new FormatException();
            Handler.ConsumeAll(turn);
        }))
        { Retry = new RetryPolicy { MaxAttempts = 1 } });
        await world.SendAsync(queue, "p", "good");
        await world.SendAsync(queue, "q", "bad");
        listener.RecordObservableInstruments();
        var refuse = true;
        world.Store.OnCommit = commit =>
        {
            if (!refuse)
                return null;
            refuse = false;
            return CommitResult.Refused(ConflictKind.Document, "c/d");
        };
        await world.SettleAsync();
        listener.RecordObservableInstruments();

        Assert.Equal([2, 0], Values("tributary.queue.depth"));
        Assert.Equal([1], Values("tributary.turn.reruns"));
        Assert.Equal([1], Values("tributary.dead_letters"));
        Assert.Equal([0.25, 0.25, 0.25], Values("messaging.process.duration"));
        Assert.Equal(["conflict", null, "System.FormatException"], measured.Where(m => m.Instrument == "messaging.process.duration").Select(m => m.Error));

        double[] Values(string instrument) => [.. measured.Where(m => m.Instrument == instrument).Select(m => m.Value)];

        void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var own = false;
            string? error = null;
            foreach (var tag in tags)
            {
                own |= tag.Key == "messaging.destination.name" && Equals(tag.Value, queue);
                if (tag.Key == "error.type")
                    error = (string?)tag.Value;
            }

            if (own)
                measured.Enqueue((instrument.Name, value, error));
        }
    }
}
