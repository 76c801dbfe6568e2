using Lucene.Net.Util;

namespace StatementArchive.Data.Search;

/// <summary>How many of the hits have each value of the facets, and how many fall into each month.</summary>
internal sealed class FacetCounts
{
    private readonly TallyDictionary[] _tallies = [.. Enum.GetValues<FacetKind>().Select(_ => new TallyDictionary())];
    private readonly TallyDictionary _monthsOfAnyYear = new();

    /// <summary>By the number of the record. Not of languages and years.</summary>
    public TallyDictionary Of(FacetKind facet) => _tallies[(int)facet];

    public IReadOnlyDictionary<string, int> Languages { get; private set; } = new Dictionary<string, int>();

    /// <summary>By year * 12 + month - 1; undated statements are in none.</summary>
    public TallyDictionary Months { get; } = new();

    /// <summary>By year; undated statements are in none.</summary>
    public TallyDictionary Years => _tallies[(int)FacetKind.Year];

    /// <summary>Counts in every facet the hits that have what is wanted of the others; months by those that have everything.</summary>
    public static FacetCounts Of(IndexSnapshot snapshot, HitSets hits)
    {
        var counts = new FacetCounts();
        var languages = new Dictionary<string, int>();
        for (var at = 0; at < snapshot.Segments.Count; at++)
        {
            var (all, facts) = (Counted.Of(hits.All[at]), snapshot.Segments[at].Facts);
            var allButOne = hits.AllButOne[at]?.Select(set => set is null ? all : Counted.Of(set)).ToList();
            foreach (var facet in (FacetKind[])[FacetKind.Author, FacetKind.Organisation, FacetKind.Source, FacetKind.Subject]) (allButOne?[(int)facet] ?? all).AddTo(counts.Of(facet), facet, facts);
            var ofSegment = new TallyDictionary();
            (allButOne?[(int)FacetKind.Language] ?? all).AddTo(ofSegment, FacetKind.Language, facts);
            foreach (var (number, count) in ofSegment)
            {
                if (facts.LanguageTags[number] is { Length: > 0 } tag) languages[tag] = languages.GetValueOrDefault(tag) + count;
            }
            all.AddTo(counts.Months, FacetKind.Year, facts);
            if (hits.AllButOne[at]?[(int)FacetKind.Year] is not null) allButOne![(int)FacetKind.Year].AddTo(counts._monthsOfAnyYear, FacetKind.Year, facts);
        }
        counts.Languages = languages;
        foreach (var (month, count) in hits.AllButOne.Any(sets => sets?[(int)FacetKind.Year] is not null) ? counts._monthsOfAnyYear : counts.Months) counts.Years.Add(month / 12, count);
        return counts;
    }

    /// <summary>Hits, or where most documents are hits those that are none: it is quicker to count these.</summary>
    private sealed record Counted(FixedBitSet Documents, bool AreOthers)
    {
        public static Counted Of(FixedBitSet hits)
        {
            if (hits.Cardinality <= hits.Length / 2) return new Counted(hits, false);
            var others = hits.Clone();
            others.Flip(0, others.Length);
            return new Counted(others, true);
        }

        public void AddTo(TallyDictionary tally, FacetKind facet, SegmentFacts facts)
        {
            if (AreOthers) tally.Add(facts.TotalsOf(facet));
            facts.Count(facet, Documents, tally, AreOthers ? -1 : 1);
        }
    }
}
