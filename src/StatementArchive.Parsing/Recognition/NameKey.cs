using System.Globalization;
using System.Text;

namespace StatementArchive.Parsing.Recognition;

/// <summary>Normal forms for looking things up. They stand in keys and indexes, never in place of a text.</summary>
public static class NameKey
{
    /// <summary>
    /// The text in lower case, compatibility-decomposed without marks (Unicode Standard Annex 15, NFKD), with every run
    /// of other characters than letters and digits as one space, none at the ends.
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
                default:
                    if (char.IsLetterOrDigit(c)) key.Append(char.ToLowerInvariant(c));
                    else if (key.Length > 0 && key[^1] != ' ') key.Append(' ');
                    break;
            }
        }
        return key.ToString().TrimEnd(' ');
    }
}
