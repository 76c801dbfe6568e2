using System.Text;
using AngleSharp.Html.Dom;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats.Html;

/// <summary>Blocks of a page → its text, with offsets.</summary>
internal sealed class HtmlDocumentBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<(FlatBlock Block, TextSpan Span)> _main = [];
    private readonly List<LeftOutPassage> _leftOut = [];

    public static Document Build(IHtmlDocument dom, IReadOnlyList<FlatBlock> blocks, string encoding)
    {
        var facts = HtmlFacts.Of(dom, blocks);
        if (HtmlFacts.TitleHeading(facts, blocks) is { } heading) heading.LeftOutReason = "title";
        return Build("text/html", facts, blocks, encoding);
    }

    /// <exception cref="UnreadableDocumentException">Every block is left out.</exception>
    public static Document Build(string mediaType, IReadOnlyList<DocumentFact> facts, IReadOnlyList<FlatBlock> blocks, string encoding)
    {
        var builder = new HtmlDocumentBuilder();
        var first = blocks.TakeWhile(block => block.LeftOutReason is not null).Count();
        foreach (var block in blocks.Take(first)) builder.LeaveOut(block);
        foreach (var block in blocks.Skip(first).Where(block => block.LeftOutReason is null)) builder._main.Add((block, builder.Append(block)));
        foreach (var block in blocks.Skip(first).Where(block => block.LeftOutReason is not null)) builder.LeaveOut(block);
        var text = builder._text.ToString();
        if (builder._main.Count == 0) throw new UnreadableDocumentException("The page holds no running text, only navigation and the like.");
        return new Document
        {
            MediaType = mediaType,
            Text = text,
            Encoding = encoding,
            Facts = facts,
            LeftOut = builder._leftOut,
            Blocks = [.. builder._main.SelectMany(main => Blocks(text, main.Block, main.Span))],
            Marks = [.. builder._main.SelectMany(main => main.Block.Marks.Select(mark => mark with { Span = new TextSpan(main.Span.Start + mark.Span.Start, main.Span.Start + mark.Span.End) }))],
        };
    }

    private TextSpan Append(FlatBlock block)
    {
        if (_text.Length > 0) _text.Append("\n\n");
        var start = _text.Length;
        _text.Append(block.Text);
        return new TextSpan(start, _text.Length);
    }

    private void LeaveOut(FlatBlock block) => _leftOut.Add(new LeftOutPassage(Append(block), block.LeftOutReason!));

    private static IEnumerable<Block> Blocks(string text, FlatBlock block, TextSpan span)
    {
        if (block.IsPreformatted) return PlainTextLayout.Blocks(text, span);
        var lines = new List<TextSpan>();
        for (var start = span.Start; start < span.End;)
        {
            var end = text.IndexOf('\n', start, span.End - start) is var at and >= 0 ? at : span.End;
            var line = new TextSpan(start, end).TrimmedIn(text);
            if (!line.IsEmpty) lines.Add(line);
            start = end + 1;
        }
        var kind = lines is [var only] && LineShapes.IsSeparator(only.In(text)) ? BlockKind.Separator : block.Kind;
        return lines.Count == 0 ? [] : [new Block(kind, text, lines) { Level = block.Level, IsUnderRule = block.IsUnderRule }];
    }
}
