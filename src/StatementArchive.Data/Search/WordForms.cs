using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Search;

/// <summary>A word of a text as it is searched for.</summary>
/// <param name="Key">Folded by <see cref="WordForms.Fold"/>: never empty, without spaces.</param>
/// <param name="Start">Where it stands, in UTF-16 code units.</param>
/// <param name="Written">As it was written, for whoever stems it.</param>
public readonly record struct WordForm(string Key, int Start, int End, string Written);

/// <summary>
/// Cuts texts and queries into words, alike: by Unicode Standard Annex 29, apostrophes and underscores apart, each folded. What some write
/// apart in Persian and others join (می‌خواهیم, کتاب‌ها) becomes one word, whether it is joined, spaced or held by a zero width non-joiner.
/// </summary>
public static class WordForms
{
    // Letters of Arabic and Sorani that are typed for each other; an authority's key keeps them apart, a search does not.
    private static readonly Dictionary<char, char> TypedAlike = new()
    {
        ['\u0629'] = '\u0647', // teh marbuta
        ['\u06D5'] = '\u0647', // Sorani ae
        ['\u06BE'] = '\u0647',
        ['\u06C6'] = '\u0648', // Sorani o
        ['\u06CE'] = '\u06CC', // Sorani e
        ['\u0695'] = '\u0631', // Sorani heavy r
        ['\u06B5'] = '\u0644', // Sorani heavy l
    };

    // What a Persian verb begins with, and what plurals and comparatives end in; none of them is a word of its own.
    private static readonly HashSet<string> Before = [.. new[] { "می", "نمی" }.Select(Fold)];
    private static readonly HashSet<string> Behind = [.. new[] { "ها", "های", "هایی", "هایم", "هایت", "هایش", "هایمان", "هایشان", "تر", "ترین" }.Select(Fold)];

    /// <summary>A word folded: <see cref="NameKey.Of"/>, and Arabic letters that are typed for each other one of them.</summary>
    public static string Fold(string word)
    {
        var key = NameKey.Of(word);
        return key.Any(TypedAlike.ContainsKey) ? string.Create(key.Length, key, static (folded, key) =>
        {
            for (var at = 0; at < key.Length; at++) folded[at] = TypedAlike.GetValueOrDefault(key[at], key[at]);
        }) : key;
    }

    /// <summary>What is longer, in UTF-16 code units, is no word: hostile texts make no hostile index.</summary>
    private const int LongestToken = 255;

    /// <summary>The words of a text in order. Linear in its length.</summary>
    public static IReadOnlyList<WordForm> Of(string text)
    {
        var words = new List<WordForm>(text.Length / 6);
        StandardTokenizer? tokenizer = null;
        // No word goes over a space. What lies between two of them and is ASCII has no words but its runs of letters and digits.
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }
            var start = at;
            at = EndOfAscii(text, start);
            if (at > start)
            {
                AddAscii(words, text, start, at);
                continue;
            }
            at = EndOfOthers(text, start);
            AddOthers(words, text, start, at, ref tokenizer);
        }
        return words;
    }

    /// <summary>The text with a zero width non-joiner for each space inside a word: same length, same words. Linear.</summary>
    public static string WithoutSpacesInWords(string text)
    {
        if (System.Text.Ascii.IsValid(text)) return text;
        var joined = text.ToCharArray();
        foreach (var word in Of(text))
        {
            for (var at = word.Start; at < word.End; at++)
            {
                if (text[at] is ' ' or '\u00a0') joined[at] = '\u200c';
            }
        }
        return new string(joined);
    }

    // Behind the last space before which all is ASCII, and no run of letters too long; the start if there is none.
    private static int EndOfAscii(string text, int start)
    {
        var (end, run) = (start, 0);
        for (var at = start; at < text.Length; at++)
        {
            if (!char.IsAscii(text[at])) return end;
            if (text[at] == ' ') (end, run) = (at + 1, 0);
            else if (++run > LongestToken) return end;
        }
        return text.Length;
    }

    // Before the next space behind which a word of ASCII alone stands.
    private static int EndOfOthers(string text, int start)
    {
        for (var space = text.IndexOf(' ', start); space >= 0; space = text.IndexOf(' ', space + 1))
        {
            if (EndOfAscii(text, space + 1) > space + 1) return space;
        }
        return text.Length;
    }

    private static void AddAscii(List<WordForm> words, string text, int start, int end)
    {
        for (var at = start; at < end; at++)
        {
            if (!char.IsAsciiLetterOrDigit(text[at])) continue;
            var first = at;
            while (at < end && char.IsAsciiLetterOrDigit(text[at])) at++;
            var written = text[first..at];
            words.Add(new WordForm(written.ToLowerInvariant(), first, at, written));
        }
    }

    private static void AddOthers(List<WordForm> words, string text, int start, int end, ref StandardTokenizer? tokenizer)
    {
        using var reader = new StringReader(text[start..end]);
        if (tokenizer is null) tokenizer = new StandardTokenizer(LuceneVersion.LUCENE_48, reader) { MaxTokenLength = LongestToken };
        else tokenizer.SetReader(reader);
        var term = tokenizer.GetAttribute<ICharTermAttribute>();
        var offset = tokenizer.GetAttribute<IOffsetAttribute>();
        tokenizer.Reset();
        while (tokenizer.IncrementToken()) Add(words, new string(term.Buffer, 0, term.Length), start + offset.StartOffset, start + offset.EndOffset, text);
        tokenizer.End();
        // It takes another text afterwards.
        tokenizer.Dispose();
    }

    private static void Add(List<WordForm> words, string token, int start, int end, string text)
    {
        var key = Fold(token);
        if (key.Length == 0) return;
        if (key.Contains(' ', StringComparison.Ordinal))
        {
            AddParts(words, token, start, text);
            return;
        }
        if (words is [.., var last] && !char.IsAscii(token[0]) && IsBeside(text, last.End, start) && (Before.Contains(last.Key) || Behind.Contains(key)))
        {
            words[^1] = new WordForm(last.Key + key, last.Start, end, last.Written + token);
            return;
        }
        words.Add(new WordForm(key, start, end, token));
    }

    // 'l’union', 'Expert_innen': each part is a word with its own place.
    private static void AddParts(List<WordForm> words, string token, int start, string text)
    {
        for (var at = 0; at < token.Length;)
        {
            while (at < token.Length && NameKey.Of(token[at].ToString()).Length == 0 && !char.IsSurrogate(token[at])) at++;
            var first = at;
            while (at < token.Length && (char.IsSurrogate(token[at]) || char.IsLetterOrDigit(token[at]) || char.GetUnicodeCategory(token[at]) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.Format)) at++;
            if (at == first)
            {
                at++;
                continue;
            }
            var key = Fold(token[first..at]).Replace(" ", "", StringComparison.Ordinal);
            if (key.Length > 0) words.Add(new WordForm(key, start + first, start + at, token[first..at]));
        }
    }

    private static bool IsBeside(string text, int end, int start) => start - end <= 1 && (start == end || text[end] is ' ' or '\u00a0' or '\u200c');
}
