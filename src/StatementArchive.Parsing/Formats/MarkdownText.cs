using Markdig;
using Markdig.Syntax;

namespace StatementArchive.Parsing.Formats;

/// <summary>Markdown → HTML by Markdig, with its costs bounded: it finds which marks belong together in time that grows with the square of their number in a paragraph.</summary>
internal static class MarkdownText
{
    // A mark that may begin an address or a tag lets the parser look through the rest of its paragraph, which costs this much less for a character.
    private const int CharactersOfStep = 16;

    private static readonly MarkdownPipeline BlocksOnly = WithoutInlines();

    /// <summary>The HTML; <c>null</c> if its elements are nested too deep, or its marks are beyond <see cref="ReadingLimits.MarkdownMarks"/>.</summary>
    public static string? TryToHtml(string source, MarkdownPipeline pipeline, ReadingLimits limits)
    {
        var most = (long)limits.MarkdownMarks * limits.MarkdownMarks;
        if (StepsOfIndents(source) > most) return null;
        try
        {
            return Markdown.Parse(source, BlocksOnly).Descendants<LeafBlock>().Sum(block => StepsOf(source.AsSpan(block.Span.Start, block.Span.Length))) > most ? null : Markdown.ToHtml(source, pipeline);
        }
        catch (ArgumentException)
        {
            // So Markdig says that elements are nested deeper than its limit.
            return null;
        }
    }

    private static MarkdownPipeline WithoutInlines()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.InlineParsers.Clear();
        return builder.Build();
    }

    // A line goes through every list and quotation that its indent may belong to.
    private static long StepsOfIndents(ReadOnlySpan<char> source)
    {
        var steps = 0L;
        foreach (var line in source.EnumerateLines())
        {
            var indent = (long)(line.Length - line.TrimStart(" \t>").Length);
            steps += indent * indent / CharactersOfStep;
        }
        return steps;
    }

    private static long StepsOf(ReadOnlySpan<char> paragraph)
    {
        long marks = 0, openings = 0;
        for (var at = 0; at < paragraph.Length; at++)
        {
            var before = at == 0 ? ' ' : paragraph[at - 1];
            switch (paragraph[at])
            {
                case '*' or '_' when before != paragraph[at]:
                case '[':
                    marks++;
                    break;
                case '(' when before == ']':
                case '?' or '!' when before == '<':
                    marks++;
                    openings++;
                    break;
            }
        }
        return (marks * marks) + (openings * paragraph.Length / CharactersOfStep);
    }
}
