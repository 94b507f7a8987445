using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tributary.Events;
using Tributary.Hosting;

namespace Tributary.SeedSnippets.Tests;

/// <summary>A started host in memory, and the decisions that it makes.</summary>
internal sealed class SnippetHost : IAsyncDisposable, IObserver<UpdateDecision>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly Channel<UpdateDecision> _decisions = Channel.CreateUnbounded<UpdateDecision>();
    private readonly IHost _host;
    private readonly IDisposable _observing;

    private SnippetHost(IHost host)
    {
        _host = host;
        _observing = host.Services.GetRequiredService<IFlowEvents>().Observe<UpdateDecision>().Subscribe(this);
    }

    public FlowSync Sync => _host.Services.GetRequiredService<FlowSync>();

    public T Service<T>()
        where T : notnull
        => _host.Services.GetRequiredService<T>();

    public static async Task<SnippetHost> StartAsync(Action<IServiceCollection> add)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        add(builder.Services);
        new TributaryBuilder(builder.Services).UseInMemoryStore();
        var host = new SnippetHost(builder.Build());
        await host._host.StartAsync();
        return host;
    }

    /// <summary>Waits for the decision about a record.</summary>
    public async Task<UpdateDecision> DecisionAsync(string system, string nativeId)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (true)
        {
            var decision = await _decisions.Reader.ReadAsync(patience.Token);
            if (decision.Source.System == system && decision.Source.NativeId == nativeId)
                return decision;
        }
    }

    public static Task<T> InTime<T>(Task<T> task) => task.WaitAsync(s_patience);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _observing.Dispose();
        _host.Dispose();
    }

    void IObserver<UpdateDecision>.OnNext(UpdateDecision value) => _decisions.Writer.TryWrite(value);

    void IObserver<UpdateDecision>.OnCompleted() => _decisions.Writer.TryComplete();

    void IObserver<UpdateDecision>.OnError(Exception error) => _decisions.Writer.TryComplete(error);
}
