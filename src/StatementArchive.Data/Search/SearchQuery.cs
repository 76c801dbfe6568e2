using System.Globalization;

namespace StatementArchive.Data.Search;

/// <summary>Something in a query that is no valid syntax, or not what it looks like.</summary>
/// <param name="Start">Where it stands in the query, in UTF-16 code units.</param>
/// <param name="Message">What was done instead, as a sentence.</param>
public sealed record SearchNote(int Start, int Length, string Message);

/// <summary>A query as it was understood. Reading never fails: what is no valid syntax is searched as words, with a note.</summary>
/// <param name="Root"><c>null</c> if there is nothing to look for.</param>
/// <param name="UnderstoodAs">The query in one canonical spelling, which reads back to the same tree; empty without one.</param>
public sealed record SearchQuery(SearchNode? Root, IReadOnlyList<SearchNote> Notes, string UnderstoodAs)
{
    /// <summary>Longest query, in UTF-16 code units.</summary>
    public const int Longest = 2_000;

    /// <summary>Most words and phrases of a query.</summary>
    public const int MostTerms = 200;

    /// <summary>Names of the fields, as they are typed, with what they mean.</summary>
    public static IReadOnlyDictionary<string, SearchField> Fields { get; } = new Dictionary<string, SearchField>(StringComparer.OrdinalIgnoreCase)
    {
        ["author"] = SearchField.Author,
        ["org"] = SearchField.Organisation,
        ["organisation"] = SearchField.Organisation,
        ["organization"] = SearchField.Organisation,
        ["source"] = SearchField.Source,
        ["subject"] = SearchField.Subject,
        ["lang"] = SearchField.Language,
        ["language"] = SearchField.Language,
        ["title"] = SearchField.Title,
    };

    /// <summary>Reads a query. Linear in its length.</summary>
    public static SearchQuery Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (root, notes) = new SearchQueryReader(text).Read();
        return new SearchQuery(root, notes, root is null ? "" : Spelled(root, isInside: false));
    }

    /// <summary>Why a query is not answered at all; <c>null</c> if it is.</summary>
    public static string? Refusal(string text)
    {
        if (text.Length > Longest) return string.Create(CultureInfo.InvariantCulture, $"A search has at most {Longest:N0} characters; this one has {text.Length:N0}.");
        var terms = Read(text).Root is { } root ? Terms(root) : 0;
        return terms > MostTerms ? string.Create(CultureInfo.InvariantCulture, $"A search has at most {MostTerms:N0} words and phrases; this one has {terms:N0}.") : null;
    }

    private static int Terms(SearchNode node) => node switch
    {
        SearchAll all => all.Nodes.Sum(Terms),
        SearchAny any => any.Nodes.Sum(Terms),
        SearchWithout without => Terms(without.Node),
        _ => 1,
    };

    private static string Spelled(SearchNode node, bool isInside) => node switch
    {
        SearchWord word => Prefix(word.Field) + (NeedsQuotes(word.Text) ? $"\"{word.Text}\"" : word.Text) + (word.IsPrefix ? "*" : ""),
        SearchPhrase phrase => $"{Prefix(phrase.Field)}\"{phrase.Text}\"{(phrase.Slop is { } slop ? string.Create(CultureInfo.InvariantCulture, $"~{slop}") : "")}",
        SearchDates dates => "date:" + (dates.From == dates.To ? Day(dates.From) : $"{Day(dates.From)}..{Day(dates.To)}"),
        SearchWithout without => "-" + Spelled(without.Node, isInside: true),
        SearchAny any => Bracketed(string.Join(" OR ", any.Nodes.Select(part => Spelled(part, isInside: true))), isInside),
        SearchAll all => Bracketed(string.Join(' ', all.Nodes.Select(part => Spelled(part, isInside: true))), isInside),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static string Bracketed(string text, bool isInside) => isInside ? $"({text})" : text;

    // Whatever is more than letters, digits and marks inside a word may be read as a part of the language.
    private static bool NeedsQuotes(string word) => word is "OR" or "AND" || !char.IsLetterOrDigit(word[0]) && !char.IsSurrogate(word[0]) || word.Any(c => !char.IsLetterOrDigit(c) && !char.IsSurrogate(c)
        && c is not ('-' or '\'' or '’' or '.' or '_' or '&' or '\u200c' or '\u200d') && char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark));

    private static string Prefix(SearchField field) => field switch
    {
        SearchField.Anywhere => "",
        SearchField.Organisation => "org:",
        SearchField.Language => "lang:",
        _ => field.ToString().ToLowerInvariant() + ":",
    };

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
