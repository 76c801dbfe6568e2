using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Queries;

/// <summary>What a reader looks for, folded as the texts are.</summary>
public static class SearchTerms
{
    /// <summary>
    /// The words of a search, folded by <see cref="NameKey.Of"/>, each once; what stands between quotation marks, straight
    /// or typographic, is one term. A mark without its partner counts for nothing.
    /// </summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var terms = new List<string>();
        var parts = text.Split('"', '“', '”', '„', '«', '»');
        for (var at = 0; at < parts.Length; at++)
        {
            var key = NameKey.Of(parts[at]);
            var isQuoted = at % 2 == 1 && at < parts.Length - 1;
            if (isQuoted) terms.Add(key);
            else terms.AddRange(key.Split(' '));
        }
        return [.. terms.Where(term => term.Length > 0).Distinct(StringComparer.Ordinal)];
    }
}
