namespace StatementArchive.Parsing.Recognition;

/// <summary>Which letters and marks readers type in place of others, for keys and addresses.</summary>
public static class LetterFolding
{
    // Letters with strokes and ligatures, which no decomposition takes apart.
    private static readonly Dictionary<char, string> Latin = new()
    {
        ['ß'] = "ss",
        ['ẞ'] = "ss",
        ['æ'] = "ae",
        ['Æ'] = "ae",
        ['œ'] = "oe",
        ['Œ'] = "oe",
        ['ø'] = "o",
        ['Ø'] = "o",
        ['ł'] = "l",
        ['Ł'] = "l",
        ['đ'] = "d",
        ['Đ'] = "d",
        ['ð'] = "d",
        ['Ð'] = "d",
        ['þ'] = "th",
        ['Þ'] = "th",
        ['ı'] = "i",
        ['ħ'] = "h",
        ['Ħ'] = "h",
        ['ŋ'] = "ng",
        ['Ŋ'] = "ng",
        ['ə'] = "e",
        ['Ə'] = "e",
    };

    // One letter each, which keyboards of Arabic and of Persian encode apart; the tatweel only stretches a word.
    private static readonly Dictionary<char, string> Arabic = new()
    {
        ['\u064A'] = "\u06CC",
        ['\u0649'] = "\u06CC",
        ['\u0643'] = "\u06A9",
        ['\u06AA'] = "\u06A9",
        ['\u06C1'] = "\u0647",
        ['\u0640'] = "",
    };

    /// <summary>The small letters typed in place of a Latin letter that has no decomposition; <c>null</c> for every other character.</summary>
    public static string? Undecomposed(char letter) => Latin.GetValueOrDefault(letter);

    /// <summary>The one spelling of an Arabic letter that is encoded in several ways; <c>null</c> for every other character.</summary>
    public static string? OneSpelling(char letter) => Arabic.GetValueOrDefault(letter);

    /// <summary>
    /// Whether a combining mark only helps to read: accents of Latin, Greek and Cyrillic letters, vowel signs of Arabic and Hebrew, variation selectors.
    /// In other scripts a mark makes another letter: か and が, क and कि.
    /// </summary>
    public static bool IsAccent(char mark) => mark is
        (>= '\u0300' and <= '\u036F') or (>= '\u0483' and <= '\u0489')
        or (>= '\u0591' and <= '\u05C7')
        or (>= '\u0610' and <= '\u061A') or (>= '\u064B' and <= '\u065F') or '\u0670' or (>= '\u06D6' and <= '\u06ED') or (>= '\u08D3' and <= '\u08FF')
        or (>= '\u1AB0' and <= '\u1AFF') or (>= '\u1DC0' and <= '\u1DFF') or (>= '\u20D0' and <= '\u20F0')
        or (>= '\uFE00' and <= '\uFE0F') or (>= '\uFE20' and <= '\uFE2F');
}
