using System.Net;
using System.Text.Json;

namespace StatementArchive.Web.Tests.Pages;

public sealed class SuggestTests(FixtureSite site) : IClassFixture<FixtureSite>, IAsyncLifetime
{
    // Titles are suggested as the index has them, which a search brings up to the database.
    public async ValueTask InitializeAsync() => Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/statements")).Response.StatusCode);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<(HttpResponseMessage Response, string Body)> AskAsync(string query)
    {
        using var reader = site.Reader();
        var response = await reader.GetAsync("/suggest" + query, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("ada", "person|Ada Lindqvist||/people/ada-lindqvist")]
    [InlineData("lind", "person|Ada Lindqvist||/people/ada-lindqvist")]
    [InlineData("rwn", "organisation|Rail Workers of Northport|RWN|/organisations/rail-workers-of-northport")]
    [InlineData("emancipes", "organisation|Fédération des Dockers Émancipés||/organisations/federation-des-dockers-emancipes")]
    [InlineData("كارگر", "organisation|حزب کارگران دریا||/organisations/hezb-karegaran-darya")] // the Arabic kaf
    [InlineData("what we wa", "statement|What we <want> & “need”||/statements/dockers-undated")]
    [InlineData("every", "statement|To everyone||/statements/northport-joint")] // a heading
    [InlineData("railwaymen")] // not attested
    [InlineData(FixtureArchive.Unseen)]
    [InlineData("zzun")]
    [InlineData("")]
    [InlineData("no such")]
    public async Task Answers_who_and_what_is_called_so_and_where_it_is(string typed, params string[] expected)
    {
        var (response, body) = await AskAsync("?q=" + Uri.EscapeDataString(typed));
        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.Equal("private, max-age=60", response.Headers.CacheControl!.ToString().Replace("max-age=60, private", "private, max-age=60", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(body);
        Assert.Equal(expected, json.RootElement.GetProperty("suggestions").EnumerateArray().Select(one => $"{one.GetProperty("kind")}|{one.GetProperty("text")}|{one.GetProperty("foundAs")}|{one.GetProperty("url")}"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("rail")]
    [InlineData("كارگر")]
    [InlineData("what")]
    public async Task What_is_suggested_is_there(string typed)
    {
        var (_, body) = await AskAsync("?q=" + typed);
        using var json = JsonDocument.Parse(body);
        var urls = json.RootElement.GetProperty("suggestions").EnumerateArray().Select(one => one.GetProperty("url").GetString()!).ToList();
        Assert.InRange(urls.Count, 1, 8);
        foreach (var url in urls) Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync(url)).Response.StatusCode);
    }

    [Theory]
    [InlineData("?q=%00a")]
    [InlineData("?q=%ED%A0%80x")]
    [InlineData("?q=a&q=b")]
    [InlineData("?q=!!!")]
    public async Task What_cannot_be_looked_for_is_refused(string query)
    {
        var (response, body) = await AskAsync(query);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("q must be ", JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_two_hundred_characters_are_refused()
    {
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("?q=" + new string('a', 200))).Response.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await AskAsync("?q=" + new string('a', 201))).Response.StatusCode);
    }

    [Fact]
    public async Task Nothing_but_reading_is_answered()
    {
        using var reader = site.Reader();
        using var response = await reader.PostAsync("/suggest?q=ada", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }
}
