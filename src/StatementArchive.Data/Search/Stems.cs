using System.Collections.Frozen;
using System.Globalization;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Ckb;
using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace StatementArchive.Data.Search;

/// <summary>What the forms of a word have in common, by language: Snowball's stemmers, Lucene's for Arabic and Sorani, and for Persian its plural and comparative endings.</summary>
/// <remarks>Not safe for several threads at once: stemmers keep the word that they work on.</remarks>
/// <param name="remembered">Stems that others on other threads make as well; <c>null</c> to share none.</param>
public sealed class Stems(RememberedStems? remembered = null)
{
    private static readonly FrozenDictionary<string, Func<SnowballProgram>> Snowball = new Dictionary<string, Func<SnowballProgram>>
    {
        ["en"] = () => new EnglishStemmer(),
        ["de"] = () => new GermanStemmer(),
        ["fr"] = () => new FrenchStemmer(),
        ["es"] = () => new SpanishStemmer(),
        ["it"] = () => new ItalianStemmer(),
        ["pt"] = () => new PortugueseStemmer(),
        ["nl"] = () => new DutchStemmer(),
        ["sv"] = () => new SwedishStemmer(),
        ["nb"] = () => new NorwegianStemmer(),
        ["da"] = () => new DanishStemmer(),
        ["fi"] = () => new FinnishStemmer(),
        ["ru"] = () => new RussianStemmer(),
        ["hu"] = () => new HungarianStemmer(),
        ["ro"] = () => new RomanianStemmer(),
        ["tr"] = () => new TurkishStemmer(),
    }.ToFrozenDictionary();

    private static readonly string[] PersianEndings = [.. new[] { "هایشان", "هایمان", "هایی", "هایم", "هایت", "هایش", "های", "ها", "ترین", "تر" }.Select(WordForms.Fold)];
    private static readonly string[] ArabicArticles = [.. new[] { "وال", "بال", "كال", "فال", "لل", "ال" }.Select(WordForms.Fold)];

    // Shorter remainders are words of their own, not stems.
    private const int ShortestStem = 3;

    // Articles are taken off, letters made others.
    private static readonly FrozenSet<string> ChangeBeginnings = FrozenSet.Create("ar", "ckb", "tr");

    private readonly Dictionary<string, SnowballProgram> _programs = [];
    private readonly RememberedStems _remembered = remembered ?? new RememberedStems();
    private readonly ArabicStemmer _arabic = new();

    // Of the last word: mostly the next one is of the same language.
    private string? _language;
    private string _primary = "";
    private RememberedStems.OfLanguage _ofLanguage = null!;
    private readonly SoraniStemmer _sorani = new();
    private readonly SoraniNormalizer _soraniLetters = new();

    /// <summary>Languages whose words are stemmed, by the first part of their BCP 47 tag.</summary>
    public static IReadOnlyCollection<string> Languages { get; } = [.. Snowball.Keys, "fa", "ar", "ckb"];

    /// <summary>The stem of a word, folded; the word's own key in a language that is not stemmed.</summary>
    /// <param name="language">BCP 47 tag; <c>null</c> if not known.</param>
    public string Of(WordForm word, string? language)
    {
        if (language is null) return word.Key;
        if (language != _language)
        {
            (_language, _primary) = (language, language.Split('-', '_')[0].ToLowerInvariant());
            _ofLanguage = _remembered.Of(_primary);
        }
        if (_ofLanguage.TryGet(word.Written, out var known)) return known;
        var stem = Stem(word, _primary);
        if (stem.Length == 0) stem = word.Key;
        _ofLanguage.Remember(word.Written, stem);
        return stem;
    }

    /// <summary>Whether a word may have one of some stems, told without making its own: in most languages a stem begins as the word does.</summary>
    public static bool MayHave(IReadOnlySet<string> stems, WordForm word, string? language)
    {
        if (language is not null && ChangeBeginnings.Contains(language.Split('-', '_')[0].ToLowerInvariant())) return true;
        foreach (var stem in stems)
        {
            if (stem.Length > 0 && stem[0] == word.Key[0]) return true;
        }
        return false;
    }

    private string Stem(WordForm word, string language)
    {
        switch (language)
        {
            case "fa":
                var ending = PersianEndings.FirstOrDefault(ending => word.Key.Length >= ending.Length + ShortestStem && word.Key.EndsWith(ending, StringComparison.Ordinal));
                return ending is null ? word.Key : word.Key[..^ending.Length];
            case "ar":
                var article = ArabicArticles.FirstOrDefault(article => word.Key.Length >= article.Length + ShortestStem && word.Key.StartsWith(article, StringComparison.Ordinal));
                // The stemmer knows the Arabic yeh, the key has the Persian one.
                return Stem((article is null ? word.Key : word.Key[article.Length..]).Replace('\u06CC', '\u064A'), _arabic.StemSuffix);
            case "ckb":
                return Stem(word.Written, (letters, length) => _sorani.Stem(letters, _soraniLetters.Normalize(letters, length)));
        }
        if (!Snowball.TryGetValue(language, out var make)) return word.Key;
        if (!_programs.TryGetValue(language, out var program)) _programs[language] = program = make();
        program.SetCurrent(language == "tr" ? word.Written.ToLower(Turkish) : word.Written.ToLowerInvariant());
        program.Stem();
        return WordForms.Fold(program.Current).Replace(" ", "", StringComparison.Ordinal);
    }

    private static readonly CultureInfo Turkish = CultureInfo.GetCultureInfo("tr-TR");

    private static string Stem(string key, Func<char[], int, int> stem)
    {
        var letters = key.ToCharArray();
        return WordForms.Fold(new string(letters, 0, stem(letters, letters.Length))).Replace(" ", "", StringComparison.Ordinal);
    }
}
