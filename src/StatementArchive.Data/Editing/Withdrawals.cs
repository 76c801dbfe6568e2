using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Editing;

/// <summary>What becomes of the bytes and texts of what is withdrawn.</summary>
public enum WithdrawnContent
{
    /// <summary>Nobody but archivists sees them; they can be brought back.</summary>
    Kept,

    /// <summary>They are removed from the database for good. Digest, address and dates stay.</summary>
    Destroyed,
}

/// <summary>
/// Takes back what was published. A tombstone stays at its address; lists, the index and whatever else follows the change sequence drop it at once.
/// Each method is one transaction and returns why it was refused, in words, or <c>null</c>.
/// </summary>
public sealed class Withdrawals(ArchiveContext db, NearDuplicates duplicates, TimeProvider clock)
{
    /// <summary>Takes a statement back. Its text goes on standing in its article's, so it cannot be destroyed without the article.</summary>
    /// <param name="note">What the public is told; <c>null</c> for no more than date and reason.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<string?> WithdrawStatementAsync(string slug, WithdrawalReason reason, string? note, int? userId, CancellationToken cancellation) => WriteAsync(note, async now =>
    {
        var statement = await db.Statements.Include(s => s.Article).ThenInclude(a => a.Redactions).SingleOrDefaultAsync(s => s.Slug == slug && s.Status == PublicationStatus.Published && s.Article.Status == PublicationStatus.Published, cancellation);
        if (statement is null) return "No published statement stands at this address.";
        var forms = await db.PublicFormsAsync(statement.ArticleId, cancellation);
        Withdraw(statement, now);
        db.Add(new Withdrawal { Statement = statement, At = now, Reason = reason, Note = note, UserId = userId, IsDestroyed = false });
        db.Audit(now, userId, "statement withdrawn", "statement", slug, before: new { Status = PublicationStatus.Published }, after: new { Status = PublicationStatus.Withdrawn, Class = reason, Note = note });
        await db.TellOfFormsAsync(statement.ArticleId, forms, now, cancellation);
        return null;
    }, cancellation);

    /// <summary>Takes an article back with all its statements.</summary>
    /// <inheritdoc cref="WithdrawStatementAsync"/>
    public Task<string?> WithdrawArticleAsync(string slug, WithdrawalReason reason, string? note, WithdrawnContent content, int? userId, CancellationToken cancellation) => WriteAsync(note, async now =>
    {
        var article = await db.Articles.Include(a => a.Statements).SingleOrDefaultAsync(a => a.Slug == slug && a.Status == PublicationStatus.Published, cancellation);
        if (article is null) return "No published article stands at this address.";
        var forms = await db.PublicFormsAsync(article.Id, cancellation);
        foreach (var statement in article.Statements.Where(s => s.Status == PublicationStatus.Published)) Withdraw(statement, now);
        article.Status = PublicationStatus.Withdrawn;
        db.Add(new Withdrawal { Article = article, At = now, Reason = reason, Note = note, UserId = userId, IsDestroyed = content == WithdrawnContent.Destroyed });
        if (content == WithdrawnContent.Destroyed) await DestroyAsync(article, cancellation);
        db.Audit(now, userId, "article withdrawn", "article", slug, before: new { Status = PublicationStatus.Published }, after: new { Status = PublicationStatus.Withdrawn, Class = reason, Note = note, Content = content });
        await db.TellOfFormsAsync(article.Id, forms, now, cancellation);
        return null;
    }, cancellation);

    /// <summary>Publishes again what was taken back and not destroyed, at its old address.</summary>
    /// <param name="withdrawalId">Number of the <see cref="Withdrawal"/>.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<string?> ReinstateAsync(int withdrawalId, int? userId, CancellationToken cancellation) => WriteAsync(null, async now =>
    {
        var withdrawal = await db.Withdrawals.Include(w => w.Article).ThenInclude(a => a!.Statements).Include(w => w.Statement).ThenInclude(s => s!.Article).SingleOrDefaultAsync(w => w.Id == withdrawalId, cancellation);
        if (withdrawal is null) return "This was brought back already.";
        if (withdrawal.IsDestroyed) return "Its content was destroyed.";
        if (withdrawal.Statement is { } one)
        {
            if (one.Article.Status != PublicationStatus.Published) return "Its article is withdrawn, too; bring that back first.";
            if (await db.Statements.AnyAsync(s => s.ArticleId == one.ArticleId && s.Id != one.Id && s.Status == PublicationStatus.Published && s.Start < one.End && one.Start < s.End, cancellation))
                return "Another statement holds its passage now; correct the article instead.";
        }
        else
        {
            withdrawal.Article!.Status = PublicationStatus.Published;
        }
        var articleId = withdrawal.Statement?.ArticleId ?? withdrawal.Article!.Id;
        var forms = await db.PublicFormsAsync(articleId, cancellation);
        var withdrawnAlone = await db.Withdrawals.Where(w => w.StatementId != null && w.Id != withdrawalId).Select(w => w.StatementId!.Value).ToListAsync(cancellation);
        foreach (var statement in withdrawal.Statement is { } single ? [single] : withdrawal.Article!.Statements.Where(s => s.Status == PublicationStatus.Withdrawn && !withdrawnAlone.Contains(s.Id)).ToList())
        {
            statement.Status = PublicationStatus.Published;
            db.Add(new Change { At = now, Kind = ChangeKind.Published, Statement = statement });
        }
        db.Remove(withdrawal);
        var (kind, slug) = withdrawal.Statement is { } back ? ("statement", back.Slug) : ("article", withdrawal.Article!.Slug);
        db.Audit(now, userId, $"{kind} reinstated", kind, slug, before: new { Status = PublicationStatus.Withdrawn }, after: new { Status = PublicationStatus.Published });
        await db.TellOfFormsAsync(articleId, forms, now, cancellation);
        return null;
    }, cancellation);

    private void Withdraw(Statement statement, DateTime now)
    {
        statement.Status = PublicationStatus.Withdrawn;
        db.Add(new Change { At = now, Kind = ChangeKind.Withdrawn, Statement = statement });
    }

    // What may no longer be had by anybody: the bytes, the text, and whatever repeats a part of it.
    private async Task DestroyAsync(Article article, CancellationToken cancellation)
    {
        var shared = await db.Articles.AnyAsync(a => a.OriginalId == article.OriginalId && a.Id != article.Id, cancellation);
        if (!shared)
        {
            await db.Set<OriginalContent>().Where(c => c.OriginalId == article.OriginalId).ExecuteDeleteAsync(cancellation);
            await db.Originals.Where(o => o.Id == article.OriginalId).ExecuteUpdateAsync(o => o.SetProperty(one => one.Sidecar, (string?)null), cancellation);
        }
        await duplicates.ForgetAsync([.. article.Statements.Select(s => s.Id)], cancellation);
        await db.Captures.Where(capture => capture.ArticleId == article.Id).ExecuteUpdateAsync(c => c.SetProperty(one => one.Head, (byte[]?)null), cancellation);
        await db.WorkingCopies.Where(copy => copy.ArticleId == article.Id).ExecuteDeleteAsync(cancellation);
        await db.Evidence.Where(e => e.ArticleId == article.Id).ExecuteDeleteAsync(cancellation);
        await db.AuthorNames.Where(n => n.ArticleId == article.Id).ExecuteDeleteAsync(cancellation);
        await db.Revisions.Where(r => r.Statement.ArticleId == article.Id).ExecuteUpdateAsync(r => r.SetProperty(one => one.Content, "").SetProperty(one => one.IsPublic, false), cancellation);
        (article.Text, article.Layout, article.Title, article.Note, article.RunnerUp) = ("", null, null, null, null);
        article.Parts.Clear();
        article.DeclaredAuthors.Clear();
        article.Redactions.Clear();
        foreach (var statement in article.Statements)
        {
            (statement.Body, statement.BodySignOffStart, statement.Heading, statement.Title) = ("", null, null, null);
            statement.Signatories.Clear();
        }
    }

    private async Task<string?> WriteAsync(string? note, Func<DateTime, Task<string?>> write, CancellationToken cancellation)
    {
        if (note is not null && GivenValues.FaultOfRemark(note) is { } fault) return $"The note: {fault}.";
        return await db.InOneTransactionAsync(() => write(clock.GetUtcNow().UtcDateTime), refusal => refusal is null, cancellation);
    }
}
