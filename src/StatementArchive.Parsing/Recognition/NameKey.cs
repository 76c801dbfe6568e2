using System.Buffers;
using System.Globalization;
using System.Text;

namespace StatementArchive.Parsing.Recognition;

/// <summary>Normal forms for looking things up. They stand in keys and indexes, never in place of a text.</summary>
public static class NameKey
{
    private static readonly SearchValues<char> KeptAscii = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>
    /// The text in lower case, compatibility-decomposed (Unicode Standard Annex 15, NFKD) without the marks that only help
    /// to read (<see cref="LetterFolding"/>), with every run of other characters than letters and digits as one space, none
    /// at the ends. Digits of any script become 0–9, Arabic letters with several encodings one of them, and Latin letters
    /// that do not decompose (ß, ø, ł …) those that are typed in their place.
    /// </summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Ascii.IsValid(text)) return OfAscii(text);
        var key = new StringBuilder(text.Length);
        foreach (var c in Decomposition.Of(text))
        {
            switch (char.GetUnicodeCategory(c))
            {
                case UnicodeCategory.Format:
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark when LetterFolding.IsAccent(c):
                    break;
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Surrogate:
                    key.Append(c);
                    break;
                case var _ when LetterFolding.Undecomposed(c) is { } letters:
                    key.Append(letters);
                    break;
                case var _ when LetterFolding.OneSpelling(c) is { } letter:
                    key.Append(letter);
                    break;
                case UnicodeCategory.DecimalDigitNumber:
                    key.Append((char)('0' + (int)char.GetNumericValue(c)));
                    break;
                default:
                    if (char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c));
                    else if (key.Length > 0 && key[^1] != ' ') key.Append(' ');
                    break;
            }
        }
        return key.ToString().TrimEnd(' ');
    }

    // Nothing of ASCII decomposes, and nearly every word of many texts is ASCII.
    private static string OfAscii(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(KeptAscii)) return text;
        return string.Create(LengthOfAscii(text), text, static (key, text) =>
        {
            var at = 0;
            foreach (var c in text)
            {
                if (at == key.Length) break;
                if (char.IsAsciiLetterOrDigit(c)) key[at++] = char.ToLowerInvariant(c);
                else if (at > 0 && key[at - 1] != ' ') key[at++] = ' ';
            }
        });
    }

    private static int LengthOfAscii(string text)
    {
        var length = 0;
        var isBehindSpace = true;
        foreach (var c in text)
        {
            var isKept = char.IsAsciiLetterOrDigit(c);
            if (isKept || !isBehindSpace) length++;
            isBehindSpace = !isKept;
        }
        return isBehindSpace && length > 0 ? length - 1 : length;
    }
}
