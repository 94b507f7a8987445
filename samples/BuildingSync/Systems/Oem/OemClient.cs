using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace BuildingSync.Systems.Oem;

/// <summary>A client of the manufacturer's API. Safe to use from any thread.</summary>
/// <param name="http">The connection, with the API's address.</param>
/// <param name="name">The client's name; the API keeps it with each change.</param>
internal sealed class OemClient(HttpClient http, string name)
{
    public async Task<OemPage> GetChangesAsync(long since, int limit, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync($"/v1/changes?since={since}&limit={limit}", OemJson.Default.OemPage, cancellationToken)
        ?? throw new HttpRequestException("oem answered with null.");

    public async Task<OemChange> GetAsync(string kind, string id, CancellationToken cancellationToken) =>
        await http.GetFromJsonAsync($"/v1/{kind}/{Uri.EscapeDataString(id)}", OemJson.Default.OemChange, cancellationToken)
        ?? throw new HttpRequestException("oem answered with null.");

    /// <summary>Creates a record; with a repeated key, returns the id that was given before.</summary>
    public async Task<string> CreateAsync(string kind, string body, string? key, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, "/v1/" + kind, body);
        if (key is not null)
            request.Headers.Add(OemApi.IdempotencyKey, key);
        using var response = await SendAsync(request, cancellationToken);
        var created = await response.Content.ReadFromJsonAsync(OemJson.Default.OemCreated, cancellationToken);
        return created!.Id;
    }

    /// <summary>Replaces a record. False when another client changed it after the given position of the change feed.</summary>
    public async Task<bool> TryReplaceAsync(string kind, string id, string body, long seen, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Put, $"/v1/{kind}/{Uri.EscapeDataString(id)}", body);
        request.Headers.Add(OemApi.Seen, seen.ToString(CultureInfo.InvariantCulture));
        using var response = await SendAsync(request, cancellationToken);
        return response.StatusCode != HttpStatusCode.PreconditionFailed;
    }

    // Buffered, because the body is written once more when a kept-alive connection turns out to be closed.
    private static HttpRequestMessage Request(HttpMethod method, string path, string body) => new(method, path)
    {
        Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
    };

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Add(OemApi.Client, name);
        var response = await http.SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.PreconditionFailed)
            return response;
        using (response)
        {
            var why = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new HttpRequestException(
                $"oem answered {(int)response.StatusCode} to {request.Method} {request.RequestUri?.AbsolutePath}: {why}", null, response.StatusCode);
        }
    }
}
