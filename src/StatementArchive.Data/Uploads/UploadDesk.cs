using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Sqlite;

namespace StatementArchive.Data.Uploads;

/// <summary>
/// What was handed in at the desk and waits to be taken in, in the database, so that it outlives the process. Whoever calls something off,
/// tries it again or removes it must be the one who handed it in, or may act for anybody.
/// </summary>
public sealed class UploadDesk(ArchiveContext db, UploadSignals signals, TimeProvider clock, IOptions<ArchiveOptions> options)
{
    /// <summary>Hands in several at once: afterwards all of them are in the queue, or none.</summary>
    /// <param name="sidecar">The facts that hold for all of them that bring none of their own, as <see cref="Upload.Sidecar"/> has them.</param>
    /// <returns>Their numbers, in the same order.</returns>
    /// <exception cref="TooManyUploadsException">More of the user's would wait than may.</exception>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public async Task<IReadOnlyList<int>> HandInAsync(int userId, IReadOnlyList<IncomingUpload> incoming, string? sidecar, CancellationToken cancellation) => await WriteAsync(async now =>
    {
        List<Upload> uploads = [.. incoming.Select(one => Record(one, userId, sidecar, now))];
        if (await RefusalAsync(userId, uploads.Count(upload => upload.State == UploadState.Waiting), cancellation) is { } refusal) throw new TooManyUploadsException(refusal);
        db.AddRange(uploads);
        await db.SaveChangesAsync(cancellation);
        foreach (var (upload, document) in uploads.Zip(incoming).Where(pair => pair.Second is IncomingUpload.Document).Select(pair => (pair.First, (IncomingUpload.Document)pair.Second)))
        {
            await using var bytes = document.Open();
            await UploadBytes.WriteAsync(db, upload.Id, bytes, document.Length, cancellation);
        }
        // Without its name, which is the beginning of a text or the title that a file bears: both can be destroyed one day, and the log cannot.
        foreach (var upload in uploads) db.Audit(now, userId, "upload handed in", "upload", Number(upload.Id), after: new { upload.Kind, upload.Length, upload.State });
        await db.SaveChangesAsync(cancellation);
        return uploads.ConvertAll(upload => upload.Id);
    }, cancellation);

    /// <summary>Calls it off. What a file of several articles has brought in already stays.</summary>
    /// <param name="actingForAnybody">Whether the user need not be the one who handed it in.</param>
    /// <returns>Why it cannot be done, in words; <c>null</c> if it is done.</returns>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public async Task<string?> CancelAsync(int id, int userId, bool actingForAnybody, CancellationToken cancellation)
    {
        var refusal = await ChangeAsync(id, userId, actingForAnybody, "upload cancelled", async (upload, now) =>
        {
            if (upload.State is not (UploadState.Waiting or UploadState.Working)) return "It has come to its end already.";
            // Whoever works on it finds the claim gone before anything is stored.
            (upload.State, upload.Claim, upload.EndedAt, upload.Share) = (UploadState.Cancelled, null, now, null);
            await RemoveContentAsync(db, id, cancellation);
            return null;
        }, cancellation);
        if (refusal is null) signals.Stop(id);
        return refusal;
    }

    /// <summary>Puts what failed into the queue again.</summary>
    /// <inheritdoc cref="CancelAsync"/>
    public Task<string?> RetryAsync(int id, int userId, bool actingForAnybody, CancellationToken cancellation) => ChangeAsync(id, userId, actingForAnybody, "upload retried", async (upload, _) =>
    {
        if (upload.State != UploadState.Failed) return "Only what failed can be tried again.";
        if (upload.Address is null && !await db.Set<UploadContent>().AnyAsync(content => content.UploadId == id, cancellation)) return "It was not kept; hand it in again.";
        if (await RefusalAsync(upload.UserId, 1, cancellation) is { } refusal) return refusal;
        (upload.State, upload.EndedAt, upload.Reason, upload.Share) = (UploadState.Waiting, null, null, null);
        (upload.Attempts, upload.Refused) = (0, 0);
        return null;
    }, cancellation);

    /// <summary>Removes it from the list; articles that came of it stay.</summary>
    /// <inheritdoc cref="CancelAsync"/>
    public Task<string?> RemoveAsync(int id, int userId, bool actingForAnybody, CancellationToken cancellation) => ChangeAsync(id, userId, actingForAnybody, "upload removed", (upload, _) =>
    {
        if (upload.State is UploadState.Waiting or UploadState.Working) return Task.FromResult<string?>("It is still in the queue; call it off first.");
        db.Remove(upload);
        return Task.FromResult<string?>(null);
    }, cancellation);

    /// <summary>Removes what failed longer ago than <see cref="ArchiveOptions.FailedUploadDays"/>.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public async Task<int> RemoveOldAsync(CancellationToken cancellation)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.FailedUploadDays);
        var old = db.Uploads.Where(upload => upload.State == UploadState.Failed && upload.EndedAt < before);
        if (!await old.AnyAsync(cancellation)) return 0;
        return await WriteAsync(async now =>
        {
            var removed = await old.ToListAsync(cancellation);
            foreach (var upload in removed) db.Audit(now, null, "upload removed", "upload", Number(upload.Id), before: new { upload.Kind, upload.State }, reason: "kept long enough");
            db.RemoveRange(removed);
            await db.SaveChangesAsync(cancellation);
            return removed.Count;
        }, cancellation);
    }

    // Why so many more cannot wait; null if they can.
    private async Task<string?> RefusalAsync(int userId, int more, CancellationToken cancellation)
    {
        var waiting = await db.Uploads.InQueue().CountAsync(upload => upload.UserId == userId && upload.Claim == null, cancellation);
        return more == 0 || waiting + more <= options.Value.WaitingUploads ? null
            : string.Create(CultureInfo.InvariantCulture, $"Of one user at most {options.Value.WaitingUploads:N0} uploads wait at once; {waiting:N0} do, and {more:N0} more would be too many. Come back when some of them are done, or call some off.");
    }

    internal static Task RemoveContentAsync(ArchiveContext db, int id, CancellationToken cancellation) =>
        db.Set<UploadContent>().Where(content => content.UploadId == id).ExecuteDeleteAsync(cancellation);

    internal static string Number(int id) => FormattableString.Invariant($"{id}");

    private static Upload Record(IncomingUpload incoming, int userId, string? sidecar, DateTime now) => incoming switch
    {
        IncomingUpload.Document document => new Upload { UserId = userId, HandedInAt = now, Kind = document.Kind, Name = document.Name, Length = document.Length, IsHtml = document.IsHtml, Sidecar = document.Sidecar ?? sidecar, State = UploadState.Waiting },
        IncomingUpload.Address address => new Upload { UserId = userId, HandedInAt = now, Kind = UploadKind.Address, Name = address.Name, Address = address.Url, Length = 0, Sidecar = sidecar, State = UploadState.Waiting },
        IncomingUpload.Refused refused => new Upload { UserId = userId, HandedInAt = now, Kind = UploadKind.File, Name = refused.Name, Length = refused.Length, State = UploadState.Failed, EndedAt = now, Reason = refused.Reason },
        _ => throw new ArgumentOutOfRangeException(nameof(incoming)),
    };

    private Task<string?> ChangeAsync(int id, int userId, bool actingForAnybody, string action, Func<Upload, DateTime, Task<string?>> change, CancellationToken cancellation) => WriteAsync(async now =>
    {
        var upload = await db.Uploads.SingleOrDefaultAsync(one => one.Id == id && (actingForAnybody || one.UserId == userId), cancellation);
        if (upload is null) return "It is no longer there.";
        var before = new { upload.Kind, upload.State };
        if (await change(upload, now) is { } refusal) return refusal;
        db.Audit(now, userId, action, "upload", Number(id), before, db.Entry(upload).State == EntityState.Deleted ? null : new { upload.State });
        await db.SaveChangesAsync(cancellation);
        return null;
    }, cancellation);

    private async Task<T> WriteAsync<T>(Func<DateTime, Task<T>> write, CancellationToken cancellation)
    {
        var result = await db.InOneTransactionAsync(() => write(clock.GetUtcNow().UtcDateTime), _ => true, cancellation);
        signals.TellOfChange();
        return result;
    }
}
