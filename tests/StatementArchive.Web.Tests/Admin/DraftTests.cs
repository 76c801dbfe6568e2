using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Web.Tests.Pages;
using StatementArchive.Web.Text;

namespace StatementArchive.Web.Tests.Admin;

/// <summary>The draft at the desk: every change by a plain form.</summary>
public sealed class DraftTests(DeskSite site) : IClassFixture<DeskSite>
{
    private static int _count;

    // Of each test its own article: the same bytes would be the same one.
    private static string Report() => $"# Two voices {Interlocked.Increment(ref _count)}\n\nAda Lind:\n\nWe were there. We saw it.\n\nBakers’ Union:\n\nThe bread is ours.\n";

    private static async Task<(int Version, Dictionary<string, int> Keys, IHtmlDocument Page)> OpenAsync(DeskWorker worker, int id)
    {
        var (response, page) = await worker.OpenAsync($"/admin/drafts/{id}");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var version = int.Parse(page.QuerySelector<IHtmlInputElement>("#cut input[name=version]")!.Value, null);
        return (version, page.QuerySelectorAll(".piece").ToDictionary(piece => piece.QuerySelector("h2")!.TextContent.Split(' ') is [var word, var number, ..] && word == "Statement" ? $"Statement {number}" : piece.Id!, piece => int.Parse(piece.Id!["part".Length..], null)), page);
    }

    private static Task<HttpResponseMessage> PostAsync(DeskWorker worker, int id, string handler, params (string, string)[] fields) => worker.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler={handler}", fields);

    private static string LineWith(IHtmlDocument page, string words) => page.QuerySelectorAll(".line").Single(line => line.TextContent.Contains(words, StringComparison.Ordinal)).QuerySelector<IHtmlInputElement>("input")!.Value;

