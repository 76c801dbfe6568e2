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
/// Goes once through everything that a query finds: keeps the first of a page in order, and marks for each hit whether it has all that is wanted of
/// the facets, or all but one: what one facet leaves out is counted in that facet only, so that a second value of it can be chosen.
/// </summary>
internal sealed class HitCollector : ICollector
{
    private readonly IndexSnapshot _snapshot;
    private readonly ChosenFacets _filter;
    private readonly int _chosen;
    private readonly SearchOrder _order;
    private readonly int _wanted;
    private readonly PriorityQueue<Hit, Hit> _best;
    private readonly Dictionary<AtomicReader, int> _segments = [];
    private Scorer? _scorer;
    private SegmentFacts _facts = null!;
    private FixedBitSet _all = null!;
    private FixedBitSet?[] _allButOne = [];
    private HashSet<int> _languages = [];

    // First and last day number of each year that is wanted. Day 0, that of undated statements, is in none.
    private readonly (int First, int Last)[] _years;

    /// <param name="wanted">Hits to keep, from the first.</param>
    public HitCollector(IndexSnapshot snapshot, ChosenFacets filter, SearchOrder order, int wanted)
    {
        (_snapshot, _filter, _chosen, _order, _wanted) = (snapshot, filter, filter.Facets, order, wanted);
        _years = [.. filter.Years.Select(year => (Math.Max(1, new DateOnly(year, 1, 1).DayNumber), new DateOnly(year, 12, 31).DayNumber))];
        _best = new PriorityQueue<Hit, Hit>(wanted + 1, Comparer<Hit>.Create((one, other) => Compare(other, one)));
        for (var at = 0; at < snapshot.Segments.Count; at++) _segments[snapshot.Segments[at].Reader] = at;
        All = new FixedBitSet?[snapshot.Segments.Count];
        AllButOne = new FixedBitSet?[snapshot.Segments.Count][];
    }

    /// <summary>By segment: the hits that have all that is wanted; <c>null</c> where there are none.</summary>
    public FixedBitSet?[] All { get; }

    /// <summary>By segment and facet: the hits that have all but what is wanted of this one; <c>null</c> where nothing is wanted of it.</summary>
    public FixedBitSet?[]?[] AllButOne { get; }

    public int Total { get; private set; }

    /// <summary>Whether a value of the facet is wanted.</summary>
    public bool IsChosen(FacetKind facet) => (_chosen & (1 << (int)facet)) != 0;

    /// <summary>The first hits in order.</summary>
    public IReadOnlyList<Hit> Best()
    {
        var hits = new List<Hit>(_best.Count);
        while (_best.TryDequeue(out var hit, out _)) hits.Add(hit);
        hits.Reverse();
        return hits;
    }

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        var at = _segments[context.AtomicReader];
        _facts = _snapshot.Segments[at].Facts;
        var count = context.AtomicReader.MaxDoc;
        All[at] = _all = new FixedBitSet(count);
        _allButOne = new FixedBitSet?[Enum.GetValues<FacetKind>().Length];
        for (var facet = 0; facet < _allButOne.Length; facet++)
        {
            if (IsChosen((FacetKind)facet)) _allButOne[facet] = new FixedBitSet(count);
        }
        AllButOne[at] = _allButOne;
        _languages = [.. _facts.LanguageTags.Select((tag, index) => (tag, index)).Where(one => _filter.Languages.Contains(one.tag)).Select(one => one.index)];
    }

    public void Collect(int doc)
    {
        if (_chosen != 0)
        {
            var lacks = Lacks(doc);
            if (lacks != 0)
            {
                if ((lacks & (lacks - 1)) == 0) _allButOne[System.Numerics.BitOperations.TrailingZeroCount(lacks)]!.Set(doc);
                return;
            }
            foreach (var set in _allButOne) set?.Set(doc);
        }
        _all.Set(doc);
        Total++;
        if (_wanted == 0) return;
        var hit = new Hit(_facts.Ids[doc], _order == SearchOrder.Relevance ? _scorer!.GetScore() : 0, _order == SearchOrder.Oldest ? _facts.FirstDays[doc] : _facts.Days[doc], _facts.Places[doc]);
        if (_best.Count < _wanted) _best.Enqueue(hit, hit);
        else if (Compare(hit, _best.Peek()) < 0) _best.EnqueueDequeue(hit, hit);
    }

    private int Lacks(int doc)
    {
        var lacks = 0;
        if (_allButOne[(int)FacetKind.Author] is not null && !Overlaps(_facts.Authors[doc], _filter.Authors)) lacks |= 1 << (int)FacetKind.Author;
        if (_allButOne[(int)FacetKind.Organisation] is not null && !Overlaps(_facts.Organisations[doc], _filter.Organisations)) lacks |= 1 << (int)FacetKind.Organisation;
        if (_allButOne[(int)FacetKind.Source] is not null && !_filter.Sources.Contains(_facts.Sources[doc])) lacks |= 1 << (int)FacetKind.Source;
        if (_allButOne[(int)FacetKind.Language] is not null && !_languages.Contains(_facts.Languages[doc])) lacks |= 1 << (int)FacetKind.Language;
        if (_allButOne[(int)FacetKind.Subject] is not null && !Overlaps(_facts.Subjects[doc], _filter.Subjects)) lacks |= 1 << (int)FacetKind.Subject;
        if (_allButOne[(int)FacetKind.Year] is not null && !IsInYears(_facts.Days[doc])) lacks |= 1 << (int)FacetKind.Year;
        return lacks;
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

    // Less than 0 if the first of two hits comes first.
    private int Compare(Hit one, Hit other)
    {
        switch (_order)
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
