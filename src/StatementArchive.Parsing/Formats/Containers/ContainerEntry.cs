using StatementArchive.Parsing.Inference;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>One article of a file that holds several.</summary>
/// <param name="Place">Where in the file it stands, for people: <c>row 17</c>. Files of files name the way down, outermost first, joined by <c> › </c>.</param>
/// <param name="Bytes">The entry as it stands in the file; identifies it, so that the same entry is never stored twice. Empty if it has a <see cref="Problem"/> that left nothing to read.</param>
public sealed record ContainerEntry(string Place, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The entry as a record of one statement; <c>null</c> if <see cref="Bytes"/> are a document of its own.</summary>
    public BulkRecord? Record { get; init; }

    /// <summary>The entry as one of a feed; <c>null</c> if <see cref="Bytes"/> are a document of its own.</summary>
    public FeedEntry? Feed { get; init; }

    /// <summary>What the file says of the entry, the most trusted first within each fact.</summary>
    public IReadOnlyList<DocumentFact> Facts { get; init; } = [];

    /// <summary>What the entry was delivered as, if the file keeps that.</summary>
    public DeclaredType? Declared { get; init; }

    /// <summary>
    /// The earlier capture which this one found unchanged, if the entry says no more than that; then it has no bytes of its own, and
    /// <see cref="CapturedFrom"/> and <see cref="CapturedAt"/> are those of the capture that found it so.
    /// </summary>
    public Revisit? Revisit { get; init; }

    /// <summary>Address from which a crawl fetched the bytes, absolute, http or https; <c>null</c> if no crawl did. What feeds and tables say of an entry is part of its bytes.</summary>
    public string? CapturedFrom => Record is null && Feed is null ? Facts.FirstOrDefault(fact => fact.Kind == DocumentFactKind.Url && ArticleFacts.IsAddress(fact.Value))?.Value : null;

    /// <summary>When a crawl fetched the bytes; <c>null</c> if it does not say.</summary>
    public PublicationTime? CapturedAt => Facts.FirstOrDefault(fact => fact.Kind == DocumentFactKind.Captured) is { } fact ? PublicationTimeReader.TryRead(fact.Value) : null;

    /// <summary>What is wrong with the entry, in words for its owner; <c>null</c> if nothing is. The entries after it can still be read.</summary>
    public string? Problem { get; init; }
}

/// <summary>The earlier capture of a document that a crawl met again unchanged.</summary>
/// <param name="Url">Absolute address from which it was fetched then.</param>
/// <param name="Time">When it was fetched then.</param>
public sealed record Revisit(string Url, PublicationTime Time);

/// <summary>A file that holds several articles.</summary>
/// <param name="MediaType">IANA media type of the file, as recognised by content, without parameters; what is compressed counts as what is inside.</param>
/// <param name="Entries">
/// The entries in order, read from the stream while they are enumerated, once. Enumeration throws <see cref="UnreadableDocumentException"/>
/// where the file is broken or exceeds a limit.
/// </param>
public sealed record Container(string MediaType, IEnumerable<ContainerEntry> Entries);
