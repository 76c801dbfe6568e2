using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Sqlite;
using StatementArchive.Data.Uploads;

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
/// Takes back what was published, and destroys what nobody is to have any more. A tombstone stays at its address; lists, the index and whatever else follows the change sequence drop it at once.
/// Each method is one transaction and returns why it was refused, in words, or <c>null</c>.
/// </summary>
public sealed class Withdrawals(ArchiveContext db, WorkingCopies copies, NearDuplicates duplicates, Erasure erasure, TimeProvider clock)
{
    /// <summary>Takes a statement back. Its text goes on standing in its article's, so it cannot be destroyed without the article.</summary>
    /// <param name="note">What the public is told; <c>null</c> for no more than date and reason.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<string?> WithdrawStatementAsync(string slug, WithdrawalReason reason, string? note, int? userId, CancellationToken cancellation) => WriteAsync(note, async now =>
    {
        var statement = await db.Statements.SingleOrDefaultAsync(s => s.Slug == slug && s.Status == PublicationStatus.Published && s.Article.Status == PublicationStatus.Published, cancellation);
        if (statement is null) return "No published statement stands at this address.";
        var forms = await db.PublicFormsAsync(statement.ArticleId, cancellation);
        Withdraw(statement, now);
        await copies.NoticeAsync(statement.ArticleId, cancellation);
        db.Add(new Withdrawal { Statement = statement, At = now, Reason = reason, Note = note, UserId = userId, IsDestroyed = false });
        db.Audit(now, userId, "statement withdrawn", "statement", slug, before: new { Status = PublicationStatus.Published }, after: new { Status = PublicationStatus.Withdrawn, Class = reason, Note = note });
        await db.TellOfFormsAsync(statement.ArticleId, forms, now, cancellation);
        return null;
    }, cancellation);

    /// <summary>Takes an article back with all its statements.</summary>
    /// <inheritdoc cref="WithdrawStatementAsync"/>
    public async Task<string?> WithdrawArticleAsync(string slug, WithdrawalReason reason, string? note, WithdrawnContent content, int? userId, CancellationToken cancellation)
    {
        var refusal = await WriteAsync(note, now => WithdrawArticleAsync(slug, reason, note, content, userId, now, cancellation), cancellation);
        if (refusal is null && content == WithdrawnContent.Destroyed) await EraseAsync();
        return refusal;
    }

    private async Task<string?> WithdrawArticleAsync(string slug, WithdrawalReason reason, string? note, WithdrawnContent content, int? userId, DateTime now, CancellationToken cancellation)
    {
        var article = await db.Articles.Include(a => a.Statements).SingleOrDefaultAsync(a => a.Slug == slug && a.Status == PublicationStatus.Published, cancellation);
        if (article is null) return "No published article stands at this address.";
        if (content == WithdrawnContent.Destroyed && await IsComingInAsync(article.Id, cancellation)) return StillComingIn;
        var forms = await db.PublicFormsAsync(article.Id, cancellation);
        foreach (var statement in article.Statements.Where(s => s.Status == PublicationStatus.Published)) Withdraw(statement, now);
        article.Status = PublicationStatus.Withdrawn;
        db.Add(new Withdrawal { Article = article, At = now, Reason = reason, Note = note, UserId = userId, IsDestroyed = content == WithdrawnContent.Destroyed });
        if (content == WithdrawnContent.Destroyed) await DestroyAsync(article, cancellation);
        else await copies.NoticeAsync(article.Id, cancellation);
        db.Audit(now, userId, "article withdrawn", "article", slug, before: new { Status = PublicationStatus.Published }, after: new { Status = PublicationStatus.Withdrawn, Class = reason, Note = note, Content = content });
        await db.TellOfFormsAsync(article.Id, forms, now, cancellation);
        return null;
    }

    /// <summary>
    /// Destroys an article that is not public: of one that was withdrawn and kept the tombstone stays, of a draft, which nobody ever saw, nothing but an entry of
    /// the log with its number. Handed in again, what was a draft is taken in again.
    /// </summary>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public async Task<string?> DestroyAsync(int articleId, int? userId, CancellationToken cancellation)
    {
        var refusal = await WriteAsync(null, now => DestroyAsync(articleId, userId, now, cancellation), cancellation);
        if (refusal is null) await EraseAsync();
        return refusal;
    }

    private async Task<string?> DestroyAsync(int articleId, int? userId, DateTime now, CancellationToken cancellation)
    {
        var article = await db.Articles.Include(a => a.Statements).SingleOrDefaultAsync(a => a.Id == articleId, cancellation);
        if (article is null) return "It is no longer there.";
        if (article.Status == PublicationStatus.Published) return "It is published; withdraw it.";
        if (await IsComingInAsync(articleId, cancellation)) return StillComingIn;
        if (article.Status == PublicationStatus.Withdrawn && await db.Withdrawals.Where(w => w.ArticleId == articleId && !w.IsDestroyed).ExecuteUpdateAsync(w => w.SetProperty(one => one.IsDestroyed, true), cancellation) == 0) return "It was destroyed already.";
        await DestroyAsync(article, cancellation);
        db.Audit(now, userId, article.Status == PublicationStatus.Draft ? "draft destroyed" : "article destroyed", "article", article.LoggedAs);
        if (article.Status != PublicationStatus.Draft) return null;
        await db.SaveChangesAsync(cancellation);
        db.ChangeTracker.Clear();
        await RemoveAsync(articleId, article.OriginalId, cancellation);
        return null;
    }

    // What is left of an article after it was destroyed. Statements that became public are never among these.
    private async Task RemoveAsync(int articleId, int originalId, CancellationToken cancellation)
    {
        var statements = db.Statements.Where(s => s.ArticleId == articleId);
        await db.Revisions.Where(r => r.Statement.ArticleId == articleId).ExecuteDeleteAsync(cancellation);
        await db.Set<StatementAuthor>().Where(a => a.Statement.ArticleId == articleId).ExecuteDeleteAsync(cancellation);
        await db.Set<StatementSubject>().Where(a => a.Statement.ArticleId == articleId).ExecuteDeleteAsync(cancellation);
        await db.StatementDistinctions.Where(d => statements.Any(s => s.Id == d.OneId || s.Id == d.OtherId)).ExecuteDeleteAsync(cancellation);
        await statements.Where(s => s.TranslationOfId != null).ExecuteUpdateAsync(s => s.SetProperty(one => one.TranslationOfId, (int?)null), cancellation);
        await statements.ExecuteDeleteAsync(cancellation);
        await db.Captures.Where(capture => capture.ArticleId == articleId).ExecuteDeleteAsync(cancellation);
        await db.Set<UploadedArticle>().Where(one => one.ArticleId == articleId).ExecuteDeleteAsync(cancellation);
        await db.Articles.Where(a => a.Id == articleId).ExecuteDeleteAsync(cancellation);
        await db.Originals.Where(o => o.Id == originalId).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Publishes again what was taken back and not destroyed, at its old address.</summary>
    /// <param name="withdrawalId">Number of the <see cref="Withdrawal"/>.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<string?> ReinstateAsync(int withdrawalId, int? userId, CancellationToken cancellation) => WriteAsync(null, async now =>
    {
        var withdrawal = await db.Withdrawals.Include(w => w.Statement).SingleOrDefaultAsync(w => w.Id == withdrawalId, cancellation);
        if (withdrawal is null) return "This was brought back already.";
        if (withdrawal.IsDestroyed) return "Its content was destroyed.";
        var article = (await DraftReader.LoadAsync(db, withdrawal.ArticleId ?? withdrawal.Statement!.ArticleId, cancellation))!;
        var text = DraftText.Of(article);
        if (withdrawal.Statement is { } one)
        {
            if (article.Status != PublicationStatus.Published) return "Its article is withdrawn, too; bring that back first.";
            if (!DraftReader.Read(article, text).Parts.Any(part => part.Withdrawn == one.Slug)) return "Another part of the article holds its passage now; correct the article instead.";
        }
        else
        {
            article.Status = PublicationStatus.Published;
        }
        var articleId = withdrawal.Statement?.ArticleId ?? withdrawal.Article!.Id;
        var forms = await db.PublicFormsAsync(articleId, cancellation);
        var withdrawnAlone = await db.Withdrawals.Where(w => w.StatementId != null && w.Id != withdrawalId).Select(w => w.StatementId!.Value).ToListAsync(cancellation);
        foreach (var statement in withdrawal.Statement is { } single ? [single] : article.Statements.Where(s => s.Status == PublicationStatus.Withdrawn && !withdrawnAlone.Contains(s.Id)).ToList())
        {
            statement.Status = PublicationStatus.Published;
            db.Add(new Change { At = now, Kind = ChangeKind.Published, Statement = statement });
            await HideAsync(statement, article, text, now, userId, cancellation);
        }
        db.Remove(withdrawal);
        await copies.NoticeAsync(article.Id, cancellation);
        var (kind, slug) = withdrawal.Statement is { } back ? ("statement", back.Slug) : ("article", article.Slug);
        db.Audit(now, userId, $"{kind} reinstated", kind, slug, before: new { Status = PublicationStatus.Withdrawn }, after: new { Status = PublicationStatus.Published });
        await db.TellOfFormsAsync(articleId, forms, now, cancellation);
        return null;
    }, cancellation);

    // Passages can have been hidden while it was withdrawn: the work on its article did not touch it, and what was said of it before shows them.
    private async Task HideAsync(Statement statement, Article article, DraftText text, DateTime now, int? userId, CancellationToken cancellation)
    {
        List<DraftRedaction> redactions = [.. article.Redactions.Select(hidden => new DraftRedaction(hidden.Start, hidden.End, hidden.Reason)).OrderBy(hidden => hidden.Start)];
        var (hasHidden, isTitleHidden) = (article.Redactions.Hide(statement.Start, statement.End), HiddenWords.StandIn(statement.Title, redactions, text));
        if (isTitleHidden)
        {
            statement.Title = null;
            db.RemoveRange(article.Evidence.Where(e => e.StatementId == statement.Id && e is { Fact: "title", Rule: DraftEvidence.Archivist }));
            foreach (var item in article.Evidence.Where(e => e.StatementId == statement.Id && e.Fact == "title")) item.IsChosen = false;
        }
        if (!hasHidden && !isTitleHidden) return;
        if (hasHidden)
        {
            text.WriteTo(statement, DraftReader.TextOf(statement, text, redactions), redactions);
            List<Signatory> signatories = [.. statement.Signatories.Select(one => new Signatory { Name = one.Name, Description = one.Description, Start = one.Start, End = one.End, IsHidden = article.Redactions.Hide(one.Start, one.End) })];
            statement.Signatories.Clear();
            statement.Signatories.AddRange(signatories);
        }
        var content = JsonSerializer.Serialize(RevisionContent.Of(statement), RevisionContent.Json);
        var revisions = await db.Revisions.Where(r => r.StatementId == statement.Id).OrderBy(r => r.Number).ToListAsync(cancellation);
        if (revisions[^1].IsPublic && revisions[^1].Content == content) return;
        foreach (var revision in revisions.Where(r => r.IsPublic && r.Content.Length > 0 && RevisionContent.Read(r.Content) is var told && (article.Redactions.Hide(told.Start, told.End) || HiddenWords.StandIn(told.Title, redactions, text)))) revision.IsPublic = false;
        statement.RevisionNumber = revisions[^1].Number + 1;
        db.Add(new Revision { Statement = statement, Number = statement.RevisionNumber, At = now, Reason = hasHidden ? "Published again, with hidden passages" : "Published again, without a title that repeated hidden words", Content = content, IsPublic = true, UserId = userId });
    }

    private void Withdraw(Statement statement, DateTime now)
    {
        statement.Status = PublicationStatus.Withdrawn;
        db.Add(new Change { At = now, Kind = ChangeKind.Withdrawn, Statement = statement });
    }

    private Task EraseAsync()
    {
        erasure.IsIndexDue = true;
        return erasure.TryAsync(db, CancellationToken.None);
    }

    // What may no longer be had by anybody: the bytes, the text, and whatever repeats a part of it.
    private async Task DestroyAsync(Article article, CancellationToken cancellation)
    {
        await db.Set<OriginalContent>().Where(c => c.OriginalId == article.OriginalId).ExecuteDeleteAsync(cancellation);
        await db.Originals.Where(o => o.Id == article.OriginalId).ExecuteUpdateAsync(o => o.SetProperty(one => one.Sidecar, (string?)null), cancellation);
        await duplicates.ForgetAsync([.. article.Statements.Select(s => s.Id)], cancellation);
        await ForgetUploadsAsync(article.Id, cancellation);
        await db.Captures.Where(capture => capture.ArticleId == article.Id).ExecuteUpdateAsync(c => c.SetProperty(one => one.Head, (byte[]?)null), cancellation);
        await db.WorkingCopies.Where(copy => copy.ArticleId == article.Id).ExecuteDeleteAsync(cancellation);
        await db.Evidence.Where(e => e.ArticleId == article.Id).ExecuteDeleteAsync(cancellation);
        await db.AuthorNames.Where(n => n.ArticleId == article.Id).ExecuteDeleteAsync(cancellation);
        await db.Revisions.Where(r => r.Statement.ArticleId == article.Id).ExecuteUpdateAsync(r => r.SetProperty(one => one.Content, "").SetProperty(one => one.IsPublic, false), cancellation);
        (article.Text, article.Layout, article.Title, article.Note, article.RunnerUp, article.Doubt, article.SubmittedBy) = ("", null, null, null, null, null, null);
        article.Parts.Clear();
        article.DeclaredAuthors.Clear();
        article.Redactions.Clear();
        foreach (var statement in article.Statements)
        {
            (statement.Body, statement.BodySignOffStart, statement.Heading, statement.Title) = ("", null, null, null);
            statement.Signatories.Clear();
        }
    }

    private const string StillComingIn = "The file of which it came is still being taken in. Call that off, or wait for its end.";

    private Task<bool> IsComingInAsync(int articleId, CancellationToken cancellation) => db.Uploads.InQueue().AnyAsync(upload => upload.Articles.Any(one => one.ArticleId == articleId), cancellation);

    // Names, facts and remarks of what it came of, and the bytes that wait there for another try: they repeat words of it.
    private async Task ForgetUploadsAsync(int articleId, CancellationToken cancellation)
    {
        var uploads = await db.Set<UploadedArticle>().Where(one => one.ArticleId == articleId).Select(one => one.UploadId).ToListAsync(cancellation);
        foreach (var id in uploads) await UploadDesk.RemoveContentAsync(db, id, cancellation);
        await db.Uploads.Where(upload => EF.Parameter(uploads).Contains(upload.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Name, "").SetProperty(one => one.Sidecar, (string?)null).SetProperty(one => one.Reason, (string?)null), cancellation);
    }

    private async Task<string?> WriteAsync(string? note, Func<DateTime, Task<string?>> write, CancellationToken cancellation)
    {
        if (note is not null && GivenValues.FaultOfRemark(note) is { } fault) return $"The note: {fault}.";
        return await db.InOneTransactionAsync(() => write(clock.GetUtcNow().UtcDateTime), refusal => refusal is null, cancellation);
    }
}
