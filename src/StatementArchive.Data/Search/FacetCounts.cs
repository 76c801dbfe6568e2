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
            var (all, allButOne, facts) = (hits.All[at], hits.AllButOne[at], snapshot.Segments[at].Facts);
            foreach (var facet in (FacetKind[])[FacetKind.Author, FacetKind.Organisation, FacetKind.Source, FacetKind.Subject]) Count(facet, allButOne?[(int)facet] ?? all, facts, counts.Of(facet));
            var ofSegment = new TallyDictionary();
            Count(FacetKind.Language, allButOne?[(int)FacetKind.Language] ?? all, facts, ofSegment);
            foreach (var (number, count) in ofSegment)
            {
                if (facts.LanguageTags[number] is { Length: > 0 } tag) languages[tag] = languages.GetValueOrDefault(tag) + count;
            }
            Count(FacetKind.Year, all, facts, counts.Months);
            if (allButOne?[(int)FacetKind.Year] is { } ofAnyYear) Count(FacetKind.Year, ofAnyYear, facts, counts._monthsOfAnyYear);
        }
        counts.Languages = languages;
        foreach (var (month, count) in hits.AllButOne.Any(sets => sets?[(int)FacetKind.Year] is not null) ? counts._monthsOfAnyYear : counts.Months) counts.Years.Add(month / 12, count);
        return counts;
    }

    // Of what most documents have it is quicker to count those that are not among the hits.
    private static void Count(FacetKind facet, FixedBitSet hits, SegmentFacts facts, TallyDictionary tally)
    {
        if (hits.Cardinality <= hits.Length / 2)
        {
            facts.Count(facet, hits, tally, 1);
            return;
        }
        var others = hits.Clone();
        others.Flip(0, others.Length);
        tally.Add(facts.TotalsOf(facet));
        facts.Count(facet, others, tally, -1);
    }
}
