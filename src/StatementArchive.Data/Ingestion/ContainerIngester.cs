using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Model;
using StatementArchive.Data.Sqlite;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Data.Ingestion;

/// <summary>How far a file of several articles has been taken in: what is told here is stored, whatever happens next.</summary>
/// <param name="BytesRead">Of the file as it lies on the disk; runs a batch or two ahead of what is stored.</param>
/// <param name="Length">Bytes of the file.</param>
/// <param name="New">Articles that are in the archive now.</param>
/// <param name="Known">Entries whose very bytes the archive had.</param>
/// <param name="Refused">Entries of which nothing was stored.</param>
/// <param name="Place">The last entry dealt with, as <see cref="ContainerEntry.Place"/> has it.</param>
public readonly record struct ContainerProgress(long BytesRead, long Length, int New, int Known, int Refused, string Place)
{
    public int Entries => New + Known + Refused;
}

/// <summary>
/// Takes in files of several articles, as a stream: memory does not grow with the file. Every entry becomes an article with an original of
/// its own, the entry's bytes, whose SHA-256 is its identity. So a file that was taken in halfway is simply taken in again: what is there
/// is recognised and left alone, but for captures that its article does not have yet. Batches are stored whole or not at all, in the order of the file.
/// </summary>
/// <remarks>One task reads and parses the next batch, on all cores but one, while another, the only writer, stores the one before.</remarks>
public sealed class ContainerIngester(IServiceScopeFactory scopes, TimeProvider clock, IOptions<ArchiveOptions> options, ILogger<ContainerIngester> log)
{
    /// <summary>Most entries of a transaction.</summary>
    public const int BatchEntries = 500;

    /// <summary>A batch ends early once its entries have this many bytes: 4 MiB.</summary>
    public const int BatchBytes = 4 * 1024 * 1024;

    /// <summary>Refused entries that are told of one by one, and drafts; the log names all.</summary>
    public const int MostShown = 20;

    /// <summary>Takes in a file if it is one of several articles.</summary>
    /// <param name="progress">Told after every batch, on the thread that stores.</param>
    /// <returns><c>null</c> if it is none, or cannot be opened: it is then read as a document, which says what is wrong.</returns>
    /// <exception cref="RejectedSubmissionException">It is broken from its beginning, or has a sidecar that is wrong. Nothing is stored.</exception>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written. Earlier batches are stored.</exception>
    /// <exception cref="OperationCanceledException">The batch that was being stored when this was asked for, and all before it, are stored.</exception>
    public async Task<IngestOutcome.Several?> TryIngestAsync(FoundFile file, string? source, bool asDraft, IProgress<ContainerProgress>? progress, CancellationToken cancellation)
    {
        if (await DocumentFiles.TryOpenAsync(file, cancellation) is not var (stream, sidecar)) return null;
        await using var _ = stream;
        return await TryIngestAsync(stream, Path.GetFileName(file.Path), new Submission(ReadOnlyMemory<byte>.Empty, sidecar, source, asDraft), progress, cancellation);
    }

