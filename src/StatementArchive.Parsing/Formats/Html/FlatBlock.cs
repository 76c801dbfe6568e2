using AngleSharp.Dom;

namespace StatementArchive.Parsing.Formats.Html;

/// <summary>A run of text that a browser would set as a paragraph, a heading or an item of its own.</summary>
internal sealed class FlatBlock(IElement element, BlockKind kind, int level)
{
    /// <summary>The innermost block-level element around it.</summary>
    public IElement Element { get; } = element;

    public BlockKind Kind { get; } = kind;

    public int Level { get; } = level;

    /// <summary>White space collapsed as browsers do (CSS Text, section 4), a line break only where the mark-up breaks; empty for none.</summary>
    public required string Text { get; init; }

    /// <summary>Emphasis and links, offsets in <see cref="Text"/>.</summary>
    public required IReadOnlyList<Mark> Marks { get; init; }

    /// <summary>Whether line breaks and runs of spaces are the writer's own (<c>pre</c>).</summary>
    public bool IsPreformatted { get; init; }

    /// <summary>Whether a thematic break (<c>hr</c>) stands right above it.</summary>
    public bool IsUnderRule { get; init; }

    /// <summary>Number of characters that are part of links.</summary>
    public int LinkLength { get; init; }

    public double LinkShare => Text.Length == 0 ? 0 : (double)LinkLength / Text.Length;

    /// <summary>Whether it gives date and author of one of several posts, and so belongs to that post and not to the page.</summary>
    public bool IsPostByline { get; set; }

    /// <summary>Why it is not main text; <c>null</c> if it is.</summary>
    public string? LeftOutReason { get; set; }
}
