using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tributary;
using Tributary.Testing;

namespace Acme.Travel;

// <durable-trip>
public sealed record Trip(string Id, string City, DateTimeOffset Departure);

[DurableEvent]
public sealed record Payment(decimal Amount);

public static class Trips
{
    [DurableOrchestration]
    public static async Durable<string> BookTrip(OrchestrationContext ctx, Trip trip)
    {
        var seat = await ctx.Activities.ReserveSeat(trip);
        var payment = ctx.WaitForEvent<Payment>();
        if (await ctx.WhenAny(payment, ctx.CreateTimer(TimeSpan.FromDays(3))) != payment)
        {
            await ctx.Activities.ReleaseSeat(seat);
            return "not paid";
        }

        await ctx.CreateTimer(trip.Departure - TimeSpan.FromDays(1));
        await ctx.Activities.SendReminder(trip);
        return seat;
    }
}

public sealed class TripActivities(IAirline airline)
{
    [DurableActivity, Retry(MaxAttempts = 5)]
    public Task<string> ReserveSeat(Trip trip, ActivityContext call) => airline.ReserveAsync(trip.City, call.IdempotencyKey, call.CancellationToken);

    [DurableActivity, Retry(MaxAttempts = 5)]
    public Task ReleaseSeat(string seat, CancellationToken cancellationToken) => airline.ReleaseAsync(seat, cancellationToken);

    [DurableActivity]
    public static void SendReminder(Trip trip) => Console.WriteLine($"{trip.City} tomorrow!");
}
// </durable-trip>

public interface IAirline
{
    Task<string> ReserveAsync(string city, string orderId, CancellationToken cancellationToken);

    Task ReleaseAsync(string seat, CancellationToken cancellationToken);
}

public sealed class Airline : IAirline
{
    public Task<string> ReserveAsync(string city, string orderId, CancellationToken cancellationToken) => Task.FromResult($"17A to {city}");

    public Task ReleaseAsync(string seat, CancellationToken cancellationToken) => Task.CompletedTask;
}

public static class TravelHost
{
    public static async Task RunAsync(string[] args, DateTimeOffset departure)
    {
        // <durable-host>
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddTributary();
        builder.Services.AddSingleton<IAirline, Airline>();
        using var host = builder.Build();
        await host.StartAsync();

        var client = host.Services.GetRequiredService<DurableClient>();
        var trip = await client.BookTrip.StartAsync(new Trip("t1", "Oslo", departure), instanceId: "trip-t1");
        await trip.RaiseAsync(new Payment(240));
        Console.WriteLine(await trip.WaitAsync());
        // </durable-host>
        await host.StopAsync();
    }
}

public sealed class TripTests
{
    // <durable-test>
    [Fact]
    public async Task A_trip_that_nobody_pays_is_given_up_after_three_days()
    {
        var released = new List<string>();
        await using var durable = await DurableHarness.StartAsync(
            static services => services.AddTributary(),
            fakes =>
            {
                fakes.ReserveSeat(trip => "17A");
                fakes.ReleaseSeat(released.Add);
            });
        var trip = await durable.Client.BookTrip.StartAsync(new Trip("t1", "Oslo", durable.Time.GetUtcNow().AddDays(30)));
        await durable.Advance(TimeSpan.FromDays(3));

        Assert.Equal("not paid", await trip.WaitAsync());
        Assert.Equal(["17A"], released);
    }
    // </durable-test>

    // <durable-crash-test>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_crash_at_any_commit_changes_nothing(bool applied)
    {
        for (var commit = 1; ; commit++)
        {
            await using var durable = await DurableHarness.StartAsync(
                static services => services.AddTributary(),
                static fakes =>
                {
                    fakes.ReserveSeat(trip => "17A");
                    fakes.SendReminder(trip => { });
                });
            var trip = await durable.Client.BookTrip.StartAsync(new Trip("t1", "Oslo", durable.Time.GetUtcNow().AddDays(30)), "t1");
            await trip.RaiseAsync(new Payment(240));
            durable.CrashAt(commit, applied);
            await durable.Advance(TimeSpan.FromDays(30));

            Assert.Equal("17A", await durable.Client.BookTrip.Get("t1").WaitAsync());
            if (durable.Crashes == 0)
                return;
        }
    }
    // </durable-crash-test>

    // <durable-history-test>
    [Fact]
    public async Task A_history_survives_its_export()
    {
        await using var durable = await DurableHarness.StartAsync(static services => services.AddTributary(), static fakes => fakes.ReserveSeat(trip => "17A"));
        var trip = await durable.Client.BookTrip.StartAsync(new Trip("t1", "Oslo", durable.Time.GetUtcNow().AddDays(30)));
        await durable.Settle();

        var history = InstanceHistory.Import((await durable.Client.ReadHistoryAsync(trip.InstanceId)).Export());
        Assert.Equal("ReserveSeat", history.Events.First(e => e.Kind == HistoryEventKind.ActivityScheduled).Name);
        Assert.Equal(HistoryEventKind.TimerCreated, Assert.Single(history.Pending).Kind);
    }
    // </durable-history-test>

    // <durable-replay-test>
    [Fact]
    public async Task Todays_code_still_fits_a_history_of_yesterday()
    {
        await using var durable = await DurableHarness.StartAsync(static services => services.AddTributary(), static fakes => fakes.ReserveSeat(trip => "17A"));
        var trip = await durable.Client.BookTrip.StartAsync(new Trip("t1", "Oslo", durable.Time.GetUtcNow().AddDays(30)));
        await durable.Settle();
        var stored = (await durable.Client.ReadHistoryAsync(trip.InstanceId)).Export();

        Assert.Null(await ReplayVerifier.VerifyAsync(InstanceHistory.Import(stored), static services => services.AddTributary()));
    }
    // </durable-replay-test>
}
