using System.Collections.Frozen;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace StatementArchive.Parsing.Formats.Html;

/// <summary>
/// Counts while a page is parsed how many elements are open at a place, and how many its formatting makes the parser repeat in later blocks. By the
/// standard (HTML, section 13.2.4.3) 'font' elements that nobody closed are set again in every paragraph that follows, and every tag looks through
/// the open elements: a small page can so take memory and time with the square of its size. Browsers bear it; an archive refuses it.
/// </summary>
/// <remarks>Follows the tree construction as far as it needs to count, not further; the tree itself is AngleSharp's.</remarks>
internal sealed class OpenElements(ReadingLimits limits)
{
    private static readonly FrozenSet<string> Void = Names("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr image html head body frameset");

    private static readonly FrozenSet<string> Formatting = Names("a b big code em font i nobr s small strike strong tt u");

    /// <summary>Elements that end a paragraph.</summary>
    private static readonly FrozenSet<string> BlockLevel = Names(
        """
        address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li dd dt main menu nav ol p
        pre listing plaintext search section summary table ul xmp
        """);

    /// <summary>Elements out of which no end tag reaches.</summary>
    private static readonly FrozenSet<string> Scopes = Names("applet caption table td th marquee object template");

    /// <summary>Elements whose formatting ends with them.</summary>
    private static readonly FrozenSet<string> Marking = Names("applet caption td th marquee object template");

    /// <summary>Elements of HTML at which SVG and MathML end, wherever they stand in it (HTML, section 13.2.6.5).</summary>
    private static readonly FrozenSet<string> BreakOut = Names(
        """
        b big blockquote br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var
        """);

    /// <summary>Elements of SVG and MathML in which HTML may stand.</summary>
    private static readonly FrozenSet<string> HoldingHtml = Names("foreignobject desc title annotation-xml mi mo mn ms mtext");

    /// <summary>Parts of tables: outside of one they are no elements.</summary>
    private static readonly FrozenSet<string> TableParts = Names("caption colgroup tbody thead tfoot tr td th");

    /// <summary>Which open elements the start of another ends, and out of which it does not reach.</summary>
    private static readonly FrozenDictionary<string, (FrozenSet<string> Ends, Func<string, bool> IsBarrier)> Implied = new (string Names, string Ends, Func<string, bool> IsBarrier)[]
    {
        ("li", "li", IsBarrierOfItems),
        ("dd dt", "dd dt", IsBarrierOfItems),
        ("td th", "td th caption colgroup", name => name == "table"),
        ("tr", "tr caption colgroup", name => name == "table"),
        ("tbody thead tfoot", "tbody thead tfoot caption colgroup", name => name == "table"),
        ("h1 h2 h3 h4 h5 h6", "h1 h2 h3 h4 h5 h6", _ => true),
        ("option", "option", _ => true),
        ("optgroup", "optgroup", name => name != "option"),
        ("button", "button", Scopes.Contains),
    }.SelectMany(group => group.Names.Split(' ').Select(name => (name, group.Ends, group.IsBarrier))).ToFrozenDictionary(one => one.name, one => (Names(one.Ends), one.IsBarrier));

    private static bool IsBarrierOfItems(string name) => name is not ("address" or "div" or "p") && (BlockLevel.Contains(name) || Scopes.Contains(name) || name is "button" or "select");

    private const int MostAlike = 3;

    private readonly List<(string Name, Formatted? Formatted)> _open = [];

    /// <summary>The list of active formatting elements; <c>null</c> for a marker.</summary>
    private readonly List<Formatted?> _active = [];

    private int _foreign;
    private int _tables;

    private sealed record Formatted(string Name, string Attributes)
    {
        public bool IsOpen { get; set; }
    }

    /// <summary>How many elements the parser had to repeat so far.</summary>
    public int Repeated { get; private set; }

    /// <summary>Takes a token before the parser does.</summary>
    /// <exception cref="UnreadableDocumentException">The page is beyond <see cref="ReadingLimits.HtmlDepth"/> or <see cref="ReadingLimits.HtmlRepeatedElements"/>.</exception>
    public void See(HtmlToken token)
    {
        if (token is HtmlTagToken { Type: HtmlTokenType.StartTag } start) Start(start);
        else if (token is HtmlTagToken { Type: HtmlTokenType.EndTag } end) End(end.Name);
        else if (token.Type == HtmlTokenType.Character && !string.IsNullOrWhiteSpace(token.Data)) Repeat();
        if (_open.Count > limits.HtmlDepth) throw new UnreadableDocumentException($"The page has more than {limits.HtmlDepth:N0} elements open in each other at line {token.Position.Line}, column {token.Position.Column}.");
        if (Repeated > limits.HtmlRepeatedElements) throw new UnreadableDocumentException($"Formatting that is never closed repeats more than {limits.HtmlRepeatedElements:N0} elements of the page, up to line {token.Position.Line}, column {token.Position.Column}.");
    }

