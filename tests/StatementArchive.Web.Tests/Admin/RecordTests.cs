using System.Net;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Admin;

/// <summary>Sources and subjects at the desk, what readers see of them, and affiliations that archivists give.</summary>
public sealed class RecordTests(DeskSite site) : IClassFixture<DeskSite>
{
    private async Task<int> PublishedAsync(DeskWorker editor, string words, string source, string subject)
    {
        var id = await site.DraftAsync($"# On {words}\n\n## Harbour Workers Committee\n\nWe say {words}, and we say it again.\n\nHarbour Workers Committee\n\n3 January 2020\n");
        using var described = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=article", ("version", "0"), ("title", $"On {words}"), ("source", source));
        Assert.Equal(HttpStatusCode.Redirect, described.StatusCode);
        using var put = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=describe", ("version", "1"), ("key", await KeyAsync(editor, id)), ("title", ""), ("language", "en"), ("subjects", subject));
        Assert.Equal(HttpStatusCode.Redirect, put.StatusCode);
        using var published = await editor.PostAsync($"/admin/drafts/{id}", $"/admin/drafts/{id}?handler=publish", ("version", "2"));
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        return id;
    }

    private static async Task<string> KeyAsync(DeskWorker editor, int id) => (await editor.OpenAsync($"/admin/drafts/{id}")).Page.QuerySelector("textarea[name=subjects]")!.Closest("form")!.QuerySelector("input[name=key]")!.GetAttribute("value")!;

    private Task<int> SourceAsync(string slug) => site.ReadAsync(db => db.Sources.Where(s => s.Slug == slug).Select(s => s.Id).SingleAsync());

    private Task<int> SubjectAsync(string slug) => site.ReadAsync(db => db.Subjects.Where(s => s.Slug == slug).Select(s => s.Id).SingleAsync());

