using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tributary.Choreographies.Tests.Protocols;
using Tributary.Events;
using Tributary.Hosting;

namespace Tributary.Choreographies.Tests.Hosting;

public sealed class HostingTests
{
    [Fact]
    public async Task A_host_serves_its_sessions_and_tells_what_happens()
    {
        using var host = Build(("MaxSessions", "1"), ("Listen", "127.0.0.1:0"));
        await host.StartAsync();
        var seen = new List<SessionState>();
        using var observing = host.Services.GetRequiredService<IFlowEvents>().Observe<SessionEvent>().Subscribe(new Observer(seen));
        var sessions = host.Services.GetRequiredService<ISessions>();
        await using var client = new TcpSessionClient(host.Services.GetRequiredService<ChoreographyHost>().EndPoint!);
        var countdown = new Countdown(new Walk());
        var id = (await sessions.CreateAsync(Countdown.Plan)).Id;
        Assert.Equal(HealthStatus.Degraded, await HealthAsync(host));
        var (caller, echo) = (sessions.RunAsync(countdown.AsCaller(), id), client.RunAsync(countdown.AsEcho(), id));
        Assert.Equal(6, await caller.WaitAsync(Made.Patience));
        Assert.Equal(3, await echo.WaitAsync(Made.Patience));
        await Made.Until(() =>
        {
            lock (seen)
                return seen.Contains(SessionState.Completed);
        });
        Assert.Equal([SessionState.Created, SessionState.Joining, SessionState.Active, SessionState.Completed], seen);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(host));
        await host.StopAsync();
    }

    [Theory]
    [InlineData("MaxSessions", "0")]
    [InlineData("MaxParticipants", "-1")]
    [InlineData("RememberedSessions", "0")]
    [InlineData("MaxLifetime", "00:00:00")]
    [InlineData("JoinTimeout", "100.00:00:00")]
    [InlineData("DetectionTime", "-00:00:01")]
    [InlineData("Listen", "here")]
    public async Task Settings_that_make_no_sense_keep_the_host_from_starting(string setting, string value)
    {
        using var host = Build((setting, value));
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains($"Tributary:Choreography:{setting}", refused.Message, StringComparison.Ordinal);
    }

    private static IHost Build(params (string Name, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create($"Tributary:Choreography:{setting.Name}", (string?)setting.Value)));
        builder.Services.AddLogging();
        builder.Services.AddTributaryCore().AddChoreography().UseInMemoryStore();
        return builder.Build();
    }

    private static async Task<HealthStatus> HealthAsync(IHost host)
        => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["tributary.choreography"].Status;

    private sealed class Observer(List<SessionState> seen) : IObserver<SessionEvent>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void OnNext(SessionEvent value)
        {
            lock (seen)
                seen.Add(value.State);
        }
    }
}