    [Fact]
    public async Task Shows_the_fate_of_every_line_and_that_nothing_was_dropped()
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var (version, keys, page) = await OpenAsync(worker, id);
        Assert.Equal(0, version);
        Assert.Contains("Statement 1", keys.Keys);
        Assert.StartsWith("Nothing was dropped: all", page.Words("#coverage"), StringComparison.Ordinal);
        Assert.Equal(["heading"], page.QuerySelectorAll($"#part{keys["Statement 1"]} .line.heading .role").Select(role => role.TextContent.Trim()));
        Assert.Contains("An editor publishes it", page.Words(".publish"), StringComparison.Ordinal);
        Assert.Equal(page.QuerySelectorAll(".line").Length, page.QuerySelectorAll("input[name=at][form=cut]").Length);
    }

    [Fact]
    public async Task Of_every_author_it_tells_whether_the_archive_has_them()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var first = await site.DraftAsync("# Ropes\n\nRopemakers’ Guild:\n\nThe ropes are ours.\n");
        var (version, keys, page) = await OpenAsync(editor, first);
        Assert.Contains("new: no statement in the archive yet", page.Words($"#part{keys["Statement 1"]} .sum > div:first-child .basis"), StringComparison.Ordinal);
        using (await PostAsync(editor, first, "publish", ("version", $"{version}")))
        {
        }

        var second = await site.DraftAsync("# More ropes\n\nRopemakers’ Guild:\n\nThe ropes are ours again.\n");
        (version, keys, page) = await OpenAsync(editor, second);
        var key = keys["Statement 1"];
        Assert.Equal("1 statement in the archive", page.Words($"#part{key} .sum > div:first-child .basis"));
        var path = page.QuerySelector<IHtmlAnchorElement>($"#part{key} .sum > div:first-child .basis a")!.PathName;
        Assert.Equal(HttpStatusCode.OK, (await editor.OpenAsync(path)).Response.StatusCode);

        using var named = await PostAsync(editor, second, "authors", ("version", $"{version}"), ("key", $"{key}"), ("authors[0].Name", "Ropemakers’ Guild"), ("authors[0].Kind", "Organisation"), ("authors[1].Name", "Ropemaker’s Guild"), ("authors[1].Kind", "Organisation"));
        page = (await OpenAsync(editor, second)).Page;
        Assert.Equal(["Ropemakers’ Guild: 1 statement in the archive", "Ropemaker’s Guild: new: no statement in the archive yet"], page.QuerySelectorAll($"#part{key} .sum > div:first-child .basis").Select(basis => string.Join(' ', basis.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public async Task A_line_is_split_off_and_the_step_is_undone_and_done_again()
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var (_, _, page) = await OpenAsync(worker, id);
        var line = LineWith(page, "We were there");
        using var split = await PostAsync(worker, id, "line", ("version", "0"), ("at", line), ("words", "We saw"), ("act", "split"));
        Assert.Equal(HttpStatusCode.Redirect, split.StatusCode);
        var after = await OpenAsync(worker, id);
        Assert.Equal((1, true), (after.Version, after.Keys.ContainsKey("Statement 3")));
        Assert.Contains("We saw it.", after.Page.Words($"#part{after.Keys["Statement 2"]} .lines"), StringComparison.Ordinal);
        Assert.Equal("not known", after.Page.Words($"#part{after.Keys["Statement 2"]} .sum dd:first-of-type > .value").Split(' ', 3) is [var one, var two, ..] ? $"{one} {two}" : "");
        using var undone = await PostAsync(worker, id, "undo", ("version", "1"));
        Assert.False((await OpenAsync(worker, id)).Keys.ContainsKey("Statement 3"));
        using var again = await PostAsync(worker, id, "redo", ("version", "2"));
        Assert.True((await OpenAsync(worker, id)).Keys.ContainsKey("Statement 3"));
    }

    [Fact]
    public async Task Author_date_title_and_facts_are_set_and_shown()
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var (_, keys, _) = await OpenAsync(worker, id);
        var key = keys["Statement 1"].ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (handler, fields) in new (string, (string, string)[])[]
        {
            ("authors", [("authors[0].Name", "Ada Lindqvist"), ("authors[0].Kind", "Person"), ("authors[0].Affiliation", "Bakers’ Union"), ("authors[1].Name", "Bo"), ("authors[1].Kind", "Person"), ("authors[2].Name", ""), ("authors[2].Kind", "Organisation")]),
            ("date", [("date", "2020-01-03")]),
            ("describe", [("title", "We were there"), ("language", "en"), ("translationOf", ""), ("subjects", "Bread\nWar")]),
        })
        {
            var (version, _, _) = await OpenAsync(worker, id);
            using var answer = await PostAsync(worker, id, handler, [("version", $"{version}"), ("key", key), .. fields]);
            Assert.Equal("", (await DeskWorker.ReadAsync(answer)).Words("#problem"));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.EndsWith($"#part{key}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        var (_, _, page) = await OpenAsync(worker, id);
        var known = page.Words($"#part{key} .sum");
        Assert.Contains("Ada Lindqvist (Bakers’ Union), Bo", known, StringComparison.Ordinal);
        Assert.Contains("3 January 2020 set by an archivist", known, StringComparison.Ordinal);
        Assert.Contains("We were there, English, Bread; War", known, StringComparison.Ordinal);
        using var facts = await PostAsync(worker, id, "article", ("version", "3"), ("title", "Another title"), ("source", "The Oven"), ("published", "2020-01-04"), ("url", "https://example.org/"), ("language", "en"));
        Assert.Equal(HttpStatusCode.Redirect, facts.StatusCode);
        Assert.Equal("Another title", (await OpenAsync(worker, id)).Page.Words("h1"));
    }

    [Theory]
    [InlineData("date", "date", "yesterday", "'yesterday' is no date")]
    [InlineData("describe", "language", "no language!", "is no BCP 47 language tag")]
    [InlineData("authors", "authors[0].Name", "A\u0001B", "control character U+0001")]
    [InlineData("mark", "fate", "LeftOut", "Say why the passage is left out.")]
    [InlineData("mark", "fate", "Nonsense", "cannot be read")]
    [InlineData("line", "act", "split", "Choose a line first")]
    [InlineData("confirm", "fact", "weather", "no fact that can be confirmed")]
    [InlineData("restore", "number", "7", "There is no such revision.")]
    [InlineData("take", "fact", "weather", "This is not among what was weighed.")]
    [InlineData("distinguish", "distinct", "perhaps", "cannot be read")]
    public async Task What_cannot_be_is_refused_with_words_and_changes_nothing(string handler, string field, string value, string says)
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var (_, keys, _) = await OpenAsync(worker, id);
        using var answer = await PostAsync(worker, id, handler, ("version", "0"), ("key", $"{keys["Statement 1"]}"), (field, value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(says, (await DeskWorker.ReadAsync(answer)).Words("#problem"), StringComparison.Ordinal);
        Assert.Equal(0, (await OpenAsync(worker, id)).Version);
    }

    [Fact]
    public async Task A_database_that_cannot_be_written_says_so_and_the_change_can_be_sent_again()
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var key = $"{(await OpenAsync(worker, id)).Keys["Statement 1"]}";
        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER \"NoRoom\" BEFORE INSERT ON \"DraftSteps\" BEGIN SELECT RAISE(ABORT, 'no room'); END"));
        using (var refused = await PostAsync(worker, id, "date", ("version", "0"), ("key", key), ("date", "2020")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Contains("The archive cannot be written now", (await DeskWorker.ReadAsync(refused)).Words("main"), StringComparison.Ordinal);
        }
        Assert.Equal(0, (await OpenAsync(worker, id)).Version);
        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"NoRoom\""));
        using var again = await PostAsync(worker, id, "date", ("version", "0"), ("key", key), ("date", "2020"));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task Two_people_see_both_versions_and_the_second_can_make_the_change_on_top()
    {
        var id = await site.DraftAsync(Report());
        using var one = await site.SignedInAsync(ArchiveRole.Contributor);
        using var other = await site.SignedInAsync(ArchiveRole.Editor);
        var key = $"{(await OpenAsync(one, id)).Keys["Statement 1"]}";
        using var first = await PostAsync(one, id, "date", ("version", "0"), ("key", key), ("date", "2020-01-03"));
        using var second = await PostAsync(other, id, "date", ("version", "0"), ("key", key), ("date", "1999"));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var page = await DeskWorker.ReadAsync(second);
        Assert.Contains("Dated statement 1 2020-01-03, contributor", page.Words("#conflict"), StringComparison.Ordinal);
        Assert.Contains("1999", page.Words("#conflict .sent"), StringComparison.Ordinal);
        var form = page.QuerySelector<IHtmlFormElement>("#conflict form")!;
        var fields = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Where(input => input.Name != "__RequestVerificationToken").Select(input => (input.Name!, input.Value)).ToArray();
        using var again = await other.PostAsync($"/admin/drafts/{id}", form.GetAttribute("action")!, fields);
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Contains("1999", (await OpenAsync(one, id)).Page.Words($"#part{key} .sum"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_it_was_published_meanwhile_a_change_is_not_made_to_a_part_that_may_be_another()
    {
        var id = await site.DraftAsync(Report());
        using var one = await site.SignedInAsync(ArchiveRole.Editor);
        using var other = await site.SignedInAsync(ArchiveRole.Editor);
        var (_, keys, page) = await OpenAsync(one, id);
        using var split = await PostAsync(other, id, "line", ("version", "0"), ("at", LineWith(page, "We were there")), ("words", "We saw"), ("act", "split"));
        using var published = await PostAsync(other, id, "publish", ("version", "1"));
        Assert.StartsWith("/articles/", published.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var late = await PostAsync(one, id, "date", ("version", "0"), ("key", $"{keys["Statement 2"]}"), ("date", "1999"));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        var conflict = (await DeskWorker.ReadAsync(late)).QuerySelector("#conflict")!;
        Assert.Null(conflict.QuerySelector("button"));
        Assert.Equal("Date 1999", conflict.Words(".sent"));
        Assert.Contains("It was published or discarded", conflict.TextContent, StringComparison.Ordinal);

        // Of the article there is only one.
        using var facts = await PostAsync(one, id, "article", ("version", "0"), ("title", "Three voices"));
        Assert.NotNull((await DeskWorker.ReadAsync(facts)).QuerySelector("#conflict button"));
    }

    [Fact]
    public async Task What_was_sent_and_refused_is_shown_and_a_field_that_was_emptied_is_told()
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var key = $"{(await OpenAsync(worker, id)).Keys["Statement 1"]}";
        using (var refused = await PostAsync(worker, id, "date", ("version", "0"), ("key", key), ("date", "nonsense day")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal("Part statement 1 Date nonsense day", (await DeskWorker.ReadAsync(refused)).Words("#refused .sent"));
        }
        using (var refused = await PostAsync(worker, id, "authors", ("version", "0"), ("key", key), ("authors[0].Name", "Ada Lind"), ("authors[0].Kind", "Organisation"), ("authors[0].Affiliation", "Bakers’ Union")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal("Part statement 1 Author Ada Lind, organisation, speaks for Bakers’ Union", (await DeskWorker.ReadAsync(refused)).Words("#refused .sent"));
        }
        using var titled = await PostAsync(worker, id, "describe", ("version", "0"), ("key", key), ("title", "A call"), ("language", "en"), ("subjects", ""));
        using var late = await PostAsync(worker, id, "describe", ("version", "0"), ("key", key), ("title", ""), ("language", "fa"), ("subjects", ""));
        Assert.Equal("Part statement 1 Language fa Title nothing", (await DeskWorker.ReadAsync(late)).Words("#conflict .sent"));
    }

    [Fact]
    public async Task A_passage_is_said_to_be_hidden_only_when_the_public_no_longer_reads_it()
    {
        var id = await site.DraftAsync(Report());
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        using (await PostAsync(editor, id, "publish", ("version", "0")))
        {
        }
        var (version, _, page) = await OpenAsync(editor, id);
        using (await PostAsync(editor, id, "line", ("version", $"{version}"), ("at", LineWith(page, "We were there")), ("words", "We saw"), ("act", "hide"), ("reason", "A witness asked.")))
        {
        }
        (version, _, page) = await OpenAsync(editor, id);
        Assert.Equal("hidden from the public once this is published", page.Words(".line.hides .role"));
        using (await PostAsync(editor, id, "publish", ("version", $"{version}"), ("reason", "A witness asked.")))
        {
        }
        Assert.Equal("hidden from the public", (await OpenAsync(editor, id)).Page.Words(".line.hides .role"));
    }

    [Fact]
    public async Task What_was_weighed_is_taken_by_one_button_of_its_evidence()
    {
        var id = await site.DraftAsync($"<!DOCTYPE html><html lang=\"en\"><head><title>Bread {Interlocked.Increment(ref _count)}</title><meta property=\"og:site_name\" content=\"The Oven\"><meta name=\"application-name\" content=\"The Kiln\"><meta property=\"article:published_time\" content=\"2020-01-04\"></head><body><article><h1>Two voices</h1><h2>Ada Lind</h2><p>We were there on that day and saw it all with our own eyes.</p></article></body></html>");
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var (_, keys, page) = await OpenAsync(worker, id);
        var key = $"{keys["Statement 1"]}";
        var (fact, value) = FieldsOf(page.QuerySelectorAll("#article-facts form").First(form => form.TextContent.Contains("Take it as the title", StringComparison.Ordinal)));
        var before = page.Words("h1");
        using (var taken = await PostAsync(worker, id, "take", ("version", "0"), ("key", ""), ("fact", fact), ("value", value))) Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        (_, _, page) = await OpenAsync(worker, id);
        Assert.Equal(value, page.Words("h1"));
        Assert.NotEqual(before, page.Words("h1"));
        Assert.Contains("Took another title for the article, contributor", page.Words(".steps"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll("#article-facts form"), form => form.TextContent.Contains($"Take it as the title: {value}", StringComparison.Ordinal));

        using (var changed = await PostAsync(worker, id, "describe", ("version", "1"), ("key", key), ("title", "We were there"), ("language", "fa"))) Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        (_, _, page) = await OpenAsync(worker, id);
        (fact, value) = FieldsOf(page.QuerySelectorAll($"#part{key} .how form").Single(form => form.TextContent.Contains("Take it as the language", StringComparison.Ordinal)));
        Assert.Equal("en", value);
        using (var taken = await PostAsync(worker, id, "take", ("version", "2"), ("key", key), ("fact", fact), ("value", value))) Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        Assert.Contains("We were there, English", (await OpenAsync(worker, id)).Page.Words($"#part{key} .sum"), StringComparison.Ordinal);

        using var never = await PostAsync(worker, id, "take", ("version", "3"), ("key", key), ("fact", "language"), ("value", "de"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, never.StatusCode);
        Assert.Equal("This is not among what was weighed.", (await DeskWorker.ReadAsync(never)).Words("#problem"));

        static (string Fact, string Value) FieldsOf(IElement form) => (form.QuerySelector<IHtmlInputElement>("[name=fact]")!.Value, form.QuerySelector<IHtmlInputElement>("[name=value]")!.Value);
    }

    [Fact]
    public async Task Of_joint_authors_what_was_weighed_is_offered_by_name_and_taken_for_that_one()
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var key = $"{(await OpenAsync(worker, id)).Keys["Statement 1"]}";
        using (var jointly = await PostAsync(worker, id, "authors", ("version", "0"), ("key", key), ("authors[0].Name", "Bo Berg"), ("authors[0].Kind", "Organisation"), ("authors[1].Name", "Ada Lind"), ("authors[1].Kind", "Organisation"))) Assert.Equal(HttpStatusCode.Redirect, jointly.StatusCode);
        var (_, _, page) = await OpenAsync(worker, id);
        var form = page.QuerySelectorAll<IHtmlFormElement>($"#part{key} .how form").Single(one => one.TextContent.Contains("as the kind: person", StringComparison.Ordinal));
        Assert.Equal("Take it for Ada Lind as the kind: person", form.Words("button"));
        var author = form.QuerySelector<IHtmlInputElement>("[name=author]")!.Value;
        using (var others = await PostAsync(worker, id, "take", ("version", "1"), ("key", key), ("fact", "kind"), ("value", "person"), ("author", "0"))) Assert.Equal(HttpStatusCode.UnprocessableEntity, others.StatusCode);
        using (var taken = await PostAsync(worker, id, "take", ("version", "1"), ("key", key), ("fact", "kind"), ("value", "person"), ("author", author))) Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        (_, _, page) = await OpenAsync(worker, id);
        Assert.Equal(["Organisation", "Person"], page.QuerySelectorAll<IHtmlSelectElement>($"#part{key} fieldset.author select").Take(2).Select(kind => kind.Value));
    }

    [Fact]
    public async Task A_likely_duplicate_is_said_to_be_another_statement_and_that_is_taken_back()
    {
        var speech = string.Join(' ', Enumerable.Range(1, 25).Select(i => $"Reason {i} to open the harbour is that family {i + 40} of the town waits at quay {i + 70} for bread, and so we stay."));
        string Printed() => $"# Harbour {Interlocked.Increment(ref _count)}\n\nAda Lind:\n\n{speech}\n";
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var first = await site.DraftAsync(Printed());
        using var published = await PostAsync(editor, first, "publish", ("version", "0"));
        var slug = await site.ReadAsync(db => db.PublicStatements().Where(s => s.ArticleId == first).Select(s => s.Slug).SingleAsync());
        var id = await site.DraftAsync(Printed());
        await FollowAsync();
        var (_, keys, page) = await OpenAsync(editor, id);
        var key = $"{keys["Statement 1"]}";
        Assert.Contains($"/statements/{slug}", page.QuerySelectorAll<IHtmlAnchorElement>(".alike a").Select(a => a.GetAttribute("href")));

        using var apart = await PostAsync(editor, id, "distinguish", ("version", "0"), ("key", key), ("statement", slug), ("distinct", "true"));
        Assert.Equal(HttpStatusCode.Redirect, apart.StatusCode);
        (_, _, page) = await OpenAsync(editor, id);
        Assert.Empty(page.QuerySelectorAll(".alike"));
        Assert.StartsWith("Not the same as Ada Lind", page.Words(".distinct"), StringComparison.Ordinal);
        Assert.Contains($"Said that statement 1 is not the same as {slug}, editor", page.Words(".steps"), StringComparison.Ordinal);

        using var back = await PostAsync(editor, id, "distinguish", ("version", "1"), ("key", key), ("statement", slug), ("distinct", "false"));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        (_, _, page) = await OpenAsync(editor, id);
        Assert.Single(page.QuerySelectorAll(".alike"));
        Assert.Empty(page.QuerySelectorAll(".distinct"));

        using var unknown = await PostAsync(editor, id, "distinguish", ("version", "2"), ("key", key), ("statement", "no-such"), ("distinct", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Equal("There is no such statement in another article.", (await DeskWorker.ReadAsync(unknown)).Words("#problem"));
    }

    [Fact]
    public async Task What_a_published_statement_is_not_its_parts_are_not_and_what_they_are_not_it_is_not_when_they_are_joined_again()
    {
        var speech = string.Join("\n\n", Enumerable.Range(1, 40).Select(i => $"Ground {i} to close the mine is that miner {i + 40} of the valley coughs at shaft {i + 70} for coal, and so we strike."));
        string Printed() => $"# Mine {Interlocked.Increment(ref _count)}\n\nAda Lind:\n\n{speech}\n";
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var first = await site.DraftAsync(Printed());
        using (await PostAsync(editor, first, "publish", ("version", "0")))
        {
        }
        var slug = await site.ReadAsync(db => db.PublicStatements().Where(s => s.ArticleId == first).Select(s => s.Slug).SingleAsync());
        var id = await site.DraftAsync(Printed());
        await FollowAsync();
        var key = $"{(await OpenAsync(editor, id)).Keys["Statement 1"]}";
        using (await PostAsync(editor, id, "distinguish", ("version", "0"), ("key", key), ("statement", slug), ("distinct", "true")))
        using (await PostAsync(editor, id, "publish", ("version", "1")))
        {
        }
        Assert.Equal(1, await site.ReadAsync(db => db.StatementDistinctions.CountAsync(d => d.One.ArticleId == first && d.Other.ArticleId == id)));

        // The record says it now, and the correction cuts the statement in two.
        var at = await site.ReadAsync(db => db.Articles.Where(a => a.Id == id).Select(a => a.Text.IndexOf("Ground 20 ")).SingleAsync());
        using (var split = await PostAsync(editor, id, "line", ("version", $"{await site.VersionAsync(id)}"), ("at", $"{at}"), ("act", "split"))) Assert.Equal(HttpStatusCode.Redirect, split.StatusCode);
        var (_, keys, page) = await OpenAsync(editor, id);
        Assert.Empty(page.QuerySelectorAll(".alike"));
        Assert.Equal(2, page.QuerySelectorAll(".distinct").Length);

        using (await PostAsync(editor, id, "publish", ("version", $"{await site.VersionAsync(id)}"), ("reason", "Two letters.")))
        {
        }
        Assert.Equal(2, await site.ReadAsync(db => db.StatementDistinctions.CountAsync(d => d.One.ArticleId == first && d.Other.ArticleId == id)));

        // Of the first part it is taken back; the second brings it into the whole again.
        using (await PostAsync(editor, id, "distinguish", ("version", $"{await site.VersionAsync(id)}"), ("key", $"{keys["Statement 1"]}"), ("statement", slug), ("distinct", "false")))
        using (var joined = await PostAsync(editor, id, "join", ("version", $"{await site.VersionAsync(id)}"), ("key", $"{keys["Statement 1"]}"))) Assert.Equal(HttpStatusCode.Redirect, joined.StatusCode);
        (_, _, page) = await OpenAsync(editor, id);
        Assert.Empty(page.QuerySelectorAll(".alike"));
        Assert.Single(page.QuerySelectorAll(".distinct"));
    }

    private static string[] StillOpen(IHtmlDocument page) => [.. page.QuerySelectorAll("#still-open + ul a").Select(a => a.TextContent)];

    [Fact]
    public async Task What_the_archive_withdrew_does_not_come_back_unnoticed_and_an_editor_says_whether_it_is_the_same()
    {
        var speech = string.Join(' ', Enumerable.Range(1, 25).Select(i => $"Cause {i} to guard the bridge is that carter {i + 40} of the county crosses at pier {i + 70} for salt, and so we watch."));
        string Printed(string last) => $"# Bridge {Interlocked.Increment(ref _count)}\n\nAda Lind:\n\n{speech}\n\n{last}\n";
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        using var contributor = await site.SignedInAsync(ArchiveRole.Contributor);
        var first = await site.DraftAsync(Printed("This line was in the withdrawn text alone."));
        using (await PostAsync(editor, first, "publish", ("version", "0")))
        {
        }
        var slug = await site.ReadAsync(db => db.PublicStatements().Where(s => s.ArticleId == first).Select(s => s.Slug).SingleAsync());
        await using (var scope = site.Services.CreateAsyncScope())
            Assert.Null(await scope.ServiceProvider.GetRequiredService<Withdrawals>().WithdrawStatementAsync(slug, WithdrawalReason.Safety, null, null, TestContext.Current.CancellationToken));
        var at = await site.ReadAsync(db => db.Withdrawals.Where(w => w.Statement!.Slug == slug).Select(w => w.At).SingleAsync());
        var id = await site.DraftAsync(Printed("We thank all who watch."));
        await FollowAsync();

        var (_, keys, page) = await OpenAsync(contributor, id);
        var key = $"{keys["Statement 1"]}";
        Assert.Equal($"The archive withdrew a statement that is nearly the same, on {DateWords.Of(DateOnly.FromDateTime(at))}. It could endanger somebody.", page.Words(".alike .problem"));
        Assert.Empty(page.QuerySelectorAll(".alike a, .alike form, .alike .diff"));
        Assert.DoesNotContain("This line was in the withdrawn text alone.", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        Assert.Equal("Statement 1: the archive withdrew a statement that is nearly the same", StillOpen(page)[0]);
        Assert.DoesNotContain("Statement 1: it may have been published before", StillOpen(page));
        using (var refused = await PostAsync(contributor, id, "distinguish", ("version", "0"), ("key", key), ("statement", slug), ("distinct", "true")))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.Equal("That statement was withdrawn; an editor says whether this is the same.", (await DeskWorker.ReadAsync(refused)).Words("#problem"));
        }

        (_, _, page) = await OpenAsync(editor, id);
        Assert.Equal(["It is not the same statement as " + slug], page.QuerySelectorAll(".alike button").Select(button => button.TextContent));
        Assert.Empty(page.QuerySelectorAll(".alike a, .alike .diff"));
        using (var apart = await PostAsync(editor, id, "distinguish", ("version", "0"), ("key", key), ("statement", slug), ("distinct", "true"))) Assert.Equal(HttpStatusCode.Redirect, apart.StatusCode);
        (_, _, page) = await OpenAsync(editor, id);
        Assert.Empty(page.QuerySelectorAll(".alike"));
        Assert.DoesNotContain("Statement 1: the archive withdrew a statement that is nearly the same", StillOpen(page));
        Assert.Single(page.QuerySelectorAll(".distinct button"));
        (_, _, page) = await OpenAsync(contributor, id);
        Assert.Equal("Not the same as a statement that was withdrawn, as was said here.", page.Words(".distinct"));
        Assert.Empty(page.QuerySelectorAll(".distinct a, .distinct button"));
    }

    [Fact]
    public async Task What_is_hidden_elsewhere_does_not_come_back_unnoticed_in_a_near_copy()
    {
        var speech = string.Join("\n\n", Enumerable.Range(1, 25).Select(i => $"Point {i} against the dam is that farmer {i + 40} of the plain waters at ditch {i + 70} for rice, and so we dig."));
        string Printed() => $"# Dam {Interlocked.Increment(ref _count)}\n\nAda Lind:\n\n{speech}\n";
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        using var contributor = await site.SignedInAsync(ArchiveRole.Contributor);
        var first = await site.DraftAsync(Printed());
        using (await PostAsync(editor, first, "publish", ("version", "0")))
        {
        }
        var (version, _, page) = await OpenAsync(editor, first);
        using (await PostAsync(editor, first, "line", ("version", $"{version}"), ("at", LineWith(page, "farmer 47 of")), ("words", "farmer 47 of the plain"), ("act", "hide"), ("reason", "endangers somebody")))
        using (await PostAsync(editor, first, "publish", ("version", $"{await site.VersionAsync(first)}"), ("reason", "Hidden.")))
        {
        }
        var id = await site.DraftAsync(Printed());
        await FollowAsync();

        (_, _, page) = await OpenAsync(contributor, id);
        Assert.Equal("A passage of that statement is hidden; its words stand here too.", page.Words(".alike .problem"));
        Assert.Equal("Statement 1: words of it are hidden in a statement that is nearly the same", StillOpen(page)[0]);
        Assert.Empty(page.QuerySelectorAll(".alike .diff"));
        (version, _, page) = await OpenAsync(editor, id);
        Assert.Single(page.QuerySelectorAll(".alike .problem"));
        Assert.Single(page.QuerySelectorAll(".alike .diff"));

        using (await PostAsync(editor, id, "line", ("version", $"{version}"), ("at", LineWith(page, "farmer 47 of")), ("words", "farmer 47 of the plain"), ("act", "hide"), ("reason", "endangers somebody")))
        {
        }
        (_, _, page) = await OpenAsync(editor, id);
        Assert.Single(page.QuerySelectorAll(".alike"));
        Assert.Empty(page.QuerySelectorAll(".alike .problem"));
        Assert.DoesNotContain(StillOpen(page), words => words.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_says_how_many_statements_have_not_been_compared_yet()
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        await FollowAsync();
        Assert.Equal("", (await OpenAsync(worker, id)).Page.Words("#uncompared"));
        // What follows in the background stands still.
        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER \"Still\" BEFORE UPDATE ON \"Shinglings\" BEGIN SELECT RAISE(ABORT, 'still'); END"));
        await site.DraftAsync(Report());
        Assert.StartsWith("2 statements of the archive have not been compared with these yet", (await OpenAsync(worker, id)).Page.Words("#uncompared"), StringComparison.Ordinal);
        await site.ReadAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER \"Still\""));
        await FollowAsync();
        Assert.Equal("", (await OpenAsync(worker, id)).Page.Words("#uncompared"));
    }

    private async Task FollowAsync()
    {
        await using var scope = site.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<NearDuplicates>().FollowAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_editor_previews_publishes_corrects_and_the_public_reads_the_history()
    {
        var id = await site.DraftAsync(Report());
        using var contributor = await site.SignedInAsync(ArchiveRole.Contributor);
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var key = $"{(await OpenAsync(contributor, id)).Keys["Statement 1"]}";
        using var forbidden = await PostAsync(contributor, id, "publish", ("version", "0"));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        var changes = await site.ReadAsync(db => db.Changes.CountAsync());
        Assert.Contains("We were there.", (await editor.OpenAsync($"/admin/drafts/{id}/preview")).Page.Words(".prose"), StringComparison.Ordinal);
        Assert.Equal(changes, await site.ReadAsync(db => db.Changes.CountAsync()));
        using var published = await PostAsync(editor, id, "publish", ("version", "0"));
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        var slug = await site.ReadAsync(db => db.PublicStatements().Where(s => s.ArticleId == id && s.Ordinal == 1).Select(s => s.Slug).SingleAsync());

        // From what the public reads a way leads to its correction, for those who may.
        var way = $"/admin/drafts/{id}";
        foreach (var path in new[] { $"/statements/{slug}", published.Headers.Location!.ToString() })
        {
            Assert.Contains(way, (await editor.OpenAsync(path)).Page.QuerySelectorAll<IHtmlAnchorElement>("main a").Select(a => a.GetAttribute("href")));
            Assert.DoesNotContain("/admin", (await contributor.OpenAsync(path)).Page.QuerySelector("main")!.InnerHtml, StringComparison.Ordinal);
            Assert.DoesNotContain("/admin", (await site.OpenAsync(path)).Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }

        // What is public is the editors'.
        Assert.Equal(HttpStatusCode.Forbidden, (await contributor.OpenAsync($"/admin/drafts/{id}")).Response.StatusCode);
        using var corrected = await PostAsync(editor, id, "date", ("version", $"{await site.VersionAsync(id)}"), ("key", key), ("date", "2020-01-03"));
        Assert.Equal(HttpStatusCode.Redirect, corrected.StatusCode);
        using var without = await PostAsync(editor, id, "publish", ("version", $"{await site.VersionAsync(id)}"), ("reason", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.StatusCode);
        using var correction = await PostAsync(editor, id, "publish", ("version", $"{await site.VersionAsync(id)}"), ("reason", "The leaflet gives the day."));
        Assert.Equal(HttpStatusCode.Redirect, correction.StatusCode);
        var (response, history) = await site.OpenAsync($"/statements/{slug}/history");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["Version 2", "Version 1"], history.QuerySelectorAll(".versions h2 a").Select(a => a.TextContent));
        Assert.Contains("Datenone3 January 2020", history.Words("#v2 .changes tbody"), StringComparison.Ordinal);
        Assert.Contains("The leaflet gives the day.", history.Words("#v2"), StringComparison.Ordinal);
        Assert.DoesNotContain("editor", history.DocumentElement.OuterHtml, StringComparison.OrdinalIgnoreCase);

        // The first version is brought back.
        using var restored = await PostAsync(editor, id, "restore", ("version", $"{await site.VersionAsync(id)}"), ("key", key), ("slug", slug), ("number", "2"));
        Assert.Equal(HttpStatusCode.Redirect, restored.StatusCode);
        Assert.Contains("Brought revision 2 of statement 1 back", (await OpenAsync(editor, id)).Page.Words(".steps"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("9 December 2010", "2010-12-09")]
    [InlineData("December 2010", "2010-12")]
    [InlineData("9. Dezember 2010", "2010-12-09")]
    [InlineData("31/12/2010", "2010-12-31")]
    [InlineData("../2010-12-09", "../2010-12-09")]
    [InlineData("09/12/2010", null)] // September or December
    [InlineData("9 December", null)]
    [InlineData("on 9 December 2010 or later", null)]
    public async Task A_date_is_given_in_words_if_they_can_be_read_in_one_way_only(string written, string? edtf)
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var (_, keys, before) = await OpenAsync(worker, id);
        using var dated = await PostAsync(worker, id, "date", ("version", "0"), ("key", $"{keys["Statement 1"]}"), ("date", written));
        Assert.Equal(edtf is null ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Redirect, dated.StatusCode);
        string Date(IHtmlDocument page) => page.QuerySelector($"#d{keys["Statement 1"]}")!.GetAttribute("value") ?? "";
        Assert.Equal(edtf ?? Date(before), Date((await OpenAsync(worker, id)).Page));
    }

    [Fact]
    public async Task A_language_is_given_by_its_name()
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var (_, keys, _) = await OpenAsync(worker, id);
        using var described = await PostAsync(worker, id, "describe", ("version", "0"), ("key", $"{keys["Statement 1"]}"), ("title", ""), ("language", "Persian"), ("subjects", ""));
        Assert.Equal("fa", (await OpenAsync(worker, id)).Page.QuerySelector($"#g{keys["Statement 1"]}")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Whoever_publishes_is_told_what_is_still_open_and_where()
    {
        var id = await site.DraftAsync($"# Open questions {Interlocked.Increment(ref _count)}\n\nAda Lind:\n\nWe were there. We saw it.\n\nBakers’ Union:\n\nThe bread is ours.\n\nBakers’ Union, 3 January 2020\n");
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var (_, keys, page) = await OpenAsync(editor, id);
        var open = page.QuerySelectorAll(".publish li a").ToDictionary(link => link.TextContent, link => link.GetAttribute("href"));
        Assert.Equal($"#part{keys["Statement 1"]}", open["Statement 1: no date is known"]);
        using var dated = await PostAsync(editor, id, "date", ("version", "0"), ("key", $"{keys["Statement 1"]}"), ("date", "3 January 2020"));
        using var cut = await PostAsync(editor, id, "line", ("version", "1"), ("at", LineWith(page, "We were there")), ("words", "We saw"), ("act", "split"));
        var after = await OpenAsync(editor, id);
        Assert.Equal($"#part{after.Keys["Statement 2"]}", after.Page.QuerySelectorAll(".publish li a").Single(link => link.TextContent == "Statement 2: no author is known").GetAttribute("href"));
        Assert.Equal(["Statement 1", "Statement 2", "Statement 3"], after.Page.QuerySelectorAll("nav[aria-label='Statements of the draft'] a").Select(link => string.Join(' ', link.TextContent.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))));
    }

    [Fact]
    public async Task A_change_that_came_too_late_is_told_in_the_words_of_its_form()
    {
        var id = await site.DraftAsync(Report());
        using var one = await site.SignedInAsync(ArchiveRole.Contributor);
        using var other = await site.SignedInAsync(ArchiveRole.Editor);
        var (_, keys, page) = await OpenAsync(one, id);
        var (key, line) = ($"{keys["Statement 1"]}", LineWith(page, "We were there"));
        using var first = await PostAsync(one, id, "date", ("version", "0"), ("key", key), ("date", "2020-01-03"));
        async Task<string> SentAsync(string handler, params (string, string)[] fields)
        {
            using var late = await PostAsync(other, id, handler, [("version", "0"), .. fields]);
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
            return (await DeskWorker.ReadAsync(late)).Words("#conflict .sent");
        }
        Assert.Equal("Part statement 1 Date 1999", await SentAsync("date", ("key", key), ("date", "1999")));
        Assert.Equal("Part statement 1 Date nothing", await SentAsync("date", ("key", key), ("date", "")));
        Assert.Equal("What Split here Line We were there. We saw it. At the words We saw", await SentAsync("line", ("at", line), ("words", "We saw"), ("act", "split")));
        Assert.Equal("Part statement 1 What Join with the next part", await SentAsync("join", ("key", key)));
        Assert.Equal(
            "Part statement 1 Author Bo, person, speaks for Bakers’ Union",
            await SentAsync("authors", ("key", key), ("authors[0].WasName", "Ada Lind"), ("authors[0].Name", "Bo"), ("authors[0].Kind", "Person"), ("authors[0].Affiliation", "Bakers’ Union"), ("authors[1].Kind", "Organisation")));
    }

    [Fact]
    public async Task A_withdrawal_leaves_a_tombstone_and_can_be_taken_back_unless_all_was_destroyed()
    {
        var id = await site.DraftAsync(Report());
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        using var administrator = await site.SignedInAsync(ArchiveRole.Administrator);
        using var published = await PostAsync(editor, id, "publish", ("version", "0"));
        var article = published.Headers.Location!.ToString()["/articles/".Length..];
        var slug = await site.ReadAsync(db => db.PublicStatements().Where(s => s.ArticleId == id && s.Ordinal == 1).Select(s => s.Slug).SingleAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.OpenAsync($"/admin/withdraw?article={article}")).Response.StatusCode);

        Task<HttpResponseMessage> WithdrawAsync(params (string, string)[] fields) => administrator.PostAsync($"/admin/withdraw?article={article}", "/admin/withdraw", [("article", Uri.UnescapeDataString(article)), .. fields]);
        using var noReason = await WithdrawAsync(("content", "Kept"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noReason.StatusCode);
        // What was chosen stays chosen: a second try must not take more back than the first.
        using var refused = await WithdrawAsync(("statement", slug), ("reason", "Legal"), ("note", "A court said so."), ("content", "Destroyed"), ("confirmed", "destroy"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var form = await DeskWorker.ReadAsync(refused);
        Assert.Equal((slug, "Legal", "A court said so.", "Destroyed"), (form.QuerySelector<IHtmlSelectElement>("select[name=statement]")!.Value, form.QuerySelector<IHtmlInputElement>("input[name=reason]:checked")!.Value, form.QuerySelector<IHtmlTextAreaElement>("textarea[name=note]")!.Value, form.QuerySelector<IHtmlInputElement>("input[name=content]:checked")!.Value));
        using var one = await WithdrawAsync(("statement", slug), ("reason", "Safety"), ("note", "A witness asked."), ("content", "Kept"));
        Assert.Equal(HttpStatusCode.Redirect, one.StatusCode);
        foreach (var path in new[] { $"/statements/{slug}", $"/statements/{slug}/history" })
        {
            var (gone, tombstone) = await site.OpenAsync(path);
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            // It can be published again: nobody keeps the tombstone without asking.
            Assert.True(gone.Headers.CacheControl is { NoCache: true });
            Assert.Contains("It could endanger somebody. A witness asked.", tombstone.Words("main"), StringComparison.Ordinal);
            Assert.DoesNotContain("We were there", tombstone.Body!.TextContent, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("We were there", (await site.OpenAsync($"/articles/{article}")).Page.Words(".stood"), StringComparison.Ordinal);

        using var unconfirmed = await WithdrawAsync(("reason", "Legal"), ("content", "Destroyed"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unconfirmed.StatusCode);
        using var whole = await WithdrawAsync(("reason", "Legal"), ("content", "Kept"));
        Assert.Equal(HttpStatusCode.Gone, (await site.OpenAsync($"/articles/{article}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await site.OpenAsync($"/articles/{article}/original")).Response.StatusCode);
        var withdrawal = await site.ReadAsync(db => db.Withdrawals.Where(w => w.ArticleId == id).Select(w => w.Id).SingleAsync());
        using var back = await administrator.PostAsync("/admin/withdrawals", "/admin/withdrawals", ("withdrawal", $"{withdrawal}"));
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync($"/articles/{article}")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await site.OpenAsync($"/statements/{slug}")).Response.StatusCode);

        using var destroyed = await WithdrawAsync(("reason", "Legal"), ("content", "Destroyed"), ("confirmed", "destroy"));
        Assert.Equal(HttpStatusCode.Redirect, destroyed.StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await site.OpenAsync($"/articles/{article}")).Response.StatusCode);
        await site.ReadAsync(async db =>
        {
            Assert.Equal("", await db.Articles.Where(a => a.Id == id).Select(a => a.Text).SingleAsync());
            Assert.All(await db.Revisions.Where(r => r.Statement.ArticleId == id).ToListAsync(), r => Assert.Equal("", r.Content));
            Assert.Equal(0, await db.Evidence.CountAsync(e => e.ArticleId == id));
            Assert.Equal(0, await db.Set<OriginalContent>().CountAsync(c => c.Original.Articles.Any(a => a.Id == id)));
            Assert.Contains(await db.AuditLog.Select(e => e.Action).ToListAsync(), action => action == "article withdrawn");
            return 0;
        });
    }

    [Fact]
    public async Task A_contributor_decides_on_names_of_the_own_draft_alone_and_on_none_that_the_public_reads()
    {
        static string Signed(int number) => $"# On yards {number}\n\n## Dockers Union of Eastport\n\nWe say yard {number}, and we say it again.\n\nEastport Harbour League\n\n3 January 2020\n";
        Task<Dictionary<int, NameStatus>> StatusAsync() => site.ReadAsync(db => db.AuthorNames.Where(n => n.Form == "Eastport Harbour League").ToDictionaryAsync(n => n.ArticleId, n => n.Status));
        var (first, second) = (await site.DraftAsync(Signed(1)), await site.DraftAsync(Signed(2)));
        using var contributor = await site.SignedInAsync(ArchiveRole.Contributor);
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var name = await site.ReadAsync(db => db.AuthorNames.Where(n => n.ArticleId == first && n.Status == NameStatus.Suggested).Select(n => n.Id).SingleAsync());
        var own = await site.ReadAsync(db => db.AuthorNames.Where(n => n.ArticleId == second && n.Status == NameStatus.Suggested).Select(n => n.Id).SingleAsync());
        using var elsewhere = await PostAsync(contributor, second, "name", ("name", $"{name}"), ("theirs", "true"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, elsewhere.StatusCode);
        using var unreadable = await PostAsync(contributor, second, "name", ("name", $"{own}"), ("theirs", "perhaps"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreadable.StatusCode);
        using var published = await PostAsync(editor, first, "publish", ("version", "0"));
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        using var forbidden = await PostAsync(contributor, second, "name", ("name", $"{own}"), ("theirs", "true"));
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Contains("an editor decides on it", (await DeskWorker.ReadAsync(forbidden)).Words(".problem"), StringComparison.Ordinal);
        Assert.Null((await contributor.OpenAsync($"/admin/drafts/{second}")).Page.QuerySelector("#names button"));
        Assert.All(await StatusAsync(), one => Assert.Equal(NameStatus.Suggested, one.Value));
        using var decided = await PostAsync(editor, second, "name", ("name", $"{own}"), ("theirs", "true"));
        Assert.Equal(HttpStatusCode.Redirect, decided.StatusCode);
        Assert.Equal([first, second], (await StatusAsync()).Where(one => one.Value == NameStatus.Attested).Select(one => one.Key).Order());
    }

    [Fact]
    public async Task The_list_leads_to_the_drafts()
    {
        var id = await site.DraftAsync(Report());
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        foreach (var path in new[] { "/admin/drafts", "/admin/drafts?sort=confidence" })
            Assert.Contains($"/admin/drafts/{id}", (await worker.OpenAsync(path)).Page.QuerySelectorAll<IHtmlAnchorElement>(".rows a").Select(a => a.GetAttribute("href")));
        // Two tables, told apart by whoever hears their names.
        var corrected = await site.DraftAsync(Report());
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        using var published = await PostAsync(editor, corrected, "publish", ("version", "0"));
        using var changed = await PostAsync(editor, corrected, "article", ("version", $"{await site.VersionAsync(corrected)}"), ("title", "Put right"));
        Assert.Equal(["Drafts", "Corrections"], (await editor.OpenAsync("/admin/drafts")).Page.QuerySelectorAll("[role=region]").Select(region => region.GetAttribute("aria-label")));
        Assert.Equal(HttpStatusCode.BadRequest, (await worker.OpenAsync("/admin/drafts?sort=weather")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await worker.OpenAsync("/admin/drafts/999999")).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await worker.OpenAsync($"/admin/drafts/{id}/preview?s=9")).Response.StatusCode);
    }
}
