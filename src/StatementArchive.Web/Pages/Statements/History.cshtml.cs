using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;
using StatementArchive.Web.Text;

namespace StatementArchive.Web.Pages.Statements;

/// <summary>What a statement was from one public revision to the next, with every word that changed.</summary>
public sealed class HistoryModel(ArchiveContext db) : PageModel
{
    /// <summary>Revisions that are compared on one page; of most statements there are one or two.</summary>
    public const int MostShown = 50;

    public View Shown { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<Version> Versions { get; private set; } = [];

    public int Count { get; private set; }

    /// <summary>Versions that the public read once, and that show a passage that was hidden since.</summary>
    public int Hidden { get; private set; }

    public Tombstone? Tombstone { get; private set; }

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        var found = await db.PublicStatements().Where(s => s.Slug == slug).Select(s => new
        {
            s.Id,
            s.Slug,
            s.Title,
            Speakers = s.Authors.OrderBy(a => a.Position).Select(a => new Speaker(new AuthorRef(a.Author.Slug, a.Author.Name, a.Author.Kind), null)).ToList(),
        }).SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            if ((Tombstone = await db.TombstoneOfStatementAsync(slug, cancellation)) is null) return NotFound();
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }
        Shown = new View(found.Slug, found.Title ?? Pages.Words.Names(found.Speakers));
        var revisions = db.Revisions.AsNoTracking().Where(r => r.StatementId == found.Id && r.IsPublic);
        Count = await revisions.CountAsync(cancellation);
        var published = await db.Changes.Where(c => c.StatementId == found.Id && c.Kind == ChangeKind.Published).MinAsync(c => (DateTime?)c.At, cancellation);
        Hidden = await db.Revisions.CountAsync(r => r.StatementId == found.Id && !r.IsPublic && r.At >= published, cancellation);
        var newest = await revisions.OrderByDescending(r => r.Number).Take(MostShown + 1).Select(r => new { r.Number, r.At, r.Reason, r.Content }).ToListAsync(cancellation);
        var contents = newest.ConvertAll(r => RevisionContent.Read(r.Content));
        Versions = [.. newest.Take(MostShown).Select((r, at) => new Version(Count - at, r.At, r.Reason, at + 1 < contents.Count ? Changes(contents[at + 1], contents[at]) : null))];
        return Page();
    }

    private static Comparison Changes(RevisionContent before, RevisionContent after) => new(
        [
            .. new[]
            {
                new FactChange("Author", Named(before), Named(after)), new FactChange("Kind of author", Kinds(before), Kinds(after)), new FactChange("Date", Dated(before), Dated(after)),
                new FactChange("Why it is dated so", Basis(before), Basis(after)), new FactChange("A translation of", before.TranslationOf, after.TranslationOf), new FactChange("Title", before.Title, after.Title),
                new FactChange("Heading", before.Heading, after.Heading), new FactChange("Language", Language(before), Language(after)),
                new FactChange("Subjects", Joined(before.Subjects?.Select(s => s.Name)), Joined(after.Subjects?.Select(s => s.Name))),
                new FactChange("Signatories", Joined(before.Signatories.Select(s => s.Name)), Joined(after.Signatories.Select(s => s.Name))),
            }.Where(change => change.Before != change.After),
        ],
        before.Body == after.Body ? [] : WordDiff.Of(MarkdownBody.ToText(before.Body), MarkdownBody.ToText(after.Body)));

    private static string? Named(RevisionContent content) => Joined(content.Authors.Select(a => a.Affiliation is null ? a.Name : $"{a.Name} ({a.Affiliation})"));

    // Only where it is not told by the names.
    private static string? Kinds(RevisionContent content) => Joined(content.Authors.Select(a => a.Kind == AuthorKind.Person ? "person" : "organisation").Distinct());

    private static string? Dated(RevisionContent content) => content.Date is { } date ? DateWords.Of(new DateFacts(date.Earliest, date.Latest, date.Precision, date.Basis, date.Edtf)) : null;

    private static string? Language(RevisionContent content) => content.Language is { } tag ? Pages.Words.Language(tag) : null;

    private static string? Basis(RevisionContent content) => content.Date is { } date ? Pages.Words.Basis(date.Basis) : null;

    private static string? Joined(IEnumerable<string>? names) => names is null ? null : string.Join("; ", names) is { Length: > 0 } joined ? joined : null;

    public sealed record View(string Slug, string Name)
    {
        public string Path => "/statements/" + Uri.EscapeDataString(Slug);
    }

    /// <param name="Number">Among those that the public may read, from 1.</param>
    /// <param name="At">UTC.</param>
    /// <param name="Changed">Against the one before it; <c>null</c> for the first.</param>
    public sealed record Version(int Number, DateTime At, string Reason, Comparison? Changed);

    /// <param name="Text">The text with what was removed and added; empty if it is the same.</param>
    public sealed record Comparison(IReadOnlyList<FactChange> Facts, IReadOnlyList<DiffPiece> Text);

    public sealed record FactChange(string Fact, string? Before, string? After);
}
