namespace StatementArchive.Parsing;

/// <summary>What an archivist gives with a document because the document does not say it. Each given fact outweighs what is read from the document.</summary>
public sealed record GivenFacts
{
    /// <summary>Name of the publication in which the article stood.</summary>
    public string? Source { get; init; }

    /// <summary>The article's own address, absolute.</summary>
    public string? Url { get; init; }

    public PublicationTime? Published { get; init; }

    /// <summary>BCP 47 language tag of the article.</summary>
    public string? Language { get; init; }

    public static GivenFacts None { get; } = new();
}
