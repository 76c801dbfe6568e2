using System.Globalization;
using System.Text;

namespace StatementArchive.Parsing.Recognition;

/// <summary>A word of a text: a run of letters, marks and digits, with apostrophes, hyphens and joiners inside it.</summary>
public readonly record struct Word(TextSpan Span, string Text)
{
    public bool IsCapitalised => Rune.GetRuneAt(Text, 0) is var first && (Rune.IsUpper(first) || Rune.GetUnicodeCategory(first) == UnicodeCategory.TitlecaseLetter);

    /// <summary>Whether it is written in a script that has capitals (so that a small letter says something).</summary>
    public bool HasCase => char.IsUpper(Text[0]) || char.IsLower(Text[0]);

    public bool IsNumber => Text.All(char.IsDigit);
}

/// <summary>Cuts texts into words.</summary>
public static class Words
{
    public static IReadOnlyList<Word> Of(string text) => Of(text, new TextSpan(0, text.Length));

    /// <summary>The words inside a passage, with offsets of the whole text. Linear in the passage's length.</summary>
    public static IReadOnlyList<Word> Of(string text, TextSpan passage)
    {
        var words = new List<Word>();
        for (var at = passage.Start; at < passage.End;)
        {
            if (!IsWordCharacter(text[at]))
            {
                at++;
                continue;
            }
            var start = at;
            while (at < passage.End && (IsWordCharacter(text[at]) || (IsInner(text[at]) && at + 1 < passage.End && IsWordCharacter(text[at + 1])))) at++;
            words.Add(new Word(new TextSpan(start, at), text[start..at]));
        }
        return words;
    }

    /// <summary>Number of words. Linear, without allocating them.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        var inside = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (IsWordCharacter(text[at]))
            {
                if (!inside) count++;
                inside = true;
            }
            else if (!(inside && IsInner(text[at]) && at + 1 < text.Length && IsWordCharacter(text[at + 1]))) inside = false;
        }
        return count;
    }

    /// <summary>The last words inside a passage, in the order of the text: those that <see cref="Of(string, TextSpan)"/> gives, read from the end.</summary>
    /// <param name="count">How many at most.</param>
    public static IReadOnlyList<Word> LastOf(string text, TextSpan passage, int count)
    {
        var words = new List<Word>(count);
        for (var at = passage.End; at > passage.Start && words.Count < count;)
        {
            if (!IsWordCharacter(text[at - 1]))
            {
                at--;
                continue;
            }
            var end = at;
            while (at > passage.Start && (IsWordCharacter(text[at - 1]) || (IsInner(text[at - 1]) && at < end && at - 1 > passage.Start && IsWordCharacter(text[at - 2])))) at--;
            words.Add(new Word(new TextSpan(at, end), text[at..end]));
        }
        words.Reverse();
        return words;
    }

    /// <summary>Whether characters inside a passage, none of them between words, are a word of it to both its ends.</summary>
    public static bool IsWhole(string text, TextSpan passage, TextSpan word) =>
        !(word.Start > passage.Start && (IsWordCharacter(text[word.Start - 1]) || (IsInner(text[word.Start - 1]) && word.Start - 1 > passage.Start && IsWordCharacter(text[word.Start - 2]))))
        && !(word.End < passage.End && IsWordCharacter(text[word.End]));

    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static bool IsInner(char c) => c is '\'' or '’' or 'ʼ' or '-' or '‐' or '‑' or '·' or '\u200c' or '\u200d';
}
