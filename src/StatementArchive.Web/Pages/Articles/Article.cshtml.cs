using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Pages.Articles;

/// <summary>An article: what it says of itself, what stands in it, and its text as it was captured, with every part marked.</summary>
public sealed class ArticleModel(ArchiveContext db) : PageModel
{
    /// <summary>Captures that are shown; a page that stood still for years was captured thousands of times.</summary>
    private const int MostCaptures = 100;

    /// <summary>What is shown instead of an article that was withdrawn.</summary>
    public Tombstone? Tombstone { get; private set; }

    public View Shown { get; private set; } = null!;

    public IReadOnlyList<StatementRow> Statements { get; private set; } = [];

    public IReadOnlyList<EvidenceItem> Evidence { get; private set; } = [];

    /// <summary>The subjects of its public statements.</summary>
    public IReadOnlyList<SubjectView> Subjects { get; private set; } = [];

    /// <summary>When and where its bytes were captured, the earliest first, at most <see cref="MostCaptures"/>; those of an unknown time stand before the others.</summary>
    public IReadOnlyList<CaptureView> Captures { get; private set; } = [];

    public int CaptureCount { get; private set; }

    /// <summary>The whole text in order; nothing of it stands in it twice, and what is missing is what the public does not read.</summary>
    public IReadOnlyList<Passage> Passages { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        var article = await db.PublicArticles().AsNoTracking().Include(a => a.Source)
            .SingleOrDefaultAsync(a => a.Slug == slug, cancellation);
        if (article is null)
        {
            if ((Tombstone = await db.TombstoneOfArticleAsync(slug, cancellation)) is null) return NotFound();
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }
        var unread = await db.UnreadPassagesAsync(article.Id, cancellation);
        if (await db.KeptFileAsync(article.Id, unread, cancellation) is not { } kept) return NotFound();
        Shown = new View(article, kept, unread.With(article.Redactions));
        var captures = db.PublicArticles().Where(a => a.Id == article.Id).SelectMany(a => a.Captures);
        CaptureCount = await captures.CountAsync(cancellation);
        Captures = await captures.OrderBy(c => c.Captured).ThenBy(c => c.Id).Take(MostCaptures).Select(c => new CaptureView(c.Url, c.Captured)).ToListAsync(cancellation);
        var unordered = db.PublicStatements().Where(s => s.ArticleId == article.Id);
        var statements = unordered.OrderBy(s => s.Ordinal);
        Statements = await statements.ToRowsAsync(db, cancellation);
        Evidence = kept.Public((await db.Evidence.AsNoTracking().Where(e => e.ArticleId == article.Id && e.StatementId == null)
            .OrderByDescending(e => e.IsChosen).ThenByDescending(e => e.Confidence).ThenBy(e => e.Id)
            .ToListAsync(cancellation)).Public(Shown.Hidden));
        var subjects = await unordered.SelectMany(s => s.Subjects).Select(s => s.Subject).Distinct().AsNoTracking().ToListAsync(cancellation);
        if (subjects.Count > 0) Subjects = await SubjectView.OfAsync(db, subjects, [.. Evidence, .. await unordered.SelectMany(s => s.Evidence).Where(e => e.Fact == "subject").AsNoTracking().OrderBy(e => e.Id).ToListAsync(cancellation)], cancellation);
        var places = await statements.Select(s => new { s.Id, s.Ordinal, s.Start, s.End }).ToListAsync(cancellation);
        var republished = await db.Republications.AsNoTracking().Where(r => r.ArticleId == article.Id).Select(r => new { r.Start, r.End, r.Statement.Slug, IsPublic = r.Statement.Status == PublicationStatus.Published && r.Statement.Article.Status == PublicationStatus.Published }).ToListAsync(cancellation);
        Passages = [.. Cut(article, unread, [.. republished.Select(r => new Passage(PassageKind.Republication, r.Start, r.End, "", null, null, r.IsPublic ? r.Slug : null))], places.Select(place => (place.Ordinal, place.Start, place.End, Statements.Single(row => row.Id == place.Id))))];
        return Page();
    }

    public IReadOnlyList<EvidenceItem> EvidenceFor(string fact) => [.. Evidence.Where(e => e.Fact == fact)];

    private static IEnumerable<Passage> Cut(Article article, UnreadPassages unread, IReadOnlyList<Passage> republished, IEnumerable<(int Ordinal, int Start, int End, StatementRow Row)> statements)
    {
        var index = new CodePointIndex(article.Text);
        var marked = statements.Select(s => new Passage(PassageKind.Statement, s.Start, s.End, "", s.Ordinal, s.Row, null))
            .Concat(article.Parts.Where(part => !unread.Withdrawn.Any(passage => passage.Start < part.End && part.Start < passage.End)).Select(part => new Passage(
                part.LeftOutReason is null ? PassageKind.Preface : PassageKind.LeftOut, part.Start, part.End, "", null, null, part.LeftOutReason)))
            .Concat(republished)
            .OrderBy(passage => passage.Start).ThenBy(passage => passage.End);
        var at = 0;
        foreach (var passage in marked)
        {
            // White space between the parts, and what is not public.
            if (passage.Start > at) yield return new Passage(PassageKind.Between, at, passage.Start, Text(at, passage.Start), null, null, null);
            var start = Math.Max(at, passage.Start);
            if (passage.End <= start) continue;
            yield return passage with { Text = unread.Republished.Contains(new TextSpan(passage.Start, passage.End)) ? "" : Text(start, passage.End) };
            at = passage.End;
        }
        if (at < index.Length) yield return new Passage(PassageKind.Between, at, index.Length, Text(at, index.Length), null, null, null);

        string Text(int start, int end)
        {
            end = Math.Min(end, index.Length);
            var shown = new StringBuilder();
            foreach (var hidden in article.Redactions.Where(hidden => hidden.Start < end && start < hidden.End).OrderBy(hidden => hidden.Start))
            {
                if (hidden.Start > start) shown.Append(Cut(start, hidden.Start));
                shown.Append(CultureInfo.InvariantCulture, $"[█ {hidden.End - hidden.Start} characters hidden]");
                start = Math.Max(start, hidden.End);
            }
            return start < end ? shown.Append(Cut(start, end)).ToString() : shown.ToString();

            string Cut(int from, int to) => index.ToUtf16(new TextSpan(from, to)).In(article.Text);
        }
    }

    /// <summary>Members as in <see cref="Capture"/>; where in whose file it stood is nobody's business.</summary>
    public sealed record CaptureView(string? Url, string? Captured);

    /// <param name="Hidden">What of the article is not read, for whatever reason.</param>
    public sealed record View(Article Article, KeptFile Original, IReadOnlyList<Redaction> Hidden)
    {
        public string Path => "/articles/" + Uri.EscapeDataString(Article.Slug);

        public string Name => Article.Title ?? "Untitled article";
    }

    public enum PassageKind
    {
        Statement,
        Preface,
        LeftOut,

        /// <summary>Another publication of a statement of another article.</summary>
        Republication,

        Between,
    }

    /// <summary>A stretch of the text. Offsets in code points.</summary>
    /// <param name="Text">Empty of another publication that is not to be read here either.</param>
    /// <param name="Reason">Why it was left out; of another publication the address of the statement, <c>null</c> if that is not public.</param>
    public sealed record Passage(PassageKind Kind, int Start, int End, string Text, int? Ordinal, StatementRow? Statement, string? Reason);
}
