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
        // Of the statements of the same authors that translate nothing, the first of each language and length.
        var originals = new Dictionary<string, Dictionary<(string Language, int Paragraphs), ParsedStatement>>();
        for (var at = 0; at < statements.Count; at++)
        {
            var one = statements[at];
            var named = segmentation.Segments[at].IsTranslation && at > 0 && segmentation.IsOneText && one.Language != statements[0].Language;
            var paragraphs = Paragraphs(one);
            var authors = one.Language is null || one.Authors.Count == 0 || paragraphs < FewestParagraphs ? null : string.Join('\n', one.Authors.Select(author => NameKey.Of(author.Name)).Order());
            var earlier = authors is null ? null : originals.GetValueOrDefault(authors);
            var original = named ? statements[0] : earlier?.Where(other => other.Key.Language != one.Language && AreAlike(other.Key.Paragraphs, paragraphs)).Select(other => other.Value).MinBy(other => other.Ordinal);
            linked.Add(original is null ? one : one with
            {
                TranslationOf = original.Ordinal,
                Evidence = [.. one.Evidence, new Evidence("translationOf", FormattableString.Invariant($"{original.Ordinal}"), named ? "language-name" : "same-author-and-shape", "", null, named ? 0.9 : 0.6)],
            });
            if (original is not null || authors is null) continue;
            if (earlier is null) originals.Add(authors, earlier = []);
            earlier.TryAdd((one.Language!, paragraphs), one);
        }
        return linked;
    }

    private static bool AreAlike(int one, int other) => Math.Abs(one - other) <= MostDifferingParagraphs * Math.Max(one, other);

    private static int Paragraphs(ParsedStatement statement) => statement.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Length;
}
