using System.Net;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Admin;

/// <summary>Authority records at the desk, and what readers see of them.</summary>
public sealed class AuthorTests(DeskSite site) : IClassFixture<DeskSite>
{
    private async Task<int> PublishedAsync(DeskWorker editor, string author, string words)
    {
        var id = await site.DraftAsync($"# On {words}\n\n## {author}\n\nWe say {words}, and we say it again.\n\n{author}\n\n3 January 2020\n");
        using var published = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=publish", ("version", "0"));
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        return await site.ReadAsync(db => db.Set<StatementAuthor>().Where(a => a.Statement.ArticleId == id).Select(a => a.AuthorId).SingleAsync());
    }

    private static Task<HttpResponseMessage> PostAsync(DeskWorker worker, int id, string handler, params (string, string)[] fields) => worker.PostAsync($"/admin/authors/{id}", $"/admin/authors/{id}?handler={handler}", fields);

    [Fact]
    public async Task Facts_names_identifiers_and_history_are_given_and_read()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var committee = await PublishedAsync(editor, "Harbour Workers Committee", "tides");
        await PublishedAsync(editor, "Port Workers League", "ropes");
        foreach (var (handler, fields) in new (string, (string, string)[])[]
        {
            ("describe", [("name", "Harbour Workers’ Committee"), ("founded", "1979-02"), ("dissolved", "1991"), ("note", "It met in the old customs house.")]),
            ("name", [("form", "کمیته کارگران بندر"), ("kind", "OtherScript"), ("language", "fa"), ("used", "1979/1985")]),
            ("identifier", [("scheme", "Wikidata"), ("value", "https://www.wikidata.org/wiki/Q1065")]),
            ("relate", [("kind", "SplitFrom"), ("other", "/organisations/port-workers-league"), ("date", "1979")]),
        })
        {
            using var answer = handler == "describe" ? await editor.DescribeAsync($"/admin/authors/{committee}", fields) : await PostAsync(editor, committee, handler, fields);
            Assert.Equal("", (await DeskWorker.ReadAsync(answer)).Words(".problem"));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        var (_, page) = await site.OpenAsync("/organisations/harbour-workers-committee");
        Assert.Equal("Harbour Workers’ Committee", page.Words("h1"));
        var facts = page.Words(".facts dl");
        foreach (var told in new[] { "February 1979", "1991", "split from Port Workers League, 1979", "کمیته کارگران بندر in another script, 1979 to 1985", "Wikidata Q1065", "It met in the old customs house." })
            Assert.Contains(told, facts, StringComparison.Ordinal);
        Assert.Contains("Harbour Workers’ Committee", (await site.OpenAsync("/organisations?q=" + Uri.EscapeDataString("کمیته کارگران بندر"))).Page.Words("main"), StringComparison.Ordinal);
        Assert.Contains("We say tides", (await site.OpenAsync("/statements?q=" + Uri.EscapeDataString("org:\"کمیته کارگران بندر\""))).Page.Words(".hits"), StringComparison.Ordinal);

        using var wrong = await PostAsync(editor, committee, "identifier", ("scheme", "Isni"), ("value", "1234"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("An ISNI has 16 digits", (await DeskWorker.ReadAsync(wrong)).Words(".problem"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_records_are_compared_merged_and_made_two_again_and_the_old_address_leads_on()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var one = await PublishedAsync(editor, "Signalmen Union of Northport", "lamps");
        var other = await PublishedAsync(editor, "Northport Union of Signalmen", "flags");
        Assert.Contains("Signalmen Union of Northport and Northport Union of Signalmen", (await editor.OpenAsync("/admin/authors")).Page.Words(".questions"), StringComparison.Ordinal);
        var (_, compared) = await editor.OpenAsync($"/admin/authors/{one}?merge={other}");
        Assert.Contains("1 statement of Northport Union of Signalmen", compared.Words(".conflict"), StringComparison.Ordinal);
        using var merged = await PostAsync(editor, one, "merge", ("other", $"{other}"));
        Assert.Equal(HttpStatusCode.Redirect, merged.StatusCode);
        var (moved, _) = await site.OpenAsync("/organisations/northport-union-of-signalmen");
        Assert.Equal((HttpStatusCode.Redirect, "/organisations/signalmen-union-of-northport"), (moved.StatusCode, moved.Headers.Location!.ToString()));
        // The merge can be undone: nobody keeps where the address leads without asking.
        Assert.True(moved.Headers.CacheControl is { NoCache: true });
        Assert.Contains("2 statements", (await site.OpenAsync("/organisations/signalmen-union-of-northport")).Page.Words("main"), StringComparison.Ordinal);
        Assert.Equal($"/admin/authors/{one}", (await editor.OpenAsync($"/admin/authors/{other}")).Response.Headers.Location!.ToString());
        // A form of it that was open all the while.
        foreach (var (handler, fields) in new (string, (string, string)[])[] { ("name", [("form", "Flagmen"), ("kind", "Variant")]), ("describe", [("name", "Flagmen")]) })
        {
            using var late = await editor.PostAsync($"/admin/authors/{one}", $"/admin/authors/{other}?handler={handler}", fields);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
            var page = await DeskWorker.ReadAsync(late);
            Assert.Equal("Northport Union of Signalmen is part of Signalmen Union of Northport since they were merged. Nothing was changed.", page.Words(".problem"));
            // What was typed for the one is not offered as the other's.
            Assert.Equal(("Signalmen Union of Northport", ""), (page.QuerySelector("#a-name")!.GetAttribute("value"), page.QuerySelector("#n-form")!.GetAttribute("value") ?? ""));
        }
        Assert.Equal(0, await site.ReadAsync(db => db.GivenNames.CountAsync(n => n.Form == "Flagmen")));

        // Where nothing of it is public, its address is not told.
        foreach (var status in new[] { PublicationStatus.Withdrawn, PublicationStatus.Published })
        {
            await site.ReadAsync(db => db.Statements.Where(s => s.Authors.Any(a => a.AuthorId == one)).ExecuteUpdateAsync(s => s.SetProperty(each => each.Status, status)));
            Assert.Equal(status == PublicationStatus.Published ? HttpStatusCode.Redirect : HttpStatusCode.NotFound, (await site.OpenAsync("/organisations/northport-union-of-signalmen")).Response.StatusCode);
        }

        var merge = await site.ReadAsync(db => db.AuthorMerges.Where(m => m.FromId == other).Select(m => m.Id).SingleAsync());
        Assert.NotNull((await editor.OpenAsync($"/admin/authors/{one}")).Page.QuerySelector($"form[action='/admin/authors?handler=undo'] input[value='{merge}']"));
        using var undone = await editor.PostAsync("/admin/authors", "/admin/authors?handler=undo", ("merge", $"{merge}"));
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/organisations/northport-union-of-signalmen")).Response.StatusCode);
        using var distinct = await editor.PostAsync("/admin/authors", "/admin/authors?handler=distinct", ("one", $"{one}"), ("other", $"{other}"));
        Assert.DoesNotContain("Signalmen Union of Northport and Northport Union of Signalmen", (await editor.OpenAsync("/admin/authors")).Page.Words(".questions"), StringComparison.Ordinal);
        Assert.Contains("not the same", (await editor.OpenAsync($"/admin/authors/{one}?merge={other}")).Page.Words(".problem"), StringComparison.Ordinal);
        Assert.Contains("Northport Union of Signalmen Take that back", (await editor.OpenAsync($"/admin/authors/{one}")).Page.Words("main"), StringComparison.Ordinal);
        using var back = await PostAsync(editor, one, "undistinct", ("other", $"{other}"));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        using var again = await PostAsync(editor, one, "undistinct", ("other", $"{other}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Contains("Signalmen Union of Northport and Northport Union of Signalmen", (await editor.OpenAsync("/admin/authors")).Page.Words(".questions"), StringComparison.Ordinal);
        Assert.Equal("distinction taken back", await site.ReadAsync(db => db.AuditLog.OrderByDescending(e => e.Id).Select(e => e.Action).FirstAsync()));
    }

    [Fact]
    public async Task Of_two_who_have_the_form_open_the_second_is_shown_both_versions_and_loses_nothing()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var id = await PublishedAsync(editor, "Ferrymen Union of Northport", "ferries");
        var seen = (await editor.OpenAsync($"/admin/authors/{id}")).Page.QuerySelector("input[name=seen]")!.GetAttribute("value")!;
        using var first = await PostAsync(editor, id, "describe", ("seen", seen), ("name", "Ferrymen Union of Northport"), ("founded", "1979"), ("note", "It met on the pier."));
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        using var second = await PostAsync(editor, id, "describe", ("seen", seen), ("name", "Ferrymen’s Union"), ("founded", ""), ("dissolved", "1991"));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var page = await DeskWorker.ReadAsync(second);
        foreach (var told in new[] { "1979", "It met on the pier.", "Ferrymen’s Union", "1991" }) Assert.Contains(told, page.Words("#conflict"), StringComparison.Ordinal);
        Assert.Equal(("Ferrymen’s Union", "1991"), (page.QuerySelector("#a-name")!.GetAttribute("value"), page.QuerySelector("#a-dissolved")!.GetAttribute("value")));
        Assert.Equal("1979", await site.ReadAsync(db => db.Authors.Where(a => a.Id == id).Select(a => a.Founded).SingleAsync()));
        using var blind = await PostAsync(editor, id, "describe", ("name", "Ferrymen’s Union"));
        Assert.Equal(HttpStatusCode.Conflict, blind.StatusCode);
        using var again = await PostAsync(editor, id, "describe", ("seen", page.QuerySelector("input[name=seen]")!.GetAttribute("value")!), ("name", "Ferrymen’s Union"), ("founded", "1979"), ("dissolved", "1991"));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        using var refused = await editor.DescribeAsync($"/admin/authors/{id}", ("name", "Ferrymen’s Union"), ("founded", "long ago"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("long ago", (await DeskWorker.ReadAsync(refused)).QuerySelector("#a-founded")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_form_that_is_refused_for_something_else_does_not_hide_that_another_was_faster()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var id = await PublishedAsync(editor, "Lockkeepers Union of Northport", "locks");
        var seen = (await editor.OpenAsync($"/admin/authors/{id}")).Page.QuerySelector("input[name=seen]")!.GetAttribute("value")!;
        using var first = await PostAsync(editor, id, "describe", ("seen", seen), ("name", "Lockkeepers Union of Northport"), ("note", "It met on the pier."));
        using var second = await PostAsync(editor, id, "describe", ("seen", seen), ("name", "Lockkeepers Union of Northport"), ("founded", "long ago"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        var shown = (await DeskWorker.ReadAsync(second)).QuerySelector("input[name=seen]")!.GetAttribute("value")!;
        using var mended = await PostAsync(editor, id, "describe", ("seen", shown), ("name", "Lockkeepers Union of Northport"), ("founded", "1979"));
        Assert.Equal(HttpStatusCode.Conflict, mended.StatusCode);
        Assert.Equal("It met on the pier.", await site.ReadAsync(db => db.Authors.Where(a => a.Id == id).Select(a => a.Note).SingleAsync()));
    }

    [Theory]
    [InlineData("true", "Westport")]
    [InlineData("false", "Sandport")]
    public async Task A_decision_on_a_name_is_taken_back_and_asked_for_again(string theirs, string place)
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var form = $"{place} Rowing League";
        var id = await site.DraftAsync($"# On oars\n\n## Rowers Union of {place}\n\nWe say oars, and we say it again.\n\n{form}\n\n3 January 2020\n");
        var name = await site.ReadAsync(db => db.AuthorNames.SingleAsync(n => n.ArticleId == id && n.Form == form));
        Assert.DoesNotContain("Take that back", (await editor.OpenAsync($"/admin/authors/{name.AuthorId}")).Page.Words("main"), StringComparison.Ordinal);
        using var decided = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=name", ("name", $"{name.Id}"), ("theirs", theirs));
        Assert.Contains(form, (await editor.OpenAsync($"/admin/authors/{name.AuthorId}")).Page.QuerySelector("form[action$=undecide]")!.TextContent, StringComparison.Ordinal);
        using var back = await PostAsync(editor, name.AuthorId, "undecide", ("form", form));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Equal("decision on a name taken back", await site.ReadAsync(db => db.AuditLog.OrderByDescending(e => e.Id).Select(e => e.Action).FirstAsync()));
        Assert.Contains(form, (await editor.OpenAsync($"/admin/drafts/{id}")).Page.Words("#names"), StringComparison.Ordinal);
        using var again = await PostAsync(editor, name.AuthorId, "undecide", ("form", form));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task Undoing_a_merge_leads_to_what_came_in_meanwhile_and_that_is_moved_if_somebody_says_so()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var one = await PublishedAsync(editor, "Divers Union of Northport", "bells");
        var other = await PublishedAsync(editor, "Northport Society of Salvage", "hulls");
        using var merged = await PostAsync(editor, one, "merge", ("other", $"{other}"));
        Assert.Equal(one, await PublishedAsync(editor, "Northport Society of Salvage", "chains"));
        var merge = await site.ReadAsync(db => db.AuthorMerges.Where(m => m.FromId == other).Select(m => m.Id).SingleAsync());
        using var undone = await editor.PostAsync("/admin/authors", "/admin/authors?handler=undo", ("merge", $"{merge}"));
        Assert.Equal($"/admin/authors/{other}#meanwhile", undone.Headers.Location!.ToString());
        var (_, page) = await editor.OpenAsync($"/admin/authors/{other}");
        Assert.Contains("“Northport Society of Salvage” in On chains, now of Divers Union of Northport", page.Words("#meanwhile"), StringComparison.Ordinal);
        using var nothing = await PostAsync(editor, other, "ascribe");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        using var moved = await PostAsync(editor, other, "ascribe", ("statement", page.QuerySelector("#meanwhile input[name=statement]")!.GetAttribute("value")!));
        Assert.Equal(HttpStatusCode.Redirect, moved.StatusCode);
        Assert.Contains("2 statements", (await site.OpenAsync("/organisations/northport-society-of-salvage")).Page.Words("main"), StringComparison.Ordinal);
        Assert.Null((await editor.OpenAsync($"/admin/authors/{other}")).Page.QuerySelector("#meanwhile"));
    }

    [Theory]
    [InlineData("name", "form", "Lamplighters", "kind", "nonsense")]
    [InlineData("name", "form", "Lamplighters", "kind", "99")]
    [InlineData("identifier", "value", "Q1065", "scheme", "99")]
    [InlineData("identifier", "value", "Q1065", "scheme", "nonsense")]
    public async Task What_is_refused_is_not_stored(string handler, string field, string value, string wrong, string nonsense)
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var id = await PublishedAsync(editor, "Lamplighters Union of Northport", $"gas {handler} {nonsense}");
        using var refused = await PostAsync(editor, id, handler, (field, value), (wrong, nonsense));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("Something in what was sent cannot be read.", (await DeskWorker.ReadAsync(refused)).Words(".problem"));
        Assert.Equal((0, 0), (await site.ReadAsync(db => db.GivenNames.CountAsync(n => n.AuthorId == id)), await site.ReadAsync(db => db.AuthorIdentifiers.CountAsync(i => i.AuthorId == id))));
    }

    [Fact]
    public async Task What_was_typed_stays_in_a_form_that_is_refused_and_what_was_saved_is_said()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var id = await PublishedAsync(editor, "Tug Masters Guild", "tugs");
        using var refused = await editor.DescribeAsync($"/admin/authors/{id}", ("name", "Guild of Tug Masters"), ("founded", "long ago"), ("dissolved", ""), ("note", "A long note about the tugs."));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await DeskWorker.ReadAsync(refused);
        Assert.Contains("'long ago' (founded) is no date.", page.Words(".problem"), StringComparison.Ordinal);
        Assert.Equal(("Guild of Tug Masters", "long ago", "A long note about the tugs."), (page.QuerySelector("#a-name")!.GetAttribute("value"), page.QuerySelector("#a-founded")!.GetAttribute("value"), page.QuerySelector("#a-note")!.TextContent));
        Assert.Equal("Tug Masters Guild", page.Words("h1"));

        using var saved = await editor.DescribeAsync($"/admin/authors/{id}", ("name", "Tug Masters Guild"), ("founded", "1 May 1902"), ("dissolved", ""), ("note", ""));
        Assert.Equal($"/admin/authors/{id}?saved=facts#facts-title", saved.Headers.Location!.OriginalString);
        var (_, after) = await editor.OpenAsync($"/admin/authors/{id}?saved=facts");
        Assert.Equal(("Saved.", "1902-05-01"), (after.Words("section[aria-labelledby=facts-title] .saved"), after.QuerySelector("#a-founded")!.GetAttribute("value")));
    }

    [Fact]
    public async Task Another_record_is_meant_by_any_of_its_names_and_by_its_address_where_two_are_called_the_same()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        var ferry = await PublishedAsync(editor, "Ferry Crews Union", "ferries");
        var pilots = await PublishedAsync(editor, "Pilots Association of Eastport", "pilots");
        var others = await PublishedAsync(editor, "Pilots Association of Westport", "buoys");
        foreach (var one in new[] { pilots, others })
        {
            using var named = await PostAsync(editor, one, "name", ("form", "The Pilots"), ("kind", "Variant"));
            Assert.Equal(HttpStatusCode.Redirect, named.StatusCode);
        }
        using var unclear = await PostAsync(editor, ferry, "relate", ("kind", "SplitFrom"), ("other", "the pilots"), ("date", "1979"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unclear.StatusCode);
        var page = await DeskWorker.ReadAsync(unclear);
        Assert.Contains("/organisations/pilots-association-of-eastport, /organisations/pilots-association-of-westport", page.Words(".problem"), StringComparison.Ordinal);
        Assert.Equal("the pilots", page.QuerySelector("#r-other")!.GetAttribute("value"));
        using var related = await PostAsync(editor, ferry, "relate", ("kind", "SplitFrom"), ("other", "pilots association of Eastport"), ("date", "1979"));
        Assert.Equal(HttpStatusCode.Redirect, related.StatusCode);
        Assert.Equal(pilots, await site.ReadAsync(db => db.AuthorRelations.Where(r => r.AuthorId == ferry).Select(r => r.OtherId).SingleAsync()));
        Assert.Contains("Is Pilots Association of Westport the same as Ferry Crews Union?", (await editor.OpenAsync($"/admin/authors/{ferry}?merge=Pilots+Association+of+Westport")).Page.Words(".conflict"), StringComparison.Ordinal);
        Assert.Contains("There is no author of this name", (await editor.OpenAsync($"/admin/authors/{ferry}?merge=Nobody+of+Northport")).Page.Words(".problem"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contributors_do_not_change_authority_records()
    {
        using var contributor = await site.SignedInAsync(ArchiveRole.Contributor);
        Assert.Equal(HttpStatusCode.Forbidden, (await contributor.OpenAsync("/admin/authors")).Response.StatusCode);
    }
}
