namespace StatementArchive.Parsing;

/// <summary>A document after its format: its text, cut into blocks, and what its mark-up says of it. Offsets are UTF-16 offsets of <see cref="Text"/>.</summary>
public sealed class Document
{
    /// <summary>IANA media type of the bytes, without parameters.</summary>
    public required string MediaType { get; init; }

    /// <summary>The extracted text, whole: also what is left out. Reported passages are cut from it.</summary>
    public required string Text { get; init; }

    /// <summary>The blocks of the main text in order. Blocks and <see cref="LeftOut"/> do not overlap; between them stands only white space.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>How the bytes became text, as evidence.</summary>
    public required string Encoding { get; init; }

    /// <summary>Passages that are not main text, in order, each with the reason (<c>navigation</c>, <c>comment</c>, <c>page furniture</c> …).</summary>
    public IReadOnlyList<LeftOutPassage> LeftOut { get; init; } = [];

    /// <summary>What the mark-up or the file says of the document, the most trusted first within each fact.</summary>
    public IReadOnlyList<DocumentFact> Facts { get; init; } = [];

    /// <summary>Emphasis and links, by start; they nest or follow each other, and none crosses the border of a line.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>Whether mark-up of a kind covers a passage, in one piece or in several.</summary>
    public bool IsMarked(MarkKind kind, TextSpan passage)
    {
        int low = 0, high = Marks.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Marks[middle].Span.Start < passage.End) low = middle + 1;
            else high = middle;
        }
        var covered = 0;
        // Marks nest no deeper than a few levels: a mark that reaches into the passage began at most a line earlier.
        for (var at = low - 1; at >= 0 && Marks[at].Span.Start >= passage.Start - FurthestMark; at--)
        {
            var mark = Marks[at];
            if (mark.Kind == kind && mark.Span.Overlaps(passage)) covered += Math.Min(mark.Span.End, passage.End) - Math.Max(mark.Span.Start, passage.Start);
        }
        return !passage.IsEmpty && covered >= 0.8 * passage.Length;
    }

    private const int FurthestMark = 400;

    /// <summary>The same document cut into other blocks.</summary>
    public Document WithBlocks(IEnumerable<Block> blocks, IReadOnlyList<LeftOutPassage>? leftOut = null) =>
        new() { MediaType = MediaType, Text = Text, Blocks = [.. blocks], Encoding = Encoding, LeftOut = leftOut ?? LeftOut, Facts = Facts, Marks = Marks };

    /// <summary>The same document with what is said of it elsewhere: by the feed, the crawl in which it stood.</summary>
    public Document WithFacts(IEnumerable<DocumentFact> facts) =>
        new() { MediaType = MediaType, Text = Text, Blocks = Blocks, Encoding = Encoding, LeftOut = LeftOut, Facts = [.. facts, .. Facts], Marks = Marks };

    /// <summary>All lines in order.</summary>
    public IReadOnlyList<Line> Lines => field ??= [.. Blocks.SelectMany(b => b.Lines)];
}

public enum DocumentFactKind
{
    Title,
    Subtitle,
    Author,

    /// <summary>Who put the document on its page.</summary>
    SubmittedBy,

    /// <summary>ISO 8601, or a date as people write it.</summary>
    Published,

    /// <summary>Name of the publication.</summary>
    Source,

    /// <summary>Absolute address of the document.</summary>
    Url,

    /// <summary>BCP 47.</summary>
    Language,

    /// <summary>When the document was captured, ISO 8601.</summary>
    Captured,

    /// <summary>A name that stays, whatever the address: a feed's <c>guid</c> or <c>id</c>.</summary>
    Identifier,
}

/// <summary>Something that a document's mark-up says of it.</summary>
/// <param name="Value">As it stands there, without white space at its ends.</param>
/// <param name="Rule">Where it stands: <c>json-ld</c>, <c>open-graph</c>, <c>front-matter</c>, <c>time-element</c> …</param>
/// <param name="Span">Where in the text, if it is part of the text.</param>
/// <param name="Confidence">From 0 to 1.</param>
public sealed record DocumentFact(DocumentFactKind Kind, string Value, string Rule, TextSpan? Span, double Confidence);

public enum MarkKind
{
    Strong,
    Emphasis,
    Link,
}

/// <summary>A passage that the document's mark-up sets off inside a line.</summary>
/// <param name="Target">For a link: its address as it stands.</param>
public sealed record Mark(MarkKind Kind, TextSpan Span, string? Target = null);

public enum BlockKind
{
    Paragraph,
    Heading,
    ListItem,
    Quotation,

    /// <summary>A mark of the page inside the text: a column number, a time, a running head.</summary>
    Furniture,

    /// <summary>The name of who speaks the next lines, set apart from them.</summary>
    SpeakerLabel,

    /// <summary>A line of rules, stars or dashes that sets apart what stands above and below it.</summary>
    Separator,
}

/// <summary>A paragraph, or whatever else the format sets apart.</summary>
public sealed class Block
{
    public Block(BlockKind kind, string text, IReadOnlyList<TextSpan> lines)
    {
        Kind = kind;
        Lines = [.. lines.Select(span => new Line(this, span, text))];
    }

    public BlockKind Kind { get; }

    /// <summary>For a heading: its level, from 1, or 0 if the format knows none.</summary>
    public int Level { get; init; }

    /// <summary>Whether a rule that is no text (<c>hr</c>) sets it apart from what stands above.</summary>
    public bool IsUnderRule { get; init; }

    /// <summary>At least one. Breaks between them are meant; a break that only wraps prose lies inside a line.</summary>
    public IReadOnlyList<Line> Lines { get; }

    public TextSpan Span => new(Lines[0].Span.Start, Lines[^1].Span.End);
}

/// <summary>A line as its writer meant it: a heading, a slogan, a line of a sign-off, or a whole paragraph of prose.</summary>
public sealed class Line(Block block, TextSpan span, string text)
{
    public Block Block { get; } = block;

    public TextSpan Span { get; } = span;

    public string Text { get; } = span.In(text);

    public bool IsFurniture => Block.Kind == BlockKind.Furniture;

    public bool IsSeparator => Block.Kind == BlockKind.Separator;

    public bool IsFirstOfBlock => ReferenceEquals(Block.Lines[0], this);

    /// <summary>The line without its text.</summary>
    public TextLine Laid => new(Span, IsFirstOfBlock, IsFurniture);

    public int WordCount { get; } = Recognition.Words.Count(text.AsSpan(span.Start, span.Length));

    public override string ToString() => Text;
}
