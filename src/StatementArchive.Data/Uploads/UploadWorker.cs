using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Sqlite;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Data.Uploads;

/// <summary>
/// Takes what was handed in into the archive, one after the other, as drafts. An article and the word that its upload is done are one transaction;
/// a file of several articles is counted in the transaction of each batch. So what a process leaves when it is killed is gone on with, and nothing is
/// taken in twice. A file of several articles gives way to other users between two batches, and is gone on with in the same manner.
/// </summary>
public sealed class UploadWorker(
    IServiceScopeFactory scopes, ContainerIngester containers, IAddressReader addresses, UploadSignals signals, TimeProvider clock, IOptions<ArchiveOptions> options, ILogger<UploadWorker> log) : IDisposable
{
    // Different in every process and for every worker.
    private readonly Guid _worker = Guid.NewGuid();
    private FileLock? _lives;

    private UploadClaims Claims => field ??= new UploadClaims(_worker, scopes, clock, options);

    public void Dispose()
    {
        if (_lives is null) return;
        WorkerLock.Remove(options.Value.DataPath, _worker);
        _lives.Dispose();
    }

    /// <summary>Works on the next one to its end, or until it gives way to another user.</summary>
    /// <returns><c>false</c> if there is nothing to do.</returns>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written for now; the upload stays this worker's, for its next call.</exception>
    /// <exception cref="OperationCanceledException">It was put back into the queue.</exception>
    public async Task<bool> WorkOnNextAsync(CancellationToken stopping)
    {
        _lives ??= WorkerLock.Take(options.Value.DataPath, _worker);
        if (await Claims.NextAsync(stopping) is not { } upload) return false;
        signals.TellOfChange();
        using var work = signals.Begin(upload.Id, stopping);
        try
        {
            await WorkOnAsync(upload, work);
        }
        catch (LostClaimException)
        {
            log.LogInformation("Upload {Id} was called off", upload.Id);
        }
        catch (OperationCanceledException) when (work.GivesWay && !stopping.IsCancellationRequested)
        {
            await Claims.PutBackAsync(upload);
            log.LogInformation("Upload {Id} gave way to another user's", upload.Id);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            log.LogInformation("Upload {Id} was called off", upload.Id);
        }
        catch (OperationCanceledException)
        {
            await Claims.PutBackAsync(upload);
            throw;
        }
        signals.TellOfChange();
        return true;
    }

    private async Task WorkOnAsync(ClaimedUpload upload, UploadSignals.Work work)
    {
        UploadEnd? failure;
        try
        {
            await TakeInAsync(upload, work);
            return;
        }
        catch (RejectedSubmissionException e)
        {
            failure = new UploadEnd(UploadState.Failed, 0, 0, e.Message);
            log.LogWarning("Refused upload {Id}: {Reason}", upload.Id, e.Message);
        }
        catch (ArchiveUnavailableException e) when (e.InnerException is { } cause && !SqliteFaults.MayPass(cause))
        {
            failure = new UploadEnd(UploadState.Failed, 0, 0, e.Message);
            log.LogError(e, "Upload {Id} could not be stored", upload.Id);
        }
        catch (Exception e) when (e is not (OperationCanceledException or LostClaimException or ArchiveUnavailableException))
        {
            failure = new UploadEnd(UploadState.Failed, 0, 0, "A fault of the archive's program, which its log describes.");
            log.LogError(e, "Upload {Id} met a fault", upload.Id);
        }
        await Claims.EndAsync(upload, failure);
    }

    private async Task TakeInAsync(ClaimedUpload upload, UploadSignals.Work work)
    {
        var submission = await SubmissionAsync(upload, work.Cancellation);
        if (await TakeInSeveralAsync(upload, submission, work) is { } several)
        {
            await Claims.EndAsync(upload, End(several, upload.NewBefore));
            log.LogInformation("Took in {Added} articles of upload {Id}; {AlreadyThere} were there, {Refused} were refused {Fault}", several.New, upload.Id, several.Known, several.Refused, several.Fault);
            return;
        }
        await using var scope = scopes.CreateAsyncScope();
        var ingester = scope.ServiceProvider.GetRequiredService<ArticleIngester>();
        var outcome = await ingester.IngestAsync(submission, work.Cancellation, (db, articles) => Claims.AddAsync(db, upload, articles, new UploadEnd(UploadState.Done, 0, 0, null)));
        switch (outcome)
        {
            case IngestOutcome.Added added:
                log.LogInformation("Took in upload {Id} as article {Slug} with {Statements} statements", upload.Id, added.Slug, added.Statements);
                break;
            case IngestOutcome.AlreadyThere known:
                await Claims.EndAsync(upload, new UploadEnd(UploadState.Done, 1, 0, Remark(known)), known.Slug);
                log.LogInformation("Upload {Id} is already there as article {Slug}", upload.Id, known.Slug);
                break;
            case IngestOutcome.Failed failed:
                throw new RejectedSubmissionException(failed.Reason);
        }
    }

    private async Task<IngestOutcome.Several?> TakeInSeveralAsync(ClaimedUpload upload, Submission submission, UploadSignals.Work work)
    {
        if (!MemoryMarshal.TryGetArray(submission.Bytes, out var held)) held = submission.Bytes.ToArray();
        using var bytes = new MemoryStream(held.Array!, held.Offset, held.Count, writable: false);
        var context = submission with { Bytes = ReadOnlyMemory<byte>.Empty };
        var begun = clock.GetTimestamp();
        var goneOnAt = begun;
        var told = new Told(progress =>
        {
            if (!Claims.Tell(upload, Math.Max(0, progress.Known - upload.NewBefore), progress.Refused, progress.Length == 0 ? 1 : (double)progress.BytesRead / progress.Length)) work.Stop();
            else if (progress.New == 0) goneOnAt = clock.GetTimestamp();
            else if (MayGiveWay() && Claims.OthersWait(upload)) work.GiveWay();
            signals.TellOfChange();
        });

        // A fetched file would be fetched again. And a turn brings as much as the way back to where the last one ended took, so that at most half of the time goes into ways.
        bool MayGiveWay() => upload.Address is null && clock.GetElapsedTime(goneOnAt) >= clock.GetElapsedTime(begun, goneOnAt);

        return await containers.TryIngestAsync(bytes, $"upload {UploadDesk.Number(upload.Id)}", context, told, work.Cancellation, (db, articles) => Claims.AddAsync(db, upload, articles, end: null));
    }

    private async Task<Submission> SubmissionAsync(ClaimedUpload upload, CancellationToken cancellation)
    {
        var sidecar = upload.Sidecar is { } text ? Sidecar.Read(Encoding.UTF8.GetBytes(text)) : null;
        if (upload.Address is { } address)
        {
            var fetched = await addresses.ReadAsync(address, cancellation);
            return new Submission(fetched.Bytes, sidecar, AsDraft: true) { Delivery = fetched.Delivery, Head = fetched.Head };
        }
        var bytes = await Claims.BytesAsync(upload, cancellation);
        return new Submission(bytes, sidecar, AsDraft: true) { Delivery = upload.IsHtml ? new Delivery(new DeclaredType("text/html", Encoding.UTF8.WebName)) : null };
    }

    private static UploadEnd End(IngestOutcome.Several several, int newBefore)
    {
        var known = Math.Max(0, several.Known - newBefore);
        List<string> reasons = [.. several.FirstRefusals];
        if (several.Refused > reasons.Count) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{several.Refused - reasons.Count:N0} more entries were refused; the log names them."));
        if (several.Fault is { } fault) reasons.Add(fault);
        var isEmpty = several is { New: 0, Known: 0, Refused: 0, Fault: null };
        if (isEmpty) reasons.Add("Nothing in it is a document that is read.");
        var failed = isEmpty || several.Fault is not null || several is { New: 0, Known: 0 };
        return new UploadEnd(failed ? UploadState.Failed : UploadState.Done, known, several.Refused, reasons.Count == 0 ? null : string.Join('\n', reasons));
    }

    private static string? Remark(IngestOutcome.AlreadyThere known)
    {
        List<string> remarks = [.. known.CaptureAdded ? ["it was found at another address or at another time, which is kept"] : Array.Empty<string>(), .. known.Remarks];
        return remarks.Count == 0 ? null : $"The archive had these very bytes: {string.Join("; ", remarks)}.";
    }

    /// <summary>Told on the thread that stores, unlike <see cref="Progress{T}"/>, so what is told never runs behind what is stored.</summary>
    private sealed class Told(Action<ContainerProgress> tell) : IProgress<ContainerProgress>
    {
        public void Report(ContainerProgress value) => tell(value);
    }
}
