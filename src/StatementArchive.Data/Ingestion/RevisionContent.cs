using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Ingestion;

/// <summary>A statement as one revision has it, whole: what <see cref="Revision.Content"/> holds as JSON. Offsets as in <see cref="Statement"/>.</summary>
/// <param name="Signatories">Without hidden ones: the public reads revisions.</param>
/// <param name="Subjects"><c>null</c> in revisions made before statements had subjects.</param>
public sealed record RevisionContent(
    int Ordinal,
    string? Title,
    string? Heading,
    string Body,
    int? BodySignOffStart,
    int Start,
    int End,
    string? Language,
    IReadOnlyList<RevisionContent.AuthorContent> Authors,
    RevisionContent.DateContent? Date,
    IReadOnlyList<RevisionContent.SignatoryContent> Signatories,
    string? TranslationOf,
    IReadOnlyList<RevisionContent.SubjectContent>? Subjects)
{
    /// <summary>How it is written: camel case, every key present, letters as they are.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Reads what stands in <see cref="Revision.Content"/>.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static RevisionContent Read(string json) => JsonSerializer.Deserialize<RevisionContent>(json, Json) ?? throw new JsonException("A revision has a content.");

    public static RevisionContent Of(Statement statement) => new(
        statement.Ordinal,
        statement.Title,
        statement.Heading,
        statement.Body,
        statement.BodySignOffStart,
        statement.Start,
        statement.End,
        statement.Language,
        [.. statement.Authors.OrderBy(a => a.Position).Select(a => new AuthorContent(a.Author.Slug, a.Author.Name, a.Author.Kind, a.Affiliation?.Slug, a.Affiliation?.Name))],
        statement is { Edtf: { } edtf, Precision: { } precision, Basis: { } basis } ? new DateContent(edtf, statement.Earliest, statement.Latest, precision, basis) : null,
        [.. statement.Signatories.Where(s => !s.IsHidden).Select(s => new SignatoryContent(s.Name, s.Description))],
        statement.TranslationOf?.Slug,
        [.. statement.Subjects.Select(s => new SubjectContent(s.Subject.Slug, s.Subject.Name))]);

    /// <summary>An author by address and by the name that it bore then.</summary>
    public sealed record AuthorContent(string Slug, string Name, AuthorKind Kind, string? AffiliationSlug, string? Affiliation);

    /// <summary>A subject by address and by the name that it bore then.</summary>
    public sealed record SubjectContent(string Slug, string Name);

    public sealed record SignatoryContent(string Name, string? Description);

    public sealed record DateContent(string Edtf, DateOnly? Earliest, DateOnly? Latest, DatePrecision Precision, DateBasis Basis);
}
