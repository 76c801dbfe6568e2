using System.Text;
using System.Text.RegularExpressions;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// Joins the lines of all pages to paragraphs. Running heads and feet, page numbers and sideways text are left out; they stand
/// below the text. A hyphen at a line's end is undone only where the document writes the word without it elsewhere. Letters larger than the
/// commonest make a heading; bold ones are marked, unless most of the text is bold.
/// </summary>
internal static partial class PdfText
{
    private const string Furniture = "page furniture", Sideways = "sideways text";

    /// <summary>Shares of a page's height in which heads and feet stand.</summary>
    private const double Head = 0.12, Foot = 0.88;

    /// <summary>A line counts as full from this share of its column's width; what follows it may be the same paragraph.</summary>
    private const double FullLine = 0.85;

    /// <summary>From this many lines on a column shows its own width.</summary>
    private const int FewestTellingLines = 4;

    /// <summary>A heading's letters are larger than the commonest by this factor at least.</summary>
    private const double HeadingSize = 1.15;

    private const int LongestHeading = 200;

    /// <summary>Sizes of headings that differ by less, in points, are one level; deeper levels than HTML's are its deepest.</summary>
    private const double SameSize = 0.6;

    private const int DeepestLevel = 6;

    /// <summary>Edges less than this apart, in points, are one.</summary>
    private const double SameEdge = 12;

    public static Document Build(IReadOnlyList<IReadOnlyList<PdfLine>> pages, IReadOnlyList<string> sideways, IReadOnlyList<DocumentFact> facts, string encoding)
    {
        var furniture = FurnitureOf(pages);
        var lines = pages.SelectMany(page => page).Where(line => !furniture.Contains(line)).ToList();
        if (lines.Count == 0) (lines, furniture) = ([.. pages.SelectMany(page => page)], []);
        lines = WithColumns(lines);
        var levels = HeadingLevels(lines);
        var isBoldUsual = lines.Sum(line => line.Bold.Sum(run => run.Length)) * 2 > lines.Sum(line => line.Text.Length);
        var leading = Leading(lines);
        var words = lines.SelectMany(line => Word().Matches(line.Text)).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var text = new StringBuilder();
        var blocks = new List<(BlockKind Kind, int Level, List<TextSpan> Lines)>();
        var marks = new List<Mark>();
        List<TextSpan>? open = null;
        for (var at = 0; at < lines.Count; at++)
        {
            var line = lines[at];
            if (open is null || at == 0 || BeginsBlock(lines[at - 1], line, leading))
            {
                if (text.Length > 0) text.Append("\n\n");
                open = [new TextSpan(text.Length, text.Length + line.Text.Length)];
                blocks.Add(levels.TryGetValue(line, out var level) ? (BlockKind.Heading, level, open) : (BlockKind.Paragraph, 0, open));
                text.Append(line.Text);
            }
            else if (IsWrapped(lines[at - 1], line))
            {
                if (IsHyphenated(lines[at - 1].Text, line.Text, words))
                {
                    text.Length--;
                    if (marks is [.., var cut] && cut.Span.End > text.Length) marks[^1] = cut with { Span = cut.Span with { End = text.Length } };
                }
                else if (!EndsInHyphen(lines[at - 1].Text)) text.Append(' ');
                text.Append(line.Text);
                open[^1] = open[^1] with { End = text.Length };
            }
            else
            {
                text.Append('\n');
                open.Add(new TextSpan(text.Length, text.Length + line.Text.Length));
                text.Append(line.Text);
            }
            if (isBoldUsual) continue;
            foreach (var run in line.Bold) Mark(marks, new TextSpan(text.Length - line.Text.Length + run.Start, text.Length - line.Text.Length + run.End), open[^1]);
        }
        var leftOut = new List<LeftOutPassage>();
        foreach (var (passage, reason) in pages.SelectMany(page => page).Where(furniture.Contains).Select(line => (line.Text, Furniture)).Concat(sideways.Select(passage => (passage, Sideways))))
        {
            text.Append("\n\n");
            leftOut.Add(new LeftOutPassage(new TextSpan(text.Length, text.Length + passage.Length), reason));
            text.Append(passage);
        }
        var whole = text.ToString();
        return new Document
        {
            MediaType = "application/pdf",
            Text = whole,
            Encoding = encoding,
            Facts = facts,
            LeftOut = leftOut,
            Marks = marks,
            Blocks = [.. blocks.Select(block => new Block(block.Lines is [var only] && LineShapes.IsSeparator(only.In(whole)) ? BlockKind.Separator : block.Kind, whole, block.Lines) { Level = block.Level })],
        };
    }

    /// <summary>The lines at the pages' upper and lower edges that repeat, numbers aside, on a third of the pages at least, and page numbers.</summary>
    private static HashSet<PdfLine> FurnitureOf(IReadOnlyList<IReadOnlyList<PdfLine>> pages)
    {
        var atEdges = pages.SelectMany(page => page).Where(line => line.FromTop is < Head or > Foot).ToList();
        var least = Math.Max(2, pages.Count / 3);
        var repeated = atEdges.GroupBy(line => Digits().Replace(line.Text, "#")).Where(group => group.Select(line => line.Page).Distinct().Count() >= least).SelectMany(group => group);
        return [.. repeated, .. atEdges.Where(line => PageNumber().IsMatch(line.Text))];
    }

