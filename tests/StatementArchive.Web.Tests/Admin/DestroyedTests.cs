using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Model;
using StatementArchive.Data.Sqlite;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Admin;

/// <summary>Of what is destroyed no word is left: not in the records, not in the log, not in the files of the database.</summary>
public sealed class DestroyedTests : IAsyncLifetime
{
    // A page of the database holds the beginning of a text; what is longer lies on others.
    private static readonly string Secret = string.Concat(Enumerable.Range(0, 900).Select(i => $"Xylophones are ours, {i} of them. "));

    private readonly UploadSite _site = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private async Task<int> DraftAsync(DeskWorker worker)
    {
        using var answer = await worker.HandInAsync([], ("text", $"Ada Lind:\n\n{Secret}"), ("note", "About xylophones"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var upload = Assert.Single(await _site.EndedAsync());
        Assert.Contains("Xylophones", upload.Name, StringComparison.Ordinal);
        var id = upload.Articles.Single().ArticleId;
        using var titled = await worker.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=article", ("version", "0"), ("title", "Xylophones for all"));
        Assert.Equal(HttpStatusCode.Redirect, titled.StatusCode);
        return id;
    }

    private Task<string> SlugAsync(int id) => _site.ReadAsync(db => db.Articles.Where(a => a.Id == id).Select(a => a.Slug).SingleAsync(Cancellation));

    private static async Task DestroyAsync(DeskWorker administrator, string slug, HttpStatusCode expected, params (string, string)[] fields)
    {
        using var answer = await administrator.PostAsync($"/admin/withdraw?article={slug}", "/admin/withdraw", [("article", slug), ("content", "Destroyed"), .. fields]);
        Assert.Equal(expected, answer.StatusCode);
    }

    private async Task<List<string>> FilesWithSecretAsync()
    {
        var found = new List<string>();
        foreach (var path in Directory.GetFiles(_site.Data, "archive.db*"))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file, Encoding.Latin1);
            if ((await reader.ReadToEndAsync(Cancellation)).Contains("xylophone", StringComparison.OrdinalIgnoreCase)) found.Add(Path.GetFileName(path));
        }
        return found;
    }

    // Titles and addresses aside, which are made of words.
    private Task<string> LogAsync() => _site.ReadAsync(async db => string.Join('\n', (await db.AuditLog.ToListAsync(Cancellation)).Select(e => $"{e.Action} {e.Record} {e.Before} {e.After} {e.Reason}")));

    [Fact]
    public async Task A_draft_goes_without_a_trace_but_that_the_log_says_so_by_its_number()
    {
        using var editor = await _site.SignedInAsync(ArchiveRole.Editor);
        using var administrator = await _site.SignedInAsync(ArchiveRole.Administrator);
        var id = await DraftAsync(editor);
        var slug = await SlugAsync(id);
        Assert.NotEmpty(await FilesWithSecretAsync());
        Assert.NotNull((await administrator.OpenAsync($"/admin/drafts/{id}")).Page.QuerySelector($"a[href='/admin/withdraw?article={slug}']"));
        await DestroyAsync(administrator, slug, HttpStatusCode.UnprocessableEntity);
        await DestroyAsync(administrator, slug, HttpStatusCode.Redirect, ("confirmed", "destroy"));

        Assert.Equal(HttpStatusCode.NotFound, (await administrator.OpenAsync($"/admin/drafts/{id}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _site.OpenAsync($"/articles/{slug}")).Response.StatusCode);
        Assert.Equal((0, 0, 0, 0), await _site.ReadAsync(async db => (await db.Articles.CountAsync(Cancellation), await db.Originals.CountAsync(Cancellation), await db.Statements.CountAsync(Cancellation), await db.Withdrawals.CountAsync(Cancellation))));
        Assert.Equal("(destroyed)", (await editor.OpenAsync("/admin/uploads")).Page.Words(".uploads h2"));
        Assert.Equal([$"{id}"], await _site.ReadAsync(db => db.AuditLog.Where(e => e.Action == "draft destroyed").Select(e => e.Record).ToListAsync(Cancellation)));
        Assert.DoesNotContain("xylophone", await LogAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await FilesWithSecretAsync());

        // Handed in again it is taken in again.
        using var answer = await editor.HandInAsync([], ("text", $"Ada Lind:\n\n{Secret}"));
        Assert.Equal([1, 1], (await _site.EndedAsync()).Select(upload => upload.New));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_published_leaves_its_tombstone_and_no_word_of_its_text(bool isKeptFirst)
    {
        using var editor = await _site.SignedInAsync(ArchiveRole.Editor);
        using var administrator = await _site.SignedInAsync(ArchiveRole.Administrator);
        var id = await DraftAsync(editor);
        // Words of the address stay, and are none of the text.
        using var titled = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=article", ("version", "1"), ("title", "Bread"));
        using var published = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=publish", ("version", "2"));
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        var slug = await SlugAsync(id);
        if (isKeptFirst)
        {
            using var kept = await administrator.PostAsync($"/admin/withdraw?article={slug}", "/admin/withdraw", ("article", slug), ("reason", "Safety"), ("content", "Kept"));
            Assert.NotNull((await administrator.OpenAsync("/admin/withdrawals")).Page.QuerySelector($"a[href='/admin/withdraw?article={slug}']"));
        }
        await DestroyAsync(administrator, slug, HttpStatusCode.Redirect, ("reason", "Safety"), ("confirmed", "destroy"));

        Assert.Equal(HttpStatusCode.Gone, (await _site.OpenAsync($"/articles/{slug}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.OpenAsync($"/admin/withdraw?article={slug}")).Response.StatusCode);
        Assert.True(await _site.ReadAsync(db => db.Withdrawals.Where(w => w.ArticleId == id).Select(w => w.IsDestroyed).SingleAsync(Cancellation)));
        Assert.DoesNotContain("xylophone", await LogAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await FilesWithSecretAsync());
    }

    [Fact]
    public async Task While_somebody_reads_the_write_ahead_log_is_left_and_it_is_emptied_when_nobody_does()
    {
        using var editor = await _site.SignedInAsync(ArchiveRole.Editor);
        using var administrator = await _site.SignedInAsync(ArchiveRole.Administrator);
        var id = await DraftAsync(editor);
        var erasure = _site.Services.GetRequiredService<Erasure>();
        await using (var scope = _site.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<Data.ArchiveContext>();
            await db.Database.OpenConnectionAsync(Cancellation);
            await using var reading = db.Database.GetDbConnection().CreateCommand();
            reading.CommandText = "BEGIN; SELECT \"Text\" FROM \"Articles\";";
            await using (var reader = await reading.ExecuteReaderAsync(Cancellation)) Assert.True(await reader.ReadAsync(Cancellation));
            await DestroyAsync(administrator, await SlugAsync(id), HttpStatusCode.Redirect, ("confirmed", "destroy"));
            Assert.True(erasure.IsDue);
            Assert.NotEmpty(await FilesWithSecretAsync());
            reading.CommandText = "COMMIT;";
            await reading.ExecuteNonQueryAsync(Cancellation);
        }
        await _site.ReadAsync(async db =>
        {
            await erasure.TryAsync(db, Cancellation);
            return 0;
        });
        Assert.False(erasure.IsDue);
        Assert.Empty(await FilesWithSecretAsync());
    }
}
