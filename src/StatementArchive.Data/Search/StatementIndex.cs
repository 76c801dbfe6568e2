using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Queries;
using Directory = System.IO.Directory;
using Lock = System.Threading.Lock;

namespace StatementArchive.Data.Search;

/// <summary>How far the index is.</summary>
/// <param name="Indexed">Statements that can be found.</param>
/// <param name="Missing">Changes that it does not have yet, about; 0 if it is current.</param>
/// <param name="IsBuilding">Whether it is being built from nothing.</param>
public readonly record struct IndexState(int Indexed, long Missing, bool IsBuilding)
{
    public bool IsComplete => Missing == 0 && !IsBuilding;
}

/// <summary>
/// The full-text index, derived from the database: it stores, in each of its commits, the number of the change up to which it is current, and
/// goes on from there. Missing, damaged or made by another version it is built anew, the newest statements first.
/// </summary>
/// <remarks>One process writes; every other one reads what that one has committed. Safe for several threads.</remarks>
public sealed partial class StatementIndex(IServiceScopeFactory scopes, IOptions<ArchiveOptions> options, ILogger<StatementIndex> log) : IDisposable
{
    private const string SequenceKey = "sequence";
    private const string VersionKey = "version";

    // While an index is built: the change at which building began, and the last statement that is in.
    private const string BuildingKey = "building";

    private const int Slice = 500;

    // An index that lacks more than this is built anew: in the order 'newest first', which adding changes would lose.
    private const int MostFollowed = 20_000;

    // In the time of a request only so many changes are followed.
    private const int MostAtOnce = 1_000;

    private const int BufferMegabytes = 96;
    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(20);

    private readonly IndexFolder _folder = new(options.Value.DataPath);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Lock _swap = new();
    private FileLock? _lock;
    private IndexWriter? _writer;
    private IndexSnapshot? _current;
    private string? _path;
    private long _sequence;
    private bool _isBuilding;

    /// <summary>Opens the index, or begins an empty one. What is missing is added by <see cref="FollowAsync"/>.</summary>
    /// <returns>Whether this process writes it.</returns>
    public bool Open()
    {
        Directory.CreateDirectory(Path.Combine(options.Value.DataPath, "index"));
        _lock ??= FileLock.TryTake(Path.Combine(options.Value.DataPath, "index", "writer.lock"));
        if (_lock is null)
        {
            Refresh();
            return false;
        }
        _folder.RemoveOthers();
        if (_folder.Current is { } existing && TryWrite(existing)) return true;
        Begin();
        return true;
    }

    /// <summary>The index as it is now; the caller disposes it. <c>null</c> if there is nothing to read.</summary>
    internal IndexSnapshot? Take()
    {
        lock (_swap) return _current is { } current && current.TryTake() ? current : null;
    }

    /// <summary>Languages of the statements that can be found, the first parts of their tags.</summary>
    public IReadOnlyList<string> Languages
    {
        get
        {
            using var snapshot = Take();
            return snapshot?.Languages ?? [];
        }
    }

