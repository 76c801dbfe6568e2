using StatementArchive.Data.Model;

namespace StatementArchive.Data.Queries;

/// <summary>Filters and orders of statements.</summary>
public static class StatementQueries
{
    /// <summary>The statements that the authors, organisations, sources and range of a filter let through, in no order; all else is for the index.</summary>
    public static IQueryable<Statement> Matching(this IQueryable<Statement> statements, StatementFilter filter)
    {
        if (filter.Authors.Count > 0) statements = statements.ByAuthor(filter.Authors);
        if (filter.Organisations.Count > 0) statements = statements.ByOrganisation(filter.Organisations);
        if (filter.Sources.Count > 0) statements = statements.FromSource(filter.Sources);
        return statements.MadeBetween(filter.From, filter.To);
    }

    public static IQueryable<Statement> ByAuthor(this IQueryable<Statement> statements, IReadOnlyList<string> slugs) =>
        statements.Where(s => s.Authors.Any(a => slugs.Contains(a.Author.Slug)));

    /// <summary>Statements that one of these organisations made, or a person who speaks for it there.</summary>
    public static IQueryable<Statement> ByOrganisation(this IQueryable<Statement> statements, IReadOnlyList<string> slugs) =>
        statements.Where(s => s.Authors.Any(a => slugs.Contains(a.Author.Slug) || (a.Affiliation != null && slugs.Contains(a.Affiliation.Slug))));

    public static IQueryable<Statement> FromSource(this IQueryable<Statement> statements, IReadOnlyList<string> slugs) =>
        statements.Where(s => s.Article.Source != null && slugs.Contains(s.Article.Source.Slug));

    /// <summary>Statements whose date, an interval, meets the range. Undated ones meet none; without a range all are kept.</summary>
    public static IQueryable<Statement> MadeBetween(this IQueryable<Statement> statements, DateOnly? from, DateOnly? to)
    {
        if (from is null && to is null) return statements;
        statements = statements.Where(s => s.Earliest != null || s.Latest != null);
        if (from is not null) statements = statements.Where(s => s.Latest == null || s.Latest >= from);
        if (to is not null) statements = statements.Where(s => s.Earliest == null || s.Earliest <= to);
        return statements;
    }

    /// <summary>A total order, so that no statement stands on two pages or on none.</summary>
    public static IQueryable<Statement> InOrder(this IQueryable<Statement> statements, StatementSort sort) => sort switch
    {
        StatementSort.Newest => statements
            .OrderByDescending(s => s.Latest ?? s.Earliest)
            .ThenByDescending(s => s.ArticleId).ThenBy(s => s.Ordinal).ThenBy(s => s.Id),
        StatementSort.Oldest => statements
            .OrderBy(s => s.Earliest == null && s.Latest == null).ThenBy(s => s.Earliest ?? s.Latest)
            .ThenBy(s => s.ArticleId).ThenBy(s => s.Ordinal).ThenBy(s => s.Id),
        StatementSort.Added => statements
            .OrderByDescending(s => s.ArticleId).ThenBy(s => s.Ordinal).ThenBy(s => s.Id),
        _ => throw new ArgumentOutOfRangeException(nameof(sort)),
    };
}