    /// <summary>Takes in what a stream holds if it is a file of several articles.</summary>
    /// <param name="stream">At its beginning; can seek.</param>
    /// <param name="name">What the log calls it.</param>
    /// <param name="context">What holds for every entry; without bytes.</param>
    /// <param name="along">Called in the transaction of every batch.</param>
    /// <returns><c>null</c> if it is none.</returns>
    /// <exception cref="RejectedSubmissionException">It is broken from its beginning. Nothing is stored.</exception>
    /// <inheritdoc cref="TryIngestAsync(FoundFile, string, bool, IProgress{ContainerProgress}, CancellationToken)"/>
    public async Task<IngestOutcome.Several?> TryIngestAsync(Stream stream, string name, Submission context, IProgress<ContainerProgress>? progress, CancellationToken cancellation, StoredAlong? along = null)
    {
        if (TryOpen(stream, options.Value.Limits) is not { } container) return null;
        var length = stream.Length;
        var tally = new Tally(name, log);
        var batches = Channel.CreateBounded<Batch>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(() => ReadAsync(container, stream, context, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellation))
            {
                cancellation.ThrowIfCancellationRequested();
                await StoreAsync(batch.Entries, tally, along);
                progress?.Report(new ContainerProgress(batch.BytesRead, length, tally.New, tally.Known, tally.Refused, batch.Entries[^1].Entry.Place));
            }
            return tally.Outcome(await reading);
        }
        catch (Exception e) when (SqliteFaults.Explain(e) is { } reason)
        {
            throw new ArchiveUnavailableException(reason, e);
        }
        finally
        {
            // The stream is closed below, so nobody may read from it any more.
            await stop.CancelAsync();
            await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static Container? TryOpen(Stream stream, ReadingLimits limits)
    {
        try
        {
            return ContainerFormats.TryOpen(stream, limits);
        }
        catch (UnreadableDocumentException e)
        {
            throw new RejectedSubmissionException(e.Message);
        }
        catch (IOException e)
        {
            throw new RejectedSubmissionException($"The file cannot be read: {e.Message}");
        }
    }

    /// <summary>Reads and parses to the end, or to where the file is broken.</summary>
    /// <returns>What is wrong with the file and where; <c>null</c> if it was read whole.</returns>
    private async Task<string?> ReadAsync(Container container, Stream stream, Submission context, ChannelWriter<Batch> batches, CancellationToken cancellation)
    {
        try
        {
            using var entries = container.Entries.GetEnumerator();
            string? last = null, fault = null;
            for (var more = true; more;)
            {
                var batch = new List<ContainerEntry>();
                for (var bytes = 0L; batch.Count < BatchEntries && bytes < BatchBytes && (more = TryMoveOn(entries, out fault)); bytes += entries.Current.Bytes.Length)
                {
                    cancellation.ThrowIfCancellationRequested();
                    batch.Add(entries.Current);
                }
                if (batch.Count == 0) break;
                last = batch[^1].Place;
                await batches.WriteAsync(new Batch(await PrepareAsync(batch, context, cancellation), stream.Position), cancellation);
            }
            return fault is null ? null : $"{(last is null ? "at its beginning" : $"after {last}")}: {fault}";
        }
        finally
        {
            batches.Complete();
        }
    }

    // A fault ends the reading, but not the storing of what was read before it.
    private static bool TryMoveOn(IEnumerator<ContainerEntry> entries, out string? fault)
    {
        fault = null;
        try
        {
            return entries.MoveNext();
        }
        catch (UnreadableDocumentException e)
        {
            fault = e.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"The file cannot be read on: {e.Message}";
        }
        return false;
    }

    private async Task<Prepared[]> PrepareAsync(List<ContainerEntry> batch, Submission context, CancellationToken cancellation)
    {
        var hashes = batch.ConvertAll(entry => Convert.ToHexStringLower(SHA256.HashData(entry.Bytes.Span)));
        await using var scope = scopes.CreateAsyncScope();
        var known = await KnownAsync(scope.ServiceProvider.GetRequiredService<ArchiveContext>(), hashes, cancellation);
        var prepared = new Prepared[batch.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount - 1), CancellationToken = cancellation };
        Parallel.For(0, batch.Count, parallel, i => prepared[i] = batch[i].Revisit is not null || (batch[i].Problem is null && known.Contains(hashes[i])) ? new Prepared(batch[i], hashes[i], CaptureFacts.Of(context, batch[i]), null, null) : Parse(batch[i], hashes[i], context, cancellation));
        return prepared;
    }

    private Prepared Parse(ContainerEntry entry, string sha256, Submission context, CancellationToken cancellation)
    {
        var capture = CaptureFacts.Of(context, entry);
        try
        {
            var article = new IncomingArticle(ArticleParser.Parse(entry, context.Given, options.Value.Limits, cancellation), context with { Bytes = entry.Bytes }, sha256, capture, options.Value);
            return new Prepared(entry, sha256, capture, article, null);
        }
        catch (UnreadableDocumentException e)
        {
            return new Prepared(entry, sha256, capture, null, e.Message);
        }
    }

