namespace StatementArchive.Data.Search;

/// <summary>A place in a text, in UTF-16 code units.</summary>
public readonly record struct MarkedPlace(int Start, int End);

/// <summary>What a query looks for in texts, for marking it there: the same words, stems, prefixes and phrases by which the index finds. Safe for one thread.</summary>
public sealed class SearchedWords
{
    private readonly List<Sought> _sought = [];
    private readonly Stems _stems = new();
    private readonly IReadOnlyList<string> _languages;

    /// <param name="root">The query; <c>null</c> for none.</param>
    /// <param name="languages">The archive's languages, by which the query's words were stemmed.</param>
    public SearchedWords(SearchNode? root, IReadOnlyList<string> languages)
    {
        _languages = languages;
        if (root is not null) Add(root);
    }

    public bool IsEmpty => _sought.Count == 0;

    /// <summary>The words of a text that are meant, in order, none inside another. Linear in the text, times the words sought.</summary>
    /// <param name="language">BCP 47 tag of the text.</param>
    public IReadOnlyList<MarkedPlace> In(string text, string? language) => Marks(Found(text, language));

    /// <summary>The words that are meant, as <see cref="In"/> gives them, and where the passage of a length begins that holds the most of what is sought, then the most marks; 0 if there is none.</summary>
    /// <param name="length">In UTF-16 code units.</param>
    public (IReadOnlyList<MarkedPlace> Marks, int Start) BestPassage(string text, string? language, int length)
    {
        var found = Found(text, language).OrderBy(one => one.Place.Start).ToList();
        var counts = new Dictionary<int, int>();
        var (best, start, first) = ((Kinds: 0, Marks: 0), 0, 0);
        for (var last = 0; last < found.Count; last++)
        {
            counts[found[last].Sought] = counts.GetValueOrDefault(found[last].Sought) + 1;
            while (found[last].Place.End - found[first].Place.Start > length && first < last)
            {
                if (--counts[found[first].Sought] == 0) counts.Remove(found[first].Sought);
                first++;
            }
            var here = (counts.Count, last - first + 1);
            if (here.CompareTo(best) <= 0) continue;
            (best, start) = (here, found[first].Place.Start);
        }
        return (Marks(found), start);
    }

    private static List<MarkedPlace> Marks(IEnumerable<(int Sought, MarkedPlace Place)> found)
    {
        var places = new List<MarkedPlace>();
        foreach (var place in found.Select(one => one.Place).Distinct().OrderBy(place => place.Start).ThenByDescending(place => place.End))
        {
            if (places.Count == 0 || place.Start >= places[^1].End) places.Add(place);
        }
        return places;
    }

    private IEnumerable<(int Sought, MarkedPlace Place)> Found(string text, string? language)
    {
        if (IsEmpty) yield break;
        var words = WordForms.Of(text);
        for (var at = 0; at < words.Count; at++)
        {
            string? stem = null;
            for (var one = 0; one < _sought.Count; one++)
            {
                var sought = _sought[one];
                if (sought.Keys.Count > 1)
                {
                    if (StartsAt(words, at, sought)) yield return (one, new MarkedPlace(words[at].Start, words[at + sought.Keys.Count - 1].End));
                }
                else if (sought.IsPrefix ? words[at].Key.StartsWith(sought.Keys[0], StringComparison.Ordinal)
                    : words[at].Key == sought.Keys[0] || (sought.Stems.Count > 0 && Stems.MayHave(sought.Stems, words[at], language) && sought.Stems.Contains(stem ??= _stems.Of(words[at], language)))) yield return (one, new MarkedPlace(words[at].Start, words[at].End));
            }
        }
    }

    private static bool StartsAt(IReadOnlyList<WordForm> words, int at, Sought sought)
    {
        if (at + sought.Keys.Count > words.Count) return false;
        for (var i = 0; i < sought.Keys.Count - 1; i++)
        {
            if (words[at + i].Key != sought.Keys[i]) return false;
        }
        return sought.IsPrefix ? words[at + sought.Keys.Count - 1].Key.StartsWith(sought.Keys[^1], StringComparison.Ordinal) : words[at + sought.Keys.Count - 1].Key == sought.Keys[^1];
    }

    private void Add(SearchNode node)
    {
        switch (node)
        {
            case SearchWord { Field: SearchField.Anywhere or SearchField.Title } word:
                Add(WordForms.Of(word.Text), word.IsPrefix, word.Field == SearchField.Anywhere);
                break;
            case SearchPhrase { Field: SearchField.Anywhere or SearchField.Title, Slop: null } phrase:
                Add(WordForms.Of(phrase.Text), isPrefix: false, isStemmed: false);
                break;
            case SearchPhrase { Field: SearchField.Anywhere or SearchField.Title } near:
                foreach (var word in WordForms.Of(near.Text)) Add([word], isPrefix: false, isStemmed: false);
                break;
            case SearchAll all:
                foreach (var part in all.Nodes) Add(part);
                break;
            case SearchAny any:
                foreach (var part in any.Nodes) Add(part);
                break;
        }
    }

    private void Add(IReadOnlyList<WordForm> words, bool isPrefix, bool isStemmed)
    {
        if (words.Count == 0) return;
        HashSet<string> stems = isStemmed && words.Count == 1 && !isPrefix ? [.. _languages.Select(language => _stems.Of(words[0], language)), words[0].Key] : [];
        _sought.Add(new Sought([.. words.Select(word => word.Key)], isPrefix, stems));
    }

    private sealed record Sought(IReadOnlyList<string> Keys, bool IsPrefix, HashSet<string> Stems);
}
