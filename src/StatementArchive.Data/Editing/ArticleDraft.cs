using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>What becomes of a passage of an article.</summary>
public enum PartFate
{
    Statement,
    Preface,
    LeftOut,

    /// <summary>It is a statement that stands in the archive already, published once more.</summary>
    Republication,

    /// <summary>It is a statement that was taken back. The public does not see it, and it stays as it is until it is published again.</summary>
    Withdrawn,
}

/// <summary>
/// An article as somebody works on it, without its text: its facts, and what becomes of every passage. Every character of the text that is
/// not white space lies in exactly one part. All offsets count code points of the article's text.
/// </summary>
public sealed record ArticleDraft
{
    public required DraftFacts Facts { get; init; }

    /// <summary>In order; they do not overlap, and between them stands only white space.</summary>
    public required IReadOnlyList<DraftPart> Parts { get; init; }

    /// <summary>Passages that the public is not to see, in order.</summary>
    public IReadOnlyList<DraftRedaction> Redactions { get; init; } = [];

    /// <summary>The key for the next part that is made.</summary>
    public required int NextKey { get; init; }

    [JsonIgnore]
    public IEnumerable<DraftPart> Statements => Parts.Where(part => part.Fate == PartFate.Statement);

    /// <summary>How it is kept: camel case, without what is <c>null</c>, letters as they are.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The part with a key.</summary>
    /// <exception cref="RefusedEditException">There is none: somebody joined it with another.</exception>
    public int IndexOf(int key)
    {
        for (var at = 0; at < Parts.Count; at++)
        {
            if (Parts[at].Key == key) return at;
        }
        throw new RefusedEditException("This part is no longer there.");
    }

    /// <summary>The place of a statement in the article, from 1. Withdrawn ones keep their places.</summary>
    public int OrdinalOf(int key) => Parts.TakeWhile(part => part.Key != key).Count(part => part.Fate is PartFate.Statement or PartFate.Withdrawn) + 1;

    internal ArticleDraft With(int at, params DraftPart[] parts) => Replace(at, 1, parts);

    internal ArticleDraft Replace(int at, int count, params DraftPart[] parts) =>
        this with { Parts = [.. Parts.Take(at), .. parts, .. Parts.Skip(at + count)], NextKey = Math.Max(NextKey, parts.Max(part => part.Key) + 1) };
}

/// <summary>Facts of the article as a whole; members as in <see cref="Model.Article"/>.</summary>
/// <param name="Source">Name of the publication.</param>
public sealed record DraftFacts(
    string? Title, string? Language, string? Published, string? SubmittedBy, string? Source, string? Url, string? Captured, string? Licence, string? Note)
{
    /// <summary>The facts for which there can be evidence, as evidence calls them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["title", "language", "published", "source", "url", "captured", "licence", "submittedBy"];

    public static DraftFacts Of(Article article) => new(article.Title, article.Language, article.Published, article.SubmittedBy, article.Source?.Name, article.Url, article.Captured, article.Licence, article.Note);

    /// <summary>The value of a fact that evidence calls so; <c>null</c> if it is not known, or no fact is called so.</summary>
    public string? Of(string fact) => fact switch
    {
        "title" => Title,
        "language" => Language,
        "published" => Published,
        "source" => Source,
        "url" => Url,
        "captured" => Captured,
        "licence" => Licence,
        "submittedBy" => SubmittedBy,
        _ => null,
    };

    /// <summary>These with another value of a fact.</summary>
    /// <param name="fact">One of <see cref="Names"/>.</param>
    public DraftFacts With(string fact, string value) => fact switch
    {
        "title" => this with { Title = value },
        "language" => this with { Language = value },
        "published" => this with { Published = value },
        "source" => this with { Source = value },
        "url" => this with { Url = value },
        "captured" => this with { Captured = value },
        "licence" => this with { Licence = value },
        "submittedBy" => this with { SubmittedBy = value },
        _ => throw new ArgumentOutOfRangeException(nameof(fact)),
    };
}

/// <param name="Key">Names it in this draft; kept while parts before it come and go.</param>
/// <param name="Reason">Why it was left out; <c>null</c> for everything else.</param>
/// <param name="Statement">For a statement: what is known of it.</param>
/// <param name="RepublicationOf">For another publication: the address of the statement.</param>
/// <param name="Withdrawn">For a statement that was taken back: its address.</param>
/// <param name="Known">What was known of it as a statement, while it is marked as something else.</param>
public sealed record DraftPart(int Key, int Start, int End, PartFate Fate, string? Reason = null, DraftStatement? Statement = null, string? RepublicationOf = null, string? Withdrawn = null, DraftStatement? Known = null);

