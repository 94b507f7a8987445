using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tributary.Sqlite;
using TrimSmoke;

// Runs one update through a fully trimmed host on SQLite: sent, decided, stored, pushed back. The exit code says whether it arrived.
var data = Directory.CreateTempSubdirectory("tributary-trim-");
try
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.Services.AddTributary().UseSqlite(Path.Combine(data.FullName, "smoke.db"));
    using var host = builder.Build();
    await host.StartAsync();

    var device = await host.Services.GetRequiredService<SmokeAdapter>().Corrected.WaitAsync(TimeSpan.FromSeconds(30));
    await host.StopAsync();
    var isRight = device is { Id: "d1", SiteId: "s1", Serial: "SN-1", Tags: ["seen"] };
    Console.WriteLine(isRight ? "The update went through." : "The device came back wrong.");
    return isRight ? 0 : 1;
}
finally
{
    data.Delete(recursive: true);
}
