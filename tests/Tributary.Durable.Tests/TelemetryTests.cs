using System.Diagnostics;
using System.Diagnostics.Metrics;
using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

/// <summary>What instances report to a listener. Each test has names of its own, because the sources are shared by the process.</summary>
public sealed class TelemetryTests
{
    [Theory]
    [InlineData(10_000)]
    [InlineData(0)]
    public async Task Parent_child_and_activity_are_one_trace_and_a_replay_adds_no_span(int warm)
    {
        var mark = $"trace{warm}";
        var spans = new List<Activity>();
        using var listener = Listen(spans, mark);
        var work = Activity($"{mark}.work", new ActivitySettings { Retry = new ActivityRetry { MaxAttempts = 2, FirstDelay = TimeSpan.FromSeconds(1), Jitter = 0 } });
        var child = Flow($"{mark}.child");
        var parent = Flow($"{mark}.parent");
        await using var host = await StartAsync(
            add => add
                .AddActivity(work, static (input, context) => context.Attempt == 1 ? throw new FormatException("once") : input * 2)
                .AddOrchestration(child, (ctx, input) => ctx.Activities.Call(work, input, null))
                .AddOrchestration(parent, async (ctx, input) =>
                {
                    await ctx.CreateTimer(TimeSpan.FromDays(1));
                    return await ctx.Orchestrations.Call(child, input, null);
                }),
            options => options.WarmInstances = warm);
        var handle = await host.Client.Of(parent).StartAsync(21, "p");
        await host.Advance(TimeSpan.FromDays(2));
        Assert.Equal(42, await handle.ResultAsync());

        Assert.Equal(
            [
                $"start {mark}.parent",
                $"orchestration {mark}.parent", // the timer is created
                $"orchestration {mark}.parent", // the timer has fired, the child is called
                $"orchestration {mark}.child",
                $"activity {mark}.work", // fails
                $"activity {mark}.work",
                $"orchestration {mark}.child",
                $"orchestration {mark}.parent",
            ],
            spans.Select(span => span.DisplayName));
        Assert.Single(spans.Select(span => span.TraceId).Distinct());
        // Each was caused by the one before it, but both attempts by the call.
        int[] causes = [-1, 0, 1, 2, 3, 3, 5, 6];
        for (var i = 1; i < spans.Count; i++)
            Assert.Equal(spans[causes[i]].SpanId, spans[i].ParentSpanId);

        Assert.Equal(["timer.created"], spans[1].Events.Select(e => e.Name));
        Assert.Equal(["timer.fired"], spans[2].Events.Select(e => e.Name));
        Assert.Equal("p", spans[2].GetTagItem("tributary.instance.id"));
        Assert.Equal("Completed", spans[7].GetTagItem("tributary.instance.status"));
        Assert.Equal(warm == 0 ? 2 : null, spans[2].GetTagItem("tributary.replay.events"));
        Assert.Equal((ActivityStatusCode.Error, ActivityStatusCode.Unset), (spans[4].Status, spans[5].Status));
        Assert.Equal(typeof(FormatException).FullName, spans[4].GetTagItem("error.type"));
        Assert.Equal(2, spans[5].GetTagItem("tributary.activity.attempt"));
    }

    [Fact]
    public async Task Refused_starts_and_failed_instances_are_errors()
    {
        var spans = new List<Activity>();
        using var listener = Listen(spans, "errors");
        var flow = Flow("errors");
        await using var host = await StartAsync(add => add.AddOrchestration(flow, static async Durable<int> (ctx, input) =>
        {
            await ctx.CreateTimer(TimeSpan.FromSeconds(1));
            throw new FormatException("no");
        }));
        await host.Client.Of(flow).StartAsync(0, "i");
        await Assert.ThrowsAsync<InstanceExistsException>(async () => await host.Client.Of(flow).StartAsync(0, "i"));
        await host.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(
            [(ActivityStatusCode.Unset, null), (ActivityStatusCode.Error, typeof(InstanceExistsException).FullName), (ActivityStatusCode.Unset, null), (ActivityStatusCode.Error, typeof(FormatException).FullName)],
            spans.Select(span => (span.Status, (string?)span.GetTagItem("error.type"))));
    }

    [Fact]
    public async Task Instances_turns_activities_and_replays_are_counted()
    {
        var counts = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = static (instrument, meter) =>
        {
            if (instrument.Meter.Name == DurableTelemetry.Name)
                meter.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Count(instrument, 1, tags));
        listener.Start();
        var work = Activity("counted.work");
        var flow = Flow("counted.flow");
        await using var host = await StartAsync(
            add => add
                .AddActivity(work, static (input, _) => input > 1 ? throw new FormatException() : input)
                .AddOrchestration(flow, async (ctx, input) =>
                {
                    var result = await ctx.Activities.Call(work, input, null);
                    return result < 1 ? result : await ctx.ContinueAs.As(flow, 0);
                }),
            options => options.WarmInstances = 0);
        foreach (var input in new[] { 0, 1, 2 })
            await host.Client.Of(flow).StartAsync(input);
        await host.Settle();

        Assert.Equal(3, counts["tributary.instances.started"]);
        Assert.Equal(2, counts["tributary.instances.ended Completed"]);
        Assert.Equal(1, counts["tributary.instances.ended Failed"]);
        // Four executions of two turns each; the second replays the start and the call.
        Assert.Equal(8, counts["tributary.orchestration.turn.duration"]);
        Assert.Equal(8, counts["tributary.replay.events"]);
        Assert.Equal(4, counts["tributary.activity.duration"]);
        Assert.Equal(1, counts["tributary.activity.failures"]);

        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string? status = null;
            var isMine = false;
            foreach (var tag in tags)
            {
                isMine |= tag.Value is string name && name.StartsWith("counted.", StringComparison.Ordinal);
                status = tag.Key == "tributary.instance.status" ? $" {tag.Value}" : status;
            }

            if (isMine)
                counts[instrument.Name + status] = counts.GetValueOrDefault(instrument.Name + status) + value;
        }
    }

    private static ActivityListener Listen(List<Activity> spans, string mark)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == DurableTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = span =>
            {
                if (span.DisplayName.Contains(mark, StringComparison.Ordinal))
                    spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
