using System.Buffers;
using System.Collections.Frozen;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Inference;

/// <summary>
/// Tells Kurdish by how it is written, as the library for languages knows none: Sorani by the letters that its Arabic script has and Arabic and Persian
/// have not, Kurmanji by its commonest small words, which no other language in the Latin script shares together.
/// </summary>
internal static class KurdishOrthography
{
    /// <summary>Sorani writes every short e as ە: of its letters one in ten is one of these.</summary>
    private const double LeastShareOfLetters = 0.06;

    private const double LeastShareOfWords = 0.12;
    private const int FewestWords = 6;
    private const int FewestDifferentWords = 3;

    private static readonly SearchValues<char> SoraniLetters = SearchValues.Create("ەێۆڕڵڤ");

    // Letters of other languages in the Arabic script that write ە as well (Uyghur, Kazakh).
    private static readonly SearchValues<char> OtherLetters = SearchValues.Create("ېۇۈۋڭھ");

    private static readonly FrozenSet<string> KurmanjiWords = new[] { "û", "ku", "de", "di", "li", "bi", "ji", "jî", "ev", "ew", "ên", "xwe", "bo", "dike", "dikin", "bû", "ne", "wî", "wê", "me", "min", "dê", "her", "hev", "kurdî", "gel", "gelê" }.ToFrozenSet();

    private static readonly FrozenSet<string> TellingKurmanjiWords = new[] { "û", "jî", "xwe", "ên", "dike", "dikin", "bû", "wî", "wê", "dê", "gelê" }.ToFrozenSet();

    /// <summary><c>ckb</c>, <c>kmr</c>, or <c>null</c> for anything else.</summary>
    public static string? TagOf(string sample)
    {
        int letters = 0, sorani = 0, others = 0;
        foreach (var c in sample)
        {
            if (!char.IsLetter(c)) continue;
            letters++;
            if (SoraniLetters.Contains(c)) sorani++;
            else if (OtherLetters.Contains(c)) others++;
        }
        if (letters > 0 && sorani >= LeastShareOfLetters * letters && others < 0.2 * sorani) return "ckb";
        var words = Words.Of(sample).Select(word => word.Text.ToLowerInvariant()).ToList();
        if (words.Count < FewestWords || words.Count(KurmanjiWords.Contains) < LeastShareOfWords * words.Count) return null;
        return words.Where(TellingKurmanjiWords.Contains).Distinct().Count() >= FewestDifferentWords ? "kmr" : null;
    }
}
