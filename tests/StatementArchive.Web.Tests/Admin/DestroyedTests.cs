using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
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
    public async Task What_was_published_leaves_its_tombstone_and_no_word_of_its_text()
    {
        using var editor = await _site.SignedInAsync(ArchiveRole.Editor);
        using var administrator = await _site.SignedInAsync(ArchiveRole.Administrator);
        var id = await DraftAsync(editor);
        // Words of the address stay, and are none of the text.
        using var titled = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=article", ("version", "1"), ("title", "Bread"));
        using var published = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=publish", ("version", "2"));
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        var slug = await SlugAsync(id);
        await DestroyAsync(administrator, slug, HttpStatusCode.Redirect, ("reason", "Safety"), ("confirmed", "destroy"));

        Assert.Equal(HttpStatusCode.Gone, (await _site.OpenAsync($"/articles/{slug}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.OpenAsync($"/admin/withdraw?article={slug}")).Response.StatusCode);
        Assert.True(await _site.ReadAsync(db => db.Withdrawals.Where(w => w.ArticleId == id).Select(w => w.IsDestroyed).SingleAsync(Cancellation)));
        Assert.DoesNotContain("xylophone", await LogAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await FilesWithSecretAsync());
    }
}
