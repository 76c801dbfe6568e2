using System.Text;
using Microsoft.AspNetCore.Html;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Web.Text;

/// <summary>A few lines of a statement for lists: its beginning, or the place where a search met it.</summary>
public static class Opening
{
    /// <summary>Characters of an opening, as whole words.</summary>
    public const int Length = 280;

    /// <summary>The first words, with an ellipsis if there are more.</summary>
    public static string Of(string markdown, int length = Length)
    {
        var text = StatementMarkdown.ToPlainText(markdown).Trim();
        return text.Length <= length ? text : text[..WordEnd(text, length)] + "…";
    }

    /// <summary>The words around the first place that a search means, each one meant in a <c>mark</c>; the first words if there is none.</summary>
    /// <param name="search">As a reader typed it; <c>null</c> for the first words.</param>
    public static IHtmlContent Html(string markdown, string? search)
    {
        var text = StatementMarkdown.ToPlainText(markdown).Trim();
        var marks = search is null ? [] : Marks(text, SearchTerms.Of(search));
        var start = marks.Count == 0 || marks[0].Start < Length / 2 ? 0 : WordStart(text, marks[0].Start - Length / 3);
        var end = text.Length - start <= Length ? text.Length : WordEnd(text, start + Length);

        var html = new HtmlContentBuilder();
        if (start > 0) html.Append("…");
        var at = start;
        foreach (var (from, to) in marks.Where(m => m.Start >= start && m.End <= end))
        {
            html.Append(text[at..from]).AppendHtml("<mark>").Append(text[from..to]).AppendHtml("</mark>");
            at = to;
        }
        html.Append(text[at..end]);
        if (end < text.Length) html.Append("…");
        return html;
    }

    private static List<(int Start, int End)> Marks(string text, IReadOnlyList<string> terms)
    {
        // The text folded as it is for the search, with the place in the text of every character of it.
        var folded = new StringBuilder(text.Length);
        var places = new List<int>(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var key = NameKey.Of(rune.ToString());
            if (key.Length == 0 && IsGap(rune) && folded.Length > 0 && folded[^1] != ' ') key = " ";
            folded.Append(key);
            for (var i = 0; i < key.Length; i++) places.Add(at);
            at += rune.Utf16SequenceLength;
        }
        var haystack = folded.ToString();

        var marks = new List<(int Start, int End)>();
        foreach (var term in terms)
        {
            for (var found = haystack.IndexOf(term, StringComparison.Ordinal); found >= 0; found = haystack.IndexOf(term, found + term.Length, StringComparison.Ordinal))
            {
                var last = places[found + term.Length - 1];
                marks.Add((places[found], last + Rune.GetRuneAt(text, last).Utf16SequenceLength));
            }
        }
        marks.Sort();
        // Terms may overlap; a mark inside a mark would not be well-formed.
        for (var i = marks.Count - 1; i > 0; i--)
        {
            if (marks[i].Start < marks[i - 1].End) { marks[i - 1] = (marks[i - 1].Start, Math.Max(marks[i - 1].End, marks[i].End)); marks.RemoveAt(i); }
        }
        return marks;
    }

    private static bool IsGap(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark or System.Globalization.UnicodeCategory.Format);

    private static int WordStart(string text, int at)
    {
        var space = text.IndexOf(' ', Math.Max(0, at));
        return space < 0 ? 0 : space + 1;
    }

    private static int WordEnd(string text, int at)
    {
        var space = text.LastIndexOf(' ', at);
        if (space > at / 2) return space;
        return char.IsHighSurrogate(text[at - 1]) ? at - 1 : at;
    }
}
