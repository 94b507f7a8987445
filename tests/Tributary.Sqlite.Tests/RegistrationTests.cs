using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Tributary.Hosting;
using Tributary.Store;

namespace Tributary.Sqlite.Tests;

/// <summary>How the store comes into a host, and what wrong settings meet.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Settings_come_from_the_configuration_and_code_comes_after_it()
    {
        await using var provider = Provider(
            builder => builder.UseSqlite(configure: o => o.DedupeRetention = TimeSpan.FromDays(1)),
            ("Path", "data/my.db"), ("Synchronous", "Full"), ("BusyTimeout", "00:00:30"), ("DedupeRetention", "3.00:00:00"));

        var options = provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value;

        Assert.Equal("data/my.db", options.Path);
        Assert.Equal(SqliteSynchronous.Full, options.Synchronous);
        Assert.Equal(TimeSpan.FromSeconds(30), options.BusyTimeout);
        Assert.Equal(TimeSpan.FromDays(1), options.DedupeRetention);
        Assert.IsType<SqliteFlowStore>(provider.GetRequiredService<IFlowStore>());
    }

    [Fact]
    public async Task Nothing_has_to_be_configured()
    {
        var services = new ServiceCollection();
        new TributaryBuilder(services).UseSqlite();
        await using var provider = services.BuildServiceProvider();

        Assert.Equal("tributary.db", provider.GetRequiredService<IOptions<SqliteStoreOptions>>().Value.Path);
        Assert.IsType<SqliteFlowStore>(provider.GetRequiredService<IFlowStore>());
    }

    [Theory]
    [InlineData("Path", " ")]
    [InlineData("Path", ":memory:")]
    [InlineData("MessageMemoryBudget", "-1")]
    [InlineData("BusyTimeout", "-00:00:01")]
    [InlineData("BusyTimeout", "02:00:00")]
    [InlineData("DedupeRetention", "00:00:00")]
    [InlineData("Synchronous", "7")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string setting, string value)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([new($"Tributary:Store:{setting}", value)]);
        new TributaryBuilder(builder.Services).UseSqlite();
        using var host = builder.Build();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains($"Tributary:Store:{setting}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_store_made_by_hand_checks_its_settings_too()
    {
        var refusal = Assert.Throws<OptionsValidationException>(
            () => new SqliteFlowStore(Options.Create(new SqliteStoreOptions { Path = "" }), TimeProvider.System));

        Assert.Contains("Tributary:Store:Path", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_opening_can_be_tried_again()
    {
        await using var folder = new StoreFolder();
        var first = await folder.OpenAsync();
        var second = folder.Create();
        await Assert.ThrowsAsync<FlowStoreException>(() => second.OpenAsync().AsTask());

        await first.DisposeAsync();
        await second.OpenAsync();

        Assert.True((await second.CommitAsync(new Commit().Put(new("c", "1"), 0, default))).Succeeded);
    }

    private static ServiceProvider Provider(Action<TributaryBuilder> use, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>($"Tributary:Store:{s.Key}", s.Value)))
            .Build());
        use(new TributaryBuilder(services));
        return services.BuildServiceProvider();
    }
}
