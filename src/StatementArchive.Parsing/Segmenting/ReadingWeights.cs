using System.Collections.Frozen;

namespace StatementArchive.Parsing.Segmenting;

/// <summary>
/// What each observation is worth when readings of a document are compared, in natural logarithms of odds: +1 makes a
/// reading about 2.7 times as likely. The rules observe, these numbers judge; nothing else decides.
/// </summary>
public static class ReadingWeights
{
    /// <summary>By the name of a rule in <see cref="BoundaryRules"/>, per line.</summary>
    public static readonly FrozenDictionary<string, double> OfRule = new Dictionary<string, double>
    {
        ["speaker-label"] = 4,
        ["by-under-heading"] = 3,
        ["mail-header"] = 3,
        ["labelled-name"] = 3,
        ["full-text-heading"] = 4,
        ["language-name"] = 2,
        ["heading-over-date"] = 2,
        ["byline-name"] = 4,
        ["byline-affiliation"] = 4,
        ["statement-of"] = 3,
        ["person-with-organisation"] = 1.5,
        ["organisation-name"] = 1.5,
        ["name-shape"] = -2,
        ["heading-markup"] = 1,
        ["letter-salutation"] = 1,
        ["after-signature"] = 0.5,

        ["announced"] = 2,
        ["above-text"] = 1,
        ["under-separator"] = 1,
        ["person-name"] = 1.25,
        ["single-word"] = -3,
        ["beside-named-headings"] = 4,
        ["spoken-about"] = -8,
        ["numbered-section"] = -6,
        ["alone-in-paragraph"] = 0.5,
        ["inside-paragraph"] = -1,
        ["after-full-signature"] = 1.5,
        ["above-closing-date"] = -7,
        ["above-another-name"] = -5,
        ["above-nothing"] = -7,
        ["under-valediction"] = -7,
    }.ToFrozenDictionary();

    /// <summary>By the name of a rule in <see cref="ReadingRules"/>, per unit that the rule counts.</summary>
    public static readonly FrozenDictionary<string, double> OfReading = new Dictionary<string, double>
    {
        ["starts"] = 1,
        ["declared-speaks"] = 2,
        ["declared-is-silent"] = -1.5,
        ["guessed-beside-stated-author"] = -3,
        ["passed-over"] = -1,
        ["without-text"] = -8,
        ["nobody-speaks"] = -4,
        ["signed-by-its-author"] = 2,
        ["signed-by-another"] = -4,
        ["signed-below-its-date"] = -3,
        ["one-style"] = 1,
        ["preface"] = -12,
    }.ToFrozenDictionary();

    /// <summary>By how much a reading must lead for its confidence to reach 63 %, in the weights' unit.</summary>
    public const double LeadOfConfidence = 2.5;

    /// <summary>No split is surer than this: that nothing else was found does not make it right.</summary>
    public const double ConfidenceWithoutRival = 0.97;
}
