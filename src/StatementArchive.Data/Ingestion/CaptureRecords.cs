using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Data.Ingestion;

/// <summary>Adds captures to articles that the archive has. What is held already is never added again.</summary>
internal static class CaptureRecords
{
    /// <summary>Adds captures of bytes that are the originals of articles.</summary>
    /// <param name="db">In a transaction that keeps other writers out; committing it is the caller's.</param>
    /// <param name="now">UTC.</param>
    /// <returns>How many were added.</returns>
    public static async Task<int> AddAsync(ArchiveContext db, IReadOnlyCollection<(string Sha256, CaptureFacts Facts)> captures, DateTime now, CancellationToken cancellation)
    {
        var hashes = captures.Select(capture => capture.Sha256).Distinct().ToList();
        var articles = await db.Articles.Where(article => EF.Parameter(hashes).Contains(article.Original.Sha256))
            .Select(article => new { article.Original.Sha256, article.Id }).ToListAsync(cancellation);
        var articlesOf = articles.ToLookup(article => article.Sha256, article => article.Id);
        return await AddAsync(db, [.. captures.SelectMany(capture => articlesOf[capture.Sha256].Select(article => (article, capture.Facts)))], now, cancellation);
    }

    /// <summary>Adds captures that found the document of an earlier one unchanged. The archive need not hold that one: most are of pictures and scripts.</summary>
    /// <returns>How many belong to articles of the archive, and how many of these were added.</returns>
    /// <inheritdoc cref="AddAsync(ArchiveContext, IReadOnlyCollection{ValueTuple{string, CaptureFacts}}, DateTime, CancellationToken)"/>
    public static async Task<(int Known, int Added)> AddAsync(ArchiveContext db, IReadOnlyCollection<(Revisit Earlier, CaptureFacts Facts)> revisits, DateTime now, CancellationToken cancellation)
    {
        var addresses = revisits.Select(revisit => revisit.Earlier.Url).Distinct().ToList();
        var times = revisits.Select(revisit => revisit.Earlier.Time.ToString()).Distinct().ToList();
        var held = await db.Captures.Where(capture => EF.Parameter(addresses).Contains(capture.Url!) && EF.Parameter(times).Contains(capture.Captured!))
            .Select(capture => new { capture.Url, capture.Captured, capture.ArticleId }).ToListAsync(cancellation);
        var articlesOf = held.ToLookup(capture => (capture.Url, capture.Captured), capture => capture.ArticleId);
        var known = revisits.Where(revisit => articlesOf.Contains((revisit.Earlier.Url, revisit.Earlier.Time.ToString()))).ToList();
        return (known.Count, await AddAsync(db, [.. known.SelectMany(revisit => articlesOf[(revisit.Earlier.Url, revisit.Earlier.Time.ToString())].Select(article => (article, revisit.Facts)))], now, cancellation));
    }

    private static async Task<int> AddAsync(ArchiveContext db, IReadOnlyCollection<(int Article, CaptureFacts Facts)> captures, DateTime now, CancellationToken cancellation)
    {
        var articles = captures.Select(capture => capture.Article).Distinct().ToList();
        var held = (await db.Captures.AsNoTracking().Where(capture => EF.Parameter(articles).Contains(capture.ArticleId)).ToListAsync(cancellation))
            .GroupBy(capture => capture.ArticleId).ToDictionary(of => of.Key, of => of.ToList());
        var added = 0;
        foreach (var (article, facts) in captures)
        {
            if (!held.TryGetValue(article, out var others)) held[article] = others = [];
            if (others.Exists(facts.IsHeldBy)) continue;
            var capture = new Capture { ArticleId = article, Url = facts.Url, Captured = facts.Captured, Place = facts.Place, Head = facts.Head, IngestedAt = now };
            others.Add(capture);
            db.Add(capture);
            added++;
        }
        await db.SaveChangesAsync(cancellation);
        return added;
    }
}
