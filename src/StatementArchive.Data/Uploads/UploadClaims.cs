using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Sqlite;

namespace StatementArchive.Data.Uploads;

/// <summary>An upload that a worker has claimed, as it was then.</summary>
internal sealed record ClaimedUpload(int Id, int UserId, Guid Claim, string? Address, bool IsHtml, string? Sidecar, int NewBefore);

/// <summary>The claim is gone: somebody called the upload off, or took it from a process that was thought to have ended.</summary>
internal sealed class LostClaimException() : Exception("The upload is no longer this worker's.");

/// <summary>How an upload ends.</summary>
/// <param name="Reason">As <see cref="Upload.Reason"/>.</param>
internal sealed record UploadEnd(UploadState State, int Known, int Refused, string? Reason);

/// <summary>
/// Claims uploads for one worker and settles them. A claim is a number in the upload's own row, written and compared in the transaction of
/// whatever is done for it, so an upload is taken in once, however many workers there are and whenever one of them ends.
/// </summary>
internal sealed class UploadClaims(Guid worker, IServiceScopeFactory scopes, TimeProvider clock, IOptions<ArchiveOptions> options)
{
    /// <summary>How often an upload is begun that ends the process which works on it.</summary>
    public const int MostAttempts = 3;

    // Whose turn was when, the last one at the end. Held in memory: a restart begins a new round, which costs nobody more than one upload of each.
    private readonly List<int> _served = [];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private string Data => options.Value.DataPath;

