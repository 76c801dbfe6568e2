using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace StatementArchive.Data.Search;

/// <summary>The index at one moment. Whoever takes one disposes it; until then its files stay.</summary>
internal sealed class IndexSnapshot : IDisposable
{
    // By the part of a reader that deletions leave alone.
    private static readonly ConditionalWeakTable<object, SegmentFacts> Known = [];

    private readonly DirectoryReader _reader;

    private IndexSnapshot(DirectoryReader reader)
    {
        _reader = reader;
        Searcher = new IndexSearcher(reader) { Similarity = Similarity };
        Segments = [.. reader.Leaves.Select(leaf => new Segment(leaf, FactsOf(leaf.AtomicReader)))];
        Languages = [.. Segments.SelectMany(segment => segment.Facts.LanguageTags).Where(tag => tag.Length > 0).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>How fits are weighed, in writing as in reading.</summary>
    public static Lucene.Net.Search.Similarities.Similarity Similarity { get; } = new Lucene.Net.Search.Similarities.BM25Similarity();

    public IndexSearcher Searcher { get; }

    public IReadOnlyList<Segment> Segments { get; }

    /// <summary>Languages of statements, the first parts of their tags.</summary>
    public IReadOnlyList<string> Languages { get; }

    public int Statements => _reader.NumDocs;

    /// <param name="reader">The snapshot takes the reference over.</param>
    public static IndexSnapshot Of(DirectoryReader reader) => new(reader);

    /// <summary>Whether there is still something to read; then the taker has to release it.</summary>
    public bool TryTake() => _reader.TryIncRef();

    public void Dispose() => _reader.DecRef();

    private static SegmentFacts FactsOf(AtomicReader reader) => Known.GetValue(reader.CoreCacheKey, _ => SegmentFacts.Of(reader));

    internal sealed record Segment(AtomicReaderContext Leaf, SegmentFacts Facts)
    {
        public AtomicReader Reader => Leaf.AtomicReader;
    }
}