    public async Task<IndexState> StateAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var newest = await NewestChangeAsync(scope.ServiceProvider.GetRequiredService<ArchiveContext>(), cancellation);
        lock (_swap) return new IndexState(_current?.Statements ?? 0, Math.Max(0, newest - _sequence), _isBuilding);
    }

    /// <summary>Adds a few missing changes before a search, so that what was published is found at once. More are left to <see cref="FollowAsync"/>.</summary>
    public async Task<IndexState> KeepUpAsync(CancellationToken cancellation)
    {
        var state = await StateAsync(cancellation);
        if (_writer is null)
        {
            Refresh();
            return state;
        }
        if (state.IsComplete || state.Missing > MostAtOnce) return state;
        if (await _writing.WaitAsync(TimeSpan.FromSeconds(2), cancellation))
        {
            try
            {
                if (_isBuilding) await BuildAsync(null, cancellation);
                await AddChangesAsync(long.MaxValue, cancellation);
            }
            finally
            {
                _writing.Release();
            }
        }
        return await StateAsync(cancellation);
    }

    /// <summary>Brings the index up to the database, however much is missing; for a process that writes it.</summary>
    /// <exception cref="OperationCanceledException">What was committed stays, and the next call goes on from there.</exception>
    public async Task FollowAsync(IProgress<IndexState>? progress, CancellationToken cancellation)
    {
        if (_writer is null) return;
        await _writing.WaitAsync(cancellation);
        try
        {
            var state = await StateAsync(cancellation);
            if (state.Missing == 0 && !state.IsBuilding) return;
            if (_isBuilding) await BuildAsync(progress, cancellation);
            else if (state.Missing > Math.Max(MostFollowed, state.Indexed / 4)) await RebuildWritingAsync(progress, cancellation);
            await AddChangesAsync(long.MaxValue, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Builds an index beside the one in use and puts it in its place. Pages are served from the old one meanwhile.</summary>
    /// <exception cref="ArchiveUnavailableException">Another process writes the index.</exception>
    /// <exception cref="OperationCanceledException">The one in use stays.</exception>
    public async Task RebuildAsync(IProgress<IndexState>? progress, CancellationToken cancellation)
    {
        if (_writer is null) throw new ArchiveUnavailableException("Another process writes the search index: the running server. It rebuilds the index by itself when it is missing.");
        await _writing.WaitAsync(cancellation);
        try
        {
            await RebuildWritingAsync(progress, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Says that the index cannot be read: it is put aside, and built anew by the next <see cref="FollowAsync"/>.</summary>
    public void PutAside(Exception reason)
    {
        if (_writer is null || !_writing.Wait(TimeSpan.FromSeconds(10))) return;
        try
        {
            Damaged(log, reason.Message);
            Close();
            Begin();
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose()
    {
        Close();
        _lock?.Dispose();
        _writing.Dispose();
    }

    /// <summary>Whether an error says that the index itself is gone or damaged, and not the query.</summary>
    public static bool IsDamage(Exception e) => e is CorruptIndexException or IndexFormatTooOldException or IndexFormatTooNewException or IndexNotFoundException or FileNotFoundException or DirectoryNotFoundException or EndOfStreamException or IOException;

    private async Task RebuildWritingAsync(IProgress<IndexState>? progress, CancellationToken cancellation)
    {
        // The old index serves until the new one is complete.
        var (oldWriter, oldPath, oldSequence, old) = (_writer!, _path!, _sequence, _current);
        if (old?.TryTake() != true) old = null;
        var path = _folder.New();
        try
        {
            _writer = WriterIn(path);
            _path = path;
            var upTo = await UpToAsync(cancellation);
            await FillAsync(upTo, default, publish: false, progress, cancellation);
            Commit(upTo, null);
            _folder.Use(path);
            lock (_swap)
            {
                _sequence = upTo;
                _isBuilding = false;
            }
            Publish();
        }
        catch
        {
            if (!ReferenceEquals(_writer, oldWriter)) _writer?.Rollback();
            (_writer, _path, _sequence) = (oldWriter, oldPath, oldSequence);
            IndexFolder.Remove(path);
            throw;
        }
        finally
        {
            old?.Dispose();
        }
        oldWriter.Rollback();
        IndexFolder.Remove(oldPath);
    }

    private void Begin()
    {
        var path = _folder.New();
        _writer = WriterIn(path);
        _path = path;
        lock (_swap)
        {
            _sequence = 0;
            _isBuilding = true;
        }
        Commit(0, "0");
        _folder.Use(path);
        _folder.RemoveOthers();
        Publish();
    }

    private async Task BuildAsync(IProgress<IndexState>? progress, CancellationToken cancellation)
    {
        var state = UserData().GetValueOrDefault(BuildingKey, "0").Split(' ');
        var upTo = long.Parse(state[0], CultureInfo.InvariantCulture);
        var after = state.Length == 3 ? (Day: int.Parse(state[1], CultureInfo.InvariantCulture), Id: int.Parse(state[2], CultureInfo.InvariantCulture)) : default((int Day, int Id)?);
        if (upTo == 0) (upTo, after) = (await UpToAsync(cancellation), null);
        await FillAsync(upTo, after, publish: true, progress, cancellation);
        Commit(upTo, null);
        lock (_swap)
        {
            _sequence = upTo;
            _isBuilding = false;
        }
        Publish();
    }

    // All statements that are public, in the order 'newest first'. What changes meanwhile is a later change, and is followed.
    private async Task FillAsync(long upTo, (int Day, int Id)? after, bool publish, IProgress<IndexState>? progress, CancellationToken cancellation)
    {
        List<(int Day, long Place, int Id)> all;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
            all = (await db.PublicStatements().AsNoTracking().Select(s => new { s.Id, Day = s.Latest ?? s.Earliest, s.ArticleId, s.Ordinal }).ToListAsync(cancellation))
                .ConvertAll(s => (s.Day?.DayNumber ?? 0, ((long)s.ArticleId << 20) | (uint)(0xFFFFF - Math.Min(s.Ordinal, 0xFFFFF)), s.Id));
        }
        all.Sort((one, other) => (other.Day, other.Place, other.Id).CompareTo((one.Day, one.Place, one.Id)));
        var first = after is { } last ? all.FindIndex(one => one.Day == last.Day && one.Id == last.Id) + 1 : 0;
        var since = Environment.TickCount64;
        var documents = new IndexDocuments();
        for (var at = first; at < all.Count; at += Slice)
        {
            cancellation.ThrowIfCancellationRequested();
            var slice = all.GetRange(at, Math.Min(Slice, all.Count - at));
            await using (var scope = scopes.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
                var found = (await IndexedStatement.LoadAsync(db, [.. slice.Select(one => one.Id)], cancellation)).ToDictionary(statement => statement.Id);
                foreach (var (_, _, id) in slice)
                {
                    // Of a build that goes on the last slice may be in already.
                    if (found.TryGetValue(id, out var statement)) Add(documents.Of(statement), id, isNew: after is null);
                }
            }
            if (Environment.TickCount64 - since < CommitEvery.TotalMilliseconds) continue;
            since = Environment.TickCount64;
            if (publish)
            {
                Commit(0, $"{upTo} {slice[^1].Day} {slice[^1].Id}");
                Publish();
            }
            progress?.Report(new IndexState(at + slice.Count, all.Count - at - slice.Count, true));
        }
        progress?.Report(new IndexState(all.Count, 0, true));
    }

    // Whatever happened to a statement, its document is made of what is public now; so a change may be followed twice.
    private async Task AddChangesAsync(long upTo, CancellationToken cancellation)
    {
        var documents = new IndexDocuments();
        var added = false;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
            var changes = await db.Changes.AsNoTracking().Where(c => c.Sequence > _sequence && c.Sequence <= upTo).OrderBy(c => c.Sequence).Take(Slice).Select(c => new { c.Sequence, c.StatementId }).ToListAsync(cancellation);
            if (changes.Count == 0) break;
            var ids = changes.Select(change => change.StatementId).Distinct().ToList();
            var found = (await IndexedStatement.LoadAsync(db, ids, cancellation)).ToDictionary(statement => statement.Id);
            foreach (var id in ids)
            {
                if (found.TryGetValue(id, out var statement)) Add(documents.Of(statement), id, isNew: false);
                else _writer!.DeleteDocuments(IndexDocuments.TermOf(id));
            }
            lock (_swap) _sequence = changes[^1].Sequence;
            added = true;
        }
        if (!added) return;
        Commit(_sequence, null);
        Publish();
    }

    private void Add(Lucene.Net.Documents.Document document, int id, bool isNew)
    {
        if (isNew) _writer!.AddDocument(document);
        else _writer!.UpdateDocument(IndexDocuments.TermOf(id), document);
    }

    private bool TryWrite(string path)
    {
        try
        {
            using (var directory = FSDirectory.Open(path))
            {
                var data = DataOf(directory);
                if (data.GetValueOrDefault(VersionKey) != Version) return false;
            }
            _writer = WriterIn(path);
            _path = path;
            var state = UserData();
            lock (_swap)
            {
                _sequence = long.Parse(state.GetValueOrDefault(SequenceKey, "0"), CultureInfo.InvariantCulture);
                _isBuilding = state.ContainsKey(BuildingKey);
            }
            Publish();
            return true;
        }
        catch (Exception e) when (IsDamage(e) || e is FormatException or ArgumentException)
        {
            Damaged(log, e.Message);
            Close();
            return false;
        }
    }

    private static IndexWriter WriterIn(string path) => new(FSDirectory.Open(path), new IndexWriterConfig(LuceneVersion.LUCENE_48, null)
    {
        RAMBufferSizeMB = BufferMegabytes,
        // Merges neighbours, so that the order of the documents stays.
        MergePolicy = new LogByteSizeMergePolicy { MergeFactor = 8 },
        Similarity = Similarity,
    });

    internal static Lucene.Net.Search.Similarities.Similarity Similarity { get; } = new Lucene.Net.Search.Similarities.BM25Similarity();

    private void Commit(long sequence, string? building)
    {
        var data = new Dictionary<string, string> { [VersionKey] = Version, [SequenceKey] = sequence.ToString(CultureInfo.InvariantCulture) };
        if (building is not null) data[BuildingKey] = building;
        _writer!.SetCommitData(data);
        _writer.Commit();
    }

    private Dictionary<string, string> UserData() => DataOf(_writer!.Directory);

    private static Dictionary<string, string> DataOf(Lucene.Net.Store.Directory directory)
    {
        var infos = new SegmentInfos();
        infos.Read(directory);
        return new Dictionary<string, string>(infos.UserData);
    }

    private void Publish() => Swap(IndexSnapshot.Of(DirectoryReader.Open(_writer, applyAllDeletes: true)));

    // A reader of what another process writes.
    private void Refresh()
    {
        try
        {
            if (_folder.Current is not { } path) return;
            using var directory = FSDirectory.Open(path);
            var data = DataOf(directory);
            var sequence = long.Parse(data.GetValueOrDefault(SequenceKey, "0"), CultureInfo.InvariantCulture);
            lock (_swap)
            {
                if (path == _path && sequence == _sequence && _current is not null && !_isBuilding) return;
                (_path, _sequence, _isBuilding) = (path, sequence, data.ContainsKey(BuildingKey));
            }
            Swap(IndexSnapshot.Of(DirectoryReader.Open(FSDirectory.Open(path))));
        }
        catch (Exception e) when (IsDamage(e) || e is FormatException)
        {
            Damaged(log, e.Message);
        }
    }

    private void Swap(IndexSnapshot? next)
    {
        IndexSnapshot? old;
        lock (_swap) (old, _current) = (_current, next);
        if (next is not null) next.Searcher.Similarity = Similarity;
        old?.Dispose();
    }

    private void Close()
    {
        Swap(null);
        try
        {
            _writer?.Rollback();
        }
        catch (Exception e) when (IsDamage(e))
        {
            Damaged(log, e.Message);
        }
        _writer = null;
    }

    private async Task<long> UpToAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await NewestChangeAsync(scope.ServiceProvider.GetRequiredService<ArchiveContext>(), cancellation);
    }

    private static async Task<long> NewestChangeAsync(ArchiveContext db, CancellationToken cancellation) => await db.Changes.MaxAsync(c => (long?)c.Sequence, cancellation) ?? 0;

    private static string Version { get; } = IndexFields.Version.ToString(CultureInfo.InvariantCulture);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The search index cannot be used and is built anew: {Reason}")]
    private static partial void Damaged(ILogger logger, string reason);
}