    /// <summary>
    /// Claims the next upload: first what this worker was stopped at or another one left when it ended, then the oldest one of whoever waits longest for
    /// their turn, so that nobody waits for all that another handed in.
    /// </summary>
    /// <returns><c>null</c> if there is none.</returns>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<ClaimedUpload?> NextAsync(CancellationToken cancellation) => WithAsync(async db =>
    {
        // Asking is free; beginning as the writer is not.
        if (!await db.Uploads.InQueue().AnyAsync(cancellation)) return null;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        while (await CandidateAsync(db, cancellation) is { } upload)
        {
            var left = upload.Claim;
            if (left != worker) upload.Attempts++;
            if (upload.Attempts > MostAttempts)
            {
                (upload.State, upload.Claim, upload.EndedAt) = (UploadState.Failed, null, Now);
                upload.Reason = $"The archive's process ended {MostAttempts} times while it worked on this. It may ask for more memory or time than there is.";
                db.Audit(Now, null, "upload failed", "upload", UploadDesk.Number(upload.Id), reason: upload.Reason);
            }
            else
            {
                (upload.State, upload.Claim, upload.BegunAt) = (UploadState.Working, worker, Now);
            }
            await db.SaveChangesAsync(cancellation);
            if (upload.State == UploadState.Failed) continue;
            await transaction.CommitAsync(cancellation);
            _served.Remove(upload.UserId);
            _served.Add(upload.UserId);
            if (left is { } ended && ended != worker) WorkerLock.Remove(Data, ended);
            return new ClaimedUpload(upload.Id, upload.UserId, worker, upload.Address, upload.IsHtml, upload.Sidecar, upload.New);
        }
        await transaction.CommitAsync(cancellation);
        return null;
    });

    /// <summary>The bytes that were handed in.</summary>
    /// <exception cref="LostClaimException"/>
    public Task<byte[]> BytesAsync(ClaimedUpload upload, CancellationToken cancellation) => WithAsync(async db =>
        await db.Set<UploadContent>().Where(content => content.UploadId == upload.Id).Select(content => content.Bytes).SingleOrDefaultAsync(cancellation) ?? throw new LostClaimException());

    /// <summary>Says how far a file of several articles has been read.</summary>
    /// <returns><c>false</c> if the claim is gone.</returns>
    public bool Tell(ClaimedUpload upload, int known, int refused, double share)
    {
        using var scope = scopes.CreateScope();
        return Own(Context(scope), upload).ExecuteUpdate(set => set.SetProperty(one => one.Known, known).SetProperty(one => one.Refused, refused)
            // What is read once more on the way to where it was left is no news.
            .SetProperty(one => one.Share, one => one.Share > share ? one.Share : share)) > 0;
    }

    /// <summary>Writes the articles that came of it, in the transaction that stores them.</summary>
    /// <param name="end">How it ends with them; <c>null</c> if it goes on.</param>
    /// <exception cref="LostClaimException">Nothing of the transaction may stay.</exception>
    public async Task AddAsync(ArchiveContext db, ClaimedUpload upload, IReadOnlyList<Article> articles, UploadEnd? end)
    {
        var goesOn = end is null;
        // What comes on is not what ends its process.
        if (await Own(db, upload).ExecuteUpdateAsync(set => set.SetProperty(one => one.New, one => one.New + articles.Count).SetProperty(one => one.Attempts, one => goesOn ? 1 : one.Attempts)) == 0) throw new LostClaimException();
        db.AddRange(articles.Select(article => new UploadedArticle { UploadId = upload.Id, ArticleId = article.Id, IsNew = true }));
        if (end is not null) await EndAsync(db, upload, end);
        await db.SaveChangesAsync();
    }

    /// <summary>Ends it, in a transaction of its own.</summary>
    /// <param name="known">The address of the article that the archive had before; <c>null</c> for none.</param>
    /// <exception cref="LostClaimException">It stays as it is.</exception>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task EndAsync(ClaimedUpload upload, UploadEnd end, string? known = null) => WithAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        if (known is not null && await db.Articles.Where(article => article.Slug == known && !db.Set<UploadedArticle>().Any(one => one.UploadId == upload.Id && one.ArticleId == article.Id)).Select(article => article.Id).ToListAsync() is [var article])
            db.Add(new UploadedArticle { UploadId = upload.Id, ArticleId = article, IsNew = false });
        await EndAsync(db, upload, end);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return true;
    });

    /// <summary>Whether somebody else waits for their turn.</summary>
    public bool OthersWait(ClaimedUpload upload)
    {
        using var scope = scopes.CreateScope();
        return Context(scope).Uploads.InQueue().Any(one => one.Claim == null && one.UserId != upload.UserId);
    }

    /// <summary>Puts it back into the queue, because the process is about to end, or it is another user's turn.</summary>
    public Task PutBackAsync(ClaimedUpload upload) => WithAsync(db => Own(db, upload).ExecuteUpdateAsync(set => set
        .SetProperty(one => one.State, UploadState.Waiting).SetProperty(one => one.Claim, (Guid?)null).SetProperty(one => one.Attempts, one => one.Attempts - 1)));

    private async Task EndAsync(ArchiveContext db, ClaimedUpload upload, UploadEnd end)
    {
        var settled = await Own(db, upload).ExecuteUpdateAsync(set => set
            .SetProperty(one => one.State, end.State).SetProperty(one => one.Claim, (Guid?)null).SetProperty(one => one.EndedAt, Now).SetProperty(one => one.Share, (double?)null)
            .SetProperty(one => one.Known, end.Known).SetProperty(one => one.Refused, end.Refused).SetProperty(one => one.Reason, end.Reason));
        if (settled == 0) throw new LostClaimException();
        // The original has them now. What failed keeps them for another try.
        if (end.State == UploadState.Done) await UploadDesk.RemoveContentAsync(db, upload.Id, CancellationToken.None);
        db.Audit(Now, upload.UserId, end.State == UploadState.Done ? "upload taken in" : "upload failed", "upload", UploadDesk.Number(upload.Id), after: new { end.State, end.Known, end.Refused }, reason: end.Reason);
    }

    private async Task<Upload?> CandidateAsync(ArchiveContext db, CancellationToken cancellation)
    {
        var claimed = await db.Uploads.InQueue().Where(upload => upload.Claim != null).OrderBy(upload => upload.Id).ToListAsync(cancellation);
        if (claimed.Find(upload => upload.Claim == worker || WorkerLock.HasEnded(Data, upload.Claim!.Value)) is { } left) return left;
        var waiting = await db.Uploads.InQueue().Where(upload => upload.Claim == null).GroupBy(upload => upload.UserId).Select(of => new { UserId = of.Key, Id = of.Min(upload => upload.Id) }).ToListAsync(cancellation);
        // Who was not served yet stands before all others; of several, whose upload is the oldest.
        return waiting.OrderBy(oldest => _served.IndexOf(oldest.UserId)).ThenBy(oldest => oldest.Id).FirstOrDefault() is { } next ? await db.Uploads.SingleAsync(upload => upload.Id == next.Id, cancellation) : null;
    }

    private static IQueryable<Upload> Own(ArchiveContext db, ClaimedUpload upload) => db.Uploads.Where(one => one.Id == upload.Id && one.State == UploadState.Working && one.Claim == upload.Claim);

    private async Task<T> WithAsync<T>(Func<ArchiveContext, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            return await work(Context(scope));
        }
        catch (Exception e) when (SqliteFaults.Explain(e) is { } reason)
        {
            throw new ArchiveUnavailableException(reason, e);
        }
    }

    private static ArchiveContext Context(IServiceScope scope) => scope.ServiceProvider.GetRequiredService<ArchiveContext>();
}
