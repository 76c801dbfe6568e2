using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Segmenting;

/// <summary>Those who signed a text, one below the other or in one paragraph, under a label that says so.</summary>
/// <param name="Label">Index of the label's line.</param>
/// <param name="End">The line after the last name.</param>
public sealed record SignatoryList(int Label, int End, IReadOnlyList<Signatory> Signatories)
{
    /// <summary>The line after the last of the text that was signed: a label alone closes it, one with the names on its line does not.</summary>
    public int TextEnd => End == Label + 1 ? Label : Label + 1;
}

/// <summary>Finds the lists of signatories of a document. Their lines are names, and begin no statements.</summary>
public static class SignatoryLists
{
    private const int FewestNames = 3;
    private const int FewestUnderValediction = 5;
    private const int LongestLabel = 60;
    private const int LongestLineInWords = 30;
    private const int LongestNameInWords = 7;

    private static readonly string[] BehindNames = [", ", " (", " – ", " — ", " - ", ": ", "، "];

    public static IReadOnlyList<SignatoryList> In(Document document)
    {
        var lists = new List<SignatoryList>();
        for (var at = 0; at < document.Lines.Count; at++)
        {
            if (OnItsLine(document, at) is { } beside)
            {
                lists.Add(beside);
                continue;
            }
            if (at + 1 == document.Lines.Count) break;
            var isValediction = LineShapes.IsValediction(document.Lines[at].Text) && !IsLabel(document.Lines[at].Text);
            if (!(isValediction || IsLabel(document.Lines[at].Text)) || Below(document, at) is not { } list) continue;
            // Under 'Yours sincerely' stand name, office and group of one; many people make a list.
            if (isValediction && (list.Signatories.Count < FewestUnderValediction || !list.Signatories.All(one => NameReader.KindOf(one.Name) is { Kind: AuthorKind.Person } && !NameReader.IsRole(one.Name)))) continue;
            lists.Add(list);
            at = list.End - 1;
        }
        return lists;
    }

    /// <summary>'Signed by:', 'Signatories (126)', 'Erstunterzeichner*innen:'</summary>
    public static bool IsLabel(string line) => line.Length <= LongestLabel
        && Vocabulary.SignatoryLabels.Contains(string.Join(' ', NameKey.Of(line).Split(' ').Where(word => !word.All(char.IsAsciiDigit))));

    // 'Signataires : Claire Martin, écrivaine ; Jean Dupont, libraire ; Syndicat des bibliothécaires.'
    private static SignatoryList? OnItsLine(Document document, int label)
    {
        var line = document.Lines[label];
        if (line.Text.AsSpan(0, Math.Min(line.Text.Length, LongestLabel + 1)).IndexOfAny(':', '：') is not (> 0 and var colon) || !IsLabel(line.Text[..colon])) return null;
        var names = new TextSpan(line.Span.Start + colon + 1, line.Span.End).TrimmedIn(document.Text);
        if (!names.IsEmpty && document.Text[names.End - 1] == '.') names = names with { End = names.End - 1 };
        if (names.IsEmpty) return null;
        var signatories = document.Text.IndexOf(';', names.Start, names.Length) >= 0
            ? Pieces(document.Text, names).Select(piece => Read(document.Text, piece)).ToList()
            : [.. NameList.Split(document.Text, names, _ => false).Select(name => NameReader.LooksLikeName(name.Name) ? new Signatory(name.Name, null, name.Span) : null)];
        return signatories.Count >= FewestNames && signatories.All(one => one is not null) ? new SignatoryList(label, label + 1, [.. signatories.OfType<Signatory>()]) : null;
    }

    private static IEnumerable<TextSpan> Pieces(string text, TextSpan list)
    {
        for (var start = list.Start; start <= list.End;)
        {
            var end = start < list.End && text.IndexOf(';', start, list.End - start) is var at and >= 0 ? at : list.End;
            if (new TextSpan(start, end).TrimmedIn(text) is { IsEmpty: false } piece) yield return piece;
            start = end + 1;
        }
    }

    private static SignatoryList? Below(Document document, int label)
    {
        var first = document.Lines[label + 1];
        if (InOneParagraph(document.Text, first) is { Count: >= FewestNames } inOne) return new SignatoryList(label, label + 2, inOne);
        var signatories = new List<Signatory>();
        var end = label + 1;
        for (; end < document.Lines.Count && Read(document.Text, document.Lines[end]) is { } signatory; end++) signatories.Add(signatory);
        return signatories.Count >= FewestNames ? new SignatoryList(label, end, signatories) : null;
    }

    private static List<Signatory>? InOneParagraph(string text, Line line)
    {
        var names = NameList.Split(text, line.Span is var span && text[span.End - 1] == '.' ? span with { End = span.End - 1 } : span, _ => false);
        return names.Count >= FewestNames && names.All(name => NameReader.LooksLikeName(name.Name)) ? [.. names.Select(name => new Signatory(name.Name, null, name.Span))] : null;
    }

    private static Signatory? Read(string text, Line line)
    {
        if (line.IsSeparator || line.IsFurniture || line.Block.Kind is BlockKind.Heading or BlockKind.SpeakerLabel || line.WordCount is 0 or > LongestLineInWords) return null;
        return line.Text[^1] is '!' or '?' || (line.Text[^1] == '.' && line.WordCount > LongestNameInWords) ? null : Read(text, line.Span);
    }

    private static Signatory? Read(string text, TextSpan span)
    {
        var entry = span.In(text);
        var cut = BehindNames.Select(mark => entry.IndexOf(mark, StringComparison.Ordinal)).Where(at => at > 1).DefaultIfEmpty(entry.Length).Min();
        var bullet = entry.TakeWhile(c => !char.IsLetter(c)).Count();
        if (bullet >= cut) return null;
        var name = new TextSpan(span.Start + bullet, span.Start + cut).TrimmedIn(text);
        if (Words.Count(name.In(text)) is 0 or > LongestNameInWords && !NameReader.NamesOrganisation(name.In(text))) return null;
        if (Words.Of(text, name) is not [var first, ..] || (first.HasCase && !first.IsCapitalised)) return null;
        var behind = new TextSpan(name.End, span.End).In(text).Trim(' ', ',', '(', ')', '–', '—', '-', ':', '،');
        return new Signatory(name.In(text), behind.Length == 0 ? null : behind, name);
    }
}
