using StatementArchive.Parsing.Formats.Html;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>A feed's entry → its document. The content is the article alone, so all of it is main text.</summary>
public static class FeedEntryReader
{
    /// <exception cref="UnreadableDocumentException">No text, or HTML beyond the limits.</exception>
    public static Document Read(FeedEntry entry, ReadingLimits limits)
    {
        if (entry.Content.Contains('\0', StringComparison.Ordinal)) throw new UnreadableDocumentException("The entry holds the character U+0000.");
        if (entry.IsHtml) return OfHtml(entry, limits);
        var blocks = PlainTextLayout.Blocks(entry.Content, new TextSpan(0, entry.Content.Length));
        if (blocks.Count == 0) throw new UnreadableDocumentException("The entry has no text.");
        return new Document { MediaType = entry.MediaType, Text = entry.Content, Encoding = entry.Encoding, Blocks = blocks };
    }

    private static Document OfHtml(FeedEntry entry, ReadingLimits limits)
    {
        var dom = HtmlReader.Parse(entry.Content, limits);
        foreach (var link in dom.QuerySelectorAll("a[href]"))
        {
            if (entry.Address is { } address && Uri.TryCreate(address, link.GetAttribute("href"), out var target)) link.SetAttribute("href", target.AbsoluteUri);
        }
        var blocks = dom.Body is { } body ? HtmlFlattener.Flatten(body) : [];
        if (blocks.Count == 0) throw new UnreadableDocumentException("The entry has no text.");
        return HtmlDocumentBuilder.Build(entry.MediaType, [], blocks, entry.Encoding);
    }
}