    [Fact]
    public async Task A_source_is_described_named_merged_and_made_two_again_and_readers_see_it()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        await PublishedAsync(editor, "tides", "The Harbour Mirror", "Dredging");
        await PublishedAsync(editor, "ropes", "Harbour Mirror Weekly", "Dredging");
        var (mirror, weekly) = (await SourceAsync("the-harbour-mirror"), await SourceAsync("harbour-mirror-weekly"));
        foreach (var (handler, fields) in new (string, (string, string)[])[]
        {
            ("describe", [("name", "Harbour Mirror"), ("url", "https://mirror.example/"), ("issn", "0317-8471"), ("wikidata", "Q1065"), ("note", "It came out on Fridays.")]),
            ("name", [("form", "آینه بندر"), ("kind", "Translation"), ("language", "fa"), ("used", "1979/1985")]),
        })
        {
            using var answer = handler == "describe" ? await editor.DescribeAsync($"/admin/sources/{mirror}", fields) : await editor.PostAsync($"/admin/sources/{mirror}", $"/admin/sources/{mirror}?handler={handler}", fields);
            Assert.Equal("", (await DeskWorker.ReadAsync(answer)).Words(".problem"));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        var (_, page) = await site.OpenAsync("/sources/the-harbour-mirror");
        Assert.Equal(("Source", "Harbour Mirror"), (page.Words(".over"), page.Words("h1")));
        Assert.Equal("Source · Look after the record", (await editor.OpenAsync("/sources/the-harbour-mirror")).Page.Words(".over"));
        foreach (var told in new[] { "https://mirror.example/", "0317-8471", "Wikidata Q1065", "It came out on Fridays.", "آینه بندر translation, 1979 to 1985", "The Harbour Mirror another form" })
            Assert.Contains(told, page.Words("main"), StringComparison.Ordinal);

        Assert.Contains("Harbour Mirror Weekly", (await editor.OpenAsync("/admin/sources")).Page.Words(".questions"), StringComparison.Ordinal);
        Assert.Contains("1 article with 1 public statement of Harbour Mirror Weekly", (await editor.OpenAsync($"/admin/sources/{mirror}?merge=/sources/harbour-mirror-weekly")).Page.Words(".conflict"), StringComparison.Ordinal);
        using var merged = await editor.PostAsync($"/admin/sources/{mirror}", $"/admin/sources/{mirror}?handler=merge", ("other", $"{weekly}"));
        Assert.Equal(HttpStatusCode.Redirect, merged.StatusCode);
        Assert.Equal($"/admin/sources/{mirror}", (await editor.OpenAsync($"/admin/sources/{weekly}")).Response.Headers.Location!.ToString());
        using var late = await editor.PostAsync($"/admin/sources/{mirror}", $"/admin/sources/{weekly}?handler=name", ("form", "Fridays"), ("kind", "Variant"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Harbour Mirror Weekly is part of Harbour Mirror since they were merged. Nothing was changed."), (late.StatusCode, (await DeskWorker.ReadAsync(late)).Words(".problem")));
        var (moved, _) = await site.OpenAsync("/sources/harbour-mirror-weekly");
        Assert.Equal((HttpStatusCode.Redirect, "/sources/the-harbour-mirror"), (moved.StatusCode, moved.Headers.Location!.ToString()));
        foreach (var status in new[] { PublicationStatus.Withdrawn, PublicationStatus.Published })
        {
            await site.ReadAsync(db => db.Articles.Where(a => a.SourceId == mirror).ExecuteUpdateAsync(a => a.SetProperty(each => each.Status, status)));
            Assert.Equal(status == PublicationStatus.Published ? HttpStatusCode.Redirect : HttpStatusCode.NotFound, (await site.OpenAsync("/sources/harbour-mirror-weekly")).Response.StatusCode);
        }
        var (narrowed, _) = await site.OpenAsync("/statements?q=ropes&source=harbour-mirror-weekly");
        Assert.Equal((HttpStatusCode.Redirect, "/statements?q=ropes&source=the-harbour-mirror"), (narrowed.StatusCode, narrowed.Headers.Location!.ToString()));
        Assert.Contains("We say ropes", (await site.OpenAsync("/statements?q=" + Uri.EscapeDataString("source:\"آینه بندر\" ropes"))).Page.Words(".hits"), StringComparison.Ordinal);

        var merge = await site.ReadAsync(db => db.Set<Merge<Source>>().Select(m => m.Id).SingleAsync());
        var into = await site.ReadAsync(db => db.Sources.Where(s => s.Slug == "the-harbour-mirror").Select(s => s.Id).SingleAsync());
        Assert.NotNull((await editor.OpenAsync($"/admin/sources/{into}")).Page.QuerySelector($"form[action='/admin/sources?handler=undo'] input[value='{merge}']"));
        using var undone = await editor.PostAsync("/admin/sources", "/admin/sources?handler=undo", ("merge", $"{merge}"));
        Assert.Equal(HttpStatusCode.OK, (await site.OpenAsync("/sources/harbour-mirror-weekly")).Response.StatusCode);
        using var distinct = await editor.PostAsync("/admin/sources", "/admin/sources?handler=distinct", ("one", $"{mirror}"), ("other", $"{weekly}"));
        Assert.DoesNotContain("Harbour Mirror Weekly", (await editor.OpenAsync("/admin/sources")).Page.Words(".questions"), StringComparison.Ordinal);
        Assert.Contains("Harbour Mirror Weekly Take that back", (await editor.OpenAsync($"/admin/sources/{mirror}")).Page.Words("main"), StringComparison.Ordinal);
        using var back = await editor.PostAsync($"/admin/sources/{mirror}", $"/admin/sources/{mirror}?handler=undistinct", ("other", $"{weekly}"));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.Contains("Harbour Mirror Weekly", (await editor.OpenAsync("/admin/sources")).Page.Words(".questions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_is_dated_and_merged_and_what_put_the_statement_there_still_stands_beside_it()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        await PublishedAsync(editor, "cranes", "The Quay", "Crane strike");
        var article = await PublishedAsync(editor, "winches", "The Quay", "Strike at the cranes");
        var (strike, other) = (await SubjectAsync("crane-strike"), await SubjectAsync("strike-at-the-cranes"));
        using var described = await editor.DescribeAsync($"/admin/subjects/{strike}", ("name", "Crane strike"), ("date", "2019-10/2020-02"), ("note", "Begun by the night shift."));
        Assert.Equal(HttpStatusCode.Redirect, described.StatusCode);
        using var merged = await editor.PostAsync($"/admin/subjects/{strike}", $"/admin/subjects/{strike}?handler=merge", ("other", $"{other}"));
        Assert.Equal(HttpStatusCode.Redirect, merged.StatusCode);
        var (_, page) = await site.OpenAsync("/subjects/crane-strike");
        Assert.Equal("Subject", page.Words(".over"));
        foreach (var told in new[] { "October 2019 to February 2020", "Begun by the night shift.", "Strike at the cranes another form", "2 statements" }) Assert.Contains(told, page.Words("main"), StringComparison.Ordinal);
        Assert.Equal("/subjects/crane-strike", (await site.OpenAsync("/subjects/strike-at-the-cranes")).Response.Headers.Location!.ToString());
        var slug = await site.ReadAsync(db => db.Statements.Where(s => s.ArticleId == article).Select(s => s.Slug).SingleAsync());
        var (_, statement) = await site.OpenAsync("/statements/" + slug);
        Assert.Contains("Crane strike", statement.Words(".facts"), StringComparison.Ordinal);
        Assert.Contains("Strike at the cranes", statement.Words(".facts"), StringComparison.Ordinal);

        using var wrong = await editor.DescribeAsync($"/admin/subjects/{strike}", ("name", "Crane strike"), ("date", "31 February"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Contains("'31 February' is no date", (await DeskWorker.ReadAsync(wrong)).Words(".problem"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_have_the_form_open_the_second_is_shown_both_versions_and_loses_nothing()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        await PublishedAsync(editor, "sluices", "The Sluice", "Flooding");
        var path = $"/admin/sources/{await SourceAsync("the-sluice")}";
        var seen = (await editor.OpenAsync(path)).Page.QuerySelector("input[name=seen]")!.GetAttribute("value")!;
        using var first = await editor.PostAsync(path, path + "?handler=describe", ("seen", seen), ("name", "The Sluice"), ("issn", "0317-8471"));
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        using var second = await editor.PostAsync(path, path + "?handler=describe", ("seen", seen), ("name", "The Sluice"), ("note", "Monthly."));
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        var page = await DeskWorker.ReadAsync(second);
        foreach (var told in new[] { "0317-8471", "Monthly." }) Assert.Contains(told, page.Words("#conflict"), StringComparison.Ordinal);
        Assert.Equal("Monthly.", page.QuerySelector("#r-note")!.TextContent);
        using var nameless = await editor.DescribeAsync(path, ("name", " "));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "The Sluice"), (nameless.StatusCode, (await DeskWorker.ReadAsync(nameless)).Words("h1")));
    }

    [Fact]
    public async Task What_is_refused_is_not_stored()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        await PublishedAsync(editor, "hawsers", "The Hawser", "Mooring");
        var hawser = await SourceAsync("the-hawser");
        foreach (var kind in new[] { "nonsense", "99" })
        {
            using var refused = await editor.PostAsync($"/admin/sources/{hawser}", $"/admin/sources/{hawser}?handler=name", ("form", "Hawser News"), ("kind", kind));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }
        using var unreadable = await editor.PostAsync($"/admin/sources/{hawser}", "/admin/sources?handler=distinct", ("one", $"{hawser}"), ("other", "the other"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unreadable.StatusCode);
        Assert.Equal(0, await site.ReadAsync(db => db.Set<RecordName<Source>>().CountAsync(n => n.RecordId == hawser)));
    }

    [Fact]
    public async Task Contributors_do_not_change_sources_and_subjects_and_what_is_not_there_is_not_found()
    {
        using var contributor = await site.SignedInAsync(ArchiveRole.Contributor);
        foreach (var path in new[] { "/admin/sources", "/admin/subjects" }) Assert.Equal(HttpStatusCode.Forbidden, (await contributor.OpenAsync(path)).Response.StatusCode);
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        foreach (var path in new[] { "/admin/sources/99999", "/admin/subjects/99999" }) Assert.Equal(HttpStatusCode.NotFound, (await editor.OpenAsync(path)).Response.StatusCode);
    }

    [Fact]
    public async Task An_affiliation_is_given_with_its_dates_shown_to_readers_and_taken_back()
    {
        using var editor = await site.SignedInAsync(ArchiveRole.Editor);
        await PublishedAsync(editor, "anchors", "The Quay", "Dredging");
        var article = await site.DraftAsync("# A speech on buoys\n\nBy Rosa Lindqvist\n\nWe say buoys, and we say it again.\n\nRosa Lindqvist\n\n4 January 2020\n");
        using var published = await editor.PostAsync($"/admin/drafts/{article}", $"/admin/drafts/{article}?handler=publish", ("version", "0"));
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        var person = await site.ReadAsync(db => db.Set<StatementAuthor>().Where(a => a.Statement.ArticleId == article).Select(a => a.AuthorId).SingleAsync());
        Assert.Equal(Parsing.AuthorKind.Person, await site.ReadAsync(db => db.Authors.Where(a => a.Id == person).Select(a => a.Kind).SingleAsync()));
        using var given = await editor.PostAsync($"/admin/authors/{person}", $"/admin/authors/{person}?handler=affiliate", ("organisation", "/organisations/harbour-workers-committee"), ("held", "1979/1991"));
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        Assert.Contains("Harbour Workers Committee 1979 to 1991", (await site.OpenAsync("/people/rosa-lindqvist")).Page.Words(".facts"), StringComparison.Ordinal);
        Assert.Contains("Rosa Lindqvist 1979 to 1991", (await site.OpenAsync("/organisations/harbour-workers-committee")).Page.Words(".facts"), StringComparison.Ordinal);
        using var wrong = await editor.PostAsync($"/admin/authors/{person}", $"/admin/authors/{person}?handler=affiliate", ("organisation", "/organisations/harbour-workers-committee"), ("held", "long ago"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        var affiliation = await site.ReadAsync(db => db.Affiliations.Where(a => a.PersonId == person).Select(a => a.Id).SingleAsync());
        using var back = await editor.PostAsync($"/admin/authors/{person}", $"/admin/authors/{person}?handler=unaffiliate", ("affiliation", $"{affiliation}"));
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        Assert.DoesNotContain("Harbour Workers Committee", (await site.OpenAsync("/people/rosa-lindqvist")).Page.Words(".facts"), StringComparison.Ordinal);
        Assert.Equal(0, await site.ReadAsync(db => db.Affiliations.CountAsync(a => a.PersonId == person)));
    }
}
