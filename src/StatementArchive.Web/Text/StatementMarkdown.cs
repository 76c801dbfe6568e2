using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace StatementArchive.Web.Text;

/// <summary>How statements' Markdown is read: CommonMark and nothing else. What looks like HTML is text.</summary>
internal static class StatementMarkdown
{
    public static MarkdownPipeline Pipeline { get; } = new MarkdownPipelineBuilder().DisableHtml().UsePreciseSourceLocation().Build();

    /// <summary>The syntax tree; <c>null</c> if the text is nested more deeply than anyone writes, which Markdig refuses.</summary>
    public static MarkdownDocument? TryParse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The words alone, blocks and lines parted by a space each.</summary>
    public static string ToPlainText(string markdown)
    {
        if (TryParse(markdown) is not { } document) return markdown.ReplaceLineEndings(" ");
        var text = new StringBuilder(markdown.Length);
        foreach (var block in document.Descendants<LeafBlock>())
        {
            if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
            if (block is CodeBlock code) text.Append(code.Lines.ToString().ReplaceLineEndings(" "));
            foreach (var inline in block.Inline?.Descendants() ?? [])
            {
                switch (inline)
                {
                    case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
                    case CodeInline span: text.Append(span.Content); break;
                    case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
                    case AutolinkInline link: text.Append(link.Url); break;
                    case LineBreakInline: text.Append(' '); break;
                }
            }
        }
        return text.ToString();
    }
}
