using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Queries;

/// <summary>Passages of a public article that the public does not read although they are not hidden themselves. Offsets in code points of the article's text.</summary>
/// <param name="Withdrawn">Of statements that were withdrawn, where no part of the article holds them now: a correction that gives a passage to another part says that it can be read.</param>
/// <param name="Republished">Other publications of statements that are not public, or of which a passage is hidden.</param>
public sealed record UnreadPassages(IReadOnlyList<TextSpan> Withdrawn, IReadOnlyList<TextSpan> Republished)
{
    /// <summary>What is hidden of an article for whatever reason, so that nothing else repeats it.</summary>
    public IReadOnlyList<Redaction> With(IEnumerable<Redaction> redactions) =>
        [.. redactions, .. Withdrawn.Concat(Republished).Select(passage => new Redaction { Start = passage.Start, End = passage.End, Reason = "" })];
}

/// <summary>Finds what became unreadable because of a statement.</summary>
public static class UnreadPassagesOfArticles
{
    public static async Task<UnreadPassages> UnreadPassagesAsync(this ArchiveContext db, int articleId, CancellationToken cancellation)
    {
        var republished = await db.Republications.AsNoTracking().Where(r => r.ArticleId == articleId)
            .Select(r => new { r.Start, r.End, IsPublic = r.Statement.Status == PublicationStatus.Published && r.Statement.Article.Status == PublicationStatus.Published, r.Statement.Article.Redactions, At = r.Statement.Start, Until = r.Statement.End }).ToListAsync(cancellation);
        var withdrawn = await db.Statements.Where(s => s.ArticleId == articleId && s.Status == PublicationStatus.Withdrawn).Select(s => new TextSpan(s.Start, s.End)).ToListAsync(cancellation);
        return new UnreadPassages(
            withdrawn.Count == 0 ? [] : await LeftAsync(db, articleId, withdrawn, [.. republished.Select(r => new TextSpan(r.Start, r.End))], cancellation),
            [.. republished.Where(r => !r.IsPublic || r.Redactions.Hide(r.At, r.Until)).Select(r => new TextSpan(r.Start, r.End))]);
    }

    private static async Task<IReadOnlyList<TextSpan>> LeftAsync(ArchiveContext db, int articleId, IReadOnlyList<TextSpan> withdrawn, IReadOnlyList<TextSpan> republished, CancellationToken cancellation)
    {
        var article = await db.Articles.AsNoTracking().SingleAsync(a => a.Id == articleId, cancellation);
        var statements = await db.Statements.Where(s => s.ArticleId == articleId && s.Status == PublicationStatus.Published).Select(s => new TextSpan(s.Start, s.End)).ToListAsync(cancellation);
        List<TextSpan> holders = [.. statements.Concat(republished).Concat(article.Parts.Where(part => part.LeftOutReason != DraftReader.Unaccounted).Select(part => new TextSpan(part.Start, part.End))).OrderBy(span => span.Start)];
        var index = new CodePointIndex(article.Text);
        return [.. withdrawn.SelectMany(span => Without(holders, span)).Where(span => !string.IsNullOrWhiteSpace(index.ToUtf16(span).In(article.Text)))];
    }

    private static IEnumerable<TextSpan> Without(IEnumerable<TextSpan> holders, TextSpan span)
    {
        var at = span.Start;
        foreach (var holder in holders.Where(holder => holder.Overlaps(span)))
        {
            if (holder.Start > at) yield return new TextSpan(at, holder.Start);
            at = Math.Max(at, holder.End);
        }
        if (at < span.End) yield return new TextSpan(at, span.End);
    }
}
