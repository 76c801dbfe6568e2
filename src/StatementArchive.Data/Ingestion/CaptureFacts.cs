using StatementArchive.Data.Model;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Data.Ingestion;

/// <summary>Where and when a document was captured, as its archivist, the crawl that holds it or whoever fetched it says. Members as in <see cref="Capture"/>.</summary>
internal sealed record CaptureFacts(string? Url, string? Captured, string? Place, byte[]? Head)
{
    // In bytes. Every entry of a feed repeats the feed's, and a server could send a long one with thousands.
    private const int LongestRepeatedHead = 8 * 1024;

    /// <summary>What is known of the capture of a submission; <c>null</c> if nothing is. What the document says of itself does not count: it says so wherever it is found.</summary>
    /// <param name="entry">The submission as an entry of a file of several articles; the archivist's word outweighs the file's.</param>
    public static CaptureFacts? Of(Submission submission, ContainerEntry? entry = null)
    {
        // What was fetched has the entries of a feed as they are; those of a table or a web archive were captured elsewhere.
        var delivery = entry is null or { Feed: not null } ? submission.Delivery : null;
        var head = entry is null || (entry.Feed is not null && submission.Head is { Length: <= LongestRepeatedHead }) ? submission.Head : null;
        var url = submission.Given.Url ?? entry?.CapturedFrom ?? delivery?.Url;
        var captured = submission.Sidecar?.Captured ?? entry?.CapturedAt ?? delivery?.Captured;
        return url is null && captured is null ? null : new CaptureFacts(url, captured?.ToString(), entry?.Place, head);
    }

    /// <summary>Whether nothing here goes beyond what is held.</summary>
    public bool IsHeldBy(Capture held) => (Url is null || Url == held.Url) && (Captured is null || Captured == held.Captured);
}
