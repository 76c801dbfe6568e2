using System.Runtime.InteropServices;

namespace StatementArchive.Benchmarks.Search;

/// <summary>In how many statements each word occurs, and which words stand side by side. A word is a run of letters and digits, in lower case.</summary>
internal sealed class DocumentFrequencies
{
    private const int MostPairs = 20_000;

    private readonly Dictionary<string, Occurrences> _words = [];
    private readonly List<(string First, string Second)> _pairs = [];

    public int Statements { get; private set; }

    public int DifferentWords => _words.Count;

    /// <summary>Words of Latin letters without accents, in how many statements, sorted.</summary>
    public IEnumerable<(string Word, double Share)> Words => _words
        .Where(word => word.Key.All(char.IsAsciiLetterLower))
        .Select(word => (word.Key, (double)word.Value.Statements / Statements))
        .OrderBy(word => word.Key, StringComparer.Ordinal);

    /// <summary>Words that stand side by side with nothing but a space between them, drawn at random.</summary>
    public IReadOnlyList<(string First, string Second)> Pairs => _pairs;

    public double ShareOf(string word) => _words.TryGetValue(word, out var occurrences) ? (double)occurrences.Statements / Statements : 0;

    /// <param name="random">Draws the words that stand side by side.</param>
    public void Add(string title, string text, Random random)
    {
        Statements++;
        Count(title);
        Count(text);
        if (_pairs.Count < MostPairs) AddPair(text, random);
    }

    private void Count(string text)
    {
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[64];
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at])) at++;
            if (at > start && at - start <= lower.Length)
            {
                var length = text.AsSpan(start, at - start).ToLowerInvariant(lower);
                ref var occurrences = ref CollectionsMarshal.GetValueRefOrAddDefault(words, lower[..length], out _);
                if (occurrences.Last != Statements) occurrences = new Occurrences(occurrences.Statements + 1, Statements);
            }
            if (at == start) at++;
        }
    }

    private void AddPair(string text, Random random)
    {
        var words = text.Split(' ');
        var at = random.Next(Math.Max(1, words.Length - 1));
        if (at + 1 >= words.Length) return;
        var (first, second) = (words[at].ToLowerInvariant(), words[at + 1].ToLowerInvariant());
        if (first != second && first.Length > 0 && second.Length > 0 && first.All(char.IsAsciiLetterLower) && second.All(char.IsAsciiLetterLower)) _pairs.Add((first, second));
    }

    /// <param name="Last">The number of the last statement with it, from 1.</param>
    private readonly record struct Occurrences(int Statements, int Last);
}
