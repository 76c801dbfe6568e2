using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig.Content;

namespace StatementArchive.Parsing.Formats;

/// <summary>A line of a page as it is set. Lengths are points (1/72 inch), from the page's lower left corner.</summary>
/// <param name="Page">From 0.</param>
/// <param name="Column">Number of the column on its page, from 0; lines of one column follow each other.</param>
/// <param name="ColumnRight">Where its column's widest line ends.</param>
/// <param name="FromTop">Distance of its base line from the page's upper edge, as a share of the page's height, 0 to 1.</param>
/// <param name="Bold">The runs of its words whose fonts are bold by their names, in order.</param>
internal sealed record PdfLine(string Text, int Page, int Column, double Left, double Right, double Base, double Size, double ColumnLeft, double ColumnRight, double FromTop, IReadOnlyList<TextSpan> Bold)
{
    public bool IsBold => Bold is [var only] && only.Length == Text.Length;
}

/// <summary>Sets the words of a page in lines, and the lines in the order in which they are read: a column to its end, then the next.</summary>
internal static partial class PdfPageLayout
{
    /// <summary>A gutter is at least this wide, in sizes of the letters.</summary>
    private const double NarrowestGutter = 1.0;

    /// <summary>Each column of a page has at least this many lines.</summary>
    private const int FewestLinesOfColumn = 5;

    /// <summary>Shares of the page's width between which the gutter of two columns lies.</summary>
    private const double LeftmostGutter = 0.25, RightmostGutter = 0.75;

    private sealed record Piece(List<Word> Words, double Left, double Right, double Base, double Size);

    public static IReadOnlyList<PdfLine> Lines(IReadOnlyList<Word> words, int page, double pageHeight)
    {
        if (words.Count == 0) return [];
        var rows = Rows(words);
        var gutter = Gutter(rows);
        var ordered = new List<List<Piece>>();
        List<Piece> left = [], right = [];
        foreach (var row in rows)
        {
            // A line across the gutter ends the columns above it.
            if (gutter is not { } middle || row.Any(piece => piece.Left < middle && piece.Right > middle))
            {
                Flush();
                ordered.Add([Whole(row)]);
                continue;
            }
            if (row.Where(piece => piece.Right <= middle).ToList() is { Count: > 0 } before) left.Add(Whole(before));
            if (row.Where(piece => piece.Left >= middle).ToList() is { Count: > 0 } behind) right.Add(Whole(behind));
        }
        Flush();
        return [.. Merged(ordered).SelectMany((column, number) =>
        {
            var (from, to) = (column.Min(piece => piece.Left), column.Max(piece => piece.Right));
            return column.Select(piece =>
            {
                var (text, bold) = TextOf(piece.Words);
                return new PdfLine(text, page, number, piece.Left, piece.Right, piece.Base, piece.Size, from, to, 1 - (piece.Base / Math.Max(1, pageHeight)), bold);
            });
        })];

        void Flush()
        {
            if (left.Count > 0) ordered.Add(left);
            if (right.Count > 0) ordered.Add(right);
            (left, right) = ([], []);
        }
    }

    // Lines across the page follow each other as one column.
    private static IEnumerable<List<Piece>> Merged(List<List<Piece>> columns)
    {
        var open = new List<Piece>();
        foreach (var column in columns)
        {
            if (column.Count == 1)
            {
                open.Add(column[0]);
                continue;
            }
            if (open.Count > 0) yield return open;
            open = [];
            yield return column;
        }
        if (open.Count > 0) yield return open;
    }

    /// <summary>Words on one base line, from the top; each row cut at wide gaps.</summary>
    private static List<List<Piece>> Rows(IReadOnlyList<Word> words)
    {
        var rows = new List<List<Word>>();
        var rowBase = double.NaN;
        foreach (var word in words.OrderByDescending(Base))
        {
            var tolerance = 0.4 * Size(word);
            if (rows.Count == 0 || !(rowBase - Base(word) <= tolerance))
            {
                rows.Add([]);
                rowBase = Base(word);
            }
            rows[^1].Add(word);
        }
        return [.. rows.Select(Pieces)];
    }

