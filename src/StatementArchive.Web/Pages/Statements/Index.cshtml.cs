using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;

namespace StatementArchive.Web.Pages.Statements;

/// <summary>The list of statements. Its address holds everything that was chosen.</summary>
public sealed class IndexModel(ArchiveContext db, StatementListing listing, Respellings respellings) : PageModel
{
    public StatementFilter Filter { get; private set; } = StatementFilter.Everything;

    public Listing Found { get; private set; } = null!;

    public PageOf<StatementRow> List => Found.List;

    public StatementFacets Facets => Found.Facets;

    public IReadOnlyList<TimeBin> Bins { get; private set; } = [];

    public IReadOnlyList<Chip> Chips { get; private set; } = [];

    /// <summary>Queries that may have been meant instead.</summary>
    public IReadOnlyList<string> MeantInstead { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Filter = StatementFilter.Read(Request.QueryString.Value, out var refusals);
        if (refusals.Count > 0) return this.Refused(refusals);
        // A form sends its empty fields too; the address that is shown, kept and passed on has none.
        if (Request.Query.Any(parameter => parameter.Value.All(string.IsNullOrEmpty))) return LocalRedirect(Address(Filter));

        (var found, refusals) = await listing.FindAsync(Filter, cancellation);
        if (found is null) return await FollowedAsync(Filter, cancellation) is { } followed && followed.ToQueryString() != Filter.ToQueryString() ? Redirect(Address(followed)) : this.Refused(refusals);
        if (found.List.IsBeyondLast) return this.BeyondLast(found.List);
        Found = found;
        Bins = TimeBin.Of(found.Months);
        Chips = [.. ChipsOf()];
        MeantInstead = await respellings.OfAsync(Filter, found, cancellation);
        return Page();
    }

    public static string Address(StatementFilter filter) => "/statements" + filter.ToQueryString();

    // Records that were merged are meant by their old addresses too.
    private async Task<StatementFilter> FollowedAsync(StatementFilter filter, CancellationToken cancellation)
    {
        foreach (var facet in new[] { Facet.Author, Facet.Organisation, Facet.Source, Facet.Subject })
        {
            var slugs = new List<string>();
            foreach (var slug in filter.Of(facet))
            {
                slugs.Add(facet switch
                {
                    Facet.Source => await db.MergedSlugAsync(db.PublicSources(), slug, cancellation),
                    Facet.Subject => await db.MergedSlugAsync(db.PublicSubjects(), slug, cancellation),
                    _ => (await MergedAuthors.FindAsync(db, slug, cancellation))?.Slug,
                } ?? slug);
            }
            filter = filter.With(facet, [.. slugs.Distinct()]);
        }
        return filter;
    }

    private IEnumerable<Chip> ChipsOf()
    {
        if (Filter.Text is { } text) yield return new Chip("Words", text, Address(Filter with { Text = null, FormsOff = [], Page = 1 }));
        foreach (var (facet, label, values) in new[] { (Facet.Author, "Author", Facets.People), (Facet.Organisation, "Organisation", Facets.Organisations), (Facet.Subject, "Subject", Facets.Subjects), (Facet.Year, "Year", Facets.Years), (Facet.Source, "Source", Facets.Sources), (Facet.Language, "Language", Facets.Languages) })
        {
            foreach (var value in values.Where(v => v.IsChosen))
                yield return new Chip(label, facet == Facet.Language ? Pages.Words.Language(value.Name) : value.Name, Address(Filter.Toggled(facet, value.Slug)));
        }
        if (Filter.From is { } from) yield return new Chip("From", Text.DateWords.Of(from), Address(Filter with { From = null, Page = 1 }));
        if (Filter.To is { } to) yield return new Chip("To", Text.DateWords.Of(to), Address(Filter with { To = null, Page = 1 }));
    }

    /// <summary>The list with a name form searched for, or no longer.</summary>
    public string WithForm(AddedForm form) => Address(Filter with { FormsOff = [.. Filter.FormsOff.Contains(form.Key) ? Filter.FormsOff.Where(key => key != form.Key) : Filter.FormsOff.Append(form.Key)], Page = 1 });

    /// <summary>Something that narrows the list down.</summary>
    /// <param name="Without">The address of the list without it.</param>
    public sealed record Chip(string Label, string Value, string Without);
}
