using System.Globalization;
using System.Text.RegularExpressions;
using DiffPlex;
using DiffPlex.Chunkers;
using Microsoft.AspNetCore.Html;

namespace StatementArchive.Web.Text;

public enum DiffKind
{
    Same,
    Removed,
    Added,
}

/// <summary>A stretch of two compared texts.</summary>
public sealed record DiffPiece(DiffKind Kind, string Text);

/// <summary>Compares two texts word by word; put together, what is the same and what was added is the later one to the letter.</summary>
public static partial class WordDiff
{
    // Beyond this, in UTF-16 code units of both, lines are compared: the time grows with the length times the number of differences.
    private const int LongestByWord = 200_000;

    public static IReadOnlyList<DiffPiece> Of(string before, string after)
    {
        var chunker = before.Length + after.Length <= LongestByWord ? new CustomFunctionChunker(Words) : new CustomFunctionChunker(Lines);
        var diff = Differ.Instance.CreateDiffs(before, after, ignoreWhiteSpace: false, ignoreCase: false, chunker);
        List<DiffPiece> pieces = [];
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            Add(DiffKind.Same, diff.PiecesNew, at, block.InsertStartB);
            Add(DiffKind.Removed, diff.PiecesOld, block.DeleteStartA, block.DeleteStartA + block.DeleteCountA);
            at = block.InsertStartB + block.InsertCountB;
            Add(DiffKind.Added, diff.PiecesNew, block.InsertStartB, at);
        }
        Add(DiffKind.Same, diff.PiecesNew, at, diff.PiecesNew.Count);
        return pieces;

        void Add(DiffKind kind, IReadOnlyList<string> words, int start, int end)
        {
            if (string.Concat(words.Skip(start).Take(end - start)) is { Length: > 0 } text) pieces.Add(new DiffPiece(kind, text));
        }
    }

    /// <summary>The pieces one behind the other, with <c>del</c> and <c>ins</c>; not a letter of white space besides theirs.</summary>
    public static IHtmlContent Html(IEnumerable<DiffPiece> pieces)
    {
        var html = new HtmlContentBuilder();
        foreach (var piece in pieces)
        {
            if (piece.Kind == DiffKind.Same) html.Append(piece.Text);
            else html.AppendFormat(CultureInfo.InvariantCulture, piece.Kind == DiffKind.Removed ? "<del>{0}</del>" : "<ins>{0}</ins>", piece.Text);
        }
        return html;
    }

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    private static string[] Lines(string text) => [.. Line().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}\u200c]+|\s+|[^\p{L}\p{M}\p{N}\u200c\s]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"[^\n]*\n|[^\n]+", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
