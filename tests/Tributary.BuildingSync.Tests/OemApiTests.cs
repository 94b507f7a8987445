using System.Net;
using System.Text;
using BuildingSync.Systems.Oem;
using Microsoft.AspNetCore.Builder;

namespace Tributary.BuildingSync.Tests;

public sealed class OemApiTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private OemStore _store = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _store = new OemStore(_folder["oem.jsonl"]);
        _app = await OemApi.StartAsync(_store, 0, default);
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.Single()) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_created_record_is_in_the_change_feed()
    {
        var client = new OemClient(_http, "portal");
        var id = await client.CreateAsync("sites", """{"siteCode":"S1","displayName":"One"}""", null, default);
        var page = await client.GetChangesAsync(0, 100, default);
        var change = Assert.Single(page.Items);
        Assert.Equal((id, "portal", 1L), (change.Id, change.By, page.Cursor));
        Assert.Empty((await client.GetChangesAsync(page.Cursor, 100, default)).Items);
    }

    [Fact]
    public async Task A_repeated_idempotency_key_makes_no_second_record_also_after_a_restart()
    {
        var client = new OemClient(_http, "sync");
        var id = await client.CreateAsync("sites", """{"siteCode":"S1"}""", "delivery-1", default);
        Assert.Equal(id, await client.CreateAsync("sites", """{"siteCode":"S1"}""", "delivery-1", default));
        await _app.StopAsync();
        _store.Dispose();
        using var again = new OemStore(_folder["oem.jsonl"]);
        Assert.Equal((id, false), again.Create("sites", """{"siteCode":"S1"}""", "sync", "delivery-1"));
        Assert.Equal(1, again.LastSeq);
    }

    [Fact]
    public async Task A_client_cannot_overwrite_what_another_changed_after_it_looked()
    {
        var (sync, portal) = (new OemClient(_http, "sync"), new OemClient(_http, "portal"));
        var id = await sync.CreateAsync("sites", """{"siteCode":"S1"}""", null, default);
        Assert.True(await portal.TryReplaceAsync("sites", id, """{"siteCode":"S1","city":"Cork"}""", 1, default));
        Assert.False(await sync.TryReplaceAsync("sites", id, """{"siteCode":"S1","city":"Ghent"}""", 1, default));
        Assert.True(await sync.TryReplaceAsync("sites", id, """{"siteCode":"S1","city":"Ghent"}""", 2, default));
        Assert.True(await sync.TryReplaceAsync("sites", id, """{"siteCode":"S1","city":"Leeds"}""", 2, default));
    }

    [Theory]
    [InlineData("sites", """{"siteCode": """, "line 1", null)]
    [InlineData("sites", """{"siteCode":"  "}""", "must not be empty", "siteCode")]
    [InlineData("sites", """{"siteCode":12}""", "not what is expected", "siteCode")]
    [InlineData("sensors", """{"tag":"T","range":{"min":"low"}}""", "not what is expected", "range.min")]
    [InlineData("sensors", "null", "the body is null", null)]
    [InlineData("robots", "{}", "no collection 'robots'", null)]
    public async Task A_bad_body_is_refused_with_the_place_of_the_fault(string kind, string body, string problem, string? field)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await _http.PostAsync(new Uri($"/v1/{kind}", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.Contains(problem.Replace("'", "\\u0027", StringComparison.Ordinal), answer, StringComparison.Ordinal);
        if (field is not null)
            Assert.Contains($"\"field\":\"{field}\"", answer, StringComparison.Ordinal);
        Assert.Equal(0, _store.LastSeq);
    }

    [Fact]
    public async Task A_client_reports_a_refusal_with_the_answer_of_the_api()
    {
        var client = new OemClient(_http, "sync");
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => client.CreateAsync("sites", """{"siteCode":""}""", null, default));
        Assert.Contains("oem answered 400 to POST /v1/sites", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_does_not_exist_is_404()
    {
        using var content = new StringContent("""{"siteCode":"S"}""", Encoding.UTF8, "application/json");
        using var response = await _http.PutAsync(new Uri("/v1/sites/nobody", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_record_with_an_id_of_10000_characters_can_be_replaced()
    {
        var id = new string('x', 10_000);
        _store.TakeOver([("sites", id, """{"siteCode":"S1"}""")]);
        Assert.True(await new OemClient(_http, "sync").TryReplaceAsync("sites", id, """{"siteCode":"S1"}""", 1, default));
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_that_names_it()
    {
        var port = new Uri(_app.Urls.Single()).Port;
        var error = await Assert.ThrowsAsync<IOException>(() => OemApi.StartAsync(_store, port, default));
        Assert.Contains(port.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_a_kill_cut_off_is_dropped_and_the_file_goes_on_behind_the_last_whole_one()
    {
        var path = _folder["cut.jsonl"];
        using (var store = new OemStore(path))
            store.Create("sites", """{"siteCode":"S1"}""", "portal", null);
        File.AppendAllText(path, """{"seq":2,"kind":"sit""");
        using (var store = new OemStore(path))
        {
            Assert.Equal(1, store.LastSeq);
            store.Create("sites", """{"siteCode":"S2"}""", "portal", null);
        }

        using var again = new OemStore(path);
        Assert.Equal(2, again.LastSeq);
    }
}
