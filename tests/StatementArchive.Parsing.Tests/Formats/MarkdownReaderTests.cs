using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Formats;

public class MarkdownReaderTests
{
    [Fact]
    public void The_front_matter_gives_facts_and_is_no_text()
    {
        var article = Parsed($"---\ntitle: >\n  Bread for all\ndate: \"2010-12-09 21:42:30 +0000\"\nauthors:\n - bakers_union\nheadline: true\n---\n\n{Prose}\n\n**{Prose}**\n");
        Assert.Equal(("Bread for all", "2010-12-09T21:42:30Z", "text/markdown"), (article.Title, article.Published?.ToString(), article.MediaType));
        var statement = Assert.Single(article.Statements);
        Assert.Equal($"{Prose}\n\n{Prose}", statement.Body.Replace("\\", "", StringComparison.Ordinal));
        Assert.Equal("bakers union", Assert.Single(statement.Authors).Name);
        Assert.DoesNotContain("title", article.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("---\nnot: [yaml\n---\n\ntext")]
    [InlineData("* a star\n* and another\n\n- - -\n\nplain")]
    [InlineData("5 * 3 and 2 ** 8 and _x_")]
    public void Plain_text_stays_plain(string text) => Assert.Equal(("text/plain", text), (Parsed(text).MediaType, Parsed(text).Text));

    [Fact]
    public void Bold_names_before_a_colon_are_speakers()
    {
        var article = Parsed($"# Answers\n\nWe asked [both](https://example.org).\n\n**Ana** **Lopez**: {Prose}\n\n**Ben Meier**: {Prose}\n");
        Assert.Equal(["Ana Lopez", "Ben Meier"], article.Statements.Select(statement => Assert.Single(statement.Authors).Name));
        Assert.Equal("We asked both.", article.Passage(Assert.Single(article.Preface)));
    }
}
