namespace StatementArchive.Parsing;

/// <summary>What the parser found in one document: the end of the street. All offsets count Unicode code points of <see cref="Text"/>.</summary>
public sealed record ParsedArticle
{
    /// <summary>IANA media type of the bytes, as recognised by content (RFC 6838), without parameters.</summary>
    public required string MediaType { get; init; }

    /// <summary>The document's extracted text, whole and as it stood.</summary>
    public required string Text { get; init; }

    /// <summary>Where the lines of <see cref="Text"/> lie; of all offsets only these are in UTF-16 code units.</summary>
    public required TextLayout Layout { get; init; }

    public string? Title { get; init; }

    public PublicationTime? Published { get; init; }

    /// <summary>When the document was captured, as the crawl that holds it says; <c>null</c> if nothing does.</summary>
    public PublicationTime? Captured { get; init; }

    /// <summary>Who put the article on its page, as the page says it; not who put it into the archive.</summary>
    public string? SubmittedBy { get; init; }

    /// <summary>BCP 47 language tag of most of the text.</summary>
    public string? Language { get; init; }

    public ArticleSource? Source { get; init; }

    /// <summary>The authors that a byline declares for the article as a whole, in its order.</summary>
    public IReadOnlyList<DeclaredAuthor> DeclaredAuthors { get; init; } = [];

    /// <summary>Passages that belong to no statement: thanks, notices, editor's words.</summary>
    public IReadOnlyList<TextSpan> Preface { get; init; } = [];

    /// <summary>Passages that are neither statement nor preface, each with the reason.</summary>
    public IReadOnlyList<LeftOutPassage> LeftOut { get; init; } = [];

    public IReadOnlyList<ParsedStatement> Statements { get; init; } = [];

    /// <summary>Evidence for facts of the article as a whole (title, published, source …).</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>How far the chosen reading of the document stands above the next best one, from 0 (a toss) to 1.</summary>
    public double Confidence { get; init; } = 1;

    /// <summary>The next best reading of the document, in a few words; <c>null</c> if there was no other.</summary>
    public string? RunnerUp { get; init; }

    /// <summary>The passage of <see cref="Text"/> at a span in code points.</summary>
    public string Passage(TextSpan span) => new CodePointIndex(Text).ToUtf16(span).In(Text);
}

/// <summary>A passage in which one author, or several jointly, speak.</summary>
public sealed record ParsedStatement
{
    /// <summary>Place in the article, from 1.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The statement's own title; <c>null</c> when it has none. A heading that only names the author is no title.</summary>
    public string? Title { get; init; }

    /// <summary>Heading, text and sign-off.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>The heading inside <see cref="Span"/>, if there is one.</summary>
    public TextSpan? Heading { get; init; }

    /// <summary>The closing lines that name author, place or date; part of the text.</summary>
    public TextSpan? SignOff { get; init; }

    /// <summary>The text without the heading, as Markdown (CommonMark 0.31); it renders to the original's words and lines.</summary>
    public required string Body { get; init; }

    /// <summary>Passages inside <see cref="Span"/> that <see cref="Body"/> leaves out, each with the reason: column numbers, page heads.</summary>
    public IReadOnlyList<LeftOutPassage> Omitted { get; init; } = [];

    /// <summary>Where the sign-off begins in <see cref="Body"/>, in UTF-16 code units; <c>null</c> without a sign-off.</summary>
    public int? BodySignOffStart { get; init; }

    /// <summary>BCP 47 language tag.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<StatementAuthor> Authors { get; init; } = [];

    public StatementDate? Date { get; init; }

    /// <summary>Those who signed it, in the order of a list that stands below it; they are not its authors.</summary>
    public IReadOnlyList<Signatory> Signatories { get; init; } = [];

    /// <summary><see cref="Ordinal"/> of the statement in the same article that this one says in another language; <c>null</c> if it is no translation.</summary>
    public int? TranslationOf { get; init; }

    /// <summary>Headings under which a table of statements puts it. No rule infers any.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>Other names under which this statement shows its author.</summary>
    public IReadOnlyList<NameForm> NameForms { get; init; } = [];

    public IReadOnlyList<Evidence> Evidence { get; init; } = [];
}

/// <summary>The publication in which an article stood.</summary>
/// <param name="Name">Its name; <c>null</c> if only the address is known.</param>
/// <param name="Url">The article’s own address, absolute; <c>null</c> if not known.</param>
public sealed record ArticleSource(string? Name, string? Url);

/// <summary>A name of the byline.</summary>
public sealed record DeclaredAuthor(string Name, TextSpan Span);

/// <summary>A passage left out of statements and preface.</summary>
/// <param name="Reason">One word or two: <c>title</c>, <c>byline</c>, <c>navigation</c>, <c>advert</c> …</param>
public sealed record LeftOutPassage(TextSpan Span, string Reason);

public enum AuthorKind
{
    Organisation,
    Person,
}

/// <param name="Affiliation">For a person: the organisation named with them.</param>
public sealed record StatementAuthor(string Name, AuthorKind Kind, string? Affiliation);

/// <summary>One of those who signed a statement.</summary>
/// <param name="Description">What stands behind the name: an office, a group, a town; <c>null</c> for nothing.</param>
/// <param name="Span">The name, without the description.</param>
public sealed record Signatory(string Name, string? Description, TextSpan Span);

/// <summary>Where a name form of an author was met.</summary>
public enum NameFormKind
{
    Heading,
    Byline,
    SignOff,
    Acronym,
    Body,
}

/// <summary>A name under which a statement shows its author.</summary>
/// <param name="IsSuggestion">
/// <c>false</c> if it is the author's name but for case, punctuation or a leading article; <c>true</c> if an archivist
/// has to decide whether it is the same author.
/// </param>
public sealed record NameForm(string Name, string AuthorName, NameFormKind Kind, TextSpan Span, bool IsSuggestion);

/// <summary>Why the program believes a fact.</summary>
/// <param name="Fact">What is known by it: <c>title</c>, <c>published</c>, <c>author</c>, <c>kind</c>, <c>date</c> …</param>
/// <param name="Value">The fact's value that this evidence speaks for.</param>
/// <param name="Rule">Name of the rule that used it, as <c>docs/ingestion.md</c> lists them.</param>
/// <param name="Quote">The words relied upon, verbatim; empty when the evidence is no passage (a sidecar, a file's header).</param>
/// <param name="Span">Where the quote stands; <c>null</c> when it is no passage of the text.</param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="IsChosen"><c>false</c> for an alternative that was weighed and not taken.</param>
public sealed record Evidence(
    string Fact, string Value, string Rule, string Quote, TextSpan? Span, double Confidence, bool IsChosen = true)
{
    /// <summary>The rule of what a column of a table of statements gives.</summary>
    public const string RecordRule = "record";
}
