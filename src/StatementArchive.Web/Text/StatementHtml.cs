using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ganss.Xss;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Html;
using StatementArchive.Data.Search;

namespace StatementArchive.Web.Text;

/// <summary>
/// A statement's Markdown as safe HTML: every word of it and none besides, its lines as they were. The blocks are numbered,
/// so that each can be linked to (<c>#p1</c> …).
/// </summary>
public static class StatementHtml
{
    private const string SignOff = "signoff";

    private static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>
        {
            "p", "br", "em", "strong", "a", "blockquote", "ul", "ol", "li", "pre", "code", "hr", "span", "h2", "h3", "h4", "h5", "h6",
        },
        AllowedAttributes = new HashSet<string> { "href", "start", "class" },
        AllowedSchemes = new HashSet<string> { "http", "https", "mailto" },
        UriAttributes = new HashSet<string> { "href" },
    })
    {
        // Whatever is taken away, its words stay.
        KeepChildNodes = true,
        AllowedClasses = { SignOff },
    };

    /// <param name="body">CommonMark.</param>
    /// <param name="signOffStart">Where the sign-off begins, in UTF-16 code units of <paramref name="body"/>.</param>
    public static IHtmlContent Of(string body, int? signOffStart = null) => Of(body, signOffStart, null, null).Html;

    /// <param name="sought">What is to be marked: each place is a <c>mark</c> with an address of its own, <c>#hit1</c> …</param>
    /// <param name="language">BCP 47 tag of the text.</param>
    /// <returns>The HTML and the number of marks.</returns>
    public static (IHtmlContent Html, int Marks) Of(string body, int? signOffStart, SearchedWords? sought, string? language)
    {
        if (StatementMarkdown.TryParse(body) is not { } document) return Numbered(PlainParagraphs(body), sought, language);
        if (signOffStart is { } start) MarkSignOff(document, start);
        LowerHeadings(document);
        UnloadImages(document);
        return Numbered(document.ToHtml(StatementMarkdown.Pipeline), sought, language);
    }

    private static string PlainParagraphs(string text) => string.Concat(text
        .ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
        .Select(paragraph => $"<p>{WebUtility.HtmlEncode(paragraph).Replace("\n", "<br>", StringComparison.Ordinal)}</p>"));

    private static void MarkSignOff(MarkdownDocument document, int start)
    {
        foreach (var block in document)
        {
            if (block.Span.Start >= start) block.GetAttributes().AddClass(SignOff);
            else if (block.Span.End >= start && block is ParagraphBlock { Inline: { } inlines }) WrapRest(inlines, start);
        }
    }

    // A sign-off that begins inside a paragraph begins with one of its lines.
    private static void WrapRest(ContainerInline inlines, int start)
    {
        var first = inlines.FirstOrDefault(inline => inline.Span.Start >= start && inline is not LineBreakInline);
        if (first is null) return;
        first.InsertBefore(new HtmlInline($"<span class=\"{SignOff}\">"));
        inlines.AppendChild(new HtmlInline("</span>"));
    }

    // The page's own heading is the first level; below it no level may be left out.
    private static void LowerHeadings(MarkdownDocument document)
    {
        var above = 1;
        foreach (var heading in document.Descendants<HeadingBlock>())
            above = heading.Level = Math.Min(Math.Min(heading.Level + 1, above + 1), 6);
    }

    // Nothing is loaded from where a text points: an image becomes a link of its words.
    private static void UnloadImages(MarkdownDocument document)
    {
        foreach (var image in document.Descendants<LinkInline>().Where(link => link.IsImage)) image.IsImage = false;
    }

    private static (IHtmlContent Html, int Marks) Numbered(string html, SearchedWords? sought, string? language)
    {
        using var dom = Sanitizer.SanitizeDom(html);
        var body = dom.Body!;
        foreach (var link in body.QuerySelectorAll("a")) Tame(link);
        var direction = TextDirection.Of(body.TextContent);
        var number = 0;
        foreach (var block in body.Children.Where(block => block is not IHtmlHrElement))
        {
            number++;
            block.Id = string.Create(CultureInfo.InvariantCulture, $"p{number}");
            if (TextDirection.Of(block.TextContent) is var own && own != direction) block.SetAttribute("dir", own);
            if (LinesClass(block) is { } lines) block.ClassList.Add(lines);
            if (block is not IHtmlUnorderedListElement and not IHtmlOrderedListElement) block.Prepend(Pin(dom, number));
        }
        var marks = sought is null ? 0 : Mark(dom, body, sought, language);
        return (new HtmlString(body.InnerHtml), marks);
    }

    private static int Mark(IHtmlDocument dom, IElement body, SearchedWords sought, string? language)
    {
        var marks = 0;
        foreach (var text in body.Descendants<IText>().ToList())
        {
            var places = sought.In(text.Data, language);
            if (places.Count == 0 || text.Parent is not { } parent) continue;
            var at = 0;
            foreach (var (start, end) in places)
            {
                if (start > at) parent.InsertBefore(dom.CreateTextNode(text.Data[at..start]), text);
                var mark = dom.CreateElement("mark");
                mark.Id = string.Create(CultureInfo.InvariantCulture, $"hit{++marks}");
                mark.TextContent = text.Data[start..end];
                parent.InsertBefore(mark, text);
                at = end;
            }
            text.Data = text.Data[at..];
        }
        return marks;
    }

    // Its number is drawn by the style sheet, so that whoever copies the text copies the text alone.
    private static IElement Pin(IHtmlDocument dom, int number)
    {
        var pin = dom.CreateElement("a");
        pin.ClassName = "pin";
        pin.SetAttribute("href", string.Create(CultureInfo.InvariantCulture, $"#p{number}"));
        pin.SetAttribute("aria-label", string.Create(CultureInfo.InvariantCulture, $"Paragraph {number}"));
        return pin;
    }

    // An address that is not whole meant a page of the site where the text stood, not one of ours.
    private static void Tame(IElement link)
    {
        var isWhole = Uri.TryCreate(link.GetAttribute("href"), UriKind.Absolute, out var address) && Sanitizer.AllowedSchemes.Contains(address.Scheme);
        if (!isWhole || string.IsNullOrWhiteSpace(link.TextContent)) link.Replace([.. link.ChildNodes]);
        else link.SetAttribute("rel", "nofollow noopener noreferrer");
    }

    // Slogans are set as such where the lines call out; other kept lines (verses, addresses) only stay lines.
    private static string? LinesClass(IElement block)
    {
        if (block.ClassList.Contains(SignOff) || !block.Children.Any(child => child is IHtmlBreakRowElement)) return null;
        var lines = block.TextContent.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Count(line => line.TrimEnd('"', '”', '’', '»')[^1..] is "!" or "！") * 2 > lines.Length ? "slogans" : "lines";
    }
}
