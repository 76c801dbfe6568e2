using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Web.Pages.Articles;

namespace StatementArchive.Web.Pages.Sources;

/// <summary>A source and its articles, the last published first.</summary>
public sealed class SourceModel(ArchiveContext db, StatementSearch search) : PageModel
{
    private const int PageSize = 40;

    public View Shown { get; private set; } = null!;

    /// <summary>Other names that archivists gave.</summary>
    public IReadOnlyList<OtherName> Names { get; private set; } = [];

    /// <summary>Number of its public statements.</summary>
    public int Statements { get; private set; }

    /// <summary>Of the index that counted them.</summary>
    public IndexState State { get; private set; }

    public PageOf<ArticleRow> List { get; private set; } = new([], 0, 1, PageSize);

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancellation)
    {
        var reader = new QueryReader(Request.QueryString.Value);
        var page = reader.Page();
        if (reader.Refusals.Count > 0) return this.Refused(reader.Refusals);
        var found = await db.PublicSources().Where(s => s.Slug == slug)
            .Select(s => new View(s.Id, s.Slug, s.Name) { Facts = s.Told() })
            .SingleOrDefaultAsync(cancellation);
        if (found is null) return await db.MergedSlugAsync(db.PublicSources(), slug, cancellation) is { } into ? Redirect("/sources/" + Uri.EscapeDataString(into)) : NotFound();
        Names = await OtherName.OfAsync<Source>(db, found.Id, found.Name, cancellation);
        Shown = found;
        (var counts, State) = await search.CountsAsync(cancellation);
        Statements = counts.Sources.GetValueOrDefault(found.Id);
        List = await db.PageOfArticlesAsync(found.Id, page, PageSize, cancellation);
        return List.IsBeyondLast ? this.BeyondLast(List) : Page();
    }

    public sealed record View(int Id, string Slug, string Name)
    {
        public required RecordFacts Facts { get; init; }

        public string Path => "/sources/" + Uri.EscapeDataString(Slug);
    }
}