    // Not to be cancelled: it takes a second or so, and what is parsed already is better stored than parsed again.
    private async Task StoreAsync(Prepared[] batch, Tally tally, StoredAlong? along)
    {
        Dictionary<IncomingArticle, Article> added = [];
        var incoming = batch.Select(item => item.Article).OfType<IncomingArticle>().ToList();
        if (incoming.Count > 0 || batch.Any(item => item.Capture is not null))
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
            // Begins as the one writer (BEGIN IMMEDIATE), so what is looked up below stays true until the commit.
            await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
            var stored = await KnownAsync(db, incoming.ConvertAll(article => article.Sha256), CancellationToken.None);
            var missing = incoming.FindAll(article => stored.Add(article.Sha256));
            var now = clock.GetUtcNow().UtcDateTime;
            var articles = await ArticleRecords.StoreAsync(db, missing, now, CancellationToken.None);
            foreach (var (one, article) in missing.Zip(articles)) added.Add(one, article);
            var captured = batch.Where(item => item is { Capture: not null, Problem: null } && !(item.Article is { } article && added.ContainsKey(article))).ToLookup(item => item.Entry.Revisit is not null);
            var captures = await CaptureRecords.AddAsync(db, [.. captured[false].Select(item => (item.Sha256, item.Capture!))], now, CancellationToken.None);
            var revisits = await CaptureRecords.AddAsync(db, [.. captured[true].Select(item => (item.Entry.Revisit!, item.Capture!))], now, CancellationToken.None);
            if (along is not null) await along(db, articles);
            await transaction.CommitAsync(CancellationToken.None);
            tally.New += added.Count;
            tally.Known += incoming.Count - added.Count + revisits.Known;
            tally.Captures += captures + revisits.Added;
        }
        foreach (var item in batch)
        {
            if (item.Article is { } article)
            {
                if (!article.Submission.AsDraft && added.GetValueOrDefault(article)?.Doubt is { } doubt) tally.Hold($"{item.Entry.Place}: {doubt}");
            }
            else if (item.Problem is { } problem) tally.Refuse($"{item.Entry.Place}: {problem}");
            // Those that belong to an article were counted above; the others are of what a page is made of.
            else if (item.Entry.Revisit is null) tally.Known++;
        }
    }

    private static async Task<HashSet<string>> KnownAsync(ArchiveContext db, List<string> hashes, CancellationToken cancellation) =>
        [.. await db.Originals.Where(original => EF.Parameter(hashes).Contains(original.Sha256)).Select(original => original.Sha256).ToListAsync(cancellation)];

    /// <param name="BytesRead">Of the file, when the last entry had been read.</param>
    private sealed record Batch(Prepared[] Entries, long BytesRead);

    /// <param name="Sha256">Of the entry's bytes.</param>
    /// <param name="Capture">Where and when the entry was captured; <c>null</c> if nothing is known of that.</param>
    /// <param name="Article"><c>null</c> if it is refused, or was in the archive already.</param>
    /// <param name="Problem">Why it is refused.</param>
    private readonly record struct Prepared(ContainerEntry Entry, string Sha256, CaptureFacts? Capture, IncomingArticle? Article, string? Problem);

    private sealed class Tally(string file, ILogger log)
    {
        private readonly List<string> _firstHeld = [];
        private readonly List<string> _firstRefused = [];
        private int _held;

        public int New { get; set; }

        public int Known { get; set; }

        public int Captures { get; set; }

        public int Refused { get; private set; }

        public void Refuse(string reason)
        {
            Refused++;
            if (_firstRefused.Count < MostShown) _firstRefused.Add(reason);
            log.LogWarning("Refused an entry of {File}: {Reason}", file, reason);
        }

        public void Hold(string doubt)
        {
            _held++;
            if (_firstHeld.Count < MostShown) _firstHeld.Add(doubt);
            log.LogInformation("Holds an entry of {File} as a draft: {Doubt}", file, doubt);
        }

        public IngestOutcome.Several Outcome(string? fault) => new(New, _held, _firstHeld, Known, Captures, Refused, _firstRefused, fault);
    }
}
