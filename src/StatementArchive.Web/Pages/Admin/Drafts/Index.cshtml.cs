using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Admin.Drafts;

/// <summary>How drafts are ordered.</summary>
public enum DraftSort
{
    /// <summary>The oldest first.</summary>
    Age,

    /// <summary>The least sure first.</summary>
    Confidence,
}

/// <summary>Articles that wait to be published, and published ones that somebody is correcting.</summary>
public sealed class IndexModel(ArchiveContext db) : PageModel
{
    public const int PageSize = 50;

    public DraftSort Sort { get; private set; }

    public PageOf<Row> Drafts { get; private set; } = null!;

    /// <summary>Published articles with changes that are not published yet.</summary>
    public IReadOnlyList<Row> Corrections { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        Sort = reader.Choice<DraftSort>("sort") ?? DraftSort.Age;
        var page = reader.Page();
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        var drafts = db.Articles.AsNoTracking().Where(a => a.Status == PublicationStatus.Draft);
        var total = await drafts.CountAsync(cancellation);
        // By when they were taken in, not by their numbers, in whose order SQLite would look through all articles.
        var ordered = Sort == DraftSort.Confidence ? drafts.OrderBy(a => a.SplitConfidence).ThenBy(a => a.Id) : drafts.OrderBy(a => a.IngestedAt).ThenBy(a => a.Id);
        Drafts = new PageOf<Row>(await Rows(ordered.Skip((page - 1) * PageSize).Take(PageSize)).ToListAsync(cancellation), total, page, PageSize);
        if (Drafts.IsBeyondLast) return this.BeyondLast(Drafts);
        var open = db.WorkingCopies.Where(copy => copy.Steps.Count > 0).Select(copy => copy.ArticleId);
        Corrections = await Rows(db.Articles.AsNoTracking().Where(a => a.Status == PublicationStatus.Published && open.Contains(a.Id)).OrderBy(a => a.Id).Take(PageSize)).ToListAsync(cancellation);
        return Page();
    }

    private IQueryable<Row> Rows(IQueryable<Article> articles) => articles.Select(a => new Row(
        a.Id, a.Title, a.Source == null ? null : a.Source.Name, a.Statements.Count, a.SplitConfidence, a.Doubt, a.IngestedAt,
        db.DraftSteps.Where(step => step.ArticleId == a.Id && step.Number > 0).OrderByDescending(step => step.Number).Select(step => step.User!.UserName).FirstOrDefault(),
        db.DraftSteps.Count(step => step.ArticleId == a.Id && step.Number > 0)));

    /// <param name="Doubt">Of what the parser was so unsure that it did not publish it.</param>
    /// <param name="LastBy">Who changed it last; <c>null</c> if nobody did.</param>
    public sealed record Row(int Id, string? Title, string? Source, int Statements, double Confidence, string? Doubt, DateTime IngestedAt, string? LastBy, int Steps);
}
