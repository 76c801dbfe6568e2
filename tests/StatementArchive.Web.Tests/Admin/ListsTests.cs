using System.Net;
using StatementArchive.Data.Model;
using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Web.Tests.Admin;

/// <summary>Lists of what there is to do, on a desk with a draft in which nothing is dated.</summary>
public sealed class ListsTests(DeskSite site) : IClassFixture<DeskSite>
{
    private const string Undated = "# Two voices\n\nAda Lind:\n\nWe were there. We saw it.\n\nBakers’ Union:\n\nThe bread is ours.\n";

    [Fact]
    public async Task The_desk_leads_each_role_to_what_it_may_and_counts_what_waits()
    {
        await site.DraftAsync(Undated);
        foreach (var (role, sees) in new[] { (ArchiveRole.Contributor, "drafts undated kinds"), (ArchiveRole.Editor, "drafts undated kinds authors"), (ArchiveRole.Administrator, "drafts undated kinds authors withdrawals users audit") })
        {
            using var worker = await site.SignedInAsync(role);
            var (_, page) = await worker.OpenAsync("/admin");
            var links = page.QuerySelectorAll("main ul a").Select(a => a.GetAttribute("href")!).ToList();
            foreach (var link in links)
            {
                var (response, _) = await worker.OpenAsync(link);
                using (response) Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }
            Assert.Subset(links.ToHashSet(), sees.Split(' ').Select(name => "/admin/" + name).ToHashSet());
            Assert.Equal(role >= ArchiveRole.Editor, links.Contains("/admin/authors"));
            Assert.Equal(role >= ArchiveRole.Administrator, links.Contains("/admin/users"));
        }
    }

    [Fact]
    public async Task Statements_without_a_date_lead_to_where_they_are_dated()
    {
        var id = await site.DraftAsync(Undated + "\n");
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var (_, page) = await worker.OpenAsync("/admin/undated");
        Assert.Contains($"/admin/drafts/{id}", page.QuerySelectorAll(".names a").Select(a => a.GetAttribute("href")));
        Assert.Contains("Ada Lind", page.Words(".names"), StringComparison.Ordinal);
        var (beyond, _) = await worker.OpenAsync("/admin/undated?p=99");
        using (beyond) Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
    }

    [Fact]
    public async Task Authors_without_evidence_for_their_kind_are_those_for_whom_nothing_speaks()
    {
        var id = await site.DraftAsync(Undated + "\n\n");
        await site.ReadAsync(async db =>
        {
            var article = (await db.Articles.FindAsync(id))!;
            foreach (var (name, isKnown) in new[] { ("Known Union", true), ("Unknown Union", false) })
            {
                var author = new Author { Slug = name, Name = name, Kind = Parsing.AuthorKind.Organisation, Key = Author.KeyOf(name) };
                var statement = new Statement { Slug = name, Article = article, Ordinal = isKnown ? 98 : 99, Body = "x", Words = 1, Start = 0, End = 1, RevisionNumber = 1, Status = PublicationStatus.Draft };
                statement.Authors.Add(new StatementAuthor { Author = author, Position = 1 });
                // Evidence for the other kind is none for this one.
                statement.Evidence.Add(new EvidenceItem { Article = article, Fact = "kind", Value = isKnown ? "organisation" : "person", Rule = "test", Quote = "", Confidence = 1, IsChosen = true });
                db.Add(statement);
            }
            return await db.SaveChangesAsync();
        });
        using var worker = await site.SignedInAsync(ArchiveRole.Contributor);
        var (_, page) = await worker.OpenAsync("/admin/kinds");
        Assert.Contains("Unknown Union", page.Words(".names"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.QuerySelectorAll(".names a"), a => a.TextContent == "Known Union");
    }
}
