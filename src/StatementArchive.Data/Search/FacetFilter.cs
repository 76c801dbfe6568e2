using Lucene.Net.Util;

namespace StatementArchive.Data.Search;

/// <summary>Values of facets that are chosen, as numbers of records.</summary>
/// <param name="Languages">First parts of language tags.</param>
/// <param name="Years">Of the last day on which a statement can have been made, or of the first if that is open; from 1 to 9999.</param>
public sealed record ChosenFacets(IReadOnlySet<int> Authors, IReadOnlySet<int> Organisations, IReadOnlySet<int> Sources, IReadOnlySet<string> Languages, IReadOnlySet<int> Subjects, IReadOnlySet<int> Years)
{
    public static ChosenFacets None { get; } = new(new HashSet<int>(), new HashSet<int>(), new HashSet<int>(), new HashSet<string>(), new HashSet<int>(), new HashSet<int>());

    /// <summary>The facets of which values are chosen, as bits.</summary>
    internal int Facets => Bit(FacetKind.Author, Authors.Count) | Bit(FacetKind.Organisation, Organisations.Count) | Bit(FacetKind.Source, Sources.Count)
        | Bit(FacetKind.Language, Languages.Count) | Bit(FacetKind.Subject, Subjects.Count) | Bit(FacetKind.Year, Years.Count);

    private static int Bit(FacetKind facet, int count) => count > 0 ? 1 << (int)facet : 0;
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

    /// <summary>By <see cref="FacetKind"/> the documents of a segment that have one of the values that are wanted; <c>null</c> where nothing is wanted. The sets are the caller's.</summary>
    public FixedBitSet?[] In(SegmentFacts facts) =>
    [
        With(facts, FacetKind.Author, _chosen.Authors),
        With(facts, FacetKind.Organisation, _chosen.Organisations),
        With(facts, FacetKind.Source, _chosen.Sources),
        With(facts, FacetKind.Language, facts.LanguageTags.Select((tag, index) => (tag, index)).Where(one => _chosen.Languages.Contains(one.tag)).Select(one => one.index)),
        With(facts, FacetKind.Subject, _chosen.Subjects),
        IsChosen(FacetKind.Year) ? InYears(facts) : null,
    ];

    /// <summary>The documents of a segment that have all that is wanted; <c>null</c> if nothing is.</summary>
    public FixedBitSet? AllIn(SegmentFacts facts)
    {
        FixedBitSet? all = null;
        foreach (var set in In(facts).OfType<FixedBitSet>())
        {
            if (all is null) all = set;
            else all.And(set);
        }
        return all;
    }

    private FixedBitSet? With(SegmentFacts facts, FacetKind facet, IEnumerable<int> numbers)
    {
        if (!IsChosen(facet)) return null;
        var found = new FixedBitSet(facts.Ids.Length);
        foreach (var number in numbers) facts.AddTo(found, facet, number);
        return found;
    }

    private FixedBitSet InYears(SegmentFacts facts)
    {
        var found = new FixedBitSet(facts.Ids.Length);
        for (var doc = 0; doc < facts.Days.Length; doc++)
        {
            if (IsInYears(facts.Days[doc])) found.Set(doc);
        }
        return found;
    }

    private bool IsInYears(int day)
    {
        foreach (var (first, last) in _years)
        {
            if (day >= first && day <= last) return true;
        }
        return false;
    }
}
