using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Queries;

/// <summary>What stands at the address of something that was taken back.</summary>
/// <param name="At">UTC.</param>
/// <param name="Note">What the public is told beyond date and reason.</param>
/// <param name="ArticleSlug">Of a statement that stands elsewhere: its article, if the public sees it.</param>
public sealed record Tombstone(DateTime At, WithdrawalReason Reason, string? Note, string? ArticleSlug = null);

/// <summary>Finds tombstones: what was public once answers for good that it is gone.</summary>
public static class Tombstones
{
    /// <summary>Of a statement that was withdrawn, alone or with its article; <c>null</c> if none was.</summary>
    public static async Task<Tombstone?> TombstoneOfStatementAsync(this ArchiveContext db, string slug, CancellationToken cancellation)
    {
        var statement = await db.Statements.AsNoTracking().Where(s => s.Slug == slug && s.Status == PublicationStatus.Withdrawn).Select(s => new { s.Id, s.ArticleId }).SingleOrDefaultAsync(cancellation);
        if (statement is null) return null;
        return await db.Withdrawals.AsNoTracking().Where(w => w.StatementId == statement.Id || w.ArticleId == statement.ArticleId)
            .OrderBy(w => w.ArticleId)
            .Select(w => new Tombstone(w.At, w.Reason, w.Note, w.Reason == WithdrawalReason.Duplicate && w.Statement!.Article.Status == PublicationStatus.Published ? w.Statement.Article.Slug : null)).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Of an article; <c>null</c> if none was withdrawn at this address.</summary>
    public static Task<Tombstone?> TombstoneOfArticleAsync(this ArchiveContext db, string slug, CancellationToken cancellation) => db.Withdrawals.AsNoTracking()
        .Where(w => w.Article!.Slug == slug && w.Article.Status == PublicationStatus.Withdrawn).Select(w => new Tombstone(w.At, w.Reason, w.Note)).FirstOrDefaultAsync(cancellation);
}
