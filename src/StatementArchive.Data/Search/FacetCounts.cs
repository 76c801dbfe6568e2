using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Lucene.Net.Util;

namespace StatementArchive.Data.Search;

/// <summary>How many hits have each of the numbered values of a facet; those that none has are not in it.</summary>
public sealed class TallyDictionary : IReadOnlyDictionary<int, int>
{
    private int[] _counts = [];

    public static TallyDictionary Empty { get; } = new();

    public int Count => _counts.Count(count => count > 0);

    public IEnumerable<int> Keys => this.Select(count => count.Key);

    public IEnumerable<int> Values => this.Select(count => count.Value);

    public int this[int key] => TryGetValue(key, out var count) ? count : throw new KeyNotFoundException($"No hit has the value {key}.");

    public bool ContainsKey(int key) => TryGetValue(key, out _);

    public bool TryGetValue(int key, [MaybeNullWhen(false)] out int value)
    {
        value = key > 0 && key < _counts.Length ? _counts[key] : 0;
        return value > 0;
    }

    /// <summary>The values that the most hits have, with their counts, and all that have as many as the last of them; the most frequent first.</summary>
    /// <param name="number">How many are wanted.</param>
    /// <param name="most">No more than these, however many have the same count.</param>
    /// <param name="isLeftOut">Values that are not to be among them.</param>
    public IReadOnlyList<KeyValuePair<int, int>> Most(int number, int most, Func<int, bool> isLeftOut)
    {
        var best = new PriorityQueue<int, int>(number + 1);
        for (var key = 1; key < _counts.Length; key++)
        {
            var count = _counts[key];
            if (count == 0 || (best.Count == number && count <= best.Peek()) || isLeftOut(key)) continue;
            if (best.Count < number) best.Enqueue(count, count);
            else best.EnqueueDequeue(count, count);
        }
        if (best.Count == 0) return [];
        var least = best.Peek();
        var found = new List<KeyValuePair<int, int>>();
        for (var key = 1; key < _counts.Length; key++)
        {
            if (_counts[key] >= least && !isLeftOut(key)) found.Add(new(key, _counts[key]));
        }
        return [.. found.OrderByDescending(count => count.Value).ThenBy(count => count.Key).Take(most)];
    }

    public IEnumerator<KeyValuePair<int, int>> GetEnumerator()
    {
        for (var key = 1; key < _counts.Length; key++)
        {
            if (_counts[key] > 0) yield return new(key, _counts[key]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(TallyDictionary other)
    {
        Reach(other._counts.Length - 1);
        for (var key = 0; key < other._counts.Length; key++) _counts[key] += other._counts[key];
    }

    internal void Add(int key, int count)
    {
        Reach(key);
        _counts[key] += count;
    }

    /// <param name="step">1 to count the documents, -1 to take them away again.</param>
    internal void Add(FixedBitSet documents, SegmentFacts.Many numbers, int step)
    {
        Reach(numbers.Highest);
        var (bits, counts) = (documents.GetBits(), _counts);
        for (var word = 0; word < bits.Length; word++)
        {
            for (var rest = bits[word]; rest != 0; rest &= rest - 1)
            {
                foreach (var number in numbers[(word << 6) + BitOperations.TrailingZeroCount(rest)]) counts[number] += step;
            }
        }
    }

    /// <param name="highest">No number is higher.</param>
    internal void Add(FixedBitSet documents, int[] numbers, int highest, int step)
    {
        Reach(highest);
        var (bits, counts) = (documents.GetBits(), _counts);
        for (var word = 0; word < bits.Length; word++)
        {
            for (var rest = bits[word]; rest != 0; rest &= rest - 1) counts[numbers[(word << 6) + BitOperations.TrailingZeroCount(rest)]] += step;
        }
    }

    private void Reach(int key)
    {
        if (key >= _counts.Length) Array.Resize(ref _counts, key + 1);
    }
}

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
            var (all, segment) = (hits.All[at], snapshot.Segments[at]);
            var (allButOne, facts) = (hits.AllButOne[at], segment.Facts);
            foreach (var (facet, numbers) in new[] { (FacetKind.Author, facts.Authors), (FacetKind.Organisation, facts.Organisations), (FacetKind.Subject, facts.Subjects) })
                Count(allButOne?[(int)facet] ?? all, counts.Of(facet), facts.TotalsOf(facet), (set, tally, step) => tally.Add(set, numbers, step));
            Count(allButOne?[(int)FacetKind.Source] ?? all, counts.Of(FacetKind.Source), facts.TotalsOf(FacetKind.Source), (set, tally, step) => tally.Add(set, facts.Sources, facts.HighestSource, step));
            // The numbers of languages are those of the segment; 0 is no number of a tally.
            var ofSegment = new TallyDictionary();
            Count(allButOne?[(int)FacetKind.Language] ?? all, ofSegment, facts.TotalsOf(FacetKind.Language), (set, tally, step) => tally.Add(set, facts.Languages, facts.LanguageTags.Count, step));
            foreach (var (number, count) in ofSegment)
            {
                if (facts.LanguageTags[number] is { Length: > 0 } tag) languages[tag] = languages.GetValueOrDefault(tag) + count;
            }
            Count(all, counts.Months, facts.TotalsOf(FacetKind.Year), (set, tally, step) => tally.Add(set, facts.Months, facts.LatestMonth, step));
            if (allButOne?[(int)FacetKind.Year] is { } ofAnyYear) counts._monthsOfAnyYear.Add(ofAnyYear, facts.Months, facts.LatestMonth, 1);
        }
        counts.Languages = languages;
        foreach (var (month, count) in hits.AllButOne.Any(sets => sets?[(int)FacetKind.Year] is not null) ? counts._monthsOfAnyYear : counts.Months) counts.Years.Add(month / 12, count);
        return counts;
    }

    // Of what most documents have it is quicker to count those that are not among the hits.
    private static void Count(FixedBitSet hits, TallyDictionary tally, TallyDictionary ofAll, Action<FixedBitSet, TallyDictionary, int> count)
    {
        var number = hits.Cardinality;
        if (number <= hits.Length / 2)
        {
            if (number > 0) count(hits, tally, 1);
            return;
        }
        var others = hits.Clone();
        others.Flip(0, others.Length);
        tally.Add(ofAll);
        count(others, tally, -1);
    }
}
