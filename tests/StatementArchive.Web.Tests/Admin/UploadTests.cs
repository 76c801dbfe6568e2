using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Tests;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Admin;

public sealed class UploadTests : IAsyncLifetime
{
    private readonly UploadSite _site = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public async Task Files_a_text_and_an_address_become_drafts_that_the_list_leads_to()
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        var seed = await File.ReadAllBytesAsync(Repository.SeedArticle, Cancellation);
        using var answer = await worker.HandInAsync(
            [("seed-from-ada.txt", seed), ("rows.csv", Bytes("text,author\nThe bread is ours.,Ada Lind\nThe sea as well.,Ben\n")), ("picture.png", [0x89, .. "PNG\r\n\u001a\n"u8])],
            ("text", "We will not pay.\r\n\r\nThe tenants of Northport"), ("address", "https://example.org/a"), ("source", "Harbour News"), ("subjects", "War\r\n\r\n Harbour closure \r\n"));
        Assert.Equal((HttpStatusCode.Redirect, "/admin/uploads"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
        var uploads = await _site.EndedAsync();
        Assert.Equal(
            [("seed-from-ada.txt", UploadState.Done, 1), ("rows.csv", UploadState.Done, 2), ("picture.png", UploadState.Failed, 0), ("We will not pay. The tenants of Northport", UploadState.Done, 1), ("https://example.org/a", UploadState.Done, 1)],
            uploads.Select(u => (u.Name, u.State, u.New)));
        Assert.All(uploads.SelectMany(u => u.Articles), link => Assert.Equal(PublicationStatus.Draft, link.Article.Status));
        Assert.Equal(["Harbour closure", "War"], await _site.ReadAsync(db => db.Subjects.OrderBy(s => s.Name).Select(s => s.Name).ToListAsync(Cancellation)));

        var (_, page) = await worker.OpenAsync("/admin/uploads");
        Assert.Equal("Nothing waits to be taken in.", page.Words(".lead"));
        Assert.Equal("done: 2 new articles", page.Words($"#upload-{uploads[1].Id} .state"));
        Assert.Equal("failed", page.Words($"#upload-{uploads[2].Id} .state"));
        Assert.Contains("which is not read", page.Words($"#upload-{uploads[2].Id} .reasons"), StringComparison.Ordinal);
        var draft = page.QuerySelector($"#upload-{uploads[0].Id} .came-of-it a")!.GetAttribute("href")!;
        using var opened = (await worker.OpenAsync(draft)).Response;
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Equal(["picture.png"], (await worker.OpenAsync("/admin/uploads?state=failed")).Page.QuerySelectorAll(".uploads h2").Select(h => h.TextContent));
        Assert.Equal("1 failed", (await worker.OpenAsync("/admin")).Page.Words(".names li:has(a[href='/admin/uploads']) .count"));

        // Neither its name nor who handed it in stands anywhere outside of the desk.
        Assert.DoesNotContain("seed-from-ada", await _site.LogsAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("upload", (await _site.OpenAsync("/")).Page.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\ada\\secret\\page.html", "page.html")]
    [InlineData("folder/inside/page.html", "page.html")]
    [InlineData("a\u202Egpj.exe", "a\uFFFDgpj.exe")] // would be read as 'aexe.jpg'
    [InlineData("a\u200B\u2066b.txt", "a\uFFFDb.txt")]
    [InlineData("bell\u0007.txt", "bell\u2407.txt")]
    [InlineData("<img src=x onerror=alert(1)>.html", "<img src=x onerror=alert(1)>.html")]
    [InlineData("بيان.pdf", "بيان.pdf")]
    [InlineData("/", "file without a name")]
    [InlineData("\u200F\u200E", "file without a name")]
    [InlineData("CON", "CON")]
    public async Task A_name_is_only_shown_and_shows_what_it_is(string given, string shown)
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var answer = await worker.HandInAsync([(given, Bytes("The bread is ours."))]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal((shown, UploadState.Done), (await _site.EndedAsync()).Select(u => (u.Name, u.State)).Single());
        var (_, page) = await worker.OpenAsync("/admin/uploads");
        Assert.Equal(shown, page.QuerySelector(".uploads h2")!.TextContent);
        Assert.Null(page.QuerySelector(".uploads img"));
    }

    [Fact]
    public async Task A_long_name_keeps_its_beginning_and_its_end()
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var answer = await worker.HandInAsync([($"{string.Concat(Enumerable.Repeat("😀", 150))}.html", Bytes("The bread is ours."))]);
        var name = (await _site.EndedAsync()).Single().Name;
        Assert.InRange(name.Length, 150, Upload.LongestName);
        Assert.StartsWith("😀😀", name, StringComparison.Ordinal);
        Assert.EndsWith("😀.html", name, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', name);
    }

    [Theory]
    [InlineData("source", "\u0007", "Source: it holds the control character U+0007.")]
    [InlineData("url", "javascript:alert(1)", "Address at which it stood: 'javascript:alert(1)' is no absolute http or https address")]
    [InlineData("published", "4 January", "Day of publication: '4 January' is no day or moment")]
    [InlineData("captured", "2020-02-30", "Saved from there on: '2020-02-30' is no day or moment")]
    [InlineData("language", "<b>", "Language: '<b>' is no BCP 47 language tag")]
    [InlineData("note", "a\u0000b", "Public note: it holds the control character U+0000.")]
    [InlineData("subjects", "War\n\u0007", "Subjects: of one of them, it holds the control character U+0007.")]
    [InlineData("address", "file:///etc/passwd", "The address: 'file:///etc/passwd' is no absolute http or https address")]
    public async Task A_fact_that_cannot_be_is_refused_by_its_field_and_nothing_is_taken_in(string field, string value, string words)
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var answer = await worker.HandInAsync([("a.txt", Bytes("The bread is ours."))], (field, value), ("licence", "CC <BY>"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await DeskWorker.ReadAsync(answer);
        Assert.StartsWith(words, page.Words($"#{field}-fault"), StringComparison.Ordinal);
        Assert.Equal(("true", $"{field}-fault"), (page.QuerySelector($"#{field}")!.GetAttribute("aria-invalid"), page.QuerySelector($"#{field}")!.GetAttribute("aria-describedby")));
        Assert.Equal("CC <BY>", page.QuerySelector("#licence")!.GetAttribute("value"));
        Assert.Equal("alert", page.QuerySelector(".problem")!.GetAttribute("role"));
        Assert.Equal(0, await _site.ReadAsync(db => db.Uploads.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task Without_anything_to_take_in_the_form_says_what_it_needs()
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        // What browsers send of a field for files that was left alone.
        using var answer = await worker.HandInAsync([("", [])], ("text", "  \r\n "), ("address", ""), ("source", "Harbour News"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await DeskWorker.ReadAsync(answer);
        Assert.Equal("Choose files, paste a text or give an address.", page.Words(".problem"));
        Assert.Equal("Harbour News", page.QuerySelector("#source")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_is_empty_or_too_large_is_refused_by_itself_and_the_rest_is_taken_in()
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var answer = await worker.HandInAsync([("empty.txt", []), ("large.txt", new byte[UploadSite.LargestFile + 1]), ("good.txt", Bytes("The bread is ours."))]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var uploads = await _site.EndedAsync();
        Assert.Equal(["The file is empty.", "The file is larger than 100,000 bytes, the most that is taken in.", null], uploads.Select(u => u.Reason));
        Assert.Equal([UploadState.Failed, UploadState.Failed, UploadState.Done], uploads.Select(u => u.State));
        Assert.Equal(0, await _site.ReadAsync(db => db.Set<UploadContent>().CountAsync(Cancellation)));
        Assert.Empty((await worker.OpenAsync("/admin/uploads")).Page.QuerySelectorAll("form[action$=retry]"));
    }

    [Theory]
    [InlineData("a.txt", "a.txt.meta.yaml")]
    [InlineData("a.txt", "a.meta.yaml")]
    [InlineData("a.txt", "a.txt.META.YAML")]
    [InlineData("press/2020/a.txt", "press/2020/a.txt.meta.yaml")]
    [InlineData("press\\a.txt", "press\\a.txt.meta.yaml")]
    public async Task A_sidecar_gives_the_file_beside_it_the_facts_and_the_form_fills_what_it_leaves_open(string name, string sidecarName)
    {
        const string Sidecar = "# from the letter\nsource: Dockers' Gazette\nsubjects: [Harbour closure]\n";
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        // The sidecar first, as a listing by name does not have it.
        using var answer = await worker.HandInAsync([(sidecarName, Bytes(Sidecar)), (name, Bytes("The bread is ours.")), ("elsewhere/a.txt", Bytes("The sea as well."))], ("source", "Harbour News"), ("language", "en"), ("subjects", "War"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal([("a.txt", UploadState.Done), ("a.txt", UploadState.Done)], (await _site.EndedAsync()).Select(u => (u.Name, u.State)));
        var articles = await _site.ReadAsync(db => db.Articles.Include(a => a.Source).Include(a => a.Statements).ThenInclude(s => s.Subjects).ThenInclude(s => s.Subject).OrderBy(a => a.Id).ToListAsync(Cancellation));
        Assert.Equal([("Dockers' Gazette", "en", "Harbour closure"), ("Harbour News", "en", "War")], articles.Select(a => (a.Source!.Name, a.Language, a.Statements.Single().Subjects.Single().Subject.Name)));
    }

    [Fact]
    public async Task A_sidecar_to_which_the_form_adds_nothing_is_kept_as_it_was_written()
    {
        const string Sidecar = "# from the letter\nlicence: CC BY 4.0\nsource:   \"Dockers' Gazette\"\n";
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var answer = await worker.HandInAsync([("a.txt", Bytes("The bread is ours.")), ("a.txt.meta.yaml", Bytes(Sidecar))], ("source", "Harbour News"));
        Assert.Equal(UploadState.Done, (await _site.EndedAsync()).Single().State);
        Assert.Equal(Sidecar, await _site.ReadAsync(db => db.Originals.Select(o => o.Sidecar).SingleAsync(Cancellation)));
    }

    [Theory]
    [InlineData("b.txt.meta.yaml", "source: x", "b.txt.meta.yaml", "This sidecar describes no file that was handed in with it.")]
    [InlineData("other/a.txt.meta.yaml", "source: x", "a.txt.meta.yaml", "This sidecar describes no file that was handed in with it.")]
    [InlineData("a.txt.meta.yaml", "source: x\nsauce: y", "a.txt", "a.txt.meta.yaml: The sidecar's line 2: unknown key 'sauce'; known are source, url")]
    [InlineData("a.txt.meta.yaml", "source: \"x", "a.txt", "a.txt.meta.yaml: The sidecar is no YAML: line 1")]
    [InlineData("a.meta.yaml", "url: nowhere", "a.txt", "a.meta.yaml: The sidecar's line 1: 'url'")]
    [InlineData("a.txt.meta.yml", "source: x", "a.txt.meta.yml", "The names of sidecars end in .meta.yaml.")]
    public async Task A_sidecar_without_its_file_or_that_cannot_be_read_is_refused_by_its_name_and_its_file_with_it(string sidecarName, string sidecar, string refused, string reason)
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var answer = await worker.HandInAsync([("a.txt", Bytes("The bread is ours.")), (sidecarName, Bytes(sidecar)), ("good.txt", Bytes("The sea as well."))]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var uploads = await _site.EndedAsync();
        var failed = Assert.Single(uploads, u => u.State == UploadState.Failed);
        Assert.Equal(refused, failed.Name);
        Assert.StartsWith(reason, failed.Reason, StringComparison.Ordinal);
        Assert.Equal(UploadState.Done, uploads.Single(u => u.Name == "good.txt").State);
        Assert.Equal(uploads.Count - 1, await _site.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
        Assert.Equal(0, await _site.ReadAsync(db => db.Set<UploadContent>().CountAsync(Cancellation)));
        Assert.Contains(reason, (await worker.OpenAsync("/admin/uploads")).Page.Words($"#upload-{failed.Id} .reasons"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sidecars_that_could_belong_to_several_files_are_told_apart_by_nobody_and_their_files_refused()
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var answer = await worker.HandInAsync([
            ("a.txt", Bytes("One.")), ("a.html", Bytes("<p>Two.")), ("a.meta.yaml", Bytes("source: x")),
            ("b.txt", Bytes("Three.")), ("b.txt.meta.yaml", Bytes("source: x")), ("b.meta.yaml", Bytes("source: y")),
            ("c.txt", Bytes("Four.")), ("c.txt", Bytes("Five.")), ("c.txt.meta.yaml", Bytes("source: x")),
            ("d.txt", Bytes("Six.")), ("d.txt.meta.yaml", Bytes(new string('#', 70_000)))]);
        (string Name, string Reason)[] expected =
        [
            ("a.txt", "The sidecar a.meta.yaml could describe a.html or a.txt;"), ("a.html", "The sidecar a.meta.yaml could describe a.html or a.txt;"),
            ("b.txt", "It has two sidecars, b.txt.meta.yaml and b.meta.yaml;"),
            ("c.txt", "Several files or sidecars of this name"), ("c.txt", "Several files or sidecars of this name"),
            ("d.txt", "d.txt.meta.yaml: The sidecar is larger than 64 KiB."),
        ];
        var uploads = await _site.EndedAsync();
        Assert.Equal(expected.Select(one => one.Name), uploads.Select(u => u.Name));
        Assert.All(uploads.Zip(expected), pair => Assert.StartsWith(pair.Second.Reason, pair.First.Reason, StringComparison.Ordinal));
        Assert.Equal(0, await _site.ReadAsync(db => db.Articles.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task More_files_than_are_taken_at_once_are_refused_in_words()
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var answer = await worker.HandInAsync([.. Enumerable.Range(0, UploadSite.MostFiles + 100).Select(i => ($"{i}.txt", Bytes($"The bread of day {i} is ours.")))]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("at most 20 files of together 1 MB", (await DeskWorker.ReadAsync(answer)).Words("main"), StringComparison.Ordinal);
        Assert.Equal(0, await _site.ReadAsync(db => db.Uploads.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task More_than_may_wait_of_one_user_are_refused_in_words_and_none_of_them_is_taken_in()
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        (string, byte[])[] files = [.. Enumerable.Range(0, UploadSite.MostWaiting + 1).Select(i => ($"{i}.txt", Bytes($"The bread of day {i} is ours.")))];
        using var answer = await worker.HandInAsync(files, ("source", "Harbour News"));
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        var page = await DeskWorker.ReadAsync(answer);
        Assert.StartsWith("Of one user at most 16 uploads wait at once; 0 do, and 17 more would be too many.", page.Words(".problem"), StringComparison.Ordinal);
        Assert.Equal("Harbour News", page.QuerySelector("#source")!.GetAttribute("value"));
        Assert.Equal((0, 0), await _site.ReadAsync(async db => (await db.Uploads.CountAsync(Cancellation), await db.Set<UploadContent>().CountAsync(Cancellation))));
        using var fewer = await worker.HandInAsync(files[1..]);
        Assert.Equal(HttpStatusCode.Redirect, fewer.StatusCode);
    }

    [Fact]
    public async Task Contributors_see_and_change_their_own_and_editors_everybodys()
    {
        using var contributor = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var editor = await _site.SignedInAsync(ArchiveRole.Editor);
        using var own = await contributor.HandInAsync([("own.txt", Bytes("a\0b"))]);
        using var others = await editor.HandInAsync([("others.txt", Bytes("a\0b"))]);
        var ids = (await _site.EndedAsync()).ToDictionary(u => u.Name, u => u.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(["own.txt"], (await contributor.OpenAsync("/admin/uploads")).Page.QuerySelectorAll(".uploads h2").Select(h => h.TextContent));
        Assert.Equal(["others.txt", "own.txt"], (await editor.OpenAsync("/admin/uploads")).Page.QuerySelectorAll(".uploads h2").Select(h => h.TextContent));
        foreach (var handler in new[] { "cancel", "retry", "remove" })
        {
            using var refused = await contributor.PostAsync("/admin/uploads", $"/admin/uploads?handler={handler}", ("id", ids["others.txt"]));
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
            Assert.Equal("It is no longer there.", (await DeskWorker.ReadAsync(refused)).Words(".problem"));
        }
        using var retried = await contributor.PostAsync("/admin/uploads", "/admin/uploads?handler=retry", ("id", ids["own.txt"]));
        Assert.Equal(HttpStatusCode.Redirect, retried.StatusCode);
        await _site.EndedAsync();
        using var removed = await editor.PostAsync("/admin/uploads", "/admin/uploads?handler=remove", ("id", ids["own.txt"]));
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Equal(["others.txt"], (await _site.EndedAsync()).Select(u => u.Name));
    }

    [Theory]
    [InlineData("/admin/upload")]
    [InlineData("/admin/uploads")]
    [InlineData("/admin/uploads/events")]
    public async Task Nobody_gets_in_without_signing_in(string path)
    {
        using var stranger = _site.Stranger();
        using var answer = await stranger.Client.GetAsync(path, Cancellation);
        Assert.Equal((HttpStatusCode.Redirect, "/account/login"), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
        using var form = UploadForms.Form([("a.txt", Bytes("The bread is ours."))], []);
        using var sent = await stranger.Client.PostAsync(path, form, Cancellation);
        Assert.NotEqual(HttpStatusCode.OK, sent.StatusCode);
        Assert.Equal(0, await _site.ReadAsync(db => db.Uploads.CountAsync(Cancellation)));
    }

    [Fact]
    public async Task Without_the_token_of_the_form_nothing_is_taken_in()
    {
        using var worker = await _site.SignedInAsync(ArchiveRole.Contributor);
        using var form = UploadForms.Form([("a.txt", Bytes("The bread is ours."))], []);
        using var sent = await worker.Client.PostAsync("/admin/upload", form, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        Assert.Equal(0, await _site.ReadAsync(db => db.Uploads.CountAsync(Cancellation)));
    }
}
