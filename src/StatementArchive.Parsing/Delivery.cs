using StatementArchive.Parsing.Formats;

namespace StatementArchive.Parsing;

/// <summary>What is known of a document from the way it came, and not from its bytes. An archivist's word outweighs it.</summary>
/// <param name="Declared">What it was delivered as.</param>
/// <param name="Url">Absolute address from which it was fetched, http or https.</param>
/// <param name="Captured">When it was fetched from there.</param>
public sealed record Delivery(DeclaredType? Declared, string? Url = null, PublicationTime? Captured = null)
{
    // The same facts as a web archive of the page gives.
    internal IEnumerable<DocumentFact> Facts
    {
        get
        {
            if (Url is not null) yield return new DocumentFact(DocumentFactKind.Url, Url, "warc-target-uri", null, 0.98);
            if (Captured is not null) yield return new DocumentFact(DocumentFactKind.Captured, Captured.ToString(), "warc-date", null, 1);
        }
    }
}
