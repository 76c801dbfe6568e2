namespace StatementArchive.Parsing.Formats;

/// <summary>Plain text in any encoding that can be told.</summary>
public static class PlainTextReader
{
    /// <summary>The document, or <c>null</c> if the bytes are no text, or data for programs.</summary>
    /// <exception cref="UnreadableDocumentException">Nothing but white space.</exception>
    public static Document? TryRead(ReadOnlyMemory<byte> bytes)
    {
        if (TextDecoding.TryDecode(bytes.Span) is not var (text, encoding) || text.Contains('\0') || DataFormats.NameOf(bytes) is not null) return null;
        var blocks = PlainTextLayout.Blocks(text, new TextSpan(0, text.Length));
        if (blocks.Count == 0) throw new UnreadableDocumentException("The file holds no text, only white space.");
        return new Document { MediaType = "text/plain", Text = text, Encoding = encoding, Blocks = blocks };
    }
}
