namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>Gathers what a feed says of one of its entries.</summary>
/// <param name="rule">Name of the rule that reads the feed's own elements.</param>
internal sealed class FeedFacts(string rule)
{
    private const int LongestFact = 1_000;

    private readonly List<DocumentFact> _facts = [];

    public IReadOnlyList<DocumentFact> All => _facts;

    public bool Has(DocumentFactKind kind) => _facts.Any(fact => fact.Kind == kind);

    /// <summary>Adds a fact, if it holds something; what is too long is no fact.</summary>
    public void Add(DocumentFactKind kind, string? value, double confidence, string? otherRule = null)
    {
        var clean = string.Join(' ', (value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (clean.Length is > 0 and <= LongestFact && !clean.Contains('\0', StringComparison.Ordinal) && !_facts.Any(fact => fact.Kind == kind && fact.Value == clean))
            _facts.Add(new DocumentFact(kind, clean, otherRule ?? rule, null, confidence));
    }
}
