using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats;

/// <summary>Text in which a space at the end of a line says that the line goes on (RFC 3676, <c>format=flowed</c>).</summary>
internal static class FlowedText
{
    /// <summary>The blocks of a passage: paragraphs between blank lines, their lines as they were written. Linear in its length.</summary>
    public static IReadOnlyList<Block> Blocks(string text, TextSpan passage)
    {
        var blocks = new List<Block>();
        var lines = new List<TextSpan>();
        var goesOn = false;
        for (var start = passage.Start; start < passage.End;)
        {
            var end = text.IndexOf('\n', start, passage.End - start) is var at and >= 0 ? at : passage.End;
            var line = new TextSpan(start, end).TrimmedIn(text);
            if (line.IsEmpty) Close();
            else if (goesOn) lines[^1] = lines[^1] with { End = line.End };
            else lines.Add(line);
            // The line of two dashes and a space above a signature does not flow (section 4.3).
            goesOn = !line.IsEmpty && line.In(text) != "--" && text.AsSpan(start, end - start).TrimEnd('\r').EndsWith(" ", StringComparison.Ordinal);
            start = end + 1;
        }
        Close();
        return blocks;

        void Close()
        {
            if (lines.Count > 0) blocks.Add(new Block(lines is [var only] && LineShapes.IsSeparator(only.In(text)) ? BlockKind.Separator : BlockKind.Paragraph, text, lines));
            lines.Clear();
            goesOn = false;
        }
    }
}
