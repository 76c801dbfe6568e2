namespace StatementArchive.Data.Editing;

/// <summary>Tells whether a title repeats what is hidden.</summary>
internal static class HiddenWords
{
    /// <summary>Whether a title holds the words of a hidden passage, or is some of them.</summary>
    public static bool StandIn(string? title, IEnumerable<DraftRedaction> redactions, DraftText text)
    {
        if (title is null) return false;
        var told = Spaced(title);
        // A single letter stands in every title.
        return redactions.Select(hidden => Spaced(text.Passage(hidden.Start, hidden.End)))
            .Any(words => words.Length > 1 && (words.Contains(told, StringComparison.OrdinalIgnoreCase) || told.Contains(words, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Words with one blank between them, wherever their lines end.</summary>
    public static string Spaced(string words) => string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
