using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Segmenting;

/// <summary>
/// Marks of the page that the format took for text: column numbers, times, page numbers. Above and below the text they are
/// left out; inside it they become blocks of their own, which no statement's body holds.
/// </summary>
public static class PageFurniture
{
    public const string Reason = "page furniture";

    /// <summary>The document with its page furniture set apart; the same document if there is none.</summary>
    public static Document SetApart(Document document)
    {
        if (!document.Lines.Any(IsFurniture)) return document;
        var blocks = document.Blocks.SelectMany(block => Split(document.Text, block)).ToList();
        var first = blocks.FindIndex(block => block.Kind != BlockKind.Furniture);
        var last = blocks.FindLastIndex(block => block.Kind != BlockKind.Furniture);
        // A page of nothing but such lines is taken for text after all.
        if (first < 0) return document;
        var outside = blocks.Take(first).Concat(blocks.Skip(last + 1)).Select(block => new LeftOutPassage(block.Span, Reason));
        return document.WithBlocks(blocks.Take(last + 1).Skip(first), [.. document.LeftOut.Concat(outside).OrderBy(passage => passage.Span.Start)]);
    }

    private static bool IsFurniture(Line line) => line.Block.Kind is BlockKind.Paragraph or BlockKind.ListItem or BlockKind.Heading && LineShapes.IsPageFurniture(line.Text);

    private static IEnumerable<Block> Split(string text, Block block)
    {
        if (!block.Lines.Any(IsFurniture))
        {
            yield return block;
            yield break;
        }
        var open = new List<TextSpan>();
        foreach (var line in block.Lines)
        {
            if (!IsFurniture(line))
            {
                open.Add(line.Span);
                continue;
            }
            if (open.Count > 0) yield return new Block(block.Kind, text, open) { Level = block.Level, IsUnderRule = block.IsUnderRule };
            open = [];
            yield return new Block(BlockKind.Furniture, text, [line.Span]);
        }
        if (open.Count > 0) yield return new Block(block.Kind, text, open) { Level = block.Level, IsUnderRule = block.IsUnderRule };
    }
}
