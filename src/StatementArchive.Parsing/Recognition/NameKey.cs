using System.Globalization;
using System.Text;

namespace StatementArchive.Parsing.Recognition;

/// <summary>Normal forms for looking things up. They stand in keys and indexes, never in place of a text.</summary>
public static class NameKey
{
    /// <summary>
    /// The text in lower case, compatibility-decomposed without marks (Unicode Standard Annex 15, NFKD), with every run
    /// of other characters than letters and digits as one space, none at the ends. Latin letters that do not decompose
    /// (ß, ø, ł …) become those that are typed in their place.
    /// </summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var key = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKD))
        {
            switch (char.GetUnicodeCategory(c))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
                    break;
                case UnicodeCategory.SpacingCombiningMark or UnicodeCategory.Surrogate:
                    key.Append(c);
                    break;
                case var _ when Undecomposed(c) is { } letters:
                    key.Append(letters);
                    break;
                default:
                    if (char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c));
                    else if (key.Length > 0 && key[^1] != ' ') key.Append(' ');
                    break;
            }
        }
        return key.ToString().TrimEnd(' ');
    }

    // Latin letters with strokes and ligatures have no decomposition, but readers type them without.
    private static string? Undecomposed(char c) => c switch
    {
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'ø' or 'Ø' => "o",
        'ł' or 'Ł' => "l",
        'đ' or 'Đ' or 'ð' or 'Ð' => "d",
        'þ' or 'Þ' => "th",
        'ı' => "i",
        _ => null,
    };
}
