using System.Globalization;
using System.Text;

namespace StatementArchive.Data.Queries;

/// <summary>A kind of value by which statements are narrowed down, several at a time.</summary>
public enum Facet
{
    Author,
    Organisation,
    Source,

    /// <summary>First part of a BCP 47 tag.</summary>
    Language,
    Subject,

    /// <summary>In four digits.</summary>
    Year,
}

public enum StatementSort
{
    /// <summary>What fits best first; the order where words are searched for.</summary>
    Relevance,

    /// <summary>By the latest day on which each can have been made, the newest first; undated ones last.</summary>
    Newest,

    /// <summary>By the earliest day on which each can have been made, the oldest first; undated ones last.</summary>
    Oldest,

    /// <summary>As the archive took them in, the last first.</summary>
    Added,
}

/// <summary>
/// Which statements are wanted, and in which order. Values of one facet are alternatives, the facets all have to hold.
/// This is the query string of <c>/statements</c> as a value.
/// </summary>
public sealed record StatementFilter
{
    public static StatementFilter Everything { get; } = new();

    /// <summary>A query as <c>SearchQuery</c> reads it.</summary>
    public string? Text { get; init; }

    /// <summary>Slugs of persons and organisations that made the statement themselves.</summary>
    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>Slugs of organisations that made the statement, or for which a person made it.</summary>
    public IReadOnlyList<string> Organisations { get; init; } = [];

    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>First parts of language tags, in lower case.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Years of the last day on which a statement can have been made, or of the first if that is open. They leave undated statements out.</summary>
    public IReadOnlyList<int> Years { get; init; } = [];

    /// <summary>Keys of name forms that are not to be searched for beside the one that was typed.</summary>
    public IReadOnlyList<string> FormsOff { get; init; } = [];

    /// <summary>First day of the range that the statement's date has to meet. A range leaves undated statements out.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day of the range.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The order that was asked for; <c>null</c> for the usual one.</summary>
    public StatementSort? Sort { get; init; }

    /// <summary>The order: without a wish by relevance where words are searched for, else the newest first.</summary>
    public StatementSort Order => Sort is null or StatementSort.Relevance ? Text is null ? StatementSort.Newest : StatementSort.Relevance : Sort.Value;

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether it leaves anything out.</summary>
    public bool IsNarrowing =>
        Text is not null || From is not null || To is not null || Authors.Count + Organisations.Count + Sources.Count + Languages.Count + Subjects.Count + Years.Count > 0;

    /// <summary>The filter that a query string describes; where <paramref name="refusals"/> is not empty, it must not be used.</summary>
    public static StatementFilter Read(string? queryString, out IReadOnlyList<Refusal> refusals)
    {
        var reader = new QueryReader(queryString);
        var filter = new StatementFilter
        {
            Text = reader.Query("q"),
            Authors = reader.Slugs("author"),
            Organisations = reader.Slugs("organisation"),
            Sources = reader.Slugs("source"),
            Languages = reader.Slugs("language"),
            Subjects = reader.Slugs("subject"),
            Years = reader.Years("year"),
            FormsOff = reader.Slugs("noform"),
            From = reader.Date("from", isEnd: false),
            To = reader.Date("to", isEnd: true),
            Sort = reader.Choice<StatementSort>("sort"),
            Page = reader.Page(),
        };
        if (filter.From > filter.To) reader.Refuse<DateOnly>("from", Iso(filter.From.Value), $"a day not after the end of the range, {Iso(filter.To.Value)}");
        refusals = reader.Refusals;
        return filter;
    }

    public IReadOnlyList<string> Of(Facet facet) => facet switch
    {
        Facet.Author => Authors,
        Facet.Organisation => Organisations,
        Facet.Source => Sources,
        Facet.Language => Languages,
        Facet.Subject => Subjects,
        Facet.Year => [.. Years.Select(FourDigits)],
        _ => throw new ArgumentOutOfRangeException(nameof(facet)),
    };

    /// <summary>The same filter, from its first page, with other values of a facet.</summary>
    public StatementFilter With(Facet facet, IEnumerable<string> slugs) => facet switch
    {
        Facet.Author => this with { Authors = [.. slugs], Page = 1 },
        Facet.Organisation => this with { Organisations = [.. slugs], Page = 1 },
        Facet.Source => this with { Sources = [.. slugs], Page = 1 },
        Facet.Language => this with { Languages = [.. slugs], Page = 1 },
        Facet.Subject => this with { Subjects = [.. slugs], Page = 1 },
        Facet.Year => this with { Years = [.. slugs.Select(year => int.Parse(year, CultureInfo.InvariantCulture))], Page = 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(facet)),
    };

    /// <summary>The same filter, from its first page, with this value chosen if it was not, or no longer if it was.</summary>
    public StatementFilter Toggled(Facet facet, string slug) =>
        With(facet, Of(facet).Contains(slug) ? Of(facet).Where(s => s != slug) : Of(facet).Append(slug));

    /// <summary>Name and value of every parameter that differs from its default, in a fixed order, not encoded.</summary>
    public IEnumerable<(string Name, string Value)> Parameters()
    {
        if (Text is not null) yield return ("q", Text);
        foreach (var slug in Authors) yield return ("author", slug);
        foreach (var slug in Organisations) yield return ("organisation", slug);
        foreach (var slug in Sources) yield return ("source", slug);
        foreach (var tag in Languages) yield return ("language", tag);
        foreach (var slug in Subjects) yield return ("subject", slug);
        foreach (var year in Years) yield return ("year", FourDigits(year));
        foreach (var key in FormsOff) yield return ("noform", key);
        if (From is { } from) yield return ("from", Iso(from));
        if (To is { } to) yield return ("to", Iso(to));
        if (Sort is { } sort && sort != (this with { Sort = null }).Order) yield return ("sort", QueryReader.Spelled(sort));
        if (Page != 1) yield return ("p", Page.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The filter as a query string with its question mark; empty when it is <see cref="Everything"/>.</summary>
    public string ToQueryString()
    {
        var query = new StringBuilder();
        foreach (var (name, value) in Parameters())
            query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return query.ToString();
    }

    /// <summary>A year as the filter spells it.</summary>
    internal static string FourDigits(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

    internal static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
