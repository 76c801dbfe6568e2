using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Segmenting;

/// <summary>What stands above everything else in a document: its title and the lines that say who put it there, when, by whom.</summary>
public sealed record Masthead
{
    public Line? Title { get; init; }

    /// <summary>Lines above the title: the name of a site, of a series.</summary>
    public IReadOnlyList<Line> Above { get; init; } = [];

    /// <summary>The byline: every line above the text that is not the title.</summary>
    public IReadOnlyList<Line> Byline { get; init; } = [];

    public DeclaredAuthor? SubmittedBy { get; init; }

    public PublicationTime? Published { get; init; }

    /// <summary>The words that give <see cref="Published"/>.</summary>
    public TextSpan? PublishedSpan { get; init; }

    public IReadOnlyList<DeclaredAuthor> Authors { get; init; } = [];

    /// <summary>Number of the document's lines that the masthead takes up.</summary>
    public int LineCount => Above.Count + (Title is null ? 0 : 1) + Byline.Count;
}

/// <summary>Reads the masthead. A byline is known by its labels ('Submitted by', 'Author:', 'Von'), in any order, on one line or several.</summary>
public static class MastheadReader
{
    private const int MostBylines = 6;
    private const int LongestTitleInWords = 30;

    // A title further down is the heading of a part.
    private const int FurthestTitle = 6;

    // What mark-up says so surely needs no line of the text to be the title.
    private const double SureTitle = 0.8;

    private enum Field
    {
        SubmittedBy,
        Authors,
        Published,
        Other,
    }

    // A label with a colon may stand anywhere in a byline, one without only where a line begins.
    private static readonly (string Label, Field Field)[] Labels =
    [
        ("Submitted by", Field.SubmittedBy), ("Posted by", Field.SubmittedBy), ("Uploaded by", Field.SubmittedBy), ("Published by", Field.SubmittedBy),
        ("Gespeichert von", Field.SubmittedBy), ("Eingestellt von", Field.SubmittedBy), ("Veröffentlicht von", Field.SubmittedBy),
        ("Soumis par", Field.SubmittedBy), ("Publié par", Field.SubmittedBy), ("Publicado por", Field.SubmittedBy), ("Enviado por", Field.SubmittedBy),
        ("Submitted on", Field.Published), ("Posted on", Field.Published), ("Published on", Field.Published), ("Veröffentlicht am", Field.Published),
        ("Publié le", Field.Published), ("Publicado el", Field.Published), ("Published:", Field.Published), ("Date:", Field.Published), ("Datum:", Field.Published),
        ("Fecha:", Field.Published), ("Veröffentlicht:", Field.Published), ("Submitted:", Field.Published), ("Posted:", Field.Published),
        ("Author:", Field.Authors), ("Authors:", Field.Authors), ("Author(s):", Field.Authors), ("Autor:", Field.Authors), ("Autorin:", Field.Authors),
        ("Autoren:", Field.Authors), ("Autor*innen:", Field.Authors), ("Autores:", Field.Authors), ("Auteur :", Field.Authors), ("Auteur:", Field.Authors),
        ("Auteurs :", Field.Authors), ("Auteurs:", Field.Authors), ("By:", Field.Authors), ("Written by", Field.Authors), ("Verfasst von", Field.Authors),
        ("Écrit par", Field.Authors), ("Escrito por", Field.Authors), ("By", Field.Authors), ("Von", Field.Authors), ("Par", Field.Authors), ("Por", Field.Authors),
        ("نویسنده:", Field.Authors), ("نویسندگان:", Field.Authors), ("به قلم", Field.Authors), ("بقلم", Field.Authors), ("بقلم:", Field.Authors), ("الكاتب:", Field.Authors), ("كتب:", Field.Authors), ("نووسەر:", Field.Authors), ("نووسینی:", Field.Authors),
        ("Yazan:", Field.Authors), ("Yazar:", Field.Authors), ("Nivîskar:", Field.Authors), ("تاریخ:", Field.Published), ("تاریخ انتشار:", Field.Published), ("التاريخ:", Field.Published), ("نشر في", Field.Published), ("نُشر في", Field.Published),
        ("بەروار:", Field.Published), ("Tarih:", Field.Published), ("Yayın tarihi:", Field.Published), ("Yayınlanma tarihi:", Field.Published), ("Dîrok:", Field.Published), ("ارسال شده توسط", Field.SubmittedBy), ("فرستنده:", Field.SubmittedBy), ("نشره", Field.SubmittedBy), ("Gönderen:", Field.SubmittedBy),
        ("منبع:", Field.Other), ("المصدر:", Field.Other), ("Kaynak:", Field.Other), ("سەرچاوە:", Field.Other),
        ("Source:", Field.Other), ("Quelle:", Field.Other), ("Tags:", Field.Other), ("Category:", Field.Other), ("Categories:", Field.Other),
    ];

    private static readonly string[] WordsBeforeDates = ["on", "am", "le", "el", "at", "vom", "den", "il", "op", "در", "در تاریخ", "بتاریخ", "في", "بتاريخ"];

