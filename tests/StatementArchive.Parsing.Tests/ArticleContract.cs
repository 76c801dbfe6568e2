using System.Text;

namespace StatementArchive.Parsing.Tests;

/// <summary>What holds for every parsed article, whatever it was made of.</summary>
internal static class ArticleContract
{
    /// <summary>Every character that is not white space is in exactly one statement, in the preface, or left out; statements follow each other.</summary>
    public static void AccountsForEveryCharacter(ParsedArticle article)
    {
        var codePoints = article.Text.EnumerateRunes().ToList();
        var seen = new int[codePoints.Count];
        foreach (var span in article.Statements.Select(statement => statement.Span).Concat(article.Preface).Concat(article.LeftOut.Select(passage => passage.Span)))
        {
            IsInside(span, seen.Length);
            for (var at = span.Start; at < span.End; at++) seen[at]++;
        }
        for (var at = 0; at < seen.Length; at++)
        {
            if (seen[at] != 1 && !Rune.IsWhiteSpace(codePoints[at])) Assert.Fail($"Character {at} ({codePoints[at]}, U+{codePoints[at].Value:X4}) is in {seen[at]} parts.");
        }
        Assert.All(article.Statements.Zip(article.Statements.Skip(1)), pair => Assert.True(pair.First.Span.End <= pair.Second.Span.Start));
    }

    /// <summary>Everything that a statement says of places lies in the statement, or for names in the article; evidence quotes the text where it says.</summary>
    public static void PointsIntoTheText(ParsedArticle article)
    {
        var index = new CodePointIndex(article.Text);
        foreach (var statement in article.Statements)
        {
            foreach (var part in new[] { statement.Heading, statement.SignOff }.OfType<TextSpan>().Concat(statement.Omitted.Select(passage => passage.Span))) Assert.True(statement.Span.Contains(part), $"{part} is not in {statement.Span}.");
            foreach (var span in statement.NameForms.Select(form => form.Span).Concat(statement.Signatories.Select(signatory => signatory.Span)).Where(span => span != default)) IsInside(span, index.Length);
        }
        foreach (var author in article.DeclaredAuthors) IsInside(author.Span, index.Length);
        foreach (var evidence in article.Evidence.Concat(article.Statements.SelectMany(statement => statement.Evidence)))
        {
            Assert.InRange(evidence.Confidence, 0, 1);
            if (evidence.Span is not { } span) continue;
            IsInside(span, index.Length);
            Assert.Equal(evidence.Quote, index.ToUtf16(span).In(article.Text));
        }
    }

    private static void IsInside(TextSpan span, int length) => Assert.True(span.Start >= 0 && span.Start < span.End && span.End <= length, $"{span} is no passage of a text of {length}.");
}
