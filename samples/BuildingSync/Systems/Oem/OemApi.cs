using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BuildingSync.Systems.Oem;

/// <summary>The manufacturer's cloud: an HTTP JSON API over its own storage.</summary>
internal static class OemApi
{
    public const string IdempotencyKey = "Idempotency-Key";
    public const string Client = "X-Client";
    public const string Seen = "X-Seen";

    /// <summary>Starts the API on a loopback port (0: any free one) and returns it with its address.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<WebApplication> StartAsync(OemStore store, int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestLineSize = 64 * 1024)
            .UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddRouting();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var app = builder.Build();
        app.UseRouting();

        app.MapGet("/v1/changes", context =>
        {
            if (!long.TryParse(context.Request.Query["since"], out var since))
                return Refuse(context, 400, new("'since' must be a whole number", "since"));
            _ = int.TryParse(context.Request.Query["limit"], out var limit);
            return Answer(context, 200, store.ReadChanges(since, Math.Clamp(limit, 1, 2000)), OemJson.Default.OemPage);
        });
        app.MapGet("/v1/{kind}/{id}", context => store.Find(Kind(context), IdOf(context)) is { } found
            ? Answer(context, 200, found, OemJson.Default.OemChange)
            : Missing(context));
        app.MapPost("/v1/{kind}", context => Create(context, store));
        app.MapPut("/v1/{kind}/{id}", context => Replace(context, store));

        await app.StartAsync(cancellationToken);
        return app;
    }

    private static async Task Create(HttpContext context, OemStore store)
    {
        var kind = Kind(context);
        if (await ReadBody(context, kind) is not { } body)
            return;
        string? key = context.Request.Headers[IdempotencyKey];
        var (id, created) = store.Create(kind, body, ClientOf(context), key);
        await Answer(context, created ? 201 : 200, new(id), OemJson.Default.OemCreated);
    }

    private static async Task Replace(HttpContext context, OemStore store)
    {
        var (kind, id) = (Kind(context), IdOf(context));
        if (await ReadBody(context, kind) is not { } body)
            return;
        long? seen = long.TryParse(context.Request.Headers[Seen], out var position) ? position : null;
        if (store.Find(kind, id) is null)
            await Missing(context);
        else if (!store.TryReplace(kind, id, body, ClientOf(context), seen))
            await Refuse(context, 412, new("changed after what the client has seen"));
        else
            context.Response.StatusCode = 204;
    }

    private static async Task<string?> ReadBody(HttpContext context, string kind)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        if (OemValidation.FaultOf(kind, body) is not { } fault)
            return body;
        await Refuse(context, 400, fault);
        return null;
    }

    private static string Kind(HttpContext context) => (string)context.Request.RouteValues["kind"]!;

    private static string ClientOf(HttpContext context) => context.Request.Headers[Client] is [{ Length: > 0 } client] ? client : "unknown";

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    private static Task Missing(HttpContext context) => Refuse(context, 404, new($"there is no {Kind(context)}/{Shorten(IdOf(context))}"));

    private static string Shorten(string id) => id.Length <= 60 ? id : id[..57] + "...";

    private static Task Refuse(HttpContext context, int status, OemError error) => Answer(context, status, error, OemJson.Default.OemError);

    private static Task Answer<T>(HttpContext context, int status, T value, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(value, type, cancellationToken: context.RequestAborted);
    }
}