    private void Start(HtmlTagToken tag)
    {
        var name = tag.Name;
        if (TableParts.Contains(name) && _tables == 0) return;
        if (_foreign > 0 && BreakOut.Contains(name)) Close(open => open is "svg" or "math", HoldingHtml.Contains);
        if (BlockLevel.Contains(name)) Close(open => open is "p", open => open is "button" || Scopes.Contains(open));
        if (Implied.TryGetValue(name, out var implied)) Close(implied.Ends.Contains, implied.IsBarrier);
        if (name is "a" or "nobr" && LastActive(name) is not null) End(name);
        if (!BlockLevel.Contains(name) && !TableParts.Contains(name)) Repeat();
        if (Void.Contains(name) || (tag.IsSelfClosing && _foreign > 0 && IsForeign())) return;
        if (name is "svg" or "math") _foreign++;
        if (name is "table") _tables++;
        if (!Formatting.Contains(name))
        {
            _open.Add((name, null));
            if (Marking.Contains(name)) _active.Add(null);
            return;
        }
        var formatted = new Formatted(name, string.Join(' ', tag.Attributes.Select(attribute => $"{attribute.Name}={attribute.Value}"))) { IsOpen = true };
        Forget(formatted);
        _active.Add(formatted);
        _open.Add((name, formatted));
    }

    // Only in SVG and MathML does '<path/>' end where it begins.
    private bool IsForeign()
    {
        for (var at = _open.Count - 1; at >= 0; at--)
        {
            if (_open[at].Name is "svg" or "math") return true;
            if (HoldingHtml.Contains(_open[at].Name)) return false;
        }
        return false;
    }

    // Of formatting elements that are alike only the last three count (the 'Noah's Ark clause').
    private void Forget(Formatted formatted)
    {
        var alike = 0;
        for (var at = _active.Count - 1; at >= 0 && _active[at] is { } active; at--)
        {
            if (active.Name != formatted.Name || active.Attributes != formatted.Attributes || ++alike < MostAlike) continue;
            _active.RemoveAt(at);
            return;
        }
    }

    private void End(string name)
    {
        if (Formatting.Contains(name) && LastActive(name) is { } active)
        {
            var formatted = _active[active]!;
            _active.RemoveAt(active);
            if (!formatted.IsOpen) return;
            var at = _open.FindLastIndex(open => ReferenceEquals(open.Formatted, formatted));
            // What stands in blocks inside of it stays open (the 'adoption agency').
            if (_open.FindIndex(at, open => BlockLevel.Contains(open.Name) || Scopes.Contains(open.Name)) < 0) Pop(at);
            else _open.RemoveAt(at);
        }
        else if (BlockLevel.Contains(name)) Close(open => open == name, open => Scopes.Contains(open));
        else if (name == "table" || TableParts.Contains(name)) Close(open => open == name, open => open == "table");
        else Close(open => open == name, open => BlockLevel.Contains(open) || Scopes.Contains(open));
    }

    private int? LastActive(string name)
    {
        for (var at = _active.Count - 1; at >= 0 && _active[at] is { } active; at--)
        {
            if (active.Name == name) return at;
        }
        return null;
    }

    /// <summary>Ends the innermost open element of some names with all that is open in it, if it is not outside of another.</summary>
    private void Close(Func<string, bool> ends, Func<string, bool> isBarrier)
    {
        for (var at = _open.Count - 1; at >= 0; at--)
        {
            if (ends(_open[at].Name))
            {
                Pop(at);
                return;
            }
            if (isBarrier(_open[at].Name)) return;
        }
    }

    private void Pop(int first)
    {
        for (var at = _open.Count - 1; at >= first; at--)
        {
            var (name, formatted) = _open[at];
            if (formatted is not null) formatted.IsOpen = false;
            if (name is "svg" or "math") _foreign--;
            if (name is "table") _tables--;
            if (Marking.Contains(name) && _active.LastIndexOf(null) is >= 0 and var marker) _active.RemoveRange(marker, _active.Count - marker);
        }
        _open.RemoveRange(first, _open.Count - first);
    }

    private void Repeat()
    {
        var first = _active.Count;
        while (first > 0 && _active[first - 1] is { IsOpen: false }) first--;
        for (var at = first; at < _active.Count; at++)
        {
            _active[at]!.IsOpen = true;
            _open.Add((_active[at]!.Name, _active[at]));
            Repeated++;
        }
    }

    private static FrozenSet<string> Names(string names) => names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
