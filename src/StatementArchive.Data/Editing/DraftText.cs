using System.Text;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Editing;

/// <summary>The text of an article on which somebody works, with its lines. Offsets in code points.</summary>
public sealed class DraftText
{
    private readonly CodePointIndex _index;
    private readonly TextLayout _layout;

    public DraftText(string text, byte[]? layout)
    {
        Text = text;
        _index = new CodePointIndex(text);
        _layout = layout is null ? TextLayout.Of(text) : TextLayout.Read(layout, text).Over(text);
    }

    public static DraftText Of(Article article) => new(article.Text, article.Layout);

    public string Text { get; }

    /// <summary>In code points.</summary>
    public int Length => _index.Length;

    /// <summary>The passage, word for word.</summary>
    public string Passage(int start, int end) => Utf16(start, end).In(Text);

    /// <summary>The passage without the white space at its ends; empty if it is nothing else.</summary>
    public TextSpan Trimmed(int start, int end) => _index.FromUtf16(Utf16(start, end).TrimmedIn(Text));

    /// <summary>Number of characters (code points) of a passage that are not white space.</summary>
    public int Inked(int start, int end)
    {
        var count = 0;
        foreach (var rune in Utf16(start, end).In(Text).EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune)) count++;
        }
        return count;
    }

    /// <summary>The lines that lie in a passage, cut to it; together they hold all of it but white space.</summary>
    public IEnumerable<TextSpan> Lines(int start, int end)
    {
        var passage = Utf16(start, end);
        return _layout.Lines.Select(line => line.Span).SkipWhile(line => line.End <= passage.Start).TakeWhile(line => line.Start < passage.End)
            .Select(line => _index.FromUtf16(new TextSpan(Math.Max(line.Start, passage.Start), Math.Min(line.End, passage.End))));
    }

    /// <summary>The body of a statement, and where in it the sign-off begins, in UTF-16 code units.</summary>
    /// <param name="redactions">Passages that it must not show, in order.</param>
    public (string Body, int? SignOffStart) Body(DraftPart part, IReadOnlyList<DraftRedaction> redactions)
    {
        var statement = part.Statement!;
        return MarkdownBody.Write(
            Text, _layout, Utf16(statement.HeadingEnd ?? part.Start, part.End),
            statement.SignOffStart is { } signOff ? _index.ToUtf16(signOff) : null,
            [.. redactions.Select(hidden => Utf16(hidden.Start, hidden.End))]);
    }

    /// <summary>The heading as it stood; <c>null</c> without one, or if any of it is hidden.</summary>
    public string? Heading(DraftPart part, IReadOnlyList<DraftRedaction> redactions) =>
        part.Statement!.HeadingEnd is { } end && !redactions.Any(hidden => hidden.Start < end && part.Start < hidden.End) ? Passage(part.Start, end) : null;

    /// <summary>Writes a statement's text anew: body, heading and what is counted of them.</summary>
    /// <param name="redactions">Passages that it must not show, in order.</param>
    public void WriteTo(Statement statement, DraftPart part, IReadOnlyList<DraftRedaction> redactions)
    {
        (statement.Body, statement.BodySignOffStart) = Body(part, redactions);
        statement.Heading = Heading(part, redactions);
        statement.Words = Words.Count(statement.Body);
    }

    private TextSpan Utf16(int start, int end) => _index.ToUtf16(new TextSpan(start, Math.Min(end, Length)));
}
