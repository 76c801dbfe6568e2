using Lingua;

namespace StatementArchive.Parsing.Inference;

/// <summary>The language of a text, by its letters (n-grams, by the library Lingua, and Kurdish by <see cref="KurdishOrthography"/>). Safe to use from several threads.</summary>
public static class LanguageInference
{
    // Enough to tell languages apart for sure; more costs time and tells nothing.
    private const int Sample = 2_000;

    // Most texts are told by less, taken from the sample's beginning, middle and end: a quotation at one of them does not outweigh the others.
    private const int Slice = 100;
    private const int SureFromSlices = 6 * Slice;
    private const double Sure = 0.99;

    private const double ConfidenceOfOrthography = 0.95;

    private static readonly (Language Language, string Tag)[] Known =
    [
        (Language.Arabic, "ar"), (Language.English, "en"), (Language.French, "fr"), (Language.German, "de"), (Language.Italian, "it"),
        (Language.Dutch, "nl"), (Language.Persian, "fa"), (Language.Portuguese, "pt"), (Language.Russian, "ru"), (Language.Spanish, "es"),
        (Language.Turkish, "tr"), (Language.Greek, "el"), (Language.Hebrew, "he"),
    ];

    private static readonly Lazy<LanguageDetector> Detector = new(() => LanguageDetectorBuilder.FromLanguages([.. Known.Select(known => known.Language)]).Build());

    /// <summary>BCP 47 tag of the passage's language and how sure the library is, 0 to 1; <c>null</c> for a text without letters.</summary>
    public static (string Tag, double Confidence)? Infer(string text, TextSpan passage)
    {
        var sample = (passage with { End = Math.Min(passage.End, passage.Start + Sample) }).In(text);
        if (!sample.Any(char.IsLetter)) return null;
        if (KurdishOrthography.TagOf(sample) is { } kurdish) return (kurdish, ConfidenceOfOrthography);
        if (sample.Length > SureFromSlices && ByLetters(Slices(sample)) is { Confidence: >= Sure } sure) return sure;
        return ByLetters(sample);
    }

    private static string Slices(string sample)
    {
        var middle = (sample.Length - Slice) / 2;
        return $"{sample[..Slice]} {sample[middle..(middle + Slice)]} {sample[^Slice..]}";
    }

    private static (string Tag, double Confidence)? ByLetters(string sample)
    {
        foreach (var (language, confidence) in Detector.Value.ComputeLanguageConfidenceValues(sample))
        {
            if (confidence <= 0) break;
            return (Known.First(known => known.Language == language).Tag, confidence);
        }
        return null;
    }
}
