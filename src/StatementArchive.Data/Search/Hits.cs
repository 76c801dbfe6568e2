using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace StatementArchive.Data.Search;

/// <summary>A statement that was found.</summary>
/// <param name="Score">How well it fits; 0 where the order is another.</param>
internal readonly record struct Hit(int Id, float Score, int Day, long Place);

/// <summary>In which order hits are wanted.</summary>
public enum SearchOrder
{
    /// <summary>The best fit first, of equals the newest.</summary>
    Relevance,
    Newest,
    Oldest,
    Added,
}

public enum FacetKind
{
    Author,
    Organisation,
    Source,
    Language,
    Subject,
    Year,
}

/// <summary>
/// By segment what a query finds: the hits that have everything that is wanted of the facets, and for each facet of which something is wanted those that have
/// all the rest, so that a second value of it can be counted and chosen.
/// </summary>
internal sealed class HitSets
{
    private HitSets(FixedBitSet[] all, FixedBitSet?[]?[] allButOne) => (All, AllButOne, Total) = (all, allButOne, all.Sum(set => set.Cardinality));

    /// <summary>By segment: the hits that have all that is wanted.</summary>
    public FixedBitSet[] All { get; }

    /// <summary>By segment and facet: the hits that have all but what is wanted of this one; <c>null</c> where nothing is wanted.</summary>
    public FixedBitSet?[]?[] AllButOne { get; }

    public int Total { get; }

    /// <param name="found">By segment, without deleted documents. The sets are taken over.</param>
    public static HitSets Of(IndexSnapshot snapshot, FixedBitSet[] found, FacetFilter filter)
    {
        var (all, allButOne) = (found, new FixedBitSet?[found.Length][]);
        if (filter.IsEmpty) return new HitSets(all, allButOne);
        all = new FixedBitSet[found.Length];
        for (var at = 0; at < found.Length; at++)
        {
            var wanted = filter.In(snapshot.Segments[at].Facts);
            all[at] = Joined(found[at], wanted, null);
            allButOne[at] = [.. Enum.GetValues<FacetKind>().Select(facet => wanted[(int)facet] is null ? null : Joined(found[at], wanted, facet))];
        }
        return new HitSets(all, allButOne);
    }

    private static FixedBitSet Joined(FixedBitSet found, FixedBitSet?[] wanted, FacetKind? except)
    {
        var joined = found.Clone();
        for (var facet = 0; facet < wanted.Length; facet++)
        {
            if (wanted[facet] is { } set && facet != (int?)except) joined.And(set);
        }
        return joined;
    }
}

/// <summary>The first hits in an order, of all that are offered.</summary>
/// <param name="wanted">How many are kept.</param>
internal sealed class FirstHits(SearchOrder order, int wanted)
{
    private readonly PriorityQueue<Hit, Hit> _kept = new(Comparer<Hit>.Create((one, other) => Compare(order, other, one)));

    public bool IsFull => _kept.Count >= wanted;

    /// <summary>The score below which no hit is kept any more.</summary>
    public float LeastScore => IsFull && wanted > 0 ? _kept.Peek().Score : float.NegativeInfinity;

    /// <summary>Looks through the hits of a segment, as far as that is needed.</summary>
    public void Offer(FixedBitSet hits, SegmentFacts facts)
    {
        var stopsEarly = order == SearchOrder.Newest && facts.IsNewestFirst;
        var documents = hits.GetIterator();
        var seen = 0;
        for (var doc = documents.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.NextDoc())
        {
            if (stopsEarly && seen++ == wanted) return;
            Offer(facts, doc, 0);
        }
    }

    public void Offer(SegmentFacts facts, int doc, float score)
    {
        if (wanted == 0) return;
        var hit = new Hit(facts.Ids[doc], score, order == SearchOrder.Oldest ? facts.FirstDays[doc] : facts.Days[doc], facts.Places[doc]);
        if (!IsFull) _kept.Enqueue(hit, hit);
        else if (Compare(order, hit, _kept.Peek()) < 0) _kept.EnqueueDequeue(hit, hit);
    }

    public IReadOnlyList<Hit> InOrder() => [.. _kept.UnorderedItems.Select(item => item.Element).Order(Comparer<Hit>.Create((one, other) => Compare(order, one, other)))];

    // Less than 0 if the first of two hits comes first.
    private static int Compare(SearchOrder order, Hit one, Hit other)
    {
        switch (order)
        {
            case SearchOrder.Relevance when one.Score != other.Score:
                return other.Score.CompareTo(one.Score);
            case SearchOrder.Added:
                return other.Place.CompareTo(one.Place);
            case SearchOrder.Oldest when one.Day != other.Day:
                // Undated ones come last, whichever way.
                return one.Day == 0 ? 1 : other.Day == 0 ? -1 : one.Day.CompareTo(other.Day);
            case SearchOrder.Oldest:
                return IndexDocuments.CompareFromTheFirst(one.Place, other.Place);
        }
        return one.Day != other.Day ? other.Day.CompareTo(one.Day) : other.Place.CompareTo(one.Place);
    }
}

/// <summary>Offers those documents of some sets that a query fits, by how well it does.</summary>
/// <param name="among">By segment: the documents that count.</param>
/// <param name="except">Numbers of statements that do not.</param>
internal sealed class BestFits(IndexSnapshot snapshot, FixedBitSet[] among, IReadOnlySet<int> except, FirstHits first) : ICollector
{
    private Scorer? _scorer;
    private SegmentFacts _facts = null!;
    private FixedBitSet _among = null!;
    private float _least;

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context) => (_facts, _among, _least) = (snapshot.Segments[context.Ord].Facts, among[context.Ord], first.LeastScore);

    public void Collect(int doc)
    {
        if (!_among.Get(doc)) return;
        var score = _scorer!.GetScore();
        if (score < _least || except.Contains(_facts.Ids[doc])) return;
        first.Offer(_facts, doc, score);
        _least = first.LeastScore;
    }
}

/// <summary>Collects the documents of a query, and offers those that have what is wanted of the facets by how well it fits them.</summary>
internal sealed class FoundAndFits(IndexSnapshot snapshot, FacetFilter filter, FirstHits first) : ICollector
{
    private Scorer? _scorer;
    private SegmentFacts _facts = null!;
    private FixedBitSet _found = null!;
    private FixedBitSet? _wanted;
    private float _least;

    public bool AcceptsDocsOutOfOrder => true;

    /// <summary>By segment.</summary>
    public FixedBitSet[] Found { get; } = [.. snapshot.Segments.Select(segment => new FixedBitSet(segment.Reader.MaxDoc))];

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        (_facts, _found, _least) = (snapshot.Segments[context.Ord].Facts, Found[context.Ord], first.LeastScore);
        _wanted = filter.AllIn(_facts);
    }

    public void Collect(int doc)
    {
        _found.Set(doc);
        if (_wanted is not null && !_wanted.Get(doc)) return;
        var score = _scorer!.GetScore();
        if (score < _least) return;
        first.Offer(_facts, doc, score);
        _least = first.LeastScore;
    }
}
