namespace StatementArchive.Data.Search;

/// <summary>Where a word is looked for.</summary>
public enum SearchField
{
    /// <summary>Text, heading, title and authors' names.</summary>
    Anywhere,
    Author,
    Organisation,
    Source,
    Subject,
    Language,
    Title,
}

/// <summary>A part of a query as it was understood.</summary>
public abstract record SearchNode;

/// <param name="Text">As it was typed; may be several words to the index: 'co-operative'.</param>
/// <param name="IsPrefix">Whether words that begin so are meant.</param>
public sealed record SearchWord(SearchField Field, string Text, bool IsPrefix) : SearchNode;

/// <param name="Text">As it was typed, without its quotation marks.</param>
/// <param name="Slop">How many words may stand between, in any order; <c>null</c> for side by side in this order.</param>
public sealed record SearchPhrase(SearchField Field, string Text, int? Slop) : SearchNode;

/// <summary>All of it has to hold.</summary>
public sealed record SearchAll(IReadOnlyList<SearchNode> Nodes) : SearchNode;

/// <summary>One of it has to hold.</summary>
public sealed record SearchAny(IReadOnlyList<SearchNode> Nodes) : SearchNode;

/// <summary>It must not hold. Stands in a <see cref="SearchAll"/> only.</summary>
public sealed record SearchWithout(SearchNode Node) : SearchNode;

/// <summary>The statement's date, an interval, meets this one. Undated statements meet none.</summary>
public sealed record SearchDates(DateOnly? From, DateOnly? To) : SearchNode;
