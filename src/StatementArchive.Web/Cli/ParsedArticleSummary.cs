using System.Globalization;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Cli;

/// <summary>
/// What <c>parse</c> prints for people: the facts of the article, then its text from top to bottom as it was split, every statement with its
/// facts, and every fact with what speaks for it and what was weighed and not taken.
/// </summary>
/// <param name="inColour">Whether the output understands ANSI escapes (ECMA-48, SGR).</param>
internal sealed class ParsedArticleSummary(TextWriter output, bool inColour)
{
    private const int LongestLine = 100;
    private const int LongestQuote = 72;
    private const int LinesOfOpening = 3;
    private const int LinesOfEnd = 2;

    private const string Bold = "1";
    private const string Faint = "2";
    private const string Red = "31";
    private const string Yellow = "33";
    private const string Green = "32";

    // So that a statement differs from the one before it.
    private static readonly string[] OfStatements = ["36", "35", "34", "32", "33"];

    public void Write(ParsedArticle article)
    {
        var text = new Passages(article.Text);
        Fact("", "Title", article.Title);
        Fact("", "Published", article.Published?.ToString());
        Fact("", "Captured", article.Captured?.ToString());
        Fact("", "Submitted by", article.SubmittedBy);
        Fact("", "Source", article.Source?.Name);
        Fact("", "Address", article.Source?.Url);
        Fact("", "Language", article.Language);
        Fact("", "Format", article.MediaType);
        Fact("", "Byline", article.DeclaredAuthors.Count == 0 ? null : string.Join("; ", article.DeclaredAuthors.Select(a => a.Name)));
        output.WriteLine($"{"Split:",-14}{Count(article.Statements.Count, "statement")}, confidence {Share(article.Confidence)}{(article.RunnerUp is { } other ? $"; next best: {Printable.Line(other)}" : "")}");
        Evidence("", article.Evidence);

        List<(TextSpan Span, Action Write)> parts =
        [
            .. article.Statements.Select(statement => (statement.Span, (Action)(() => Write(statement, article.Statements.Count, text)))),
            .. article.Preface.Select(span => (span, (Action)(() => Passage("Preface", span, text, "")))),
            .. article.LeftOut.Select(left => (left.Span, (Action)(() => Passage($"Left out: {left.Reason}", left.Span, text, Faint)))),
        ];
        foreach (var (_, write) in parts.OrderBy(part => part.Span.Start).ThenBy(part => part.Span.End)) write();
    }

    private void Write(ParsedStatement statement, int count, Passages text)
    {
        var colour = OfStatements[(statement.Ordinal - 1) % OfStatements.Length];
        output.WriteLine();
        output.WriteLine(Ink($"Statement {statement.Ordinal} of {count}, characters {statement.Span.Start} to {statement.Span.End}", $"{Bold};{colour}"));
        if (statement.Heading is { } heading) Quoted(text[heading], $"{Bold};{colour}", colour);
        var body = new TextSpan(statement.Heading?.End ?? statement.Span.Start, statement.SignOff?.Start ?? statement.Span.End);
        Quoted(text[body], colour, colour);
        if (statement.SignOff is { } signOff) Quoted(text[signOff], $"{Bold};{colour}", colour);
        Fact("  ", "Title", statement.Title);
        foreach (var author in statement.Authors)
            Fact("  ", author.Kind == AuthorKind.Person ? "Person" : "Organisation", author.Affiliation is { } group ? $"{author.Name}, {group}" : author.Name);
        if (statement.Authors.Count == 0) Fact("  ", "Author", "not known");
        Fact("  ", "Date", statement.Date is { } date ? $"{date.Edtf} ({date.Basis.ToString().ToLowerInvariant()})" : "not known");
        Fact("  ", "Language", statement.Language);
        if (statement.SignOff is { } closing) Fact("  ", "Sign-off", text[closing].Trim());
        foreach (var form in statement.NameForms)
            Fact("  ", "Name form", $"{form.Name}{(form.IsSuggestion ? " (a suggestion" : " (attested")}, {form.Kind.ToString().ToLowerInvariant()})");
        foreach (var omitted in statement.Omitted) Fact("  ", "Left out", $"{omitted.Reason}: {Short(text[omitted.Span].Trim(), LongestQuote)}");
        Evidence("  ", statement.Evidence);
    }

    // Fact by fact, in the order in which they are met; what was not taken below what was.
    private void Evidence(string indent, IReadOnlyList<Evidence> evidence)
    {
        if (evidence.Count == 0) return;
        output.WriteLine($"{indent}Evidence");
        foreach (var item in evidence.GroupBy(item => item.Fact).SelectMany(fact => fact.OrderByDescending(item => item.IsChosen)))
        {
            var quote = item.Quote.Length == 0 ? "" : $": “{Short(item.Quote, LongestQuote)}”";
            var place = item.Span is { } span ? $" at {span.Start}" : "";
            var line = $"{Printable.Line(item.Fact)} = {Short(item.Value, LongestQuote)}, by {Printable.Line(item.Rule)}";
            output.WriteLine($"{indent}  {(item.IsChosen ? $"+ {line}" : Ink($"- {line}", Faint))} ({Share(item.Confidence)}){Ink($"{quote}{place}", Faint)}");
        }
    }

    private void Passage(string what, TextSpan span, Passages text, string colour)
    {
        output.WriteLine();
        output.WriteLine(Ink($"{Printable.Line(what)}, characters {span.Start} to {span.End}", Bold));
        Quoted(text[span], colour, colour);
    }

    // Boundaries are what is to be seen: how a passage begins and ends.
    private void Quoted(string passage, string colour, string edge)
    {
        var lines = passage.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var line in lines.Take(LinesOfOpening)) Quoted(Short(line, LongestLine));
        if (lines.Length > LinesOfOpening + LinesOfEnd) Quoted($"… {Count(lines.Length - LinesOfOpening - LinesOfEnd, "line")} …");
        foreach (var line in lines.Skip(Math.Max(LinesOfOpening, lines.Length - LinesOfEnd))) Quoted(Short(line, LongestLine));

        void Quoted(string line) => output.WriteLine($"  {Ink("▌", edge)} {Ink(line, colour)}");
    }

    private void Fact(string indent, string name, string? value)
    {
        if (value is not null) output.WriteLine($"{indent}{name + ":",-14}{Printable.Line(value)}");
    }

    private string Share(double confidence) =>
        Ink(confidence.ToString("0.00", CultureInfo.InvariantCulture), confidence < 0.5 ? Red : confidence < 0.8 ? Yellow : Green);

    private string Ink(string shown, string code) => inColour && code.Length > 0 ? $"\u001b[{code}m{shown}\u001b[0m" : shown;

    private static string Short(string text, int longest)
    {
        if (text.Length <= longest) return Printable.Line(text);
        var end = char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;
        return Printable.Line(text[..end]) + "…";
    }

    private static string Count(int number, string noun) => $"{number.ToString("N0", CultureInfo.InvariantCulture)} {noun}{(number == 1 ? "" : "s")}";

    /// <summary>The passages of one text at spans in code points.</summary>
    private sealed class Passages(string text)
    {
        private readonly CodePointIndex _index = new(text);

        public string this[TextSpan span] => _index.ToUtf16(span).In(text);
    }
}
