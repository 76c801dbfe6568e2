using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using AngleSharp.Dom;

namespace StatementArchive.Parsing.Formats.Html;

/// <summary>
/// Lays the visible text of a DOM out as blocks, in document order. It walks without recursion, so that no nesting is too
/// deep, and takes time linear in the number of nodes.
/// </summary>
internal sealed class HtmlFlattener
{
    private static readonly FrozenSet<string> Unseen = new[]
    {
        "script", "style", "template", "noscript", "head", "iframe", "object", "embed", "svg", "math", "select", "datalist", "textarea", "audio", "video", "canvas", "map", "input", "meta", "link", "frameset",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> BlockLevel = new[]
    {
        "address", "article", "aside", "blockquote", "body", "button", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
        "h4", "h5", "h6", "header", "hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }.ToFrozenSet();

    // What a block is shows in the elements right around it; hostile nesting must not cost more.
    private const int FurthestAncestor = 16;

    private const int DeepestMark = 8;

    // A block of nothing else is empty for a reader.
    private static readonly SearchValues<char> Blank = SearchValues.Create(" \t\n\r\u00a0\u200b\ufeff\u00ad");

    private readonly List<FlatBlock> _blocks = [];
    private readonly StringBuilder _text = new();
    private readonly List<Mark> _marks = [];
    private readonly List<(IElement Element, MarkKind Kind, int Start)> _openMarks = [];
    private readonly List<IElement> _containers = [];
    private int _linkLength;
    private int _openLinks;
    private int _openPre;
    private bool _spacePending;
    private bool _ruled;

    /// <summary>All blocks below a node.</summary>
    public static IReadOnlyList<FlatBlock> Flatten(INode root)
    {
        var flattener = new HtmlFlattener();
        flattener.Walk(root);
        return flattener._blocks;
    }

    private void Walk(INode root)
    {
        // By index: to a node of AngleSharp its next sibling is a search among all of them.
        var way = new Stack<(INode Node, int Next)>();
        if (Enter(root)) way.Push((root, 0));
        while (way.TryPop(out var at))
        {
            if (at.Next == at.Node.ChildNodes.Length)
            {
                Leave(at.Node);
                continue;
            }
            way.Push((at.Node, at.Next + 1));
            var child = at.Node.ChildNodes[at.Next];
            if (Enter(child)) way.Push((child, 0));
        }
        Flush();
    }

    private bool Enter(INode node)
    {
        if (node is IText text)
        {
            Append(text.Data);
            return false;
        }
        if (node is not IElement element) return node is IDocument or IDocumentFragment;
        if (Unseen.Contains(element.LocalName) || IsHidden(element)) return false;
        switch (element.LocalName)
        {
            case "br":
                Break();
                return false;
            case "hr":
                Flush();
                _ruled = true;
                return false;
            case var name when BlockLevel.Contains(name):
                Flush();
                _containers.Add(element);
                if (name == "pre") _openPre++;
                break;
            case "a" when element.HasAttribute("href"):
                _openLinks++;
                Open(element, MarkKind.Link);
                break;
            case "b" or "strong":
                Open(element, MarkKind.Strong);
                break;
            case "i" or "em" or "cite":
                Open(element, MarkKind.Emphasis);
                break;
        }
        return true;
    }

    private void Leave(INode node)
    {
        if (node is not IElement element) return;
        if (_containers is [.., var last] && ReferenceEquals(last, element))
        {
            Flush();
            _containers.RemoveAt(_containers.Count - 1);
            if (element.LocalName == "pre") _openPre--;
        }
        if (_openMarks is [.., var open] && ReferenceEquals(open.Element, element))
        {
            if (_openMarks.Count <= DeepestMark) Close(open.Kind, open.Start, element);
            _openMarks.RemoveAt(_openMarks.Count - 1);
            if (open.Kind == MarkKind.Link) _openLinks--;
        }
    }

    private void Open(IElement element, MarkKind kind) => _openMarks.Add((element, kind, _text.Length));

    private void Close(MarkKind kind, int start, IElement element)
    {
        while (start < _text.Length && char.IsWhiteSpace(_text[start])) start++;
        if (start < _text.Length) _marks.Add(new Mark(kind, new TextSpan(start, _text.Length), kind == MarkKind.Link ? element.GetAttribute("href") : null));
    }

    private void Append(string data)
    {
        if (_openPre > 0)
        {
            _text.Append(data.Replace("\r\n", "\n", StringComparison.Ordinal));
            if (_openLinks > 0) _linkLength += data.Length;
            return;
        }
        foreach (var c in data)
        {
            // Collapsible white space of HTML; a no-break space is text.
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _spacePending = true;
                continue;
            }
            if (_spacePending && _text.Length > 0 && _text[^1] != '\n') _text.Append(' ');
            _spacePending = false;
            _text.Append(c);
            if (_openLinks > 0) _linkLength++;
        }
    }

    private void Break()
    {
        _spacePending = false;
        if (_openPre > 0 || (_text.Length > 0 && _text[^1] != '\n')) _text.Append('\n');
        // Two breaks in a row set paragraphs apart.
        else if (_text.Length > 0) Flush();
    }

    private void Flush()
    {
        var text = _openPre > 0 ? _text.ToString().TrimEnd() : _text.ToString().TrimEnd('\n', ' ');
        if (text.AsSpan().ContainsAnyExcept(Blank))
        {
            // Formatting that was never closed piles up; a reader sees no more than a few levels of it.
            foreach (var open in _openMarks.Take(DeepestMark)) Close(open.Kind, open.Start, open.Element);
            var container = _containers is [.., var last] ? last : throw new InvalidOperationException("Text stands in an element.");
            var (kind, level) = Kind();
            _blocks.Add(new FlatBlock(container, kind, level)
            {
                Text = text,
                Marks = [.. _marks.Where(mark => mark.Span.Start < text.Length).Select(mark => mark with { Span = mark.Span with { End = Math.Min(mark.Span.End, text.Length) } }).OrderBy(mark => mark.Span.Start).ThenByDescending(mark => mark.Span.End)],
                IsPreformatted = _openPre > 0,
                IsUnderRule = _ruled,
                LinkLength = Math.Min(_linkLength, text.Length),
            });
            _ruled = false;
        }
        _text.Clear();
        _marks.Clear();
        _linkLength = 0;
        _spacePending = false;
        for (var at = 0; at < Math.Min(_openMarks.Count, DeepestMark); at++) _openMarks[at] = _openMarks[at] with { Start = 0 };
    }

    private (BlockKind Kind, int Level) Kind()
    {
        for (var at = _containers.Count - 1; at >= Math.Max(0, _containers.Count - FurthestAncestor); at--)
        {
            switch (_containers[at].LocalName)
            {
                case ['h', >= '1' and <= '6' and var digit]:
                    return (BlockKind.Heading, digit - '0');
                case "li" or "dd" or "dt":
                    return (BlockKind.ListItem, 0);
                case "blockquote":
                    return (BlockKind.Quotation, 0);
                case "article" or "section" or "main" or "td":
                    return (BlockKind.Paragraph, 0);
            }
        }
        return (BlockKind.Paragraph, 0);
    }

    private static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden")) return true;
        var style = element.GetAttribute("style");
        return style is not null && style.Replace(" ", "", StringComparison.Ordinal) is var declared
            && (declared.Contains("display:none", StringComparison.OrdinalIgnoreCase) || declared.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase));
    }
}