    private static List<Piece> Pieces(List<Word> row)
    {
        var pieces = new List<Piece>();
        var open = new List<Word>();
        foreach (var word in row.OrderBy(word => word.BoundingBox.Left))
        {
            if (open.Count > 0 && word.BoundingBox.Left - open[^1].BoundingBox.Right > NarrowestGutter * Math.Max(Size(word), 1))
            {
                pieces.Add(PieceOf(open));
                open = [];
            }
            open.Add(word);
        }
        pieces.Add(PieceOf(open));
        return pieces;
    }

    private static Piece PieceOf(List<Word> words) =>
        new(words, words.Min(word => word.BoundingBox.Left), words.Max(word => word.BoundingBox.Right), words.Average(Base), words.Max(Size));

    private static Piece Whole(IEnumerable<Piece> pieces) => PieceOf([.. pieces.SelectMany(piece => piece.Words)]);

    /// <summary>The middle of the gutter between two columns; <c>null</c> on a page of one column.</summary>
    private static double? Gutter(List<List<Piece>> rows)
    {
        var (from, to) = (rows.Min(row => row[0].Left), rows.Max(row => row.Max(piece => piece.Right)));
        double? best = null;
        var fewest = int.MaxValue;
        for (var share = LeftmostGutter; share <= RightmostGutter; share += 0.01)
        {
            var at = from + (share * (to - from));
            var (crossing, both, onLeft, onRight) = (0, 0, 0, 0);
            foreach (var row in rows)
            {
                if (row.Any(piece => piece.Left < at && piece.Right > at)) crossing++;
                else
                {
                    var (before, behind) = (row.Any(piece => piece.Right <= at), row.Any(piece => piece.Left >= at));
                    if (before) onLeft++;
                    if (behind) onRight++;
                    if (before && behind) both++;
                }
            }
            // In a table both sides stand on one line too, but the lines of its cells are short.
            if (onLeft < FewestLinesOfColumn || onRight < FewestLinesOfColumn || both < FewestLinesOfColumn - 2 || crossing > (onLeft + onRight) / 4) continue;
            if (!IsFull(rows, at, from, to) || crossing >= fewest) continue;
            (best, fewest) = (at, crossing);
        }
        return best;
    }

    // Prose fills its column; half of the lines on either side reach across most of it.
    private static bool IsFull(List<List<Piece>> rows, double at, double from, double to)
    {
        var left = rows.SelectMany(row => row.Where(piece => piece.Right <= at)).ToList();
        var right = rows.SelectMany(row => row.Where(piece => piece.Left >= at)).ToList();
        return left.Count(piece => piece.Right - piece.Left > 0.6 * (at - from)) * 2 >= left.Count && right.Count(piece => piece.Right - piece.Left > 0.6 * (to - at)) * 2 >= right.Count;
    }

    private static double Base(Word word) => word.Letters[0].StartBaseLine.Y;

    private static double Size(Word word) => Math.Max(1, word.Letters.Max(letter => letter.PointSize));

    // Fonts can map a letter to a control character, which is no text.
    private static string Clean(string word) => word.Any(char.IsControl) ? string.Concat(word.Where(c => !char.IsControl(c))).Trim() : word.Trim();

    public static string TextOf(IEnumerable<Word> words) => TextOf([.. words]).Text;

    private static (string Text, IReadOnlyList<TextSpan> Bold) TextOf(List<Word> words)
    {
        // Letters of a line of Arabic or Hebrew come from left to right as they are set; its words are read from the right.
        var rightToLeft = words.Count(word => word.Text.Any(c => c is >= '\u0590' and <= '\u08ff' or >= '\ufb1d' and <= '\ufefc'));
        var text = new StringBuilder();
        var bold = new List<TextSpan>();
        var isBold = false;
        foreach (var word in rightToLeft * 2 > words.Count ? Enumerable.Reverse(words) : words)
        {
            if (text.Length > 0) text.Append(' ');
            var start = text.Length;
            text.Append(Clean(word.Text));
            var wasBold = isBold;
            isBold = word.FontName is { } font && BoldFont().IsMatch(font);
            if (!isBold) continue;
            if (wasBold) bold[^1] = bold[^1] with { End = text.Length };
            else bold.Add(new TextSpan(start, text.Length));
        }
        return (text.ToString(), bold);
    }

    // 'Arial-BoldMT', 'Frutiger-Black', 'CMBX10' of TeX. Of families that are called Black and the like only the style behind the hyphen counts.
    [GeneratedRegex(@"bold|[-, ](?:black|heavy|demi)|(?:^|[+])(?:CM|SF)[A-Z]*BX", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex BoldFont();
}