    private static readonly string[] WordsBeforeTimes = ["-", "–", "—", ",", "|", "·", "at", "um", "à", "a las", "om", "kl", "ساعت", "الساعة", "saat"];

    public static Masthead Read(Document document)
    {
        // What stands over one of several posts is that post's own.
        var lines = FirstPost(document) is { } first ? [.. document.Lines.Take(first)] : document.Lines;
        if (lines.Count == 0) return new Masthead();
        var standing = new NameSet(lines.Where(line => line.WordCount <= 20).Select(line => line.Text.TrimEnd(':')));
        var masthead = new Masthead();
        var at = 0;
        if (TitleLine(document, lines) is { } title)
        {
            masthead = masthead with { Title = lines[title], Above = [.. lines.Take(title)] };
            at = title + 1;
        }
        for (var taken = 0; at < Math.Min(lines.Count, document.Lines.Count - 1) && taken < MostBylines; at++, taken++)
        {
            if (IsByline(document.Text, lines[at])) masthead = WithFields(masthead, document.Text, lines[at], standing);
            else if (masthead.Published is null && taken == 0 && (masthead.Title is not null || document.Facts.Any(IsSureTitle)) && LineShapes.DateLine(document.Text, lines[at].Span) is { FullDay: not null } date)
                masthead = Dated(masthead, document.Text, date, lines[at].Span.End) with { Byline = [lines[at]] };
            else break;
        }
        return masthead;
    }

    private static bool IsSureTitle(DocumentFact fact) => fact is { Kind: DocumentFactKind.Title, Confidence: >= SureTitle };

    /// <summary>Index of the heading over the first of several dated posts; <c>null</c> if there are not several.</summary>
    private static int? FirstPost(Document document)
    {
        var lines = document.Lines;
        var posts = Enumerable.Range(0, Math.Max(0, lines.Count - 1)).Where(at => lines[at].Block.Kind == BlockKind.Heading && PostByline.TryRead(document.Text, lines[at + 1].Span) is not null).Take(2).ToList();
        return posts.Count > 1 ? posts[0] : null;
    }

    /// <summary>Index of the line that is the title; <c>null</c> if none of the first lines is.</summary>
    private static int? TitleLine(Document document, IReadOnlyList<Line> lines)
    {
        // The format has found the title already, and set it apart, unless it took the kicker above it for one.
        if (document.LeftOut.FirstOrDefault(passage => passage.Reason == "title") is { } found)
            return document.Lines.Count > 1 && lines[0].Block.Kind == BlockKind.Heading && lines[0].Span.Start > found.Span.Start && StandsInStatedTitle(document, lines[0]) ? 0 : null;
        var stated = document.Facts.Where(IsSureTitle).Select(fact => NameKey.Of(fact.Value)).ToHashSet();
        if (stated.Count > 0) return stated.Contains(NameKey.Of(lines[0].Text)) && document.Lines.Count > 1 ? 0 : null;
        for (var at = 1; at < Math.Min(lines.Count - 1, FurthestTitle); at++)
        {
            if (lines[at].Block.Kind == BlockKind.SpeakerLabel || IsByline(document.Text, lines[at - 1]) || LineShapes.IsProse(lines[at - 1]) || lines[at - 1].IsSeparator) break;
            if (lines[at - 1].Block.Kind == BlockKind.Heading || lines[at].Block.Kind != BlockKind.Heading || lines[at].WordCount > LongestTitleInWords) continue;
            // Mark-up outweighs the guess that the first line is the title.
            return at;
        }
        if (lines.Count > 2 && Vocabulary.NoTitles.Contains(NameKey.Of(lines[0].Text)) && !IsByline(document.Text, lines[1]) && lines[1].WordCount <= LongestTitleInWords && LineShapes.DateLine(document.Text, lines[1].Span) is null) return 1;
        return lines[0].Block.Kind != BlockKind.SpeakerLabel && !IsByline(document.Text, lines[0]) && IsTitle(document, lines) ? 0 : null;
    }

    private static bool StandsInStatedTitle(Document document, Line line) =>
        NameKey.Of(line.Text) is { Length: > 0 } key && document.Facts.Any(fact => fact.Kind == DocumentFactKind.Title && $" {NameKey.Of(fact.Value)} ".Contains($" {key} ", StringComparison.Ordinal));

    private static bool IsTitle(Document document, IReadOnlyList<Line> lines)
    {
        var first = lines[0];
        if (lines.Count < 2 || first.Block.Lines.Count > 2 || first.WordCount is 0 or > LongestTitleInWords) return false;
        if (first.Block.Kind == BlockKind.Heading || IsByline(document.Text, lines[1])) return true;
        if (first.Text[^1] is ',' or ';' or ':' or '،' || (first.Text[^1] == '.' && first.WordCount > 12)) return false;
        if (LineShapes.DateLine(document.Text, first.Span) is not null) return false;
        // A bare name right above running text is the heading of a statement; 'Statement by X' is a title unless others follow.
        return AuthorLine.TryRead(document.Text, first.Span, NameSet.Empty) switch
        {
            null or { Form: AuthorLineForm.NameShape } => true,
            { Form: AuthorLineForm.StatementOf } => !lines.Skip(1).Any(line => line.WordCount <= LongestTitleInWords && AuthorLine.TryRead(document.Text, line.Span, NameSet.Empty) is { Form: AuthorLineForm.StatementOf }),
            _ => !LineShapes.IsProse(lines[1]),
        };
    }

