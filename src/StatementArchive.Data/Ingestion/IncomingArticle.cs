using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Ingestion;

/// <summary>A parsed article on its way into the archive, with all that can be worked out before it is the writer's turn.</summary>
internal sealed class IncomingArticle
{
    private const int LongestInStatementSlug = 60;

    public IncomingArticle(ParsedArticle parsed, Submission submission, string sha256)
    {
        (Parsed, Submission, Sha256) = (parsed, submission, sha256);
        Slugs = ArticleSlugs(parsed.Title, sha256);
        Statements = [.. parsed.Statements.Select(statement => new IncomingStatement(statement, StatementSlugs(statement, parsed.Title, sha256), Words.Count(statement.Body)))];
    }

    public ParsedArticle Parsed { get; }

    public Submission Submission { get; }

    /// <summary>SHA-256 of the original's bytes, 64 lower-case hexadecimal digits.</summary>
    public string Sha256 { get; }

    public PublicationStatus Status => Submission.AsDraft ? PublicationStatus.Draft : PublicationStatus.Published;

    /// <summary>Addresses for the article, the best first; the last is its own for certain.</summary>
    public IReadOnlyList<string> Slugs { get; }

    public IReadOnlyList<IncomingStatement> Statements { get; }

    private static string[] ArticleSlugs(string? title, string sha256)
    {
        var words = Ingestion.Slugs.Of(title ?? "", Ingestion.Slugs.Longest, out _) is { Length: > 0 } some ? some : "untitled";
        return [words, $"{words}-{sha256[..8]}", $"{words}-{sha256}"];
    }

    /// <summary>What is certain of the date, who speaks, and only where that is not enough where it stood.</summary>
    private static string[] StatementSlugs(ParsedStatement parsed, string? articleTitle, string sha256)
    {
        var author = parsed.Authors.Count == 0 ? "" : Ingestion.Slugs.Of(parsed.Authors[0].Name, LongestInStatementSlug, out _);
        var title = Ingestion.Slugs.Of(parsed.Title ?? articleTitle ?? "", LongestInStatementSlug, out _);
        var when = CertainPart(parsed.Date);
        var mark = Ingestion.Slugs.Mark($"{sha256} {parsed.Ordinal}", 64);
        var brief = Joined(when, author);
        var full = Joined(when, author, title) is { Length: > 0 } some ? some : "untitled";
        return [.. when.Length > 0 && author.Length > 0 ? [brief] : Array.Empty<string>(), full, $"{full}-{mark[..8]}", $"{full}-{mark}"];
    }

    // A date that may be corrected later must not stand in an address that never changes.
    private static string CertainPart(StatementDate? date)
    {
        if (date is not { Earliest: { } first, Latest: { } last }) return "";
        return first == last ? $"{first:yyyy-MM-dd}" : first.Year != last.Year ? "" : first.Month == last.Month ? $"{first:yyyy-MM}" : $"{first:yyyy}";
    }

    private static string Joined(params string[] parts) => string.Join('-', parts.Where(part => part.Length > 0));
}

/// <param name="Slugs">Addresses for it, the best first; the last is its own for certain.</param>
/// <param name="Words">Number of words of its body.</param>
internal sealed record IncomingStatement(ParsedStatement Parsed, IReadOnlyList<string> Slugs, int Words);
