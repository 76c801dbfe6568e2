namespace StatementArchive.Parsing.Recognition;

/// <summary>Splits a list of names: 'A, B and C'. Names can hold commas and 'and' themselves.</summary>
public static class NameList
{
    // Bounds the work on hostile lists; no real name holds more commas, no real list of names is longer.
    private const int MostPiecesOfOneName = 6;
    private const int LongestPiece = 2_000;

    private static readonly string[] Conjunctions = ["and", "und", "et", "y", "e", "en", "ve", "و"];

    /// <summary>
    /// The names of a passage, in order. Commas inside brackets do not split; neighbours that stand together as a line of
    /// their own in the document are one name (<paramref name="isAttested"/>); a conjunction splits only what are two
    /// names of one kind.
    /// </summary>
    public static IReadOnlyList<DeclaredAuthor> Split(string text, TextSpan passage, Func<string, bool> isAttested)
    {
        if (isAttested(passage.TrimmedIn(text).In(text))) return [Named(text, passage)];
        var pieces = Pieces(text, passage).SelectMany(piece => AtConjunction(text, piece)).ToList();
        var names = new List<DeclaredAuthor>();
        for (var at = 0; at < pieces.Count;)
        {
            var last = Math.Min(at + MostPiecesOfOneName, pieces.Count) - 1;
            while (last > at && !isAttested(new TextSpan(pieces[at].Start, pieces[last].End).In(text))) last--;
            names.Add(Named(text, new TextSpan(pieces[at].Start, pieces[last].End)));
            at = last + 1;
        }
        return names;
    }

    private static DeclaredAuthor Named(string text, TextSpan span)
    {
        var trimmed = span.TrimmedIn(text);
        return new DeclaredAuthor(trimmed.In(text), trimmed);
    }

    private static IEnumerable<TextSpan> Pieces(string text, TextSpan passage)
    {
        var separator = text.AsSpan(passage.Start, passage.Length).Contains(';') ? ';' : ',';
        int depth = 0, start = passage.Start;
        for (var at = passage.Start; at <= passage.End; at++)
        {
            if (at < passage.End)
            {
                if (text[at] is '(' or '[') depth++;
                if (text[at] is ')' or ']' && depth > 0) depth--;
                if (depth > 0 || (text[at] != separator && text[at] != '،')) continue;
            }
            var piece = new TextSpan(start, at).TrimmedIn(text);
            if (!piece.IsEmpty) yield return piece;
            start = at + 1;
        }
    }

    private static List<TextSpan> AtConjunction(string text, TextSpan piece)
    {
        if (piece.Length > LongestPiece) return [piece];
        var names = new List<TextSpan>();
        var words = Words.Of(text, piece);
        if (words.Count > 1 && Conjunctions.Contains(words[0].Text))
        {
            piece = new TextSpan(words[1].Span.Start, piece.End);
            words = [.. words.Skip(1)];
        }
        for (var i = 1; i < words.Count - 1; i++)
        {
            if (!Conjunctions.Contains(words[i].Text)) continue;
            var before = new TextSpan(piece.Start, words[i].Span.Start).TrimmedIn(text);
            var after = new TextSpan(words[i].Span.End, piece.End).TrimmedIn(text);
            if (!AreTwoNames(before.In(text), after.In(text))) continue;
            names.Add(before);
            piece = after;
        }
        names.Add(piece);
        return names;
    }

    private static bool AreTwoNames(string one, string other)
    {
        if (!NameReader.LooksLikeName(one) || !NameReader.LooksLikeName(other)) return false;
        var (left, right) = (NameReader.KindOf(one), NameReader.KindOf(other));
        return left.Kind == right.Kind && left.Confidence >= 0.7 && right.Confidence >= 0.7;
    }
}
