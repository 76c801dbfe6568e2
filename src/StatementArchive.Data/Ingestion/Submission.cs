using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Ingestion;

/// <summary>A document as it is handed in, with what its archivist says of it.</summary>
/// <param name="Bytes">The document, whole.</param>
/// <param name="Source">Name of the publication, for documents whose sidecar names none: the sidecar stands nearer to the document, so it wins.</param>
/// <param name="AsDraft">Whether the public is not to see it yet.</param>
public sealed record Submission(ReadOnlyMemory<byte> Bytes, Sidecar? Sidecar = null, string? Source = null, bool AsDraft = false)
{
    /// <summary>What is known of the way it came; <c>null</c> if nothing is.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>The header with which it was fetched, as <see cref="Capture.Head"/> has it; <c>null</c> if it was not.</summary>
    public byte[]? Head { get; init; }

    public GivenFacts Given => new()
    {
        Source = Sidecar?.Source ?? Source,
        Url = Sidecar?.Url,
        Published = Sidecar?.Published,
        Language = Sidecar?.Language,
    };
}

/// <summary>What became of a submission.</summary>
public abstract record IngestOutcome
{
    /// <summary>It is in the archive now, whole.</summary>
    /// <param name="Doubt">Why it is held as a draft although nobody asked for one, in words; else <c>null</c>.</param>
    public sealed record Added(string Slug, int Statements, PublicationStatus Status, string? Doubt) : IngestOutcome;

    /// <summary>The archive had these very bytes; nothing was changed but that a capture may have been added.</summary>
    /// <param name="Remarks">What was asked or given now and differs from what is kept, in words; empty if nothing does.</param>
    /// <param name="CaptureAdded">Whether the article gained a capture: the bytes were found at another address, or at another time.</param>
    public sealed record AlreadyThere(string Slug, IReadOnlyList<string> Remarks, bool CaptureAdded) : IngestOutcome;

    /// <summary>It was a file of several articles, each of which came to its own end.</summary>
    /// <param name="New">Articles that are in the archive now.</param>
    /// <param name="Held">How many of these are held as drafts although nobody asked for it.</param>
    /// <param name="FirstHeld">The first of these, place and reason, in words.</param>
    /// <param name="Known">Entries whose very bytes the archive had.</param>
    /// <param name="Captures">How many of these were found at another address or at another time, which their article has gained as a capture.</param>
    /// <param name="Refused">Entries of which nothing was stored.</param>
    /// <param name="FirstRefusals">The first of these, place and reason, in words for the file's owner.</param>
    /// <param name="Fault">Why reading ended before the file's end, in words; <c>null</c> if it was read whole. What was taken in before stays.</param>
    public sealed record Several(int New, int Held, IReadOnlyList<string> FirstHeld, int Known, int Captures, int Refused, IReadOnlyList<string> FirstRefusals, string? Fault) : IngestOutcome;

    /// <summary>Nothing of it is in the archive.</summary>
    /// <param name="Reason">What is wrong with it and where, in words for its owner.</param>
    public sealed record Failed(string Reason) : IngestOutcome;
}