/// <summary>What is known of a statement; members as in <see cref="Model.Statement"/>.</summary>
public sealed record DraftStatement
{
    /// <summary>The address of its record; <c>null</c> for one that was made here.</summary>
    public string? Slug { get; init; }

    /// <summary>Where the heading ends, which the body leaves out; <c>null</c> without a heading.</summary>
    public int? HeadingEnd { get; init; }

    /// <summary>Where the line begins with which the sign-off begins; <c>null</c> without one.</summary>
    public int? SignOffStart { get; init; }

    public string? Title { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<DraftAuthor> Authors { get; init; } = [];

    public StatementDate? Date { get; init; }

    public IReadOnlyList<DraftSignatory> Signatories { get; init; } = [];

    /// <summary>Key of the part that it says in another language.</summary>
    public int? TranslationOf { get; init; }

    public IReadOnlyList<string> Subjects { get; init; } = [];

    public IReadOnlyList<DraftEvidence> Evidence { get; init; } = [];

    /// <summary>What was decided in this draft, each statement once; what was decided before stands in the archive's records.</summary>
    public IReadOnlyList<DraftDistinction> Distinctions { get; init; } = [];

    /// <summary>Numbers of the statements that are not the same as this one.</summary>
    /// <param name="known">Of which the archive's records say so.</param>
    public IReadOnlySet<int> DistinctFrom(IEnumerable<int> known) =>
        known.Except(Distinctions.Where(one => !one.IsDistinct).Select(one => one.StatementId)).Concat(Distinctions.Where(one => one.IsDistinct).Select(one => one.StatementId)).ToHashSet();

    /// <summary>Of which of several authors evidence of a kind speaks, by their place from 0, for its words name that one alone; <c>null</c> if nothing tells.</summary>
    internal int? OwnerOf(DraftEvidence item)
    {
        if (Authors.Count < 2 || item is not { Fact: "kind", Quote.Length: > 0 }) return null;
        var words = Author.KeyOf(item.Quote);
        return Enumerable.Range(0, Authors.Count).Where(place => words.Contains(Author.KeyOf(Authors[place].Name), StringComparison.Ordinal)).ToList() is [var only] ? only : null;
    }

    /// <summary>Evidence for a value that an archivist gives: what spoke for other values is kept as alternatives.</summary>
    internal IReadOnlyList<DraftEvidence> GivenBy(string fact, IReadOnlyList<string> values) =>
    [
        .. Evidence.Where(item => !(item.Fact == fact && item.Rule == DraftEvidence.Archivist))
            .Select(item => item.Fact == fact ? item with { IsChosen = OwnerOf(item) is { } owner ? item.Value == Authors[owner].KindWord : values.Contains(item.Value) } : item),
        .. values.Select(value => new DraftEvidence(fact, value, DraftEvidence.Archivist, "", null, null, 1, true)),
    ];
}

/// <param name="Slug">The address of the authority record; <c>null</c> if it is looked for by name and kind, and made if there is none.</param>
/// <param name="Affiliation">For a person: the organisation for which they speak here.</param>
public sealed record DraftAuthor(string Name, AuthorKind Kind, string? Slug = null, string? Affiliation = null, string? AffiliationSlug = null)
{
    /// <summary>The kind as evidence calls it.</summary>
    [JsonIgnore]
    public string KindWord => Kind == AuthorKind.Person ? "person" : "organisation";
}

public sealed record DraftSignatory(string Name, string? Description, int Start, int End);

/// <summary>Members as in <see cref="Model.EvidenceItem"/>.</summary>
public sealed record DraftEvidence(string Fact, string Value, string Rule, string Quote, int? Start, int? End, double Confidence, bool IsChosen)
{
    /// <summary>The rule of what a person gave.</summary>
    public const string Archivist = "archivist";
}

/// <summary>That a statement of another article is not the same as one of this draft, or is no longer said not to be.</summary>
/// <param name="StatementId">Its number: the address of one that is not published yet can change.</param>
public sealed record DraftDistinction(int StatementId, bool IsDistinct);

/// <param name="Reason">Why it is hidden, in public words.</param>
public sealed record DraftRedaction(int Start, int End, string Reason);

/// <summary>An edit cannot be made; the message says why, in words for who wanted it.</summary>
public sealed class RefusedEditException(string message) : Exception(message);