    // The edges of a column are those of its text alone. A few lines on a last page do not show how wide it is: columns that begin at the same place do.
    private static List<PdfLine> WithColumns(List<PdfLine> lines)
    {
        var columns = lines.GroupBy(line => (line.Page, line.Column)).Select(column => (Lines: column.ToList(), Left: column.Min(line => line.Left), Right: column.Max(line => line.Right))).ToList();
        var widest = columns.Where(column => column.Lines.Count >= FewestTellingLines).GroupBy(column => (int)(column.Left / SameEdge)).ToDictionary(same => same.Key, same => same.Max(column => column.Right));
        return [.. columns.SelectMany(column =>
        {
            var right = column.Lines.Count < FewestTellingLines && widest.TryGetValue((int)(column.Left / SameEdge), out var other) ? Math.Max(column.Right, other) : column.Right;
            return column.Lines.Select(line => line with { ColumnLeft = column.Left, ColumnRight = right });
        })];
    }

    private static bool BeginsBlock(PdfLine above, PdfLine line, double leading)
    {
        if (Math.Abs(above.Size - line.Size) > SameSize || above.IsBold != line.IsBold) return true;
        var isSameColumn = above.Page == line.Page && above.Column == line.Column;
        // Across a page or a column only a sentence that is not at its end goes on.
        if (!isSameColumn) return !IsFull(above) || EndsSentence(above.Text) || char.IsUpper(line.Text[0]);
        if (above.Base - line.Base > 1.35 * leading) return true;
        var indent = line.Left - line.ColumnLeft;
        return indent > 0.8 * line.Size && indent < 6 * line.Size && above.Left - above.ColumnLeft < 0.5 * line.Size;
    }

    // The next line's first word had no room.
    private static bool IsWrapped(PdfLine above, PdfLine line) => IsFull(above) || EndsInHyphen(above.Text)
        || above.ColumnRight - above.Right < (line.Text.IndexOf(' ', StringComparison.Ordinal) is var length and > 0 ? length : line.Text.Length) * (line.Right - line.Left) / Math.Max(1, line.Text.Length);

    private static bool IsFull(PdfLine line) => line.Right - line.ColumnLeft >= FullLine * (line.ColumnRight - line.ColumnLeft);

    private static bool EndsSentence(string text) => text.TrimEnd('"', '\'', '”', '’', '»', '«', ')') is [.., '.' or '!' or '?' or ':' or '؟' or '…'];

    private static bool EndsInHyphen(string text) => text is [.., var before, '-' or '\u2010' or '\u00ad'] && char.IsLetter(before);

    private static bool IsHyphenated(string above, string line, HashSet<string> words)
    {
        if (!EndsInHyphen(above) || line.Length == 0 || !char.IsLower(line[0])) return false;
        if (above[^1] == '\u00ad') return true;
        var before = Word().Matches(above[..^1]) is [.., var last] ? last.Value : "";
        var behind = Word().Match(line).Value;
        return words.Contains(before + behind);
    }

    // Bold words that were wrapped go on behind a blank, or behind a hyphen that was undone.
    private static void Mark(List<Mark> marks, TextSpan run, TextSpan line)
    {
        if (marks is [.., var before] && before.Span.Start >= line.Start && run.Start - before.Span.End <= 1) marks[^1] = before with { Span = before.Span with { End = run.End } };
        else marks.Add(new Mark(MarkKind.Strong, run));
    }

    /// <summary>The lines that are set as headings, each with its level: the largest letters have the first.</summary>
    private static Dictionary<PdfLine, int> HeadingLevels(List<PdfLine> lines)
    {
        var usual = lines.GroupBy(line => Math.Round(line.Size, 1)).OrderByDescending(size => size.Sum(line => line.Text.Length)).ThenBy(size => size.Key).First().Key;
        var headings = new Dictionary<PdfLine, int>(ReferenceEqualityComparer.Instance);
        var (level, above) = (0, double.PositiveInfinity);
        foreach (var line in lines.Where(line => line.Text.Length <= LongestHeading && line.Size > HeadingSize * usual).OrderByDescending(line => line.Size))
        {
            if (above - line.Size >= SameSize) (level, above) = (Math.Min(level + 1, DeepestLevel), line.Size);
            headings[line] = level;
        }
        return headings;
    }

    private static double Leading(List<PdfLine> lines)
    {
        var distances = lines.Zip(lines.Skip(1)).Where(pair => pair.First.Page == pair.Second.Page && pair.First.Column == pair.Second.Column && pair.First.Base > pair.Second.Base)
            .Select(pair => pair.First.Base - pair.Second.Base).ToList();
        return distances.Count == 0 ? 1.2 * lines[0].Size : Median(distances);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(?:[-–—|]\s*)?(?:(?:Page|Seite|Página|Sayfa|صفحه|صفحة)\s*)?\d{1,4}(?:\s*(?:of|von|sur|de|/|از|من)\s*\d{1,4})?(?:\s*[-–—|])?$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"[\p{L}\p{M}]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
