using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Segmenting;

/// <summary>How a label is set off from the words that follow it on its line.</summary>
public enum LabelStyle
{
    /// <summary><c>Mr. WARNER. Mr. President, …</c>, as the Congressional Record sets it.</summary>
    CapitalsAndStop,

    /// <summary><c>Ana Lopez (Bakers' Union): …</c></summary>
    NameAndColon,

    /// <summary><c>Mr ELIAS KAPAVORE - In 2021 …</c></summary>
    NameAndDash,
}

/// <summary>A name at the beginning of a line that says who speaks what follows.</summary>
/// <param name="Span">The name, without the mark behind it.</param>
/// <param name="End">Where the words begin, or the line's end where they stand below.</param>
/// <param name="IsSure">Whether the label shows by itself: in bold, in capitals, with an honorific.</param>
/// <param name="IsSetOff">Whether it is in bold and the words behind it are not.</param>
public readonly record struct SpeakerLabel(TextSpan Span, int End, LabelStyle Style, bool IsSure, bool IsSetOff = false);

/// <summary>
/// Records of who said what put the name before the words, on the same line. Such a name becomes a line of its own, so
/// that everything behind this sees a heading like any other.
/// </summary>
public static class SpeakerLabels
{
    private const int LongestLabel = 160;
    private const int MostWords = 18;

    /// <summary>A style counts if it labels at least this many lines, one of them surely; capitals with a stop are like nothing else, and one is enough, as it is in a record whose columns are numbered.</summary>
    private const int FewestLabels = 2;

    /// <summary>The document with each label as a block of its own; the same document if nothing is labelled.</summary>
    public static Document SetApart(Document document)
    {
        var labels = new Dictionary<Line, SpeakerLabel>();
        foreach (var line in document.Lines)
        {
            if (!line.IsSeparator && TryRead(document, line) is { } label) labels.Add(line, label);
        }
        var speakers = Recurring(document.Text, labels.Values);
        var isInterview = speakers.Count > 1;
        foreach (var (line, label) in labels.Where(label => Words.Count(label.Value.Span.In(document.Text)) == 1).ToList())
        {
            // One word before a colon is a speaker where it is so again and again: 'Background:' stands once.
            if (!speakers.Contains(Key(document.Text, label))) labels.Remove(line);
            else if (isInterview && label.IsSetOff) labels[line] = label with { IsSure = true };
        }
        var isRecord = document.Blocks.Any(block => block.Kind == BlockKind.Furniture);
        var styles = labels.Values.GroupBy(label => label.Style)
            .Where(style => style.Any(label => label.IsSure) && (style.Key == LabelStyle.CapitalsAndStop || isRecord || style.Count() >= FewestLabels || style.Any(label => NamesMember(document.Text, label))))
            .Select(style => style.Key).ToHashSet();
        if (styles.Count == 0) return document;
        labels = labels.Where(label => styles.Contains(label.Value.Style)).ToDictionary();
        var questions = Questions(document, labels);
        foreach (var question in questions) labels.Remove(question.Lines[0]);
        foreach (var reply in Replies(document, labels)) labels.Add(reply, new SpeakerLabel(reply.Span, reply.Span.End, LabelStyle.NameAndColon, IsSure: false));
        return document.WithBlocks(document.Blocks.SelectMany(block => questions.Contains(block)
            ? [new Block(BlockKind.Heading, document.Text, [.. block.Lines.Select(line => line.Span)]) { IsUnderRule = block.IsUnderRule }]
            : Split(document.Text, block, line => labels.TryGetValue(line, out var label) ? label : null)));
    }

    // 'Mr J Selfe (DA) to ask the Minister of Health: …' and under it 'REPLY': whoever was asked speaks from there.
    private static List<Line> Replies(Document document, Dictionary<Line, SpeakerLabel> labels)
    {
        var replies = new List<Line>();
        var isAsked = false;
        foreach (var line in document.Lines)
        {
            if (labels.TryGetValue(line, out var label)) isAsked = SpeakerName.Asked(document.Text, label.Span) is not null;
            else if (isAsked && IsReplyHeading(line.Text))
            {
                replies.Add(line);
                isAsked = false;
            }
        }
        return replies;
    }

