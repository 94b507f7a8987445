using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tributary.Core.Tests.Dispatch;
using Tributary.Dispatch;
using Tributary.Hosting;
using Tributary.Store;
using Tributary.Store.InMemory;

namespace Tributary.Core.Tests.Hosting;

public sealed class HostingTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("DrainTimeout", "-00:00:01")]
    [InlineData("SafetyPoll", "00:00:00")]
    [InlineData("EventBufferSize", "-5")]
    public async Task A_setting_out_of_range_stops_the_start_and_is_named_by_its_path(string setting, string value)
    {
        using var host = Build(b => b.UseInMemoryStore(), ($"Tributary:{setting}", value));
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains($"Tributary:{setting} must be", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(value, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_cannot_be_read_is_named_by_its_path()
    {
        using var host = Build(b => b.UseInMemoryStore(), ("Tributary:DrainTimeout", "soon"));
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.Contains("Tributary:DrainTimeout", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_are_bound()
    {
        using var host = Build(b => b.UseInMemoryStore(), ("Tributary:EventBufferSize", "7"), ("Tributary:DrainTimeout", "00:00:03"));
        var options = host.Services.GetRequiredService<IOptions<TributaryOptions>>().Value;
        Assert.Equal((7, TimeSpan.FromSeconds(3)), (options.EventBufferSize, options.DrainTimeout));
    }

    [Fact]
    public async Task Without_a_store_the_error_says_what_to_call()
    {
        using var host = Build(_ => { });
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync());
        Assert.Contains("UseSqlite(...) or UseInMemoryStore()", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Adding_twice_adds_once()
    {
        var services = new ServiceCollection();
        services.AddTributaryCore();
        var count = services.Count;
        services.AddTributaryCore();
        Assert.Equal(count, services.Count);
    }

    [Fact]
    public async Task An_adapter_finds_the_dispatcher_at_work_from_its_start_to_its_end()
    {
        var worker = new Worker();
        using var host = Build(b =>
        {
            b.UseInMemoryStore();
            b.Services.AddHostedService(provider => worker.With(provider));
        });
        await host.StartAsync();
        Assert.Equal("at start", await worker.Handled.Task.WaitAsync(s_patience));
        worker.Handled = new TaskCompletionSource<string>();
        await host.StopAsync();
        Assert.Equal("at stop", await worker.Handled.Task.WaitAsync(TimeSpan.Zero));
        Assert.True(host.Services.GetRequiredService<FlowDispatcher>().Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_fatal_exception_stops_the_host_with_an_error()
    {
        using var host = Build(b => b.UseInMemoryStore());
        host.Services.GetRequiredService<FlowDispatcher>().Listen(new QueueBinding("q", new Handler(_ => throw new InsufficientMemoryException())));
        var run = host.RunAsync();
        await host.Services.GetRequiredService<IHostApplicationLifetime>().Started();
        await host.Services.GetRequiredService<IFlowStore>().CommitAsync(new Commit().Send(new OutgoingMessage(new MessageAddress("q", "p"), default)));

        await Assert.ThrowsAsync<InsufficientMemoryException>(() => run.WaitAsync(s_patience));
    }

    [Fact]
    public async Task Health_tells_of_dead_letters_and_of_a_store_that_is_gone()
    {
        var store = new InMemoryFlowStore(TimeProvider.System);
        using var host = Build(b => b.UseInMemoryStore(store), single: true);
        await host.StartAsync();
        var health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);

        var dispatcher = host.Services.GetRequiredService<FlowDispatcher>();
        dispatcher.Listen(new QueueBinding("q", new Handler(turn => turn.Commit.Kill(turn.Messages[0].Id, "BAD", "bad"))));
        await store.CommitAsync(new Commit().Send(new OutgoingMessage(new MessageAddress("q", "p"), default)));
        Assert.True(await dispatcher.RunNextAsync());
        var degraded = await health.CheckHealthAsync();
        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Equal(1L, degraded.Entries["tributary"].Data["q.dead"]);
        Assert.Equal(0L, degraded.Entries["tributary"].Data["q.pending"]);

        store.Crash();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
    }

    private static IHost Build(Action<TributaryBuilder> configure, params (string Key, string Value)[] settings) => Build(configure, false, settings);

    private static IHost Build(Action<TributaryBuilder> configure, bool single, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        configure(builder.Services.AddTributaryCore());
        builder.Services.Configure<TributaryOptions>(o => o.SingleThreaded = single);
        return builder.Build();
    }

    private sealed class Worker : IHostedService
    {
        private IServiceProvider? _services;

        public TaskCompletionSource<string> Handled { get; set; } = new();

        public Worker With(IServiceProvider services)
        {
            _services = services;
            return this;
        }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            _services!.GetRequiredService<FlowDispatcher>().Listen(new QueueBinding("q", new Handler(turn =>
            {
                Handler.ConsumeAll(turn);
                turn.OnCommitted(_ => Handled.TrySetResult(DispatcherWorld.Text(turn.Messages[0])));
            })));
            await SendAsync("at start", cancellationToken);
        }

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await SendAsync("at stop", cancellationToken);
            await Handled.Task.WaitAsync(s_patience, cancellationToken);
        }

        private async Task SendAsync(string text, CancellationToken cancellationToken)
        {
            await _services!.GetRequiredService<IFlowStore>().CommitAsync(
                new Commit().Send(new OutgoingMessage(new MessageAddress("q", "p"), System.Text.Encoding.UTF8.GetBytes(text))), cancellationToken);
        }
    }
}

internal static class LifetimeExtensions
{
    public static Task Started(this IHostApplicationLifetime lifetime)
    {
        var started = new TaskCompletionSource();
        lifetime.ApplicationStarted.Register(started.SetResult);
        return started.Task;
    }
}
