using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using StatementArchive.Data.Model;
using StatementArchive.Web.Pages.Admin.Uploads;

namespace StatementArchive.Web.Tests.Admin;

public sealed class UploadEventsTests : IAsyncLifetime
{
    private readonly UploadSite _site = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Who_handed_something_in_is_told_of_its_end_and_of_nothing_else()
    {
        using var editor = await _site.SignedInAsync(ArchiveRole.Editor);
        using var contributor = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var answer = await OpenAsync(contributor);
        Assert.Equal(("text/event-stream", true), (answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.NoStore));
        await using var events = SseParser.Create(await answer.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("open", events.Current.EventType);

        using var others = await editor.HandInAsync([("others.txt", Encoding.UTF8.GetBytes("The sea as well."))]);
        using var own = await contributor.HandInAsync([("own.txt", Encoding.UTF8.GetBytes("The bread is ours."))]);
        var id = (await _site.EndedAsync()).Single(u => u.Name == "own.txt").Id;
        JsonElement news;
        do
        {
            Assert.True(await events.MoveNextAsync());
            Assert.Equal("upload", events.Current.EventType);
            news = JsonDocument.Parse(events.Current.Data).RootElement;
            Assert.Equal(id, news.GetProperty("id").GetInt32());
        }
        while (!news.GetProperty("hasEnded").GetBoolean());
        Assert.Equal("done: 1 new article", news.GetProperty("words").GetString());
    }

    [Fact]
    public async Task Who_was_disabled_is_told_nothing_any_more()
    {
        using var administrator = await _site.SignedInAsync(ArchiveRole.Administrator);
        using var editor = await _site.SignedInAsync(ArchiveRole.Editor);
        using var contributor = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var answer = await OpenAsync(editor);
        await using var events = SseParser.Create(await answer.Content.ReadAsStreamAsync(Cancellation)).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await events.MoveNextAsync());
        var id = await _site.ReadAsync(db => Task.FromResult(db.Users.Single(user => user.UserName == "editor").Id));
        using (await administrator.PostAsync($"/admin/users/{id}", $"/admin/users/{id}?handler=Disable")) { }
        using var handedIn = await contributor.HandInAsync([("own.txt", Encoding.UTF8.GetBytes("The bread is ours."))]);
        Assert.Equal(HttpStatusCode.Redirect, handedIn.StatusCode);
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Nobody_holds_more_than_a_few_connections()
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        var open = new List<HttpResponseMessage>();
        for (var i = 0; i < Events.MostOfUser; i++) open.Add(await OpenAsync(worker));
        Assert.All(open, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        using (var refused = await OpenAsync(worker)) Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);

        open.ForEach(answer => answer.Dispose());
        // The server learns of it a moment later.
        for (var status = HttpStatusCode.TooManyRequests; status != HttpStatusCode.OK;)
        {
            using var again = await OpenAsync(worker);
            status = again.StatusCode;
        }
    }

    private static Task<HttpResponseMessage> OpenAsync(DeskWorker worker) => worker.Client.GetAsync("/admin/uploads/events", HttpCompletionOption.ResponseHeadersRead, Cancellation);
}
