using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StatementArchive.Data.Sqlite;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Data.Ingestion;

/// <summary>How far a file of several articles has been taken in.</summary>
/// <param name="BytesRead">Of the file as it lies on the disk.</param>
/// <param name="Length">Bytes of the file; 0 if it has no length, as pipes have none.</param>
/// <param name="Entries">Entries dealt with.</param>
public readonly record struct ContainerProgress(long BytesRead, long Length, int Entries);

/// <summary>
/// Takes in files of several articles, as a stream: memory does not grow with the file. Every entry becomes an article with an original of
/// its own, the entry's bytes, whose SHA-256 is its identity. So a file that was taken in halfway is simply taken in again: what is there
/// is recognised and left alone. Batches are stored whole or not at all.
/// </summary>
public sealed class ContainerIngester(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ContainerIngester> log)
{
    /// <summary>Most entries of a transaction.</summary>
    public const int BatchEntries = 500;

    /// <summary>A batch ends early once its entries have this many bytes: 8 MiB.</summary>
    public const int BatchBytes = 8 * 1024 * 1024;

    /// <summary>Refused entries that are told of one by one; the log names all.</summary>
    public const int MostRefusalsShown = 20;

    /// <summary>Takes in a file if it is one of several articles.</summary>
    /// <returns><c>null</c> if it is none, or cannot be opened: it is then read as a document, which says what is wrong.</returns>
    /// <exception cref="RejectedSubmissionException">It has a sidecar that is wrong.</exception>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written. Earlier batches are stored.</exception>
    /// <exception cref="OperationCanceledException">Earlier batches are stored.</exception>
    public async Task<IngestOutcome.Several?> TryIngestAsync(FoundFile file, string? source, bool asDraft, IProgress<ContainerProgress>? progress, CancellationToken cancellation)
    {
        if (await DocumentFiles.TryOpenAsync(file, cancellation) is not var (stream, sidecar)) return null;
        await using var _ = stream;
        var tally = new Tally(Path.GetFileName(file.Path), log);
        string? fault = null;
        try
        {
            if (ContainerFormats.TryOpen(stream) is not { } container) return null;
            var context = new Submission(ReadOnlyMemory<byte>.Empty, sidecar, source, asDraft);
            var batch = new List<ContainerEntry>(BatchEntries);
            var bytes = 0;
            // By hand, because what was read before a fault is to be stored.
            using var entries = container.Entries.GetEnumerator();
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var more = false;
                try
                {
                    more = entries.MoveNext();
                }
                catch (UnreadableDocumentException e)
                {
                    fault = $"{(batch is [.., var last] ? $"after {last.Place}" : "at its beginning or after the last batch")}: {e.Message}";
                }
                if (more)
                {
                    batch.Add(entries.Current);
                    bytes += entries.Current.Bytes.Length;
                }
                if (batch.Count > 0 && (!more || batch.Count == BatchEntries || bytes >= BatchBytes))
                {
                    await StoreAsync(batch, context, tally, cancellation);
                    progress?.Report(new ContainerProgress(stream.CanSeek ? stream.Position : 0, stream.CanSeek ? stream.Length : 0, tally.Entries));
                    batch.Clear();
                    bytes = 0;
                }
                if (!more) break;
            }
        }
        catch (UnreadableDocumentException e)
        {
            fault = e.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"The file cannot be read: {e.Message}";
        }
        return tally.Outcome(fault);
    }

    private async Task StoreAsync(List<ContainerEntry> batch, Submission context, Tally tally, CancellationToken cancellation)
    {
        var hashed = batch.Select(entry => (Entry: entry, Sha256: Convert.ToHexStringLower(SHA256.HashData(entry.Bytes.Span)))).ToList();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
        try
        {
            var known = await KnownAsync(db, hashed.Select(item => item.Sha256), cancellation);
            var parsed = new List<(ContainerEntry Entry, string Sha256, ParsedArticle Article)>(batch.Count);
            foreach (var (entry, sha256) in hashed)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!known.Add(sha256)) tally.AlreadyThere++;
                else if (Parse(entry, context.Given, tally, cancellation) is { } article) parsed.Add((entry, sha256, article));
            }
            if (parsed.Count == 0) return;
            // Begins as the one writer (BEGIN IMMEDIATE), so what is looked up below stays true until the commit.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var stored = await KnownAsync(db, parsed.Select(item => item.Sha256), cancellation);
            var records = new ArticleRecords(db, clock.GetUtcNow().UtcDateTime);
            foreach (var (entry, sha256, article) in parsed.Where(item => !stored.Contains(item.Sha256)))
                await records.AddAsync(article, context with { Bytes = entry.Bytes }, sha256, cancellation);
            await db.SaveChangesAsync(cancellation);
            await transaction.CommitAsync(cancellation);
            tally.Added += parsed.Count - stored.Count;
            tally.AlreadyThere += stored.Count;
        }
        catch (Exception e) when (SqliteFaults.Explain(e) is { } reason)
        {
            throw new ArchiveUnavailableException(reason, e);
        }
    }

    private static ParsedArticle? Parse(ContainerEntry entry, GivenFacts given, Tally tally, CancellationToken cancellation)
    {
        try
        {
            return ArticleParser.Parse(entry, given, cancellation);
        }
        catch (UnreadableDocumentException e)
        {
            tally.Refuse($"{entry.Place}: {e.Message}");
            return null;
        }
    }

    private static async Task<HashSet<string>> KnownAsync(ArchiveContext db, IEnumerable<string> hashes, CancellationToken cancellation)
    {
        var asked = hashes.ToList();
        return [.. await db.Originals.Where(original => asked.Contains(original.Sha256)).Select(original => original.Sha256).ToListAsync(cancellation)];
    }

    private sealed class Tally(string file, ILogger log)
    {
        private readonly List<string> _first = [];
        private int _refused;

        public int Added { get; set; }

        public int AlreadyThere { get; set; }

        public int Entries => Added + AlreadyThere + _refused;

        public void Refuse(string reason)
        {
            _refused++;
            if (_first.Count < MostRefusalsShown) _first.Add(reason);
            log.LogWarning("Refused an entry of {File}: {Reason}", file, reason);
        }

        public IngestOutcome.Several Outcome(string? fault) => new(Added, AlreadyThere, _refused, _first, fault);
    }
}
