using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Data.Queries;

/// <summary>The kept file of an article, as the public is told of it. Members as in <see cref="Original"/>.</summary>
/// <param name="Withheld">Why the public is not given it, in words that go on behind 'because'; <c>null</c> if it is.</param>
public sealed record KeptFile(string Sha256, string MediaType, long Length, string? Withheld)
{
    /// <summary>The evidence that repeats nothing which such a file tells beside its text, unless it was believed: who typed a document is not always who speaks in it.</summary>
    public IReadOnlyList<EvidenceItem> Public(IEnumerable<EvidenceItem> evidence) =>
        [.. evidence.Where(item => item.IsChosen || item.Quote.Length > 0 || item.Fact is not ("author" or "kind" or "affiliation") || !FileTraces.AreUsualIn(MediaType))];
}

/// <summary>Which kept files the public is given. This is the one place that says so.</summary>
public static class KeptFiles
{
    /// <summary>The kept file of a public article; <c>null</c> if there is no such article.</summary>
    /// <param name="unread">Of the article.</param>
    public static async Task<KeptFile?> KeptFileAsync(this ArchiveContext db, int articleId, UnreadPassages unread, CancellationToken cancellation)
    {
        var article = await db.PublicArticles().AsNoTracking().Where(a => a.Id == articleId)
            .Select(a => new { a.Original.Sha256, a.Original.MediaType, a.Original.Length, a.Original.IsHandedOut, a.Redactions }).SingleOrDefaultAsync(cancellation);
        if (article is null) return null;
        var withheld = article.Redactions.Count > 0 ? "a passage of it is hidden"
            : unread.Withdrawn.Count > 0 ? "a statement of it was withdrawn"
            : unread.Republished.Count > 0 ? "a statement that it publishes once more is not public, or not all of it"
            : !article.IsHandedOut ? "it may tell who sent it in"
            : null;
        return new KeptFile(article.Sha256, article.MediaType, article.Length, withheld);
    }
}
