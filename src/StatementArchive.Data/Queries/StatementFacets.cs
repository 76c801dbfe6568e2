namespace StatementArchive.Data.Queries;

/// <summary>A value of a facet and the number of statements it would show together with all the other facets.</summary>
public sealed record FacetValue(string Slug, string Name, int Count, bool IsChosen);

/// <summary>The values that narrow a list of statements down, with their counts.</summary>
/// <param name="Years">Those with the most statements, the newest first.</param>
/// <param name="People">Values of <see cref="Facet.Author"/>: persons, and whatever else is chosen there.</param>
/// <param name="OrganisationsInAll">How many organisations there are, shown or not.</param>
/// <param name="PeopleInAll">How many persons.</param>
public sealed record StatementFacets(IReadOnlyList<FacetValue> Organisations, IReadOnlyList<FacetValue> People, IReadOnlyList<FacetValue> Sources, IReadOnlyList<FacetValue> Languages, IReadOnlyList<FacetValue> Subjects, IReadOnlyList<FacetValue> Years, int OrganisationsInAll, int PeopleInAll)
{
    /// <summary>Values shown of one facet, besides those that are chosen.</summary>
    public const int Shown = 12;
}
