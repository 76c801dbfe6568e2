using StatementArchive.Data.Editing;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Admin.Records;

/// <summary>A fact of a record of which somebody typed something else than what somebody else saved meanwhile.</summary>
/// <param name="Now">What holds; <c>null</c> for nothing.</param>
public sealed record FactInConflict(string Label, string? Now, string? Typed)
{
    public static IReadOnlyList<FactInConflict> Of(AuthorFacts now, AuthorFacts typed) =>
        Differing(("Preferred name", now.Name, typed.Name), ("Founded", now.Founded, typed.Founded), ("Dissolved", now.Dissolved, typed.Dissolved), ("Public note", now.Note, typed.Note));

    public static IReadOnlyList<FactInConflict> Of(RecordFacts now, RecordFacts typed) =>
        Differing(("Preferred name", now.Name, typed.Name), ("Where it appears", now.Url, typed.Url), ("ISSN", now.Issn, typed.Issn), ("When it happened", now.Date, typed.Date), ("Wikidata", now.Wikidata, typed.Wikidata), ("Public note", now.Note, typed.Note));

    private static IReadOnlyList<FactInConflict> Differing(params IEnumerable<(string Label, string? Now, string? Typed)> facts) =>
        [.. facts.Select(fact => new FactInConflict(fact.Label, fact.Now, GivenValues.Worded(fact.Typed))).Where(fact => fact.Now != fact.Typed)];
}
