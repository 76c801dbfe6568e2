using StatementArchive.Data.Model;

namespace StatementArchive.Data.Queries;

/// <summary>Keeps from the public what stands in hidden passages, wherever it is repeated.</summary>
public static class HiddenPassages
{
    /// <summary>Whether some of a passage is hidden; offsets in code points of the article's text.</summary>
    public static bool Hide(this IReadOnlyList<Redaction> redactions, int? start, int? end) =>
        start is not null && redactions.Any(hidden => hidden.Start < end && start < hidden.End);

    /// <summary>The evidence that quotes nothing hidden.</summary>
    public static IReadOnlyList<EvidenceItem> Public(this IEnumerable<EvidenceItem> evidence, IReadOnlyList<Redaction> redactions) =>
        [.. evidence.Where(item => !redactions.Hide(item.Start, item.End))];
}
