namespace StatementArchive.Parsing;

/// <summary>A document after its format: its text, cut into blocks. Offsets are UTF-16 offsets of <see cref="Text"/>.</summary>
public sealed class Document
{
    public required string MediaType { get; init; }

    /// <summary>The extracted text, whole. Reported passages are cut from it.</summary>
    public required string Text { get; init; }

    /// <summary>The blocks in order; they do not overlap, and between them stands only white space.</summary>
    public required IReadOnlyList<Block> Blocks { get; init; }

    /// <summary>How the bytes became text, as evidence.</summary>
    public required string Encoding { get; init; }

    /// <summary>All lines in order.</summary>
    public IReadOnlyList<Line> Lines => field ??= [.. Blocks.SelectMany(b => b.Lines)];
}

public enum BlockKind
{
    Paragraph,
    Heading,

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

    public bool IsSeparator => Block.Kind == BlockKind.Separator;

    public bool IsFirstOfBlock => ReferenceEquals(Block.Lines[0], this);

    public int WordCount { get; } = Recognition.Words.Count(span.In(text));

    public override string ToString() => Text;
}
