using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Admin;

/// <summary>Who is given the kept file of an article.</summary>
public sealed class OriginalTests(DeskSite site) : IClassFixture<DeskSite>
{
    private static int _count;

    private static string Mail() => $"""
        Delivered-To: zoe@uploader.example
        Received: from [203.0.113.77] by mx.uploader.example; Tue, 5 Mar 2024 18:30:01 +0100
        From: Bakers' Union <press@bakers.example>
        Subject: Bread for all {Interlocked.Increment(ref _count)}
        Date: Tue, 5 Mar 2024 18:30:00 +0100

        To everybody in the town:

        The bread of this town has become dear, and nobody knows who gains from it.

        """;

    private static async Task<HttpStatusCode> PublishAsync(DeskWorker editor, int id, params (string, string)[] fields)
    {
        using var answer = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=publish", [("version", "0"), .. fields]);
        return answer.StatusCode;
    }

    private Task<string> SlugAsync(int id) => site.ReadAsync(db => db.Articles.Where(a => a.Id == id).Select(a => a.Slug).SingleAsync());

    private async Task<(HttpStatusCode Status, string Body)> FileAsync(int id)
    {
        using var reader = site.Reader();
        using var answer = await reader.GetAsync($"/articles/{await SlugAsync(id)}/original", TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_mail_that_was_published_tells_the_public_neither_who_received_it_nor_from_where()
    {
        var id = await site.DraftAsync(Mail());
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var (_, draft) = await editor.OpenAsync($"/admin/drafts/{id}");
        Assert.False(draft.QuerySelector<IHtmlInputElement>("input[name=handOut]")!.IsChecked);
        Assert.Contains("Delivered-Tozoe@uploader.example", draft.Words("#file dl").Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await PublishAsync(editor, id));

        var (status, body) = await FileAsync(id);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("keeps this file and does not hand it out", body, StringComparison.Ordinal);
        var statement = await site.ReadAsync(db => db.PublicStatements().Where(s => s.ArticleId == id).Select(s => s.Slug).FirstAsync());
        foreach (var path in new[] { $"/articles/{await SlugAsync(id)}", $"/statements/{statement}" })
        {
            var (_, page) = await site.OpenAsync(path);
            Assert.DoesNotContain("uploader.example", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            Assert.DoesNotContain("203.0.113.77", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            Assert.Null(page.QuerySelector("a[href$='/original']"));
            Assert.Contains("not handed out because it may tell who sent it in", page.Words(".facts"), StringComparison.Ordinal);
            Assert.Contains(await site.ReadAsync(db => db.Articles.Where(a => a.Id == id).Select(a => a.Original.Sha256).SingleAsync()), page.Words(".hash"), StringComparison.Ordinal);
        }

        // Whoever decides of it has it, as a file that can do nothing.
        using var kept = await editor.Client.GetAsync($"/admin/drafts/{id}/original", TestContext.Current.CancellationToken);
        Assert.Contains("zoe@uploader.example", await kept.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(("attachment", "sandbox; default-src 'none'", true), (kept.Content.Headers.ContentDisposition!.DispositionType, string.Join(' ', kept.Headers.GetValues("Content-Security-Policy")), kept.Headers.CacheControl!.NoStore));
    }

    [Fact]
    public async Task What_is_not_read_of_a_front_matter_is_shown_at_the_desk_and_keeps_the_file_back()
    {
        foreach (var (field, isHandedOut) in new[] { ("lang: en", true), ("last_modified_by: zoe@uploader.example", false) })
        {
            var id = await site.DraftAsync($"---\ntitle: Bread for all {Interlocked.Increment(ref _count)}\nauthor: Bakers' Union\n{field}\n---\n\nThe bread of this town has become dear, and nobody knows who gains from it.\n");
            using var editor = await site.SignedInAsync(ArchiveRole.Editor);
            var (_, draft) = await editor.OpenAsync($"/admin/drafts/{id}");
            Assert.Equal(isHandedOut, draft.QuerySelector<IHtmlInputElement>("input[name=handOut]")!.IsChecked);
            Assert.Equal(isHandedOut ? [] : ["last_modified_by: zoe@uploader.example"], draft.QuerySelectorAll("#file dd").Select(trace => trace.TextContent));
        }
    }

    [Fact]
    public async Task An_editor_hands_a_file_out_and_back_and_the_log_tells_it()
    {
        var id = await site.DraftAsync(Mail());
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        Assert.Equal(HttpStatusCode.Redirect, await PublishAsync(editor, id, ("handOut", "true")));
        Assert.Equal(HttpStatusCode.OK, (await FileAsync(id)).Status);
        foreach (var (handsOut, status) in new[] { ("false", HttpStatusCode.Forbidden), ("true", HttpStatusCode.OK) })
        {
            using var answer = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=handOut", ("handOut", handsOut));
            Assert.Equal((HttpStatusCode.Redirect, status), (answer.StatusCode, (await FileAsync(id)).Status));
        }
        // A correction leaves it as it is.
        using var changed = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=article", ("version", $"{await site.VersionAsync(id)}"), ("title", "Put right"));
        using var corrected = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=publish", ("version", $"{await site.VersionAsync(id)}"), ("reason", "Put right."));
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.OK), (corrected.StatusCode, (await FileAsync(id)).Status));
        var slug = await SlugAsync(id);
        Assert.Equal(["file handed out", "file kept back", "file handed out"], await site.ReadAsync(db => db.AuditLog.Where(e => e.Record == slug && e.Action.StartsWith("file ")).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
        using var contributor = await site.SignedInAsync(ArchiveRole.Contributor);
        using var refused = await contributor.PostAsync("/admin/upload", $"/admin/drafts/{id}?handler=handOut", ("handOut", "false"));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, (await FileAsync(id)).Status));
    }

    [Fact]
    public async Task A_choice_that_was_made_holds_when_publishing_is_refused()
    {
        var id = await site.DraftAsync($"# Bread {Interlocked.Increment(ref _count)}\n\nAda Lind:\n\nThe bread is ours.\n");
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        Assert.True((await editor.OpenAsync($"/admin/drafts/{id}")).Page.QuerySelector<IHtmlInputElement>("input[name=handOut]")!.IsChecked);
        using var refused = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=publish", ("version", "0"), ("reason", "a\u0007b"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.False((await DeskWorker.ReadAsync(refused)).QuerySelector<IHtmlInputElement>("input[name=handOut]")!.IsChecked);
    }

    [Theory]
    [InlineData("The bread is ours.", false, true)]
    [InlineData("# Bread\n\nThe bread is ours.", false, true)]
    [InlineData("<!doctype html><h1>Bread</h1><p>The bread is ours.", false, true)]
    [InlineData("<!doctype html><h1>Bread</h1><p>The bread is ours. <a href=/logout>Sign out, Zoe</a>", false, false)]
    [InlineData("<!doctype html><h1>Bread</h1><p>The bread is ours. <script>user = 'Zoe'</script>", false, false)]
    [InlineData("<!doctype html><h1>Bread</h1><p>The bread is ours. <script>user = null</script>", true, true)]
    public async Task As_long_as_nobody_decides_the_public_has_what_the_archive_fetched_and_what_is_text_alone(string text, bool wasFetched, bool isHandedOut)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var bytes = System.Text.Encoding.UTF8.GetBytes($"{text} {Interlocked.Increment(ref _count)}");
        var added = Assert.IsType<IngestOutcome.Added>(await scope.ServiceProvider.GetRequiredService<ArticleIngester>().IngestAsync(new Submission(bytes, AsDraft: true) { Head = wasFetched ? "head"u8.ToArray() : null, Delivery = wasFetched ? new Parsing.Delivery(null, "https://example.org/") : null }, TestContext.Current.CancellationToken));
        Assert.Equal(isHandedOut, await site.ReadAsync(db => db.Articles.Where(a => a.Slug == added.Slug).Select(a => a.Original.IsHandedOut).SingleAsync()));
    }

    // Two statements; no two archives' reports are the same.
    private static string Report(string first, string second) => $"# Two voices {Interlocked.Increment(ref _count)}\n\nAda Lind:\n\n{first}\n\nBakers’ Union:\n\n{second}\n";

    private async Task<int> PublishedAsync(DeskWorker editor, string text)
    {
        var id = await site.DraftAsync(text);
        Assert.Equal(HttpStatusCode.Redirect, await PublishAsync(editor, id, ("handOut", "true")));
        return id;
    }

    private Task<string> StatementAsync(int article, int ordinal) => site.ReadAsync(db => db.Statements.Where(s => s.ArticleId == article && s.Ordinal == ordinal).Select(s => s.Slug).SingleAsync());

    private async Task DoAsync(DeskWorker editor, int id, string handler, params (string, string)[] fields)
    {
        using var answer = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler={handler}", [("version", $"{await site.VersionAsync(id)}"), .. fields]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task WithdrawAsync(int id, string statement)
    {
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        using var answer = await administrator.PostAsync($"/admin/withdraw?article={await SlugAsync(id)}", "/admin/withdraw", ("article", await SlugAsync(id)), ("statement", statement), ("reason", "Safety"), ("content", "Kept"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private async Task<IHtmlDocument> ArticleAsync(int id) => (await site.OpenAsync($"/articles/{await SlugAsync(id)}")).Page;

    [Fact]
    public async Task The_file_of_an_article_is_not_handed_out_while_one_of_its_statements_is_withdrawn()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var id = await PublishedAsync(editor, Report("We were there. We saw it.", "The bread is ours."));
        Assert.Equal(HttpStatusCode.OK, (await FileAsync(id)).Status);
        await WithdrawAsync(id, await StatementAsync(id, 1));
        await RefusesAsync();

        // A correction of something else does not bring its words back.
        await DoAsync(editor, id, "article", ("title", "Put right"));
        await DoAsync(editor, id, "publish", ("reason", "Put right."));
        await RefusesAsync();

        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        using var back = await administrator.PostAsync("/admin/withdrawals", "/admin/withdrawals", ("withdrawal", $"{await site.ReadAsync(db => db.Withdrawals.Where(w => w.Statement!.ArticleId == id).Select(w => w.Id).SingleAsync())}"));
        Assert.Equal(HttpStatusCode.OK, (await FileAsync(id)).Status);
        Assert.Contains("We saw it.", (await ArticleAsync(id)).Body!.TextContent, StringComparison.Ordinal);

        async Task RefusesAsync()
        {
            var (status, body) = await FileAsync(id);
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains("a statement of it was withdrawn", body, StringComparison.Ordinal);
            var page = await ArticleAsync(id);
            Assert.Null(page.QuerySelector("a[href$='/original']"));
            Assert.DoesNotContain("We saw it", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            Assert.Contains("The bread is ours.", page.Body!.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_statement_that_a_correction_joined_with_another_keeps_nobody_from_the_file()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var id = await PublishedAsync(editor, Report("We were there. We saw it.", "The bread is ours."));
        var key = (await editor.OpenAsync($"/admin/drafts/{id}")).Page.QuerySelectorAll(".piece").First(piece => piece.Words("h2").StartsWith("Statement 1", StringComparison.Ordinal)).Id!["part".Length..];
        await DoAsync(editor, id, "join", ("key", key));
        await DoAsync(editor, id, "publish", ("reason", "They are one."));
        Assert.Equal(1, await site.ReadAsync(db => db.Withdrawals.CountAsync(w => w.Statement!.ArticleId == id)));
        Assert.Equal(HttpStatusCode.OK, (await FileAsync(id)).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Another_publication_shows_nothing_of_a_statement_that_is_withdrawn_or_of_which_a_passage_is_hidden(bool isWithdrawn)
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var secret = $"Cem Dal carried the bread {Interlocked.Increment(ref _count)} times.";
        var first = await PublishedAsync(editor, Report($"We were there. {secret}", "The sea as well."));
        var statement = await StatementAsync(first, 1);
        var second = await site.DraftAsync(Report($"We were there, it says. {secret}", "The hills are ours."));
        var key = (await editor.OpenAsync($"/admin/drafts/{second}")).Page.QuerySelectorAll(".piece").First(piece => piece.Words("h2").StartsWith("Statement 1", StringComparison.Ordinal)).Id!["part".Length..];
        await DoAsync(editor, second, "mark", ("key", key), ("fate", "Republication"), ("statement", statement));
        await DoAsync(editor, second, "publish", ("handOut", "true"));
        Assert.Equal(HttpStatusCode.OK, (await FileAsync(second)).Status);
        Assert.Contains(secret, (await ArticleAsync(second)).Body!.TextContent, StringComparison.Ordinal);

        // Whoever hides or withdraws is told of it.
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        foreach (var path in new[] { $"/admin/drafts/{first}", $"/admin/withdraw?article={await SlugAsync(first)}" })
            Assert.NotNull((await administrator.OpenAsync(path)).Page.QuerySelector($"#elsewhere a[href='/admin/drafts/{second}']"));

        if (isWithdrawn)
        {
            await WithdrawAsync(first, statement);
        }
        else
        {
            var line = (await editor.OpenAsync($"/admin/drafts/{first}")).Page.QuerySelectorAll(".line").Single(one => one.TextContent.Contains("Cem Dal", StringComparison.Ordinal)).QuerySelector<IHtmlInputElement>("input")!.Value;
            await DoAsync(editor, first, "line", ("at", line), ("words", "Cem Dal"), ("act", "hide"), ("reason", "endangers a witness"));
            await DoAsync(editor, first, "publish", ("reason", "A name is hidden."));
        }
        var page = await ArticleAsync(second);
        Assert.DoesNotContain("Cem Dal", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal(isWithdrawn ? 0 : 1, page.QuerySelectorAll($".stood a[href='/statements/{statement}']").Length);
        Assert.Contains("The hills are ours.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("a[href$='/original']"));
        var (status, body) = await FileAsync(second);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.DoesNotContain("Cem Dal", body, StringComparison.Ordinal);
    }
}
