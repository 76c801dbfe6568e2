using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Segmenting;

/// <summary>Texts of one author that look as if they had several, and what else must not be taken for somebody's words.</summary>
public sealed class OneAuthorTests
{
    private const string Other = "We bake for this town at night and sell by day, and we shall go on doing so whatever the price of flour may be.";

    [Fact]
    public void Headings_in_title_case_are_no_people_where_the_page_names_its_author() => Assert.Equal(
        "Labour Renewal",
        Parsed($"<html><head><meta name=\"author\" content=\"Labour Renewal\"><title>Our aims</title></head><body><h1>Our aims</h1><p>{Other}</p><h2>Fair Wages</h2><p>{Prose}</p><h2>Public Housing</h2><p>{Other}</p><h2>Clean Water</h2><p>{Prose}</p></body></html>").Statements.Single().Authors.Single().Name);

    [Theory]
    [InlineData("# Who pays\n\n{0}\n\n## The Bakers' Union\n\nThe Bakers' Union has said for years that it would end the night shift.\n\n## The Millers' League\n\nThe Millers' League has voted against it twice, and nobody knows why.\n\n## The Town Council\n\nMost councillors are for it and say nothing of it.\n")]
    public void Sections_about_organisations_are_those_of_the_author_whom_the_page_names(string text) => Assert.Equal(
        "Ana Lopez",
        Parsed($"---\ntitle: Who pays\nauthor: Ana Lopez\n---\n\n{text.Replace("{0}", Prose, StringComparison.Ordinal)}").Statements.Single().Authors.Single().Name);

    [Fact]
    public void Short_headings_in_plain_text_are_no_signatures_of_what_stands_above()
    {
        var article = Parsed($"Programme of the list\n\n{Prose}\n\nSoziale Sicherheit\n\n{Other}\n\nGute Arbeit\n\n{Prose}\n\nFreie Kultur\n\n{Other}\n");
        Assert.DoesNotContain(article.Statements, statement => statement.Body.Contains("Soziale Sicherheit", StringComparison.Ordinal) && statement.Authors.Any(author => author.Name == "Soziale Sicherheit"));
    }

    [Fact]
    public void A_heading_called_reactions_leaves_nobody_out()
    {
        var article = Parsed($"<html><body><article><h1>The price of bread</h1><p>{Prose} {Prose} {Prose}</p><h2>Reactions</h2><h3>Bakers' Union</h3><p>{Other}</p><h3>Millers' League</h3><p>{Prose}</p></article></body></html>");
        Assert.Contains(Other, string.Join('\n', article.Statements.Select(statement => statement.Body)), StringComparison.Ordinal);
    }

    [Fact]
    public void Paragraphs_in_blocks_of_a_page_builder_stay()
    {
        var article = Parsed($"<html><body><main><div class=\"content-widget\"><p>{Prose}</p></div><div class=\"secondary\"><p>{Other}</p></div><p>{Prose}</p><div class=\"content-bottom\"><p>{Other} {Other}</p></div></main></body></html>");
        Assert.Equal(3, article.Statements.Single().Body.Split("We bake for this town").Length - 1);
    }

    [Fact]
    public void A_sentence_in_brackets_is_text() => Assert.Contains(
        "We wrote this before the news",
        Parsed($"On bread\n\n{Prose}\n\n[We wrote this before the news of the strike reached us.]\n\n{Other}\n").Statements.Single().Body, StringComparison.Ordinal);

    [Theory]
    [InlineData("ENDS")]
    [InlineData("Notes to editors")]
    [InlineData("Press contact:\n\nJens Albers\nPress officer")]
    [InlineData("Kontakt:\n\nJens Albers\nPressesprecher")]
    public void Below_a_release_nobody_signs(string below)
    {
        var statement = Parsed($"FOR IMMEDIATE RELEASE\n\nBread has become dear\n\n{Prose}\n\n{Other}\n\n{below}\n").Statements.Single();
        Assert.Empty(statement.Authors);
        Assert.Contains(Prose, statement.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_title_of_a_release_is_not_that_it_is_one() => Assert.Equal("Bread has become dear", Parsed($"PRESS RELEASE\n\nBread has become dear\n\n{Prose}\n\n{Other}\n").Title);

    [Fact]
    public void Ten_who_sign_under_a_valediction_are_ten()
    {
        var names = new[] { "Ana Lopez", "Rosa Diaz", "Karl Weber", "Lena Maurer", "Tom Brook", "Ida Holm", "Paul Stern", "Eva Lind", "Max Braun", "Nora Falk" };
        var statement = Parsed($"On bread\n\nDear minister,\n\n{Prose}\n\n{Other}\n\nYours sincerely,\n\n{string.Join('\n', names)}\n").Statements.Single();
        Assert.Equal(names, statement.Signatories.Select(one => one.Name));
        Assert.Equal(names, statement.Authors.Select(author => author.Name));
    }
}
