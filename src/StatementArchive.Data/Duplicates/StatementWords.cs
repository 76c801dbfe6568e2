using System.Globalization;
using System.Text;
using StatementArchive.Data.Search;

namespace StatementArchive.Data.Duplicates;

/// <summary>The words of a text as they are compared with those of others: folded as the search folds them, and deaf to what newspapers change (apostrophes, marks between thousands).</summary>
internal static class StatementWords
{
    // In Persian and Urdu they stand inside words.
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    public static IReadOnlyList<string> Of(string text)
    {
        List<string> words = [];
        foreach (var word in WordForms.Of(WithoutMarksInside(text)))
        {
            if (IsCut(word.Key)) words.AddRange(Characters(word.Key));
            else words.Add(word.Key);
        }
        return words;
    }

    /// <summary>What a word counts for in a shingle: in scripts that write no blanks, each letter is a word of its own and says less.</summary>
    public static int Weight(string word) => IsCut(word) ? 1 : 2;

    /// <summary>Whether a word goes on with a character that stands beside it: in scripts that write no blanks none does.</summary>
    public static bool GoesOn(Rune beside) =>
        !IsCut(beside) && (beside.Value is ZeroWidthNonJoiner or ZeroWidthJoiner || Rune.IsLetterOrDigit(beside) || Rune.GetUnicodeCategory(beside) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static bool IsCut(string word) => IsCut(Rune.GetRuneAt(word, 0));

    private static bool IsCut(Rune first) => first.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) // Thai, Lao, Myanmar, Khmer
        or (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF); // kana, Han

    private static IEnumerable<string> Characters(string word)
    {
        var characters = StringInfo.GetTextElementEnumerator(word);
        while (characters.MoveNext()) yield return characters.GetTextElement();
    }

    // "can't" is written without its apostrophe where mark-up lost it, and thousands are parted by whatever a country parts them with.
    private static string WithoutMarksInside(string text)
    {
        var written = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var isInside = at > 0 && at + 1 < text.Length && text[at] switch
            {
                '\'' or '’' or '‘' or 'ʼ' or '`' or '´' => IsOfWord(text[at - 1]) && IsOfWord(text[at + 1]),
                '.' or ',' or '٬' or '٫' => char.IsDigit(text[at - 1]) && Digits(text, at + 1) == 3,
                _ => false,
            };
            if (!isInside) written.Append(text[at]);
        }
        return written.ToString();
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Surrogate;

    // Of a run, more than enough to tell three.
    private static int Digits(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 4 && char.IsDigit(text[end])) end++;
        return end - at;
    }
}