    private static bool IsByline(string text, Line line)
    {
        if (line.WordCount > 200 || LabelAt(line.Text, 0) is not { } label) return false;
        if (label.Label.EndsWith(':') || label.Field == Field.SubmittedBy) return true;
        var content = new TextSpan(line.Span.Start + label.Label.Length, line.Span.End).TrimmedIn(text);
        var names = WithoutRole(text, BeforeDate(text, content, DateReader.Find(text, content)));
        return label.Field == Field.Published
            ? LineShapes.DateLine(text, content) is not null
            : !names.IsEmpty && NameList.Split(text, names, _ => false).All(name => NameReader.LooksLikeName(name.Name));
    }

    private static Masthead WithFields(Masthead masthead, string text, Line line, NameSet standing)
    {
        masthead = masthead with { Byline = [.. masthead.Byline, line] };
        var labels = LabelsIn(line.Text).ToList();
        for (var i = 0; i < labels.Count; i++)
        {
            var (start, label, field) = labels[i];
            var end = i + 1 < labels.Count ? labels[i + 1].Start : line.Text.Length;
            var content = new TextSpan(line.Span.Start + start + label.Length, line.Span.Start + end).TrimmedIn(text);
            if (content.IsEmpty) continue;
            var dates = DateReader.Find(text, content);
            if (field is not Field.Other && dates.Count > 0 && masthead.Published is null) masthead = Dated(masthead, text, dates[0], content.End);
            var names = BeforeDate(text, content, dates);
            if (field == Field.Authors) names = WithoutRole(text, names);
            if (names.IsEmpty) continue;
            if (field == Field.SubmittedBy && masthead.SubmittedBy is null) masthead = masthead with { SubmittedBy = new DeclaredAuthor(names.In(text), names) };
            if (field == Field.Authors && masthead.Authors.Count == 0) masthead = masthead with { Authors = NameList.Split(text, names, standing.Contains) };
        }
        return masthead;
    }

    private static Masthead Dated(Masthead masthead, string text, DateMention mention, int end)
    {
        if (mention.FullDay is not { } day) return masthead;
        var (time, timeEnd) = ClockReader.TryReadAfter(text, mention.Span.End, end, WordsBeforeTimes) ?? (default(TimeOnly?), mention.Span.End);
        return masthead with { Published = new PublicationTime(day, time), PublishedSpan = mention.Span with { End = timeEnd } };
    }

    /// <summary>The part of a field before its date, without the word that joins them: 'martin' of 'martin on 4 January'.</summary>
    private static TextSpan BeforeDate(string text, TextSpan content, IReadOnlyList<DateMention> dates)
    {
        if (dates.Count == 0) return content;
        var before = new TextSpan(content.Start, dates[0].Span.Start).TrimmedIn(text);
        var joined = WordsBeforeDates.FirstOrDefault(word => before.In(text).EndsWith(" " + word, StringComparison.OrdinalIgnoreCase));
        if (joined is not null) before = before with { End = before.End - joined.Length };
        while (!before.IsEmpty && (char.IsWhiteSpace(text[before.End - 1]) || text[before.End - 1] is ',' or '-' or '–' or '|' or '(' or '·')) before = before with { End = before.End - 1 };
        return before;
    }

    // 'Par Claire Martin, secrétaire générale': what somebody is stands behind the name.
    private static TextSpan WithoutRole(string text, TextSpan names)
    {
        var comma = text.IndexOf(',', names.Start, names.Length);
        if (comma < 0 || text.IndexOf(',', comma + 1, names.End - comma - 1) >= 0) return names;
        var role = new TextSpan(comma + 1, names.End).TrimmedIn(text).In(text);
        return NameReader.IsRole(role) && !NameReader.LooksLikeName(role) ? new TextSpan(names.Start, comma).TrimmedIn(text) : names;
    }

    private static IEnumerable<(int Start, string Label, Field Field)> LabelsIn(string line)
    {
        for (var at = 0; at >= 0 && at < line.Length;)
        {
            if (LabelAt(line, at) is { } found && (at == 0 || found.Label.EndsWith(':')))
            {
                yield return (at, found.Label, found.Field);
                at += found.Label.Length;
            }
            var space = line.IndexOf(' ', at);
            at = space < 0 ? -1 : space + 1;
        }
    }

    private static (string Label, Field Field)? LabelAt(string line, int at)
    {
        foreach (var (label, field) in Labels)
        {
            if (string.Compare(line, at, label, 0, label.Length, StringComparison.OrdinalIgnoreCase) != 0) continue;
            var next = at + label.Length;
            if (label.EndsWith(':') || (next < line.Length && line[next] is ' ' or '\u00a0')) return (label, field);
        }
        return null;
    }
}
