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
public sealed partial class StatementIndex(IServiceScopeFactory scopes, IOptions<ArchiveOptions> options, TimeProvider clock, ILogger<StatementIndex> log) : IDisposable
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
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);
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
    private volatile bool _isDamaged;

    /// <summary>Opens the index, or begins an empty one. What is missing is added by <see cref="FollowAsync"/>.</summary>
    /// <returns>Whether this process writes it: not if another one does, or if its folder cannot be used, which the log tells.</returns>
    public bool Open()
    {
        try
        {
            Directory.CreateDirectory(Path.Combine(options.Value.DataPath, "index"));
            _lock ??= FileLock.TryTake(Path.Combine(options.Value.DataPath, "index", "writer.lock"));
            if (_lock is null)
            {
                Refresh();
                return false;
            }
            _folder.RemoveOthers();
            if (!(_folder.Current is { } existing && TryWrite(existing))) Begin();
            return true;
        }
        catch (Exception e) when (IsUnusable(e))
        {
            Unusable(log, e.Message);
            // A writer that is merely forgotten keeps its lock, and no other could be opened until the program ends.
            RollBack();
            _writer = null;
            return false;
        }
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
        if (state.IsComplete || state.Missing > MostAtOnce || !await _writing.WaitAsync(LongestWait, cancellation)) return state;
        try
        {
            // A reader who goes away must not undo what others will search.
            await AddMissingAsync(null, CancellationToken.None);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            Unusable(log, e.Message);
        }
        finally
        {
            _writing.Release();
        }
        return await StateAsync(cancellation);
    }

    /// <summary>Brings the index up to the database, however much is missing, if this process writes it, or can now.</summary>
    /// <exception cref="IOException">The index cannot be written; what was committed stays.</exception>
    /// <exception cref="OperationCanceledException">What was committed stays, and the next call goes on from there.</exception>
    public async Task FollowAsync(IProgress<IndexState>? progress, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            if (_isDamaged) Close();
            if (_writer is null && !Open()) return;
            await AddMissingAsync(progress, cancellation);
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
            await WholeAsync(() => RebuildWritingAsync(progress, cancellation));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Writes anew those parts of the index that hold words of what was taken out of it: until then its files keep them, though nothing finds them. Takes as long as the largest of these parts is large.</summary>
    /// <returns><c>false</c> if that cannot be done now: another process writes the index, or it is being built.</returns>
    /// <exception cref="IOException">The index cannot be written; what was committed stays.</exception>
    public async Task<bool> ForgetAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            if (_writer is null || _isDamaged || _isBuilding) return false;
            await WholeAsync(async () =>
            {
                await AddChangesAsync(cancellation);
                _writer!.ForceMergeDeletes();
                Commit(_sequence, null);
                Publish();
            });
            return true;
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Says that the index cannot be read: the next <see cref="FollowAsync"/> opens it again, or builds it anew.</summary>
    public void TellDamage(Exception reason)
    {
        Damaged(log, reason.Message);
        _isDamaged = true;
    }

    public void Dispose()
    {
        Close();
        _lock?.Dispose();
        _writing.Dispose();
    }

    /// <summary>Whether an error says that the index itself is gone or damaged; a full disk is no damage.</summary>
    public static bool IsDamage(Exception e) => e is CorruptIndexException or IndexFormatTooOldException or IndexFormatTooNewException or IndexNotFoundException or FileNotFoundException or DirectoryNotFoundException or EndOfStreamException;

    /// <summary>Whether an error says that the index cannot be used for now: no space, no right, or closed after such a one.</summary>
    public static bool IsUnusable(Exception e) => e is IOException or UnauthorizedAccessException or ObjectDisposedException;

    private Task AddMissingAsync(IProgress<IndexState>? progress, CancellationToken cancellation) => WholeAsync(async () =>
    {
        var state = await StateAsync(cancellation);
        if (state.IsComplete) return;
        if (state.IsBuilding) await BuildAsync(progress, cancellation);
        else if (state.Missing > Math.Max(MostFollowed, state.Indexed / 4)) await RebuildWritingAsync(progress, cancellation);
        await AddChangesAsync(cancellation);
    });

    // What ends halfway must not be committed by whoever comes next: it would come a second time.
    private async Task WholeAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch
        {
            RollBack();
            _writer = null;
            Reopen();
            throw;
        }
    }

    private void Reopen()
    {
        try
        {
            if (_path is { } path) TryWrite(path);
        }
        catch (Exception e) when (IsUnusable(e))
        {
            Unusable(log, e.Message);
            RollBack();
            _writer = null;
        }
    }

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
            if (!ReferenceEquals(_writer, oldWriter)) RollBack();
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
        _isDamaged = false;
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
        List<OrderedStatement> all;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
            all = (await db.PublicStatements().AsNoTracking().Select(s => new { s.Id, Day = s.Latest ?? s.Earliest, s.ArticleId, s.Ordinal, Letters = s.End - s.Start }).ToListAsync(cancellation))
                .ConvertAll(s => new OrderedStatement(s.Day?.DayNumber ?? 0, IndexDocuments.PlaceOf(s.ArticleId, s.Ordinal), s.Id, s.Letters));
        }
        all.Sort((one, other) => (other.Day, other.Place, other.Id).CompareTo((one.Day, one.Place, one.Id)));
        var first = after is { } last ? all.FindIndex(one => one.Day == last.Day && one.Id == last.Id) + 1 : 0;
        var since = clock.GetTimestamp();
        var done = first;
        await foreach (var part in new IndexParts(scopes, Settings).MakeAsync(all, first, cancellation))
        {
            using (part)
            {
                // Of a build that goes on some may be in already: their date has changed since.
                if (after is not null) _writer!.DeleteDocuments([.. part.Statements.Select(one => IndexDocuments.TermOf(one.Id))]);
                // They are put behind those that are in, in their order.
                _writer!.AddIndexes(part.Directory);
            }
            done += part.Statements.Count;
            if (clock.GetElapsedTime(since) < CommitEvery) continue;
            since = clock.GetTimestamp();
            if (publish)
            {
                Commit(0, $"{upTo} {part.Statements[^1].Day} {part.Statements[^1].Id}");
                Publish();
            }
            progress?.Report(new IndexState(done, all.Count - done, true));
        }
        progress?.Report(new IndexState(all.Count, 0, true));
    }

    // Whatever happened to a statement, its document is made of what is public now; so a change may be followed twice.
    private async Task AddChangesAsync(CancellationToken cancellation)
    {
        var (documents, names) = (new IndexDocuments(), new Dictionary<int, IReadOnlyList<string>>());
        var added = false;
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
            var changes = await db.Changes.AsNoTracking().Where(c => c.Sequence > _sequence).OrderBy(c => c.Sequence).Take(Slice).Select(c => new { c.Sequence, c.StatementId }).ToListAsync(cancellation);
            if (changes.Count == 0) break;
            var ids = changes.Select(change => change.StatementId).Distinct().ToList();
            var found = (await IndexedStatement.LoadAsync(db, ids, names, cancellation)).ToDictionary(statement => statement.Id);
            foreach (var id in ids)
            {
                if (found.TryGetValue(id, out var statement)) _writer!.UpdateDocument(IndexDocuments.TermOf(id), documents.Of(statement));
                else _writer!.DeleteDocuments(IndexDocuments.TermOf(id));
            }
            lock (_swap) _sequence = changes[^1].Sequence;
            added = true;
        }
        if (!added) return;
        Commit(_sequence, null);
        Publish();
    }

    // Not what is damaged, or of another version.
    private bool TryWrite(string path)
    {
        try
        {
            if (!IsOfThisVersion(path, out var state)) return false;
            _writer = WriterIn(path);
            _path = path;
            lock (_swap)
            {
                _sequence = long.Parse(state.GetValueOrDefault(SequenceKey, "0"), CultureInfo.InvariantCulture);
                _isBuilding = state.ContainsKey(BuildingKey);
            }
            Publish();
            _isDamaged = false;
            return true;
        }
        catch (Exception e) when (IsDamage(e) || e is FormatException or ArgumentException)
        {
            Damaged(log, e.Message);
            Close();
            return false;
        }
    }

    private static bool IsOfThisVersion(string path, out Dictionary<string, string> state)
    {
        using var directory = FSDirectory.Open(path);
        state = DataOf(directory);
        return state.GetValueOrDefault(VersionKey) == Version;
    }

    // Merges neighbours, so that the order of the documents stays.
    private static IndexWriter WriterIn(string path) => new(FSDirectory.Open(path), Settings(new LogByteSizeMergePolicy { MergeFactor = 8 }));

    private static IndexWriterConfig Settings(MergePolicy merging) => new(LuceneVersion.LUCENE_48, null) { RAMBufferSizeMB = BufferMegabytes, MergePolicy = merging, Similarity = IndexSnapshot.Similarity };

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
            if (_folder.Current is not { } path || !IsOfThisVersion(path, out var data)) return;
            var sequence = long.Parse(data.GetValueOrDefault(SequenceKey, "0"), CultureInfo.InvariantCulture);
            lock (_swap)
            {
                if (path == _path && sequence == _sequence && _current is not null && !_isBuilding) return;
                (_path, _sequence, _isBuilding) = (path, sequence, data.ContainsKey(BuildingKey));
            }
            Swap(IndexSnapshot.Of(DirectoryReader.Open(FSDirectory.Open(path))));
        }
        catch (Exception e) when (IsUnusable(e) || IsDamage(e) || e is FormatException)
        {
            Unusable(log, e.Message);
        }
    }

    private void Swap(IndexSnapshot? next)
    {
        IndexSnapshot? old;
        lock (_swap) (old, _current) = (_current, next);
        old?.Dispose();
    }

    private void Close()
    {
        Swap(null);
        RollBack();
        _writer = null;
    }

    private void RollBack()
    {
        try
        {
            _writer?.Rollback();
        }
        catch (Exception e) when (IsUnusable(e) || IsDamage(e))
        {
            Unusable(log, e.Message);
        }
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The search index cannot be read or written for now: {Reason}")]
    private static partial void Unusable(ILogger logger, string reason);
}
