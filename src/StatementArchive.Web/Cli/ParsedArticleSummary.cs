using System.Globalization;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Cli;

/// <summary>What <c>parse</c> prints for people.</summary>
internal static class ParsedArticleSummary
{
    private const int LongestOpening = 72;

    public static void Write(ParsedArticle article, TextWriter output)
    {
        Fact(output, "", "Title", article.Title);
        Fact(output, "", "Published", article.Published?.ToString());
        Fact(output, "", "Submitted by", article.SubmittedBy);
        Fact(output, "", "Source", article.Source?.Name);
        Fact(output, "", "Address", article.Source?.Url);
        Fact(output, "", "Language", article.Language);
        Fact(output, "", "Byline", article.DeclaredAuthors.Count == 0 ? null : string.Join("; ", article.DeclaredAuthors.Select(a => a.Name)));
        Fact(output, "", "Split", $"{Count(article.Statements.Count, "statement")}, confidence {Share(article.Confidence)}{(article.RunnerUp is { } other ? $"; next best: {other}" : "")}");
        Evidence(output, "", article.Evidence);
        foreach (var statement in article.Statements) Write(article, statement, output);
        if (article.Preface.Count > 0) output.WriteLine("\nPreface");
        foreach (var passage in article.Preface) Passage(output, article, passage, "");
        if (article.LeftOut.Count > 0) output.WriteLine("\nLeft out");
        foreach (var passage in article.LeftOut) Passage(output, article, passage.Span, $"{passage.Reason}: ");
    }

    private static void Write(ParsedArticle article, ParsedStatement statement, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"Statement {statement.Ordinal} of {article.Statements.Count}, characters {statement.Span.Start} to {statement.Span.End}");
        Fact(output, "  ", "Title", statement.Title);
        foreach (var author in statement.Authors)
            Fact(output, "  ", author.Kind == AuthorKind.Person ? "Person" : "Organisation", author.Affiliation is { } group ? $"{author.Name}, {group}" : author.Name);
        if (statement.Authors.Count == 0) Fact(output, "  ", "Author", "not known");
        Fact(output, "  ", "Date", statement.Date is { } date ? $"{date.Edtf} ({date.Basis.ToString().ToLowerInvariant()})" : "not known");
        Fact(output, "  ", "Language", statement.Language);
        Fact(output, "  ", "Opening", Opening(statement.Body));
        Fact(output, "  ", "Sign-off", statement.SignOff is { } signOff ? article.Passage(signOff) : null);
        foreach (var form in statement.NameForms)
            Fact(output, "  ", "Name form", $"{form.Name}{(form.IsSuggestion ? " (a suggestion" : " (attested")}, {form.Kind.ToString().ToLowerInvariant()})");
        Evidence(output, "  ", statement.Evidence);
    }

    private static void Evidence(TextWriter output, string indent, IReadOnlyList<Evidence> evidence)
    {
        if (evidence.Count == 0) return;
        output.WriteLine($"{indent}Evidence");
        foreach (var item in evidence)
        {
            var quote = item.Quote.Length == 0 ? "" : $": “{Opening(item.Quote)}”";
            var place = item.Span is { } span ? $" at {span.Start}" : "";
            output.WriteLine($"{indent}  {(item.IsChosen ? "+" : "-")} {Printable.Line(item.Fact)} = {Opening(item.Value)}, by {Printable.Line(item.Rule)} ({Share(item.Confidence)}){quote}{place}");
        }
    }

    private static void Passage(TextWriter output, ParsedArticle article, TextSpan span, string prefix) =>
        output.WriteLine($"  {Printable.Line(prefix)}{Opening(article.Passage(span))} ({span.Start} to {span.End})");

    private static void Fact(TextWriter output, string indent, string name, string? value)
    {
        if (value is not null) output.WriteLine($"{indent}{name + ":",-14}{Printable.Line(value)}");
    }

    private static string Opening(string text)
    {
        if (text.Length <= LongestOpening) return Printable.Line(text);
        var end = char.IsHighSurrogate(text[LongestOpening - 1]) ? LongestOpening - 1 : LongestOpening;
        return Printable.Line(text[..end]) + "…";
    }

    private static string Count(int number, string noun) => $"{number.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(number == 1 ? "" : "s")}";

    private static string Share(double confidence) => confidence.ToString("0.00", CultureInfo.InvariantCulture);
}
