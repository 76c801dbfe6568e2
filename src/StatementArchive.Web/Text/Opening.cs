using Microsoft.AspNetCore.Html;
using StatementArchive.Data.Search;

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

    /// <summary>The words of the passage that holds most of what a search means, each one meant in a <c>mark</c>; the first words if there is none.</summary>
    /// <param name="sought"><c>null</c> for the first words.</param>
    /// <param name="language">BCP 47 tag of the text.</param>
    public static IHtmlContent Html(string markdown, SearchedWords? sought = null, string? language = null)
    {
        var text = StatementMarkdown.ToPlainText(markdown).Trim();
        var (start, end, marks) = BestPassage(text, sought, language);
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

    /// <summary>The same passage as plain text.</summary>
    public static string Passage(string markdown, SearchedWords sought, string? language)
    {
        var text = StatementMarkdown.ToPlainText(markdown).Trim();
        var (start, end, _) = BestPassage(text, sought, language);
        return $"{(start > 0 ? "…" : "")}{text[start..end]}{(end < text.Length ? "…" : "")}";
    }

    private static (int Start, int End, IReadOnlyList<MarkedPlace> Marks) BestPassage(string text, SearchedWords? sought, string? language)
    {
        var (marks, first) = sought is null ? ([], 0) : sought.BestPassage(text, language, Length * 2 / 3);
        var start = first < Length / 2 ? 0 : WordStart(text, first - (Length / 6));
        return (start, text.Length - start <= Length ? text.Length : WordEnd(text, start + Length), marks);
    }

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
