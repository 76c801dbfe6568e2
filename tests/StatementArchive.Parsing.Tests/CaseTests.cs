using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StatementArchive.Parsing.Tests;

/// <summary>
/// A folder below <c>Cases/</c> with <c>input.*</c> and <c>expected.json</c> is a test. The expectation holds what a
/// reader would say of the document, and only that: run the test with a new folder to see what the parser says.
/// </summary>
public class CaseTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Cases");

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_read_as_expected(string name)
    {
        var folder = Path.Combine(Folder, name);
        var input = Assert.Single(Directory.GetFiles(folder, "input.*"));
        var found = Summary(ArticleParser.Parse(File.ReadAllBytes(input), GivenFacts.None, TestContext.Current.CancellationToken)).ToJsonString(Readable);
        var expectation = Path.Combine(folder, "expected.json");
        Assert.True(File.Exists(expectation), $"{name} has no expected.json. The parser says:\n{found}");
        var expected = JsonNode.Parse(File.ReadAllText(expectation))!.ToJsonString(Readable);
        Assert.Equal(expected, found, ignoreLineEndingDifferences: true);
    }

    private static JsonObject Summary(ParsedArticle article) => new()
    {
        ["title"] = article.Title,
        ["published"] = article.Published?.ToString(),
        ["submittedBy"] = article.SubmittedBy,
        ["language"] = article.Language,
        ["declaredAuthors"] = Array(article.DeclaredAuthors.Select(author => author.Name)),
        ["preface"] = Array(article.Preface.Select(span => Ends(article.Passage(span)))),
        ["leftOut"] = Array(article.LeftOut.Select(passage => $"{passage.Reason}: {Ends(article.Passage(passage.Span))}")),
        ["statements"] = new JsonArray([.. article.Statements.Select(statement => Summary(article, statement))]),
    };

    private static JsonObject Summary(ParsedArticle article, ParsedStatement statement) => new()
    {
        ["authors"] = Array(statement.Authors.Select(author =>
            $"{author.Kind.ToString().ToLowerInvariant()} {author.Name}{(author.Affiliation is null ? "" : $", of {author.Affiliation}")}")),
        ["date"] = statement.Date is { } date ? $"{date.Edtf}, by {date.Basis.ToString().ToLowerInvariant()}" : null,
        ["heading"] = statement.Heading is { } heading ? article.Passage(heading) : null,
        ["text"] = Ends(statement.Body),
        ["signOff"] = statement.SignOff is { } signOff ? article.Passage(signOff) : null,
        ["suggestedNames"] = Array(statement.NameForms.Where(form => form.IsSuggestion).Select(form => $"{form.Name} for {form.AuthorName}")),
    };

    private static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    // The first and the last words are enough to see where a passage begins and ends.
    private static string Ends(string passage) => passage.Length <= 80 ? passage : $"{passage[..40]} … {passage[^36..]}";
}
