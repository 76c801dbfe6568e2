using System.Globalization;

namespace StatementArchive.Data.Search;

/// <summary>Something in a query that is no valid syntax, or not what it looks like.</summary>
/// <param name="Start">Where it stands in the query as it was typed, in UTF-16 code units.</param>
/// <param name="Length">At least 1, in UTF-16 code units.</param>
/// <param name="Message">What is wrong and what was done instead, in plain words.</param>
public sealed record SearchNote(int Start, int Length, string Message);

/// <summary>A query as it was understood.</summary>
/// <param name="Root"><c>null</c> if there is nothing to look for.</param>
/// <param name="Notes">In the order of the text.</param>
/// <param name="UnderstoodAs">The query in one canonical spelling, which reads back to the same tree without a note; empty if there is nothing to look for.</param>
public sealed record SearchQuery(SearchNode? Root, IReadOnlyList<SearchNote> Notes, string UnderstoodAs)
{
    /// <summary>Longest query that is answered, in UTF-16 code units.</summary>
    public const int Longest = 2_000;

    /// <summary>Most words, phrases and dates of a query that is answered.</summary>
    public const int MostTerms = 200;

    /// <summary>How deep brackets may stand in each other.</summary>
    public const int DeepestBrackets = 20;

    /// <summary>Most words that may stand between words that are to be near.</summary>
    public const int MostBetween = 50;

    /// <summary>Fewest letters and digits before a star: shorter beginnings are those of too many words.</summary>
    public const int ShortestPrefix = 2;

    /// <summary>What the fields are called, in any case. Beside them there is <see cref="DateField"/>.</summary>
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

    /// <summary>The field whose value is a range of days.</summary>
    public const string DateField = "date";

    /// <summary>Reads a query. Never fails: what is no valid syntax is searched as words, with a note. Linear in the text's length.</summary>
    public static SearchQuery Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (root, notes) = new SearchQueryReader(WordForms.WithoutSpacesInWords(text)).Read();
        return new SearchQuery(root, notes, root is null ? "" : Spelled(root));
    }

    /// <summary>Why a query is not answered at all, for whoever typed it, with the limit and the number; <c>null</c> if it is answered.</summary>
    public static string? Refusal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > Longest) return string.Create(CultureInfo.InvariantCulture, $"A search has at most {Longest:N0} characters; this one has {text.Length:N0}.");
        var terms = Read(text).Root is { } root ? Terms(root) : 0;
        return terms > MostTerms ? string.Create(CultureInfo.InvariantCulture, $"A search has at most {MostTerms:N0} words, phrases and dates; this one has {terms:N0}.") : null;
    }

    private static int Terms(SearchNode node) => node switch
    {
        SearchAll all => all.Nodes.Sum(Terms),
        SearchAny any => any.Nodes.Sum(Terms),
        SearchWithout without => Terms(without.Node),
        _ => 1,
    };

    /// <summary>A query in its canonical spelling.</summary>
    // 'a b OR c' needs no brackets; they show what belongs together, unless with them the spelling would be too deep to be read.
    internal static string Spelled(SearchNode root)
    {
        var spelled = Spelled(root, isInside: false, needlessBrackets: true);
        var (depth, deepest) = (0, 0);
        foreach (var c in spelled)
        {
            if (c == '(') deepest = Math.Max(deepest, ++depth);
            else if (c == ')') depth--;
        }
        return deepest <= DeepestBrackets ? spelled : Spelled(root, isInside: false, needlessBrackets: false);
    }

    private static string Spelled(SearchNode node, bool isInside, bool needlessBrackets)
    {
        return node switch
        {
            SearchWord word => $"{Prefix(word.Field)}{word.Text}{(word.IsPrefix ? "*" : "")}",
            SearchPhrase phrase => $"{Prefix(phrase.Field)}\"{phrase.Text}\"{(phrase.Slop is { } slop ? string.Create(CultureInfo.InvariantCulture, $"~{slop}") : "")}",
            SearchDates dates => $"{DateField}:{(dates.From == dates.To ? Day(dates.From) : $"{Day(dates.From)}..{Day(dates.To)}")}",
            SearchWithout without => "-" + Inside(without.Node, needsBrackets: true),
            SearchAny any => Bracketed(string.Join(" OR ", any.Nodes.Select(part => Inside(part, needsBrackets: part is not SearchAll { Nodes: [SearchWithout] }))), isInside),
            SearchAll all => Bracketed(string.Join(' ', all.Nodes.Select(part => Inside(part, needsBrackets: needlessBrackets))), isInside),
            _ => throw new ArgumentOutOfRangeException(nameof(node)),
        };

        string Inside(SearchNode part, bool needsBrackets) => Spelled(part, needsBrackets, needlessBrackets);
    }

    private static string Bracketed(string text, bool isInside) => isInside ? $"({text})" : text;

    private static string Prefix(SearchField field) => field switch
    {
        SearchField.Anywhere => "",
        SearchField.Organisation => "org:",
        SearchField.Language => "lang:",
        _ => field.ToString().ToLowerInvariant() + ":",
    };

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
