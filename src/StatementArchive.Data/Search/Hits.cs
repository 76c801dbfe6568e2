using System.Numerics;
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
            var documents = snapshot.Segments[at].Reader.MaxDoc;
            var those = all[at] = new FixedBitSet(documents);
            var others = allButOne[at] = [.. Enum.GetValues<FacetKind>().Select(facet => filter.IsChosen(facet) ? new FixedBitSet(documents) : null)];
            var lacking = filter.In(snapshot.Segments[at].Facts);
            for (var doc = found[at].NextSetBit(0); doc >= 0; doc = doc + 1 < documents ? found[at].NextSetBit(doc + 1) : -1)
            {
                var lacks = lacking.Of(doc);
                if (lacks == 0)
                {
                    those.Set(doc);
                    foreach (var set in others) set?.Set(doc);
                }
                else if (BitOperations.IsPow2(lacks)) others[BitOperations.TrailingZeroCount(lacks)]!.Set(doc);
            }
        }
        return new HitSets(all, allButOne);
    }
}

/// <summary>What is wanted of the facets.</summary>
internal sealed class FacetFilter
{
    private readonly ChosenFacets _chosen;

    // First and last day number of each year that is wanted. Day 0, that of undated statements, is in none.
    private readonly (int First, int Last)[] _years;

    public FacetFilter(ChosenFacets chosen)
    {
        _chosen = chosen;
        _years = [.. chosen.Years.Select(year => (Math.Max(1, new DateOnly(year, 1, 1).DayNumber), new DateOnly(year, 12, 31).DayNumber))];
    }

    public bool IsEmpty => _chosen.Facets == 0;

    public bool IsChosen(FacetKind facet) => (_chosen.Facets & (1 << (int)facet)) != 0;

    public Segment In(SegmentFacts facts) => new(this, facts);

    /// <summary>What the documents of a segment lack.</summary>
    internal sealed class Segment(FacetFilter filter, SegmentFacts facts)
    {
        private readonly HashSet<int> _languages = [.. facts.LanguageTags.Select((tag, index) => (tag, index)).Where(one => filter._chosen.Languages.Contains(one.tag)).Select(one => one.index)];
        private readonly int _chosen = filter._chosen.Facets;

        /// <summary>The facets of which a document has none of the values that are wanted, as bits by <see cref="FacetKind"/>.</summary>
        public int Of(int doc)
        {
            var lacks = 0;
            if (Wants(FacetKind.Author) && !Overlaps(facts.Authors[doc], filter._chosen.Authors)) lacks |= 1 << (int)FacetKind.Author;
            if (Wants(FacetKind.Organisation) && !Overlaps(facts.Organisations[doc], filter._chosen.Organisations)) lacks |= 1 << (int)FacetKind.Organisation;
            if (Wants(FacetKind.Source) && !filter._chosen.Sources.Contains(facts.Sources[doc])) lacks |= 1 << (int)FacetKind.Source;
            if (Wants(FacetKind.Language) && !_languages.Contains(facts.Languages[doc])) lacks |= 1 << (int)FacetKind.Language;
            if (Wants(FacetKind.Subject) && !Overlaps(facts.Subjects[doc], filter._chosen.Subjects)) lacks |= 1 << (int)FacetKind.Subject;
            if (Wants(FacetKind.Year) && !filter.IsInYears(facts.Days[doc])) lacks |= 1 << (int)FacetKind.Year;
            return lacks;
        }

        private bool Wants(FacetKind facet) => (_chosen & (1 << (int)facet)) != 0;
    }

    private bool IsInYears(int day)
    {
        foreach (var (first, last) in _years)
        {
            if (day >= first && day <= last) return true;
        }
        return false;
    }

    private static bool Overlaps(ReadOnlySpan<int> numbers, IReadOnlySet<int> wanted)
    {
        foreach (var number in numbers)
        {
            if (wanted.Contains(number)) return true;
        }
        return false;
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
        for (int doc = hits.NextSetBit(0), seen = 0; doc >= 0; doc = doc + 1 < hits.Length ? hits.NextSetBit(doc + 1) : -1)
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
    private FacetFilter.Segment? _lacking;
    private float _least;

    public bool AcceptsDocsOutOfOrder => true;

    /// <summary>By segment.</summary>
    public FixedBitSet[] Found { get; } = [.. snapshot.Segments.Select(segment => new FixedBitSet(segment.Reader.MaxDoc))];

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        (_facts, _found, _least) = (snapshot.Segments[context.Ord].Facts, Found[context.Ord], first.LeastScore);
        _lacking = filter.IsEmpty ? null : filter.In(_facts);
    }

    public void Collect(int doc)
    {
        _found.Set(doc);
        if (_lacking is not null && _lacking.Of(doc) != 0) return;
        var score = _scorer!.GetScore();
        if (score < _least) return;
        first.Offer(_facts, doc, score);
        _least = first.LeastScore;
    }
}
