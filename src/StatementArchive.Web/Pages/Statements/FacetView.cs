using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Statements;

/// <summary>A facet beside the list.</summary>
/// <param name="AllPath">Where all values are to be found; <c>null</c> where all are shown.</param>
public sealed record FacetView(string Label, Facet Facet, IReadOnlyList<FacetValue> Values, StatementFilter Filter, string? AllPath);
