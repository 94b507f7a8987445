using System.Text;
using Acme.Buildings;
using Acme.Contacts;
using Acme.Counting;
using Acme.Measuring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tributary.Dispatch;
using Tributary.Hosting;
using Tributary.Store;
using Tributary.Store.InMemory;
using Tributary.Testing;

namespace Tributary.Docs.Tests;

/// <summary>What pages promise of their snippets.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task The_first_record_arrives_in_the_other_system()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddTributary().UseInMemoryStore();
        builder.Services.AddSingleton<IBms, QuietBms>().AddSingleton<IErp, QuietErp>().AddSingleton<ISiteRegister, OpenRegister>();
        using var host = builder.Build();
        await host.StartAsync(patience.Token);

        // Observed before it is looked for, so a delivery that comes between the two is not missed.
        var delivered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var observing = host.Services.GetRequiredService<MailAdapter>().Delivered.Subscribe(_ => delivered.TrySetResult());
        var sync = host.Services.GetRequiredService<FlowSync>();
        if (await sync.FindAsync<Contact>("mail", "mail-1", patience.Token) is null)
            await delivered.Task.WaitAsync(patience.Token);
        var contact = await sync.FindAsync<Contact>("mail", "mail-1", patience.Token);
        Assert.Equal("Ada", contact?.Name);
        await host.StopAsync(patience.Token);
    }

    [Fact]
    public void The_codec_page_shows_what_is_written()
    {
        var page = string.Join('\n', Markdown.Read("docs/codec.md"));
        var reading = new Reading("s1", 21.5, new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero)) { Unit = "C", Quality = Quality.Estimated };
        Assert.Contains(Encoding.UTF8.GetString(Acme.Measuring.TributaryGenerated.ReadingCodec.Instance.Encode(reading)), page, StringComparison.Ordinal);
        Assert.Contains(Encoding.UTF8.GetString(Acme.Measuring.TributaryGenerated.PaymentCodec.Instance.Encode(new Card(5, "4711"))), page, StringComparison.Ordinal);
        Assert.Equal("s1", CodecUse.RoundTrip(reading).SensorId);
    }

    [Fact]
    public async Task The_turn_handler_counts_each_message_once()
    {
        await using var store = new InMemoryFlowStore(TimeProvider.System);
        await store.OpenAsync();
        var commit = new Commit();
        for (var i = 0; i < 3; i++)
            commit.Send(new OutgoingMessage(new MessageAddress("acme.count", "p"), default));
        await store.CommitAsync(commit);

        await using var dispatcher = new FlowDispatcher(
            store, TimeProvider.System, new SeededChance(1, TimeProvider.System), Options.Create(new TributaryOptions { SingleThreaded = true }), NullLogger<FlowDispatcher>.Instance);
        using var listening = dispatcher.Listen(new QueueBinding("acme.count", new CountingTurns(store)));
        Assert.True(await dispatcher.RunNextAsync());
        Assert.False(await dispatcher.RunNextAsync());
        Assert.Equal("3", Encoding.UTF8.GetString((await store.GetAsync(new DocumentKey("acme.count", "p")))!.Body.Span));
    }

    private sealed class QuietBms : IBms
    {
        public Task<IReadOnlyList<Device>> ReadAllAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Device>>([]);

        public IAsyncEnumerable<Device> ReadChangesAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<Device>();

        public Task UpdateAsync(Device device, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<string> InsertAsync(Device device, string deliveryId, CancellationToken cancellationToken) => Task.FromResult("b-" + deliveryId);
    }

    private sealed class QuietErp : IErp
    {
        public IReadOnlyList<ErpChange> Changes => [];
    }
}
