using Lucene.Net.Util;

namespace StatementArchive.Data.Search;

/// <summary>How many of the hits have each value of the facets, and how many fall into each month.</summary>
internal sealed class FacetCounts
{
    private readonly Dictionary<FacetKind, Dictionary<int, int>> _counts = [];

    /// <summary>By the number of the record.</summary>
    public IReadOnlyDictionary<int, int> Of(FacetKind facet) => _counts[facet];

    public IReadOnlyDictionary<string, int> Languages { get; private set; } = new Dictionary<string, int>();

    /// <summary>By year * 12 + month - 1; undated statements are in none.</summary>
    public IReadOnlyDictionary<int, int> Months { get; private set; } = new Dictionary<int, int>();

    /// <summary>By year; undated statements are in none.</summary>
    public IReadOnlyDictionary<int, int> Years { get; private set; } = new Dictionary<int, int>();

    /// <summary>Counts in every facet the hits that have what is wanted of the others; months by those that have everything.</summary>
    public static FacetCounts Of(IndexSnapshot snapshot, HitCollector hits)
    {
        var counts = new FacetCounts();
        int[] authors = [], organisations = [], sources = [], subjects = [];
        var languages = new Dictionary<string, int>();
        var days = new Dictionary<int, int>();
        var daysOfAnyYear = new Dictionary<int, int>();
        for (var at = 0; at < snapshot.Segments.Count; at++)
        {
            if (hits.All[at] is not { } all) continue;
            var facts = snapshot.Segments[at].Facts;
            FixedBitSet Set(FacetKind facet) => hits.AllButOne[at]![(int)facet] ?? all;
            Count(Set(FacetKind.Author), facts.Authors, ref authors);
            Count(Set(FacetKind.Organisation), facts.Organisations, ref organisations);
            Count(Set(FacetKind.Source), facts.Sources, ref sources);
            Count(Set(FacetKind.Subject), facts.Subjects, ref subjects);
            var ofSegment = new int[facts.LanguageTags.Count];
            Count(Set(FacetKind.Language), facts.Languages, ref ofSegment);
            for (var tag = 0; tag < facts.LanguageTags.Count; tag++)
            {
                if (ofSegment[tag] > 0 && facts.LanguageTags[tag].Length > 0) languages[facts.LanguageTags[tag]] = languages.GetValueOrDefault(facts.LanguageTags[tag]) + ofSegment[tag];
            }
            CountDays(all, facts.Days, days);
            if (hits.AllButOne[at]![(int)FacetKind.Year] is { } ofAnyYear) CountDays(ofAnyYear, facts.Days, daysOfAnyYear);
        }
        counts._counts[FacetKind.Author] = Counted(authors);
        counts._counts[FacetKind.Organisation] = Counted(organisations);
        counts._counts[FacetKind.Source] = Counted(sources);
        counts._counts[FacetKind.Subject] = Counted(subjects);
        counts.Languages = languages;
        counts.Months = days.GroupBy(day => MonthOf(day.Key)).ToDictionary(month => month.Key, month => month.Sum(day => day.Value));
        counts.Years = (hits.IsChosen(FacetKind.Year) ? daysOfAnyYear : days).GroupBy(day => DateOnly.FromDayNumber(day.Key).Year).ToDictionary(year => year.Key, year => year.Sum(day => day.Value));
        return counts;
    }

    private static int MonthOf(int day) => DateOnly.FromDayNumber(day) is var date ? (date.Year * 12) + date.Month - 1 : 0;

    private static void Count(FixedBitSet hits, SegmentFacts.Many numbers, ref int[] counts)
    {
        var bits = hits.GetBits();
        for (var word = 0; word < bits.Length; word++)
        {
            for (var rest = bits[word]; rest != 0; rest &= rest - 1)
            {
                foreach (var number in numbers[(word << 6) + System.Numerics.BitOperations.TrailingZeroCount(rest)]) Increment(ref counts, number);
            }
        }
    }

    private static void Count(FixedBitSet hits, int[] numbers, ref int[] counts)
    {
        var bits = hits.GetBits();
        for (var word = 0; word < bits.Length; word++)
        {
            for (var rest = bits[word]; rest != 0; rest &= rest - 1) Increment(ref counts, numbers[(word << 6) + System.Numerics.BitOperations.TrailingZeroCount(rest)]);
        }
    }

    // Most days hold many statements: counted by day first, few days have to be told their month.
    private static void CountDays(FixedBitSet hits, int[] days, Dictionary<int, int> counts)
    {
        int[] ofSegment = [];
        Count(hits, days, ref ofSegment);
        for (var day = 1; day < ofSegment.Length; day++)
        {
            if (ofSegment[day] > 0) counts[day] = counts.GetValueOrDefault(day) + ofSegment[day];
        }
    }

    private static void Increment(ref int[] counts, int number)
    {
        if (number >= counts.Length) Array.Resize(ref counts, Math.Max(number + 1, counts.Length * 2));
        counts[number]++;
    }

    private static Dictionary<int, int> Counted(int[] counts)
    {
        var counted = new Dictionary<int, int>();
        for (var number = 1; number < counts.Length; number++)
        {
            if (counts[number] > 0) counted[number] = counts[number];
        }
        return counted;
    }
}
