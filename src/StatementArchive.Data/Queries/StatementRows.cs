using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementAuthor = StatementArchive.Data.Model.StatementAuthor;

namespace StatementArchive.Data.Queries;

/// <summary>An author as a link needs it.</summary>
public sealed record AuthorRef(string Slug, string Name, AuthorKind Kind);

/// <summary>An author of a statement.</summary>
/// <param name="Affiliation">For a person: the organisation for which they speak here.</param>
public sealed record Speaker(AuthorRef Author, AuthorRef? Affiliation);

/// <summary>A statement's date as the archive knows it; everything is <c>null</c> if it is undated.</summary>
public sealed record DateFacts(DateOnly? Earliest, DateOnly? Latest, DatePrecision? Precision, DateBasis? Basis, string? Edtf)
{
    public bool IsKnown => Earliest is not null || Latest is not null;

    /// <summary>Whether the day is inferred rather than told.</summary>
    public bool IsInferred => Basis is DateBasis.Bounds;
}

/// <summary>A statement in a list.</summary>
/// <param name="IsSpeakerGuess">Whether nothing says surely who speaks, or for whom.</param>
/// <param name="Body">Markdown, from the beginning; possibly cut.</param>
public sealed record StatementRow(
    int Id, string Slug, string? Title, IReadOnlyList<Speaker> Speakers, bool IsSpeakerGuess, DateFacts Date, string? Language, int Words, string Body,
    string ArticleSlug, string? ArticleTitle, string? SourceSlug, string? SourceName);

/// <summary>A page of a list.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">Most rows of a page.</param>
/// <param name="Deepest">Highest number of a page that is shown.</param>
public sealed record PageOf<T>(IReadOnlyList<T> Rows, int Total, int Number, int Size, int Deepest = int.MaxValue)
{
    /// <summary>Number of the last page; 1 when the list is empty.</summary>
    public int Last => Math.Clamp((Total + Size - 1) / Size, 1, Deepest);

    public bool IsBeyondLast => Number > Last;
}

/// <summary>Statements as lists show them.</summary>
public static class StatementRows
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 20;

    // Enough for an opening of some lines.
    internal const int OpeningLength = 1500;

    // A search shows the place where it met: that may be far into a text, but a page must not load whole books.
    internal const int SearchedLength = 200_000;

    /// <summary>Reads the rows of a page or of a short list, in its order.</summary>
    /// <param name="ordered">At most some hundred statements.</param>
    /// <param name="bodyLength">Code points of the body that are read.</param>
    public static async Task<IReadOnlyList<StatementRow>> ToRowsAsync(this IQueryable<Statement> ordered, ArchiveContext db, CancellationToken cancellation, int bodyLength = OpeningLength)
    {
        var statements = await ordered.Select(s => new
        {
            s.Id,
            s.Slug,
            s.Title,
            IsAuthorSure = s.Evidence.Any(e => e.IsChosen && e.Fact == "author" && e.Confidence >= EvidenceItem.Sure),
            IsAffiliationGuess = s.Evidence.Any(e => e.IsChosen && e.Fact == "affiliation" && e.Confidence < EvidenceItem.Sure),
            s.Earliest,
            s.Latest,
            s.Precision,
            s.Basis,
            s.Edtf,
            Language = s.Language ?? s.Article.Language,
            s.Words,
            Body = s.Body.Substring(0, bodyLength),
            ArticleSlug = s.Article.Slug,
            ArticleTitle = s.Article.Title,
            SourceSlug = s.Article.Source == null ? null : s.Article.Source.Slug,
            SourceName = s.Article.Source == null ? null : s.Article.Source.Name,
        }).ToListAsync(cancellation);
        // In one query SQLite would look at every author of every statement.
        var ids = statements.ConvertAll(s => s.Id);
        var speakers = (await db.Set<StatementAuthor>().Where(a => EF.Parameter(ids).Contains(a.StatementId)).OrderBy(a => a.StatementId).ThenBy(a => a.Position)
                .Select(a => new
                {
                    a.StatementId,
                    Speaker = new Speaker(
                        new AuthorRef(a.Author.Slug, a.Author.Name, a.Author.Kind),
                        a.Affiliation == null ? null : new AuthorRef(a.Affiliation.Slug, a.Affiliation.Name, a.Affiliation.Kind)),
                }).ToListAsync(cancellation))
            .ToLookup(a => a.StatementId, a => a.Speaker);
        return [.. statements.Select(s => new StatementRow(
            s.Id, s.Slug, s.Title, [.. speakers[s.Id]],
            (speakers.Contains(s.Id) && !s.IsAuthorSure) || (s.IsAffiliationGuess && speakers[s.Id].Any(speaker => speaker.Affiliation is not null)),
            new DateFacts(s.Earliest, s.Latest, s.Precision, s.Basis, s.Edtf), s.Language, s.Words, s.Body, s.ArticleSlug, s.ArticleTitle, s.SourceSlug, s.SourceName))];
    }
}

/// <param name="Month">From 1 to 12.</param>
public sealed record MonthCount(int Year, int Month, int Count);

/// <summary>A stretch of the calendar and how many statements fall into it.</summary>
public sealed record TimeBin(string Label, DateOnly From, DateOnly To, int Count)
{
    // More bars than this would be too thin to point at.
    private const int MostBins = 60;

    /// <summary>
    /// Bins of one size without gaps, from the first month to the last: months, years, decades or centuries, whichever
    /// is the finest that makes a picture.
    /// </summary>
    public static IReadOnlyList<TimeBin> Of(IReadOnlyList<MonthCount> months)
    {
        if (months.Count == 0) return [];
        int first = Index(months[0]), last = Index(months[^1]);
        var width = Array.Find([1, 12, 120, 1200], w => last / w - first / w < MostBins);
        if (width == 0) width = 12_000;
        var counts = months.ToLookup(m => Index(m) / width, m => m.Count);
        return [.. Enumerable.Range(first / width, last / width - first / width + 1)
            .Select(bin => Bin(bin * width, width, counts[bin].Sum()))];
    }

    // Months since January of year 0.
    private static int Index(MonthCount month) => month.Year * 12 + month.Month - 1;

    private static TimeBin Bin(int start, int width, int count)
    {
        var from = Day(start);
        var to = start + width >= 120_000 ? DateOnly.MaxValue : Day(start + width).AddDays(-1);
        var label = width switch
        {
            1 => from.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
            12 => Year(from),
            _ => $"{Year(from)}–{Year(to)}",
        };
        return new TimeBin(label, from, to, count);
    }

    private static DateOnly Day(int index) => index < 12 ? DateOnly.MinValue : new DateOnly(index / 12, index % 12 + 1, 1);

    private static string Year(DateOnly day) => day.Year.ToString(CultureInfo.InvariantCulture);
}
