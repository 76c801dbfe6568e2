namespace StatementArchive.Benchmarks.Search;

internal enum WordsMatch
{
    /// <summary>Every word occurs.</summary>
    All,

    /// <summary>At least one occurs.</summary>
    Any,

    /// <summary>They stand side by side in this order.</summary>
    Phrase,

    /// <summary>A word begins with the only one.</summary>
    Prefix,
}

/// <summary>Statements of an organisation whose date meets a range of years.</summary>
internal sealed record SearchedFilter(string Organisation, int FirstYear, int LastYear);

/// <summary>A page that a reader asks for.</summary>
/// <param name="Class">The name of the class of questions it belongs to.</param>
/// <param name="Words">In lower case; none: all that the filter lets through.</param>
/// <param name="NewestFirst">Otherwise by relevance.</param>
/// <param name="Page">From 1.</param>
internal sealed record SearchQuestion(string Class, WordsMatch Match, IReadOnlyList<string> Words, SearchedFilter? Filter = null, bool NewestFirst = false, int Page = 1, bool WithFacets = false)
{
    public const int PageSize = 20;
    public const int FacetValues = 10;

    public int Skipped => (Page - 1) * PageSize;

    /// <summary>In the form in which readers know it.</summary>
    public override string ToString() => string.Join(' ', new[]
    {
        Match switch
        {
            WordsMatch.All => string.Join(' ', Words),
            WordsMatch.Any => string.Join(" OR ", Words),
            WordsMatch.Phrase => $"\"{string.Join(' ', Words)}\"",
            WordsMatch.Prefix => $"{Words[0]}*",
            _ => throw new InvalidOperationException($"{Match} is no way to match words."),
        },
        Filter is null ? "" : $"organisation:{Filter.Organisation} date:{Filter.FirstYear}..{Filter.LastYear}",
    }.Where(part => part.Length > 0));
}

/// <summary>The questions of a run: some of every class, of words that are as frequent in the statements as the class says.</summary>
internal static class SearchQuestions
{
    public const string Common = "common word (40 to 80 %)";

    private const int Seed = 7;
    private const int OfClass = 8;
    private const int LettersOfPrefix = 4;

    /// <param name="organisations">Slugs, the most frequent first.</param>
    public static IReadOnlyList<SearchQuestion> Choose(DocumentFrequencies frequencies, IReadOnlyList<string> organisations)
    {
        var random = new Random(Seed);
        var words = frequencies.Words.ToList();
        var rare = Draw(words.Where(word => word.Share is > 0 and < 0.0001 && word.Word.Length > 3));
        var mid = Draw(words.Where(word => word.Share is > 0.008 and < 0.012 && word.Word.Length > 3));
        var common = Draw(words.Where(word => word.Share is > 0.4 and < 0.8));
        var veryCommon = Draw(words.Where(word => word.Share > 0.8));
        var prefixes = Draw(words.Where(word => word.Share is > 0.005 and < 0.02 && word.Word.Length > LettersOfPrefix + 1));
        var commonPhrases = Phrases(pair => frequencies.ShareOf(pair.First) > 0.4 && frequencies.ShareOf(pair.Second) > 0.4);
        var midPhrases = Phrases(pair => Math.Min(frequencies.ShareOf(pair.First), frequencies.ShareOf(pair.Second)) is > 0.005 and < 0.02);
        // From one of the most frequent to one of the rarest, in steps of the logarithm.
        var filters = Enumerable.Range(0, OfClass).Select(step => organisations[(int)Math.Pow(organisations.Count - 1, (double)step / (OfClass - 1))])
            .Select(organisation => random.Next(1990, 2021) is var from ? new SearchedFilter(organisation, from, from + 4) : null!).ToList();
        return
        [
            .. One("rare word (under 0.01 %)", rare),
            .. One("mid word (1 %)", mid),
            .. One(Common, common),
            .. One("very common word (over 80 %)", veryCommon),
            .. commonPhrases.Select(pair => new SearchQuestion("phrase of common words", WordsMatch.Phrase, pair)),
            .. midPhrases.Select(pair => new SearchQuestion("phrase with a mid word", WordsMatch.Phrase, pair)),
            .. Beside(common, common, 1).Select(pair => new SearchQuestion("AND of two common words", WordsMatch.All, pair)),
            .. Beside(mid, common, 0).Select(pair => new SearchQuestion("AND of a mid and a common word", WordsMatch.All, pair)),
            .. Beside(common, common, 1).Select(pair => new SearchQuestion("OR of two common words", WordsMatch.Any, pair)),
            .. prefixes.Select(word => new SearchQuestion($"prefix of {LettersOfPrefix} letters", WordsMatch.Prefix, [word[..LettersOfPrefix]])),
            .. filters.Select(filter => new SearchQuestion("filters alone, newest first", WordsMatch.All, [], filter, NewestFirst: true)),
            .. common.Zip(filters, (word, filter) => new SearchQuestion("common word and filters", WordsMatch.All, [word], filter)),
            .. One("newest first, mid word", mid).Select(question => question with { NewestFirst = true }),
            .. One("newest first, common word", common).Select(question => question with { NewestFirst = true }),
            .. One("newest first, very common word", veryCommon).Select(question => question with { NewestFirst = true }),
            .. One("page 11, common word", common).Select(question => question with { Page = 11 }),
            .. One("with facets, rare word", rare).Select(question => question with { WithFacets = true }),
            .. One("with facets, mid word", mid).Select(question => question with { WithFacets = true }),
            .. One("with facets, common word", common).Select(question => question with { WithFacets = true }),
            .. One("with facets, very common word", veryCommon).Select(question => question with { WithFacets = true }),
        ];

        List<string> Draw(IEnumerable<(string Word, double Share)> from)
        {
            var drawn = from.Select(word => word.Word).ToArray();
            random.Shuffle(drawn);
            return [.. drawn.Take(OfClass)];
        }

        List<string[]> Phrases(Func<(string First, string Second), bool> like)
        {
            var drawn = frequencies.Pairs.Where(like).Distinct().ToArray();
            random.Shuffle(drawn);
            return [.. drawn.Take(OfClass).Select(pair => new[] { pair.First, pair.Second })];
        }
    }

    private static IEnumerable<SearchQuestion> One(string name, List<string> words) => words.Select(word => new SearchQuestion(name, WordsMatch.All, [word]));

    private static IEnumerable<string[]> Beside(List<string> ones, List<string> others, int apart) => ones.Select((one, at) => new[] { one, others[(at + apart) % others.Count] });
}
