using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing.Inference;

/// <summary>Which statements of an article say the same in another language.</summary>
internal static class Translations
{
    private const int FewestParagraphs = 3;
    private const double MostDifferingParagraphs = 0.15;

    /// <summary>
    /// The statements, those that translate an earlier one linked to it: the versions under names of languages; and statements of one author in different
    /// languages with as many paragraphs.
    /// </summary>
    public static IReadOnlyList<ParsedStatement> Link(IReadOnlyList<ParsedStatement> statements, Segmentation segmentation)
    {
        var linked = new List<ParsedStatement>(statements.Count);
        for (var at = 0; at < statements.Count; at++)
        {
            var one = statements[at];
            var named = segmentation.Segments[at].IsTranslation && at > 0 && segmentation.IsOneText && one.Language != statements[0].Language;
            var original = named ? statements[0] : linked.FirstOrDefault(earlier => earlier.TranslationOf is null && LooksLikeTranslation(earlier, one));
            linked.Add(original is null ? one : one with
            {
                TranslationOf = original.Ordinal,
                Evidence = [.. one.Evidence, new Evidence("translationOf", FormattableString.Invariant($"{original.Ordinal}"), named ? "language-name" : "same-author-and-shape", "", null, named ? 0.9 : 0.6)],
            });
        }
        return linked;
    }

    private static bool LooksLikeTranslation(ParsedStatement one, ParsedStatement other)
    {
        if (one.Language is null || other.Language is null || one.Language == other.Language || one.Authors.Count == 0) return false;
        if (!one.Authors.Select(author => NameKey.Of(author.Name)).Order().SequenceEqual(other.Authors.Select(author => NameKey.Of(author.Name)).Order())) return false;
        var (left, right) = (Paragraphs(one), Paragraphs(other));
        return Math.Min(left, right) >= FewestParagraphs && Math.Abs(left - right) <= MostDifferingParagraphs * Math.Max(left, right);
    }

    private static int Paragraphs(ParsedStatement statement) => statement.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Length;
}
