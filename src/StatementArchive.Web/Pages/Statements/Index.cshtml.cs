using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Statements;

/// <summary>The list of statements. Its address holds everything that was chosen.</summary>
public sealed class IndexModel(ArchiveContext db) : PageModel
{
    public StatementFilter Filter { get; private set; } = StatementFilter.Everything;

    public PageOf<StatementRow> List { get; private set; } = new([], 0, 1, StatementRows.PageSize);

    public StatementFacets Facets { get; private set; } = new([], [], []);

    public IReadOnlyList<TimeBin> Bins { get; private set; } = [];

    public IReadOnlyList<Chip> Chips { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Filter = StatementFilter.Read(Request.QueryString.Value, out var refusals);
        if (refusals.Count > 0) return this.Refused(refusals);
        // A form sends its empty fields too; the address that is shown, kept and passed on has none.
        if (Request.Query.Any(parameter => parameter.Value.All(string.IsNullOrEmpty))) return LocalRedirect(Address(Filter));

        (Facets, refusals) = await StatementFacets.CountAsync(db, Filter, cancellation);
        if (refusals.Count > 0) return this.Refused(refusals);
        var statements = db.PublicStatements();
        List = await statements.PageAsync(Filter, cancellation);
        if (List.IsBeyondLast) return this.BeyondLast(List);
        Bins = TimeBin.Of(await statements.Matching(Filter).MonthsAsync(cancellation));
        Chips = [.. ChipsOf()];
        return Page();
    }

    public static string Address(StatementFilter filter) => "/statements" + filter.ToQueryString();

    private IEnumerable<Chip> ChipsOf()
    {
        if (Filter.Text is { } text) yield return new Chip("Words", text, Address(Filter with { Text = null, Page = 1 }));
        foreach (var (facet, label, values) in new[] { (Facet.Author, "Author", Facets.People), (Facet.Organisation, "Organisation", Facets.Organisations), (Facet.Source, "Source", Facets.Sources) })
        {
            foreach (var value in values.Where(v => v.IsChosen))
                yield return new Chip(label, value.Name, Address(Filter.Toggled(facet, value.Slug)));
        }
        if (Filter.From is { } from) yield return new Chip("From", Text.DateWords.Of(from), Address(Filter with { From = null, Page = 1 }));
        if (Filter.To is { } to) yield return new Chip("To", Text.DateWords.Of(to), Address(Filter with { To = null, Page = 1 }));
    }

    /// <summary>Something that narrows the list down.</summary>
    /// <param name="Without">The address of the list without it.</param>
    public sealed record Chip(string Label, string Value, string Without);
}
