using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;

namespace StatementArchive.Web.Pages.Statements;

/// <summary>A statement: its text, and what is known about it and why.</summary>
public sealed class StatementModel(ArchiveContext db, StatementSearch search) : PageModel
{
    // More places than these are marked, but have no link of their own at the top.
    public const int MostLinkedMarks = 30;

    /// <summary>The text, with what was searched for marked, and the number of marks.</summary>
    public (Microsoft.AspNetCore.Html.IHtmlContent Html, int Marks) Text { get; private set; }

    /// <summary>The search by which a reader came here; <c>null</c> for none.</summary>
    public string? Search { get; private set; }

    /// <summary>Keys of name forms that were not searched for.</summary>
    public IReadOnlyList<string> FormsOff { get; private set; } = [];

    public View Shown { get; private set; } = null!;

    /// <summary>The kept file of its article.</summary>
    public KeptFile Kept { get; private set; } = null!;

    public IReadOnlyList<Neighbour> Neighbours { get; private set; } = [];

    public IReadOnlyList<Translation> Translations { get; private set; } = [];

    public IReadOnlyList<SubjectView> Subjects { get; private set; } = [];

    /// <summary>Where else it was published.</summary>
    public IReadOnlyList<OtherPublication> Publications { get; private set; } = [];

    /// <summary>Why passages of it are hidden, each once.</summary>
    public IReadOnlyList<string> HiddenFor { get; private set; } = [];

    /// <summary>What is shown instead of a statement that was withdrawn.</summary>
    public Tombstone? Tombstone { get; private set; }

    private IReadOnlyList<EvidenceItem> Evidence { get; set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        var statements = db.PublicStatements();
        var found = await statements.AsNoTracking().Where(s => s.Slug == slug)
            .Select(s => new View(
                s.Id, s.Slug, s.Title, s.Heading,
                s.Authors.OrderBy(a => a.Position).Select(a => new Speaker(
                    new AuthorRef(a.Author.Slug, a.Author.Name, a.Author.Kind),
                    a.Affiliation == null ? null : new AuthorRef(a.Affiliation.Slug, a.Affiliation.Name, a.Affiliation.Kind))).ToList(),
                new DateFacts(s.Earliest, s.Latest, s.Precision, s.Basis, s.Edtf),
                s.Body, s.BodySignOffStart, s.Language ?? s.Article.Language, s.Words, s.Ordinal, s.Start, s.End,
                s.ArticleId, s.Article.Slug, s.Article.Title, s.Article.PublishedOn, s.Article.Url,
                s.Article.Source == null ? null : s.Article.Source.Slug, s.Article.Source == null ? null : s.Article.Source.Name,
                s.TranslationOfId, s.Signatories, s.Article.Redactions,
                s.Revisions.Count(r => r.IsPublic)))
            .SingleOrDefaultAsync(cancellation);
        if (found is null)
        {
            if ((Tombstone = await db.TombstoneOfStatementAsync(slug, cancellation)) is null) return NotFound();
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }
        var unread = await db.UnreadPassagesAsync(found.ArticleId, cancellation);
        if (await db.KeptFileAsync(found.ArticleId, unread, cancellation) is not { } kept) return NotFound();
        Kept = kept;
        var reader = new QueryReader(Request.QueryString.Value);
        Search = reader.Query("q");
        FormsOff = reader.Slugs("noform");
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        Shown = found with { Signatories = [.. found.Signatories?.Where(one => !one.IsHidden) ?? []] };
        Text = StatementArchive.Web.Text.StatementHtml.Of(found.Body, found.BodySignOffStart, Search is null ? null : await search.SoughtAsync(Search, FormsOff, cancellation), found.Language);
        HiddenFor = [.. found.Redactions.Where(hidden => hidden.Start < found.End && found.Start < hidden.End).Select(hidden => hidden.Reason).Distinct()];
        Publications = await db.PublicArticles().SelectMany(a => a.Republications).Where(r => r.StatementId == found.Id).OrderBy(r => r.Article.PublishedOn).ThenBy(r => r.Id)
            .Select(r => new OtherPublication(r.Article.Slug, r.Article.Title, r.Article.Source == null ? null : r.Article.Source.Name, r.Article.PublishedOn)).ToListAsync(cancellation);
        Evidence = kept.Public((await db.Evidence.AsNoTracking()
            .Where(e => e.StatementId == found.Id || (e.StatementId == null && e.ArticleId == found.ArticleId))
            .OrderByDescending(e => e.IsChosen).ThenByDescending(e => e.Confidence).ThenBy(e => e.Id)
            .ToListAsync(cancellation)).Public(unread.With(found.Redactions)));
        Subjects = await SubjectView.OfAsync(db, await statements.AsNoTracking().Where(s => s.Id == found.Id).SelectMany(s => s.Subjects).Select(s => s.Subject).ToListAsync(cancellation), Evidence, cancellation);
        var original = found.TranslationOfId ?? found.Id;
        Translations = await statements.Where(s => s.Id != found.Id && (s.Id == original || s.TranslationOfId == original))
            .OrderBy(s => s.Ordinal).Select(s => new Translation(s.Slug, s.Language ?? s.Article.Language, s.Id == original))
            .ToListAsync(cancellation);
        Neighbours = await statements.Where(s => s.ArticleId == found.ArticleId)
            .OrderBy(s => s.Ordinal)
            .Select(s => new Neighbour(s.Slug, s.Ordinal, s.Title, s.Authors.OrderBy(a => a.Position)
                .Select(a => new Speaker(new AuthorRef(a.Author.Slug, a.Author.Name, a.Author.Kind), null)).ToList()))
            .ToListAsync(cancellation);
        return Page();
    }

    /// <summary>The evidence for facts of this statement.</summary>
    public IReadOnlyList<EvidenceItem> EvidenceFor(params string[] facts) =>
        [.. Evidence.Where(e => e.StatementId is not null && facts.Contains(e.Fact))];

    /// <summary>The evidence for a fact of the whole article.</summary>
    public IReadOnlyList<EvidenceItem> ArticleEvidenceFor(string fact) =>
        [.. Evidence.Where(e => e.StatementId is null && e.Fact == fact)];

    public sealed record View(
        int Id, string Slug, string? Title, string? Heading, IReadOnlyList<Speaker> Speakers, DateFacts Date,
        string Body, int? BodySignOffStart, string? Language, int Words, int Ordinal, int Start, int End,
        int ArticleId, string ArticleSlug, string? ArticleTitle, DateOnly? ArticlePublished, string? Url,
        string? SourceSlug, string? SourceName,
        int? TranslationOfId, IReadOnlyList<Signatory>? Signatories, IReadOnlyList<Redaction> Redactions, int Revisions)
    {
        public string ArticlePath => "/articles/" + Uri.EscapeDataString(ArticleSlug);

        public string Name => Title ?? Pages.Words.Names(Speakers);
    }

    /// <summary>Another article in which it stood.</summary>
    public sealed record OtherPublication(string ArticleSlug, string? ArticleTitle, string? Source, DateOnly? PublishedOn);

    /// <summary>The same statement in another language.</summary>
    public sealed record Translation(string Slug, string? Language, bool IsOriginal);

    public sealed record Neighbour(string Slug, int Ordinal, string? Title, IReadOnlyList<Speaker> Speakers)
    {
        public string Name => Title ?? Pages.Words.Names(Speakers);
    }
}
