using System.Text;

namespace StatementArchive.Data.Duplicates;

/// <summary>
/// Hashes of every four words that follow each other in a text, and of them a sketch to be kept: the smallest, more of a long text than of a short one, so
/// that also a short text inside a long one is found (A. Z. Broder, 'On the resemblance and containment of documents', 1997: both of its sketches joined).
/// </summary>
/// <remarks>Hashes are FNV-1a of a word's UTF-8, mixed as splitmix64 ends. They are kept: a change of any of this is a new <see cref="Version"/>.</remarks>
internal static class Shingles
{
    public const int Version = 1;

    /// <summary>Fewest and most hashes of a sketch.</summary>
    private const int Fewest = 24;

    private const int Most = 64;

    // A sixteenth of all.
    private const ulong Small = 1UL << 60;

    // Four words, or eight letters where letters are words.
    private const int WeightOfShingle = 8;

    private const ulong WholeText = 0x5bd1e9955bd1e995;

    /// <summary>All, distinct, the smallest first. A text of fewer than four words has none.</summary>
    public static IReadOnlyList<ulong> Of(IReadOnlyList<string> words)
    {
        var hashes = words.Select(Hash).ToList();
        HashSet<ulong> shingles = [];
        for (var at = 0; at < words.Count; at++)
        {
            var (hash, weight) = (0UL, 0);
            for (var next = at; next < words.Count && weight < WeightOfShingle; next++)
            {
                hash = Joined(hash, hashes[next]);
                weight += StatementWords.Weight(words[next]);
            }
            if (weight >= WeightOfShingle) shingles.Add(Mixed(hash));
        }
        return [.. shingles.Order()];
    }

    /// <summary>Those of some shingles that are kept.</summary>
    /// <param name="shingles">The smallest first.</param>
    public static IEnumerable<ulong> Sketch(IReadOnlyList<ulong> shingles) =>
        shingles.Take(Math.Clamp(shingles.TakeWhile(hash => hash < Small).Take(Most).Count(), Fewest, Most));

    /// <summary>The hash of all words together, by which equal texts are found, however short.</summary>
    public static ulong Whole(IReadOnlyList<string> words) => Mixed(words.Aggregate(0UL, (hash, word) => Joined(hash, Hash(word)))) ^ WholeText;

    internal static ulong Hash(string word)
    {
        var hash = 0xcbf29ce484222325UL;
        foreach (var letter in Encoding.UTF8.GetBytes(word)) hash = (hash ^ letter) * 0x100000001b3UL;
        return Mixed(hash);
    }

    private static ulong Joined(ulong hash, ulong word) => (hash ^ word) * 0x9e3779b97f4a7c15UL;

    private static ulong Mixed(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9UL;
        hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebUL;
        return hash ^ (hash >> 31);
    }
}