    /// <summary>Whether a line says that the answer follows, and nothing more.</summary>
    internal static bool IsReplyHeading(string line) => line.Length < 20 && Vocabulary.ReplyHeadings.Contains(NameKey.Of(line));

    private static HashSet<string> Recurring(string text, IEnumerable<SpeakerLabel> labels) =>
        [.. labels.CountBy(label => Key(text, label)).Where(speaker => speaker.Value > 1).Select(speaker => speaker.Key)];

    private static string Key(string text, SpeakerLabel label) => NameKey.Of(label.Span.In(text));

    // An interview sets its questions in bold above the answers, with the asker's name or without: they head what is answered.
    private static HashSet<Block> Questions(Document document, Dictionary<Line, SpeakerLabel> labels)
    {
        var questions = new HashSet<Block>();
        var isAfterAnswer = false;
        for (var at = 0; at + 1 < document.Blocks.Count; at++)
        {
            var block = document.Blocks[at];
            var isAnswered = labels.TryGetValue(document.Blocks[at + 1].Lines[0], out var answer) && answer.IsSetOff;
            var isName = labels.TryGetValue(block.Lines[0], out var label) && new TextSpan(label.End, block.Span.End).TrimmedIn(document.Text).IsEmpty;
            // Above the first answer a short line in bold may be the title.
            if (isAnswered && !isName && block is { Kind: BlockKind.Paragraph, Lines.Count: 1 } && (isAfterAnswer || LineShapes.IsProse(block.Lines[0])) && document.IsMarked(MarkKind.Strong, block.Span)) questions.Add(block);
            isAfterAnswer |= isAnswered;
        }
        return questions;
    }

    private static IEnumerable<Block> Split(string text, Block block, Func<Line, SpeakerLabel?> labelOf)
    {
        if (block.Lines.All(line => labelOf(line) is null))
        {
            yield return block;
            yield break;
        }
        var open = new List<TextSpan>();
        foreach (var line in block.Lines)
        {
            if (labelOf(line) is not { } label)
            {
                open.Add(line.Span);
                continue;
            }
            if (open.Count > 0) yield return new Block(block.Kind, text, open);
            yield return new Block(BlockKind.SpeakerLabel, text, [new TextSpan(line.Span.Start, label.End).TrimmedIn(text)]) { IsUnderRule = block.IsUnderRule && line.IsFirstOfBlock };
            var words = new TextSpan(label.End, line.Span.End).TrimmedIn(text);
            open = words.IsEmpty ? [] : [words];
        }
        if (open.Count > 0) yield return new Block(block.Kind == BlockKind.Heading ? BlockKind.Paragraph : block.Kind, text, open);
    }

    /// <summary>The label at the beginning of a line; <c>null</c> if it begins with none.</summary>
    public static SpeakerLabel? TryRead(Document document, Line line) => Capitals(document.Text, line.Span) ?? NameBefore(document, line);

    // Mr. WARNER. · Ms. MILLENDER-McDONALD. · The SPEAKER pro tempore (Mr. Foley). · Mr. SMITH of New Jersey.
    private static SpeakerLabel? Capitals(string text, TextSpan line)
    {
        var start = SkipNumberAndBullet(text, line);
        var words = Words.Of(text, new TextSpan(start, Math.Min(line.End, start + LongestLabel)));
        var first = 0;
        if (words.Count < 2 || words[0].Span.Start != start || !(Vocabulary.Honorifics.Contains(NameKey.Of(words[0].Text)) || words[0].Text == "The")) return null;
        first = 1;
        if (!IsInCapitals(words[first])) return null;
        var inBrackets = false;
        for (var at = first; at < Math.Min(words.Count, MostWords); at++)
        {
            inBrackets |= words[at].Span.Start > start && text[words[at].Span.Start - 1] is '(' or '[';
            var mayStand = inBrackets || IsInCapitals(words[at]) || words[at].Text is "pro" or "tempore" or "of" || (words[at - 1].Text is "of" or "New" or "North" or "South" or "West" && words[at].IsCapitalised);
            if (!mayStand) return null;
            var end = words[at].Span.End;
            if (end < line.End && text[end] is ')' or ']')
            {
                inBrackets = false;
                end++;
            }
            if (inBrackets || end >= line.End || text[end] != '.') continue;
            return end + 1 >= line.End || char.IsWhiteSpace(text[end + 1]) ? new SpeakerLabel(new TextSpan(start, end), end + 1, LabelStyle.CapitalsAndStop, IsSure: true) : null;
        }
        return null;
    }

