using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Microsoft.Extensions.DependencyInjection;

namespace StatementArchive.Data.Search;

/// <summary>A statement in the order 'newest first'.</summary>
/// <param name="Letters">Code points of its passage.</param>
internal readonly record struct OrderedStatement(int Day, long Place, int Id, int Letters);

/// <summary>A part of an index, in memory; whoever takes it disposes it.</summary>
/// <param name="Statements">Those that it was made of, in its order; what is no longer public is not in.</param>
internal sealed record IndexPart(IReadOnlyList<OrderedStatement> Statements, RAMDirectory Directory) : IDisposable
{
    public void Dispose() => Directory.Dispose();
}

/// <summary>Indexes statements in parts, as many beside each other as there are processors, and gives the parts in their order.</summary>
internal sealed class IndexParts(IServiceScopeFactory scopes, Func<MergePolicy, IndexWriterConfig> settings)
{
    // More would wait for the database and for memory.
    private const int MostAtOnce = 4;

    // The first parts are small, so that the newest statements are soon found.
    private const int FewestStatements = 500;
    private const int MostStatements = 16_000;

    // Bounds the memory of a part: some 100 MB with all that making it takes.
    private const int MostLetters = 32_000_000;

    private const int Slice = 500;

    private readonly ConcurrentBag<Maker> _resting = [];
    private readonly RememberedStems _stems = new();

    public async IAsyncEnumerable<IndexPart> MakeAsync(IReadOnlyList<OrderedStatement> statements, int first, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var atOnce = Math.Min(Environment.ProcessorCount, MostAtOnce);
        using var turns = new SemaphoreSlim(atOnce);
        using var cut = Cut(statements, first).GetEnumerator();
        var making = new Queue<Task<IndexPart>>();
        try
        {
            while (true)
            {
                // One more than can be made at once: nobody rests while the first one is not done.
                while (making.Count <= atOnce && cut.MoveNext())
                {
                    var part = cut.Current;
                    making.Enqueue(Task.Run(() => InTurnAsync(part, turns, stop.Token), stop.Token));
                }
                if (making.Count == 0) yield break;
                cancellation.ThrowIfCancellationRequested();
                yield return await making.Dequeue();
            }
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var part in making)
            {
                await ((Task)part).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (part.IsCompletedSuccessfully) (await part).Dispose();
            }
        }
    }

    private static IEnumerable<IReadOnlyList<OrderedStatement>> Cut(IReadOnlyList<OrderedStatement> statements, int first)
    {
        for (var (at, most) = (first, FewestStatements); at < statements.Count; most = Math.Min(2 * most, MostStatements))
        {
            List<OrderedStatement> part = [statements[at]];
            long letters = statements[at++].Letters;
            for (; at < statements.Count && part.Count < most && letters + statements[at].Letters <= MostLetters; at++)
            {
                part.Add(statements[at]);
                letters += statements[at].Letters;
            }
            yield return part;
        }
    }

    private async Task<IndexPart> InTurnAsync(IReadOnlyList<OrderedStatement> statements, SemaphoreSlim turns, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            var maker = _resting.TryTake(out var rested) ? rested : new Maker(_stems);
            var part = await MakeAsync(statements, maker, cancellation);
            _resting.Add(maker);
            return part;
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<IndexPart> MakeAsync(IReadOnlyList<OrderedStatement> statements, Maker maker, CancellationToken cancellation)
    {
        var part = new IndexPart(statements, new RAMDirectory());
        try
        {
            using var writer = new IndexWriter(part.Directory, settings(NoMergePolicy.NO_COMPOUND_FILES));
            foreach (var slice in statements.Chunk(Slice))
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
                var found = (await IndexedStatement.LoadAsync(db, [.. slice.Select(one => one.Id)], maker.Names, cancellation)).ToDictionary(statement => statement.Id);
                foreach (var one in slice)
                {
                    if (found.TryGetValue(one.Id, out var statement)) writer.AddDocument(maker.Documents.Of(statement));
                }
            }
            return part;
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    /// <summary>What one thread at a time uses again and again.</summary>
    private sealed class Maker(RememberedStems stems)
    {
        public IndexDocuments Documents { get; } = new(stems);

        public Dictionary<int, IReadOnlyList<string>> Names { get; } = [];
    }
}
