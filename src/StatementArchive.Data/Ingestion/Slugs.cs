using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Ingestion;

/// <summary>
/// The last part of a record's address: lower-case words joined by hyphens. Latin letters lose their accents. Other scripts
/// stay as they are, for a romanisation would be a guess that the name's owners may not share; browsers show them as
/// written. What distinguishes two alike is derived from the records' content, so a rebuilt archive has the same addresses.
/// </summary>
public static class Slugs
{
    /// <summary>Longest run of words, in UTF-16 code units, so that an address with three bytes a letter stays below 1,000.</summary>
    public const int Longest = 80;

    /// <summary>The words of a text, at most <paramref name="longest"/> code units, cut between words where possible; empty if it has neither letter nor digit.</summary>
    /// <param name="wasCut">Whether words are missing at the end.</param>
    public static string Of(string text, int longest, out bool wasCut)
    {
        var slug = new StringBuilder();
        var afterLatin = false;
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                    if (!afterLatin && slug.Length > 0 && slug[^1] != '-') slug.Append(rune);
                    break;
                case var category when (Rune.IsLetterOrDigit(rune) || category is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber) && rune != Rune.ReplacementChar:
                    var small = Rune.ToLowerInvariant(rune);
                    afterLatin = small.Value < 0x250;
                    if (small.IsBmp && LetterFolding.Undecomposed((char)small.Value) is { } letters) slug.Append(letters);
                    else slug.Append(small);
                    break;
                // Apostrophes and soft hyphens stand inside words; a zero-width non-joiner ends a part of one.
                case UnicodeCategory.Format when rune.Value != 0x200C:
                case UnicodeCategory.ModifierLetter or UnicodeCategory.OtherPunctuation or UnicodeCategory.FinalQuotePunctuation when rune.Value is '\'' or '’' or 'ʼ':
                    break;
                default:
                    if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
                    afterLatin = false;
                    break;
            }
        }
        return Cut(slug.ToString().Trim('-').Normalize(NormalizationForm.FormC), longest, out wasCut);
    }

    /// <summary>The first hexadecimal digits of the SHA-256 of a text: tells two alike slugs apart, the same in every archive.</summary>
    public static string Mark(string text, int digits) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];

    // Only the beginning can show, and half of a surrogate pair has no normal form.
    private static string Decomposed(string text) =>
        Decomposition.Of(text[..Math.Min(text.Length, 20 * Longest)]);

    private static string Cut(string slug, int longest, out bool wasCut)
    {
        wasCut = slug.Length > longest;
        if (!wasCut) return slug;
        var end = slug.LastIndexOf('-', longest);
        // Scripts without spaces have no words to cut between.
        if (end < longest / 2) end = char.IsLowSurrogate(slug[longest]) ? longest - 1 : longest;
        return slug[..end];
    }
}