    private static SpeakerLabel? NameBefore(Document document, Line line)
    {
        var text = document.Text;
        var start = SkipNumberAndBullet(text, line.Span);
        var limit = Math.Min(line.Span.End, start + LongestLabel);
        for (var at = start; at < limit; at++)
        {
            if (text[at] is '\n') return null;
            var isColon = text[at] is ':' or '：';
            var isDash = text[at] is '-' or '–' or '—' && at > start && text[at - 1] == ' ' && at + 1 < line.Span.End && text[at + 1] == ' ';
            if (!isColon && !isDash) continue;
            var name = new TextSpan(start, at).TrimmedIn(text);
            if (name.IsEmpty || Words.Count(name.In(text)) > MostWords || !NamesSpeaker(name.In(text))) return null;
            var isSure = (document.IsMarked(MarkKind.Strong, name) && Words.Count(name.In(text)) > 1) || (Words.Of(text, name) is [var first, var second, ..] && Vocabulary.Honorifics.Contains(NameKey.Of(first.Text)) && second.IsCapitalised);
            // A dash stands in too many sentences to be trusted without more.
            if (isDash && !isSure) return null;
            if (text.AsSpan(at + 1, line.Span.End - at - 1).TrimStart().StartsWith("http", StringComparison.Ordinal)) return null;
            var isSetOff = document.IsMarked(MarkKind.Strong, name) && new TextSpan(at + 1, line.Span.End).TrimmedIn(text) is { IsEmpty: false } words && !document.IsMarked(MarkKind.Strong, words);
            return new SpeakerLabel(name, at + 1, isColon ? LabelStyle.NameAndColon : LabelStyle.NameAndDash, isSure, isSetOff);
        }
        return null;
    }

    // 'Aims and demands:' heads a paragraph.
    private static readonly string[] JoinsThings = ["and", "und", "et", "y", "e", "en", "ve", "و"];

    // 'Natascha Engel (North East Derbyshire) (Lab)', 'The Parliamentary Under-Secretary of State for Justice (Mr Crispin Blunt)'
    private static bool NamesSpeaker(string name)
    {
        var bare = WithoutBrackets(name);
        if (bare.Length == 0 || bare.Any(char.IsDigit) || Words.Of(bare) is [var first, ..] && Vocabulary.DivisionLabels.Contains(NameKey.Of(first.Text))) return false;
        // 'WASHINGTON, DC – Today' is a place; only offices have commas and join things: 'The Secretary of State for Foreign and Commonwealth Affairs'.
        if (!NameReader.IsRole(bare) && (bare.Contains(',', StringComparison.Ordinal) || Words.Of(bare).Any(word => JoinsThings.Contains(word.Text)))) return false;
        return NameReader.LooksLikeName(bare) || (NameReader.IsRole(bare) && Words.Of(bare).All(word => word.IsCapitalised || Vocabulary.Particles.Contains(NameKey.Of(word.Text))));
    }

    internal static string WithoutBrackets(string name)
    {
        var open = name.IndexOf('(', StringComparison.Ordinal);
        return (open < 0 ? name : name[..open]).Trim();
    }

    // 'Mr J Selfe (DA) to ask the Minister': an honorific, a name and a party in brackets are enough alone.
    private static bool NamesMember(string text, SpeakerLabel label) => label.IsSure && SpeakerName.Read(text, label.Span) is { Authors: [{ Affiliation: not null, Kind.Kind: AuthorKind.Person }] };

    private static bool IsInCapitals(Word word) => word.Text.Count(char.IsUpper) >= 2 && word.Text.Count(char.IsUpper) >= 0.5 * word.Text.Count(char.IsLetter);

    private static int SkipNumberAndBullet(string text, TextSpan line)
    {
        var at = LineShapes.BehindNumber(text, line);
        while (at < line.End && (text[at] is '•' or '●' or '■' or '*' or '>' || char.IsWhiteSpace(text[at]))) at++;
        return at;
    }
}
