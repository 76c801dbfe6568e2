using System.Text;

namespace StatementArchive.Parsing.Recognition;

/// <summary>Compatibility decomposition (Unicode Standard Annex 15, NFKD) of any text, also of one that is not well-formed.</summary>
public static class Decomposition
{
    // The platform refuses it, as it does halves of surrogate pairs.
    private const char NoCharacter = '\ufffe';

    /// <summary>The decomposed text; halves of surrogate pairs and U+FFFE become U+FFFD.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') || text.Contains(NoCharacter)) text = string.Concat(text.EnumerateRunes()).Replace(NoCharacter, (char)Rune.ReplacementChar.Value);
        return text.Normalize(NormalizationForm.FormKD);
    }
}
