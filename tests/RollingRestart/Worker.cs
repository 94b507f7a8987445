using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RollingRestart;
using Tributary;
using Tributary.Sqlite;

// One deployment: a host over the store that is named first. It obeys the lines of its input, answers each with one line, and stops
// gracefully at the end of them.
var builder = Host.CreateApplicationBuilder();
builder.Services.AddTributary().UseSqlite(args[0]);
builder.Logging.ClearProviders();
using var host = builder.Build();
await host.StartAsync();

var client = host.Services.GetRequiredService<DurableClient>();
while (await Console.In.ReadLineAsync() is { } line)
{
    var words = line.Split(' ');
    var (verb, id) = (words[0], words[1]);
    switch (verb)
    {
        case "start":
            await client.Restock.StartAsync("pump", id);
            break;
#if SECOND_VERSION
        case "start-first":
            await client.RestockV1.StartAsync("pump", id);
            break;
#endif
        case "approve":
            await client.GetInstance(id).RaiseAsync(new Approval(words[2]));
            break;
        case "wait":
            await Console.Out.WriteLineAsync(await client.Restock.Get(id).WaitAsync());
            continue;
        case "look":
            var info = await client.GetInstance(id).GetAsync();
            await Console.Out.WriteLineAsync($"{info.Status} version {info.Version}");
            continue;
        default:
            throw new ArgumentException($"'{verb}' is no command.");
    }

    await Console.Out.WriteLineAsync("done");
}

await host.StopAsync();
