using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Codec;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>What a circuit is asked or told.</summary>
internal sealed record BreakerRequest(string Name, int Threshold, TimeSpan OpenFor, bool Succeeded);

/// <summary>The activities behind <see cref="CircuitBreaker"/>. Each is one compare-and-set of the circuit's document.</summary>
internal static class BreakerActivities
{
    public const string Refused = "open";
    private const string Passed = "closed";
    private const string Probe = "probe";

    private static readonly RequestCodec s_codec = new();

    public static readonly ActivityDescriptor<BreakerRequest, string> Enter = new("tributary.breaker.enter", s_codec, Codecs.String, ActivitySettings.Default);

    public static readonly ActivityDescriptor<BreakerRequest, Nothing> Report = new("tributary.breaker.report", s_codec, Nothing.Codec, ActivitySettings.Default);

    public static async ValueTask<string> EnterAsync(IServiceProvider services, BreakerRequest request, ActivityContext context)
    {
        var answer = Passed;
        await ChangeAsync(services, request.Name, (state, now) =>
        {
            if (state.OpenedAt is not { } opened)
                return null;
            if (now < opened + request.OpenFor || (state.Probe is { } probe && probe != context.IdempotencyKey && now < state.ProbeAt + request.OpenFor))
            {
                answer = Refused;
                return null;
            }

            answer = Probe;
            return state with { Probe = context.IdempotencyKey, ProbeAt = now };
        }, context.CancellationToken).ConfigureAwait(false);
        return answer;
    }

    public static async ValueTask<Nothing> ReportAsync(IServiceProvider services, BreakerRequest request, ActivityContext context)
    {
        await ChangeAsync(services, request.Name, (state, now) =>
        {
            // Told twice because of a crash; what others have told since does not matter as long as it is remembered.
            if (state.LastReports.Contains(context.IdempotencyKey))
                return null;
            if (request.Succeeded && state is { Failures: 0, OpenedAt: null })
                return null;
            string[] reports = [.. state.LastReports.TakeLast(BreakerState.Remembered - 1), context.IdempotencyKey];
            if (request.Succeeded)
                return new BreakerState(0, null, null, null, reports);
            var failures = state.Failures + 1;
            return failures >= request.Threshold || state.Probe is not null
                ? new BreakerState(failures, now, null, null, reports)
                : state with { Failures = failures, LastReports = reports };
        }, context.CancellationToken).ConfigureAwait(false);
        return default;
    }

    private static async ValueTask ChangeAsync(
        IServiceProvider services, string name, Func<BreakerState, DateTimeOffset, BreakerState?> change, CancellationToken cancellationToken)
    {
        var store = services.GetRequiredService<IFlowStore>();
        var key = new DocumentKey(DurableNames.Breakers, name);
        while (true)
        {
            var stored = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
            var state = stored is null ? BreakerState.Closed : BreakerState.Decode(stored.Body);
            if (change(state, services.GetRequiredService<TimeProvider>().GetUtcNow()) is not { } changed)
                return;
            var result = await store.CommitAsync(new Commit().Put(key, stored?.Version ?? 0, changed.Encode()), cancellationToken).ConfigureAwait(false);
            if (result.Succeeded)
                return;
        }
    }

    private sealed class RequestCodec : Codec<BreakerRequest>
    {
        public override void Write(Utf8JsonWriter writer, BreakerRequest value)
        {
            writer.WriteStartObject();
            writer.WriteString("name"u8, value.Name);
            writer.WriteNumber("threshold"u8, value.Threshold);
            writer.WriteNumber("openFor"u8, value.OpenFor.Ticks);
            writer.WriteBoolean("succeeded"u8, value.Succeeded);
            writer.WriteEndObject();
        }

        public override BreakerRequest Read(ref Utf8JsonReader reader)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            return new BreakerRequest(
                root.GetProperty("name"u8).GetString()!, root.GetProperty("threshold"u8).GetInt32(),
                new TimeSpan(root.GetProperty("openFor"u8).GetInt64()), root.GetProperty("succeeded"u8).GetBoolean());
        }

        public override BreakerRequest Copy(BreakerRequest value) => value;

        public override bool AreEqual(BreakerRequest x, BreakerRequest y) => x == y;
    }
}
