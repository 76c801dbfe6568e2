using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats;

/// <summary>Lays the paragraphs of a Word document out as text with blocks and marks.</summary>
internal sealed class DocxLayout
{
    /// <summary>Styles that build on each other; a circle of them ends here.</summary>
    private const int LongestStyleChain = 16;

    private readonly MainDocumentPart _main;
    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();
    private readonly List<(BlockKind Kind, int Level, List<TextSpan> Lines)> _blocks = [];
    private readonly List<LeftOutPassage> _leftOut = [];
    private readonly List<Mark> _marks = [];
    private readonly List<OpenXmlElement> _boxes = [];
    private DocumentFact? _title;

    public DocxLayout(MainDocumentPart main)
    {
        _main = main;
        foreach (var style in main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.Value is { } id) _styles.TryAdd(id, style);
        }
    }

    public void AddBody(OpenXmlElement body)
    {
        foreach (var paragraph in Paragraphs(body)) AddParagraph(paragraph);
    }

    /// <summary>Puts the text of a part below what stands already, as one passage a paragraph.</summary>
    public void LeaveOut(OpenXmlElement? part, string reason)
    {
        if (part is null) return;
        foreach (var paragraph in Paragraphs(part).ToList())
        {
            if (Append(paragraph) is { IsEmpty: false } passage) _leftOut.Add(new LeftOutPassage(passage, reason));
        }
    }

    /// <exception cref="UnreadableDocumentException">Nothing but white space and what is left out.</exception>
    public Document ToDocument(IEnumerable<DocumentFact> properties)
    {
        // A box's own boxes are found while it is laid out.
        for (var at = 0; at < _boxes.Count; at++) LeaveOut(_boxes[at], "text box");
        if (_blocks.Count == 0) throw new UnreadableDocumentException("The Word document holds no text. If its pages are pictures, recognise their text first.");
        var text = _text.ToString();
        return new Document
        {
            MediaType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Text = text,
            Encoding = "Office Open XML",
            Blocks = [.. _blocks.Select(block => new Block(block.Kind, text, block.Lines) { Level = block.Level })],
            LeftOut = _leftOut,
            Marks = _marks,
            Facts = [.. _title is null ? [] : new[] { _title }, .. properties],
        };
    }

    private static IEnumerable<Paragraph> Paragraphs(OpenXmlElement container)
    {
        foreach (var child in container.ChildElements)
        {
            if (child is Paragraph paragraph) yield return paragraph;
            else if (Chosen(child) is { } chosen)
            {
                foreach (var inner in Paragraphs(chosen)) yield return inner;
            }
        }
    }

    // What was moved or deleted stays in the file while changes are tracked; of alternatives the first is meant (part 3, section 7.6).
    private static OpenXmlElement? Chosen(OpenXmlElement element) => element switch
    {
        DeletedRun or MoveFromRun or SdtProperties or TableProperties or SectionProperties => null,
        AlternateContent alternatives => alternatives.GetFirstChild<AlternateContentChoice>() ?? (OpenXmlElement?)alternatives.GetFirstChild<AlternateContentFallback>(),
        _ => element,
    };

    private void AddParagraph(Paragraph paragraph)
    {
        var firstMark = _marks.Count;
        if (Append(paragraph, withMarks: true) is not { IsEmpty: false } span) return;
        var style = StyleChain(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value);
        var names = style.Select(one => one.StyleName?.Val?.Value ?? "").ToList();
        if (_title is null && names.Contains("title", StringComparer.OrdinalIgnoreCase) && _blocks.Count == 0)
        {
            var value = string.Join(' ', _text.ToString(span.Start, span.Length).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            _title = new DocumentFact(DocumentFactKind.Title, value, "title-style", null, 0.9);
            _leftOut.Add(new LeftOutPassage(span, "title"));
            _marks.RemoveRange(firstMark, _marks.Count - firstMark);
            return;
        }
        var lines = Lines(span);
        var level = HeadingLevel(paragraph, style, names);
        var kind = level > 0 ? BlockKind.Heading
            : lines is [var only] && LineShapes.IsSeparator(_text.ToString(only.Start, only.Length)) ? BlockKind.Separator
            : IsListItem(paragraph, style) ? BlockKind.ListItem
            : names.Any(name => name.Contains("quote", StringComparison.OrdinalIgnoreCase)) ? BlockKind.Quotation
            : BlockKind.Paragraph;
        _blocks.Add((kind, level, lines));
    }

    private List<Style> StyleChain(string? id)
    {
        var chain = new List<Style>();
        while (id is not null && chain.Count < LongestStyleChain && _styles.TryGetValue(id, out var style))
        {
            chain.Add(style);
            id = style.BasedOn?.Val?.Value;
        }
        return chain;
    }

    private static int HeadingLevel(Paragraph paragraph, List<Style> style, List<string> names)
    {
        var outline = paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value ?? style.Select(one => one.StyleParagraphProperties?.OutlineLevel?.Val?.Value).FirstOrDefault(level => level is not null);
        // Level 9 is 'body text' (part 1, section 17.3.1.20).
        if (outline is >= 0 and < 9) return outline.Value + 1;
        foreach (var name in names)
        {
            if (name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= 9) return level;
            if (name.Equals("title", StringComparison.OrdinalIgnoreCase)) return 1;
        }
        return 0;
    }

    // The number 0 takes a list's numbering away (part 1, section 17.9.18).
    private static bool IsListItem(Paragraph paragraph, List<Style> style) =>
        (paragraph.ParagraphProperties?.NumberingProperties ?? style.Select(one => one.StyleParagraphProperties?.NumberingProperties).FirstOrDefault(numbering => numbering is not null))?.NumberingId?.Val?.Value is > 0;

    private TextSpan? Append(Paragraph paragraph, bool withMarks = false)
    {
        var before = _text.Length;
        if (before > 0) _text.Append("\n\n");
        var (start, firstMark) = (_text.Length, _marks.Count);
        AppendInline(paragraph, link: null);
        var text = _text.ToString(start, _text.Length - start);
        if (string.IsNullOrWhiteSpace(text))
        {
            _text.Length = before;
            _marks.RemoveRange(firstMark, _marks.Count - firstMark);
            return null;
        }
        if (withMarks) Join(firstMark, start, text);
        else _marks.RemoveRange(firstMark, _marks.Count - firstMark);
        var trimmed = new TextSpan(0, text.Length).TrimmedIn(text);
        return new TextSpan(start + trimmed.Start, start + trimmed.End);
    }

    private void AppendInline(OpenXmlElement container, string? link)
    {
        foreach (var child in container.ChildElements)
        {
            if (child is Run run) AppendRun(run, link);
            else if (child is Hyperlink hyperlink) AppendInline(hyperlink, Target(hyperlink) ?? link);
            else if (child is not ParagraphProperties && Chosen(child) is { } chosen) AppendInline(chosen, link);
        }
    }

    private string? Target(Hyperlink link) => link.Id?.Value is { } id
        ? _main.HyperlinkRelationships.FirstOrDefault(relationship => relationship.Id == id)?.Uri.OriginalString
        : link.Anchor?.Value is { } anchor ? "#" + anchor : null;

    private void AppendRun(Run run, string? link)
    {
        if (IsOn(run.RunProperties?.Vanish)) return;
        var start = _text.Length;
        foreach (var child in run.ChildElements) AppendPiece(child);
        var style = run.RunProperties?.RunStyle?.Val?.Value is { } id && _styles.TryGetValue(id, out var found) ? found : null;
        if (link is not null) Mark(MarkKind.Link, start, link);
        if (IsOn(run.RunProperties?.Bold ?? style?.StyleRunProperties?.Bold)) Mark(MarkKind.Strong, start);
        if (IsOn(run.RunProperties?.Italic ?? style?.StyleRunProperties?.Italic)) Mark(MarkKind.Emphasis, start);
    }

    private void AppendPiece(OpenXmlElement piece)
    {
        switch (piece)
        {
            case Text text:
                _text.Append(text.Text);
                break;
            case TabChar or PositionalTab:
                _text.Append('\t');
                break;
            case Break or CarriageReturn:
                _text.Append('\n');
                break;
            case NoBreakHyphen:
                _text.Append('\u2011');
                break;
            case SoftHyphen:
                _text.Append('\u00ad');
                break;
            case RunProperties or FieldCode or DeletedText:
                break;
            default:
                if (Chosen(piece) is not { } chosen) break;
                if (chosen is AlternateContentChoice or AlternateContentFallback or Drawing or Picture or EmbeddedObject) _boxes.AddRange(chosen.Descendants<TextBoxContent>().Where(box => box.Ancestors().TakeWhile(outer => outer != chosen).All(outer => outer is not (TextBoxContent or AlternateContentFallback))));
                break;
        }
    }

    private static bool IsOn(OnOffType? property) => property is not null && (property.Val is null || property.Val.Value);

    private void Mark(MarkKind kind, int start, string? target = null)
    {
        var added = _text.ToString(start, _text.Length - start);
        for (var from = 0; from < added.Length;)
        {
            var to = added.IndexOf('\n', from) is var at and >= 0 ? at : added.Length;
            if (!string.IsNullOrWhiteSpace(added[from..to])) _marks.Add(new Mark(kind, new TextSpan(start + from, start + to), target));
            from = to + 1;
        }
    }

    // Word cuts a run wherever the cursor once stood: neighbours of one kind are one mark.
    private void Join(int first, int start, string paragraph)
    {
        var joined = new List<Mark>();
        foreach (var kind in _marks.Skip(first).GroupBy(mark => (mark.Kind, mark.Target)))
        {
            Mark? open = null;
            foreach (var mark in kind)
            {
                if (open is not null && open.Span.End == mark.Span.Start) open = open with { Span = open.Span with { End = mark.Span.End } };
                else
                {
                    if (open is not null) joined.Add(open);
                    open = mark;
                }
            }
            if (open is not null) joined.Add(open);
        }
        _marks.RemoveRange(first, _marks.Count - first);
        AddNested(joined, start, paragraph);
    }

    // A mark that would cross the end of another goes on behind it.
    private void AddNested(IEnumerable<Mark> marks, int start, string paragraph)
    {
        var waiting = new PriorityQueue<Mark, (int Start, int Length)>();
        foreach (var mark in marks) Wait(mark);
        var open = new Stack<int>();
        while (waiting.TryDequeue(out var mark, out _))
        {
            while (open.TryPeek(out var end) && end <= mark.Span.Start) open.Pop();
            if (open.TryPeek(out var outer) && outer < mark.Span.End)
            {
                Wait(mark with { Span = mark.Span with { Start = outer } });
                mark = mark with { Span = Trimmed(new TextSpan(mark.Span.Start, outer)) };
                if (mark.Span.IsEmpty) continue;
            }
            open.Push(mark.Span.End);
            _marks.Add(mark);
        }

        void Wait(Mark mark)
        {
            var span = Trimmed(mark.Span);
            if (!span.IsEmpty) waiting.Enqueue(mark with { Span = span }, (span.Start, -span.Length));
        }

        TextSpan Trimmed(TextSpan span)
        {
            var inside = new TextSpan(span.Start - start, span.End - start).TrimmedIn(paragraph);
            return new TextSpan(start + inside.Start, start + inside.End);
        }
    }

    private List<TextSpan> Lines(TextSpan span)
    {
        var text = _text.ToString(span.Start, span.Length);
        var lines = new List<TextSpan>();
        for (var from = 0; from < text.Length;)
        {
            var to = text.IndexOf('\n', from) is var at and >= 0 ? at : text.Length;
            var line = new TextSpan(from, to).TrimmedIn(text);
            if (!line.IsEmpty) lines.Add(new TextSpan(span.Start + line.Start, span.Start + line.End));
            from = to + 1;
        }
        return lines;
    }
}
