using System.Runtime.Intrinsics;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace StatementArchive.Data.Search;

/// <summary>
/// A query as it was understood → the documents of a segment that it finds, without weighing them: sets of frequent words are kept, and joining two of them
/// takes microseconds. For one thread.
/// </summary>
internal sealed class DocumentSets(IndexSnapshot snapshot, LuceneQueries queries)
{
    private readonly Dictionary<SearchNode, Weight> _weights = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a query finds in a segment; deleted documents too. The set is the caller's.</summary>
    /// <param name="node"><c>null</c> for everything.</param>
    public FixedBitSet Of(SearchNode? node, IndexSnapshot.Segment segment) => node switch
    {
        null => Everything(segment),
        SearchAll all => Of(all, segment),
        SearchAny any => Union(any, segment),
        SearchWithout => Of(new SearchAll([node]), segment),
        SearchDates dates => Of(dates, segment),
        SearchWord word when queries.TermsOf(word) is { } terms => Of(terms, segment),
        _ => Found(node, segment),
    };

    private FixedBitSet Of(SearchAll all, IndexSnapshot.Segment segment)
    {
        FixedBitSet? found = null;
        foreach (var node in all.Nodes.Where(node => node is not SearchWithout))
        {
            if (found is null) found = Of(node, segment);
            else found.And(Of(node, segment));
        }
        found ??= Everything(segment);
        foreach (var without in all.Nodes.OfType<SearchWithout>()) found.AndNot(Of(without.Node, segment));
        return found;
    }

    // A statement's interval meets the range if it ends no earlier than that begins, and begins no later than that ends.
    private static FixedBitSet Of(SearchDates dates, IndexSnapshot.Segment segment)
    {
        var found = new FixedBitSet(segment.Reader.MaxDoc);
        var (from, to) = (dates.From?.DayNumber ?? 0, dates.To?.DayNumber ?? int.MaxValue);
        var (bits, earliest, latest) = (found.GetBits(), segment.Facts.Earliest, segment.Facts.Latest);
        var at = 0;
        for (; at <= latest.Length - Vector256<int>.Count; at += Vector256<int>.Count)
        {
            var meet = Vector256.GreaterThanOrEqual(Vector256.Create(latest, at), Vector256.Create(from)) & Vector256.LessThanOrEqual(Vector256.Create(earliest, at), Vector256.Create(to));
            bits[at >> 6] |= (long)meet.ExtractMostSignificantBits() << at;
        }
        for (; at < latest.Length; at++)
        {
            if (latest[at] >= from && earliest[at] <= to) found.Set(at);
        }
        return found;
    }

    private FixedBitSet Union(SearchAny any, IndexSnapshot.Segment segment)
    {
        var found = new FixedBitSet(segment.Reader.MaxDoc);
        foreach (var node in any.Nodes) found.Or(Of(node, segment));
        return found;
    }

    private static FixedBitSet Of(IReadOnlyList<Term> terms, IndexSnapshot.Segment segment)
    {
        var found = new FixedBitSet(segment.Reader.MaxDoc);
        foreach (var term in terms) segment.Facts.Frequent.AddTo(found, segment.Reader, term);
        return found;
    }

    private FixedBitSet Found(SearchNode node, IndexSnapshot.Segment segment)
    {
        var found = new FixedBitSet(segment.Reader.MaxDoc);
        if (!_weights.TryGetValue(node, out var weight)) _weights[node] = weight = snapshot.Searcher.CreateNormalizedWeight(queries.Of(node));
        if (weight.GetScorer(segment.Leaf, null) is { } documents) found.Or(documents);
        return found;
    }

    private static FixedBitSet Everything(IndexSnapshot.Segment segment)
    {
        var everything = new FixedBitSet(segment.Reader.MaxDoc);
        everything.Set(0, segment.Reader.MaxDoc);
        return everything;
    }
}
