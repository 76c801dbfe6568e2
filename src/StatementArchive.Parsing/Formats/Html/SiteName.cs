using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats.Html;

/// <summary>The name of a site, told from the titles of its pages: that part which its host name spells.</summary>
internal static class SiteName
{
    private static readonly string[] Separators = [" - ", " – ", " — ", " | ", " :: ", " » ", " « ", " · ", " • ", " ("];
    private const int ShortestLabel = 4;
    private const int LongestNameInWords = 6;

    /// <summary>'Echte Demokratie Jetzt' of 'blog | Echte Demokratie Jetzt! Occupy' on www.echte-demokratie-jetzt.de; <c>null</c> if no part of the title is spelt by the host.</summary>
    public static string? InTitle(string title, string? host)
    {
        if (host is null) return null;
        var labels = host.Split('.').Select(label => NameKey.Of(label).Replace(" ", "", StringComparison.Ordinal)).Where(label => label.Length >= ShortestLabel).ToList();
        foreach (var part in Parts(title))
        {
            var words = Words.Of(title, part);
            var (spelt, transliterated) = ("", "");
            foreach (var word in words)
            {
                spelt += NameKey.Of(word.Text).Replace(" ", "", StringComparison.Ordinal);
                // Hosts write ü as ue.
                transliterated += NameKey.Of(word.Text.ToLowerInvariant().Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal)).Replace(" ", "", StringComparison.Ordinal);
                if (!labels.Contains(spelt) && !labels.Contains(transliterated)) continue;
                // The host often spells less than the name: 'Die PARTEI Lübeck'.
                return words.Count <= LongestNameInWords && NameReader.LooksLikeName(part.In(title).TrimEnd(')')) && NameReader.NamesOrganisation(part.In(title)) ? part.In(title).TrimEnd(')') : new TextSpan(words[0].Span.Start, word.Span.End).In(title);
            }
        }
        return null;
    }

    /// <summary>What stands before the last separator of a title and before the first.</summary>
    public static IEnumerable<string> PartsOf(string title)
    {
        yield return title;
        foreach (var separator in Separators)
        {
            var last = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (last <= 0) continue;
            yield return title[..last];
            yield return title[..title.IndexOf(separator, StringComparison.Ordinal)];
        }
    }

    // The first and the last part, where titles carry their site.
    private static IEnumerable<TextSpan> Parts(string title)
    {
        foreach (var separator in Separators)
        {
            var last = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (last <= 0) continue;
            yield return new TextSpan(last + separator.Length, title.Length);
            yield return new TextSpan(0, title.IndexOf(separator, StringComparison.Ordinal));
        }
    }
}
