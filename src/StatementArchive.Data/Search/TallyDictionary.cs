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

    public int Count => _counts.Length == 0 ? 0 : _counts.Length - 1 - _counts.AsSpan(1).Count(0);

    public IEnumerable<int> Keys => this.Select(count => count.Key);

    public IEnumerable<int> Values => this.Select(count => count.Value);

    public int this[int key] => TryGetValue(key, out var count) ? count : throw new KeyNotFoundException($"No hit has the value {key}.");

    public bool ContainsKey(int key) => TryGetValue(key, out _);

    public bool TryGetValue(int key, [MaybeNullWhen(false)] out int value)
    {
        value = key > 0 && key < _counts.Length ? _counts[key] : 0;
        return value > 0;
    }

    /// <summary>How many values have hits that have none in another facet.</summary>
    public int CountWithout(TallyDictionary other)
    {
        var number = 0;
        for (var key = 1; key < _counts.Length; key++)
        {
            if (_counts[key] > 0 && !other.ContainsKey(key)) number++;
        }
        return number;
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
        Reach(numbers.HighestNumber);
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
