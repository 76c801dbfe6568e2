using System.Globalization;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Ingestion;

/// <summary>A parsed article on its way into the archive, with all that can be worked out before it is the writer's turn.</summary>
internal sealed class IncomingArticle
{
    public IncomingArticle(ParsedArticle parsed, Submission submission, string sha256, CaptureFacts? capture, ArchiveOptions options)
    {
        (Parsed, Submission, Sha256, Capture) = (parsed, submission, sha256, capture);
        Doubt = Doubts(parsed).Where(doubt => doubt.Confidence < options.DraftBelow).OrderBy(doubt => doubt.Confidence).Select(doubt => doubt.Reason).FirstOrDefault();
        IsHandedOut = submission.Head is not null || !FileTraces.MayBeIn(parsed.MediaType, submission.Bytes, options.Limits);
        Slugs = RecordSlugs.OfArticle(parsed.Title, sha256);
        Statements = [.. parsed.Statements.Select(statement => new IncomingStatement(statement, RecordSlugs.OfStatement(statement.Authors is [var first, ..] ? first.Name : null, statement.Date, statement.Title ?? parsed.Title, sha256, statement.Ordinal), Words.Count(statement.Body), sha256))];
    }

    public ParsedArticle Parsed { get; }

    public Submission Submission { get; }

    /// <summary>SHA-256 of the original's bytes, 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    /// <summary>Where and when it was captured; <c>null</c> if nothing is known of that.</summary>
    public CaptureFacts? Capture { get; }

    /// <summary>Whether the public may have the file, as long as nobody decides otherwise: if the archive fetched it itself from a public address, which told it nothing about anybody, or if there is nothing in it but what is read.</summary>
    public bool IsHandedOut { get; }

    /// <summary>Why it is held as a draft unasked, in words; <c>null</c> if the parser is sure enough.</summary>
    public string? Doubt { get; }

    /// <summary>Subjects that an archivist gives to all of its statements, each once.</summary>
    public IEnumerable<string> GivenSubjects => (Submission.Sidecar?.Subjects ?? []).DistinctBy(INamedRecord.KeyOf);

    public PublicationStatus Status => Submission.AsDraft || Doubt is not null ? PublicationStatus.Draft : PublicationStatus.Published;

    /// <summary>Addresses for the article, the best first; the last is its own for certain.</summary>
    public IReadOnlyList<string> Slugs { get; }

    public IReadOnlyList<IncomingStatement> Statements { get; }

    /// <summary>Subjects of one of its statements, each once: those that are given for all, and those that it names itself.</summary>
    public IEnumerable<string> SubjectsOf(IncomingStatement statement) => GivenSubjects.Concat(statement.Parsed.Subjects).DistinctBy(INamedRecord.KeyOf);

    // What an article cannot be published without somebody having looked: who speaks from where to where. A date that is not known says so itself.
    private static IEnumerable<(double Confidence, string Reason)> Doubts(ParsedArticle parsed)
    {
        yield return (parsed.Confidence, string.Create(CultureInfo.InvariantCulture, $"the split, confidence {parsed.Confidence:0.00}{(parsed.RunnerUp is { } other ? $"; next best: {other}" : "")}"));
        foreach (var statement in parsed.Statements)
        {
            // A name that heads a statement and signs it is as sure as the surer of the two; of a kind there is one finding an author.
            var authors = statement.Evidence.Where(evidence => evidence is { IsChosen: true, Fact: "author" }).GroupBy(evidence => Author.KeyOf(evidence.Value)).Select(name => name.MaxBy(evidence => evidence.Confidence)!);
            foreach (var evidence in authors.Concat(statement.Evidence.Where(evidence => evidence is { IsChosen: true, Fact: "kind" })))
                yield return (evidence.Confidence, string.Create(CultureInfo.InvariantCulture, $"the {evidence.Fact} of statement {statement.Ordinal}, '{evidence.Value}' by {evidence.Rule}, confidence {evidence.Confidence:0.00}"));
        }
    }
}

/// <param name="Slugs">Addresses for it, the best first; the last is its own for certain.</param>
/// <param name="Words">Number of words of its body.</param>
/// <param name="Sha256">Of its article's original.</param>
internal sealed record IncomingStatement(ParsedStatement Parsed, IReadOnlyList<string> Slugs, int Words, string Sha256)
{
    /// <summary>
    /// <see cref="Author.Key"/> of one of its authors. A first name that the parser met ('Becky:') is somebody in this article and nobody elsewhere;
    /// one that a table of statements gives is whom its maker means by it.
    /// </summary>
    public string KeyOf(string name, AuthorKind kind) => IsFirstName(name, kind) ? Author.KeyInOneArticle(name, Sha256) : Author.KeyOf(name);

    /// <summary>Whether the parser met a single word as the name of a person.</summary>
    public bool IsFirstName(string name, AuthorKind kind) => kind == AuthorKind.Person && Parsing.Recognition.Words.Count(name) == 1 && !Parsed.Evidence.Any(evidence => evidence is { Fact: "author", IsChosen: true, Rule: Evidence.RecordRule });
}
