using System.Text.Encodings.Web;
using System.Text.Json;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Cli;

/// <summary>The object that <c>parse --json</c> prints. Its keys are fixed; offsets count code points of <see cref="Text"/>.</summary>
internal sealed record ParsedArticleJson(
    string? Title,
    string? Published,
    string? Captured,
    string? SubmittedBy,
    string? Language,
    ParsedArticleJson.SourceJson? Source,
    string MediaType,
    string Text,
    IReadOnlyList<ParsedArticleJson.NameJson> DeclaredAuthors,
    IReadOnlyList<ParsedArticleJson.SpanJson> Preface,
    IReadOnlyList<ParsedArticleJson.LeftOutJson> LeftOut,
    IReadOnlyList<ParsedArticleJson.StatementJson> Statements,
    IReadOnlyList<ParsedArticleJson.EvidenceJson> Evidence,
    double Confidence,
    string? RunnerUp)
{
    /// <summary>Camel case, indented, letters as they are (the output is no HTML). Half of a surrogate pair becomes U+FFFD, one code point as well.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static ParsedArticleJson Of(ParsedArticle article) => new(
        article.Title,
        article.Published?.ToString(),
        article.Captured?.ToString(),
        article.SubmittedBy,
        article.Language,
        article.Source is { } source ? new SourceJson(source.Name, source.Url) : null,
        article.MediaType,
        article.Text,
        [.. article.DeclaredAuthors.Select(a => new NameJson(a.Name, a.Span.Start, a.Span.End))],
        [.. article.Preface.Select(p => new SpanJson(p.Start, p.End))],
        [.. article.LeftOut.Select(p => new LeftOutJson(p.Span.Start, p.Span.End, p.Reason))],
        [.. article.Statements.Select(Of)],
        [.. article.Evidence.Select(Of)],
        article.Confidence,
        article.RunnerUp);

    private static StatementJson Of(ParsedStatement statement) => new(
        statement.Ordinal,
        statement.Title,
        statement.Span.Start,
        statement.Span.End,
        statement.Body,
        statement.Language,
        [.. statement.Authors.Select(a => new AuthorJson(a.Name, Word(a.Kind), a.Affiliation))],
        statement.Date is { } date ? new DateJson(date.Edtf, date.Earliest, date.Latest, Word(date.Basis)) : null,
        Of(statement.Heading),
        Of(statement.SignOff),
        [.. statement.Signatories.Select(s => new SignatoryJson(s.Name, s.Description, s.Span.Start, s.Span.End))],
        [.. statement.Omitted.Select(p => new LeftOutJson(p.Span.Start, p.Span.End, p.Reason))],
        statement.TranslationOf,
        [.. statement.NameForms.Select(f => new NameFormJson(f.Name, f.AuthorName, Word(f.Kind), f.Span.Start, f.Span.End, f.IsSuggestion))],
        [.. statement.Evidence.Select(Of)]);

    private static EvidenceJson Of(Evidence evidence) => new(
        evidence.Fact, evidence.Value, evidence.Rule, evidence.Quote, evidence.Span?.Start, evidence.Span?.End, evidence.Confidence, evidence.IsChosen);

    private static SpanJson? Of(TextSpan? span) => span is { } some ? new SpanJson(some.Start, some.End) : null;

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();

    internal sealed record SourceJson(string? Name, string? Url);

    internal sealed record NameJson(string Name, int Start, int End);

    internal sealed record SpanJson(int Start, int End);

    internal sealed record LeftOutJson(int Start, int End, string Reason);

    internal sealed record AuthorJson(string Name, string Kind, string? Affiliation);

    internal sealed record DateJson(string Edtf, DateOnly? Earliest, DateOnly? Latest, string Basis);

    internal sealed record SignatoryJson(string Name, string? Description, int Start, int End);

    internal sealed record NameFormJson(string Name, string Author, string Kind, int Start, int End, bool IsSuggestion);

    internal sealed record EvidenceJson(string Fact, string Value, string Rule, string Quote, int? Start, int? End, double Confidence, bool IsChosen);

    internal sealed record StatementJson(
        int Ordinal,
        string? Title,
        int Start,
        int End,
        string Body,
        string? Language,
        IReadOnlyList<AuthorJson> Authors,
        DateJson? Date,
        SpanJson? Heading,
        SpanJson? SignOff,
        IReadOnlyList<SignatoryJson> Signatories,
        IReadOnlyList<LeftOutJson> Omitted,
        int? TranslationOf,
        IReadOnlyList<NameFormJson> NameForms,
        IReadOnlyList<EvidenceJson> Evidence);
}
