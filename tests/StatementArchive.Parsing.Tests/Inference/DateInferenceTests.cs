using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Inference;

public class DateInferenceTests
{
    /// <summary>The statement's text, EDTF, basis, the rule, the quote.</summary>
    [Theory]
    [InlineData(Prose + "\n\n3 January 2020", "2020-01-03", DateBasis.SignOff, "signoff-date", "3 January 2020")]
    [InlineData(Prose + "\n\nLondon, 3. Januar 2020", "2020-01-03", DateBasis.SignOff, "signoff-date", "3. Januar 2020")]
    [InlineData(Prose + "\n\n3 January", "2020-01-03", DateBasis.SignOff, "signoff-date", "3 January")]
    [InlineData(Prose + "\n\nJanuary 2020", "2020-01", DateBasis.SignOff, "signoff-date", "January 2020")]
    [InlineData("3 January 2020\n\n" + Prose, "2020-01-03", DateBasis.Heading, "heading-date", "3 January 2020")]
    [InlineData("Earlier this morning [3 January], the bakers went out on strike in the whole town.", "2020-01-03", DateBasis.Body, "day-of-speaking", "this morning [3 January]")]
    [InlineData("Today, 3 January 2020, the bakers went out on strike in the whole town.", "2020-01-03", DateBasis.Body, "day-of-speaking", "Today, 3 January 2020")]
    [InlineData("Yesterday, 2 January, the bakers went out on strike in the whole town.", "2020-01-03", DateBasis.Body, "day-of-speaking", "Yesterday, 2 January")]
    [InlineData("Heute, am 3. Januar 2020, legten die Bäcker der ganzen Stadt die Arbeit nieder.", "2020-01-03", DateBasis.Body, "day-of-speaking", "Heute, am 3. Januar 2020")]
    [InlineData("On Friday 3 January 2020 the bakers went out on strike in the whole town.", "2020-01-03/2020-01-04", DateBasis.Bounds, "bounds-event", "Friday 3 January 2020")]
    [InlineData("The bakers struck on 2 May 2019 and on 5 June 2019, and nobody has forgotten it.", "2019-06-05/2020-01-04", DateBasis.Bounds, "bounds-event", "5 June 2019")]
    [InlineData(Prose, "../2020-01-04", DateBasis.Bounds, "bounds-article", "4 January 2020")]
    [InlineData("In 1979, in 2015 and during the November 2019 protests the bakers were on strike.", "../2020-01-04", DateBasis.Bounds, "bounds-article", "4 January 2020")]
    [InlineData("The bakers meet on 3 January 2020; everybody is invited to join them in the town hall.", "../2020-01-04", DateBasis.Bounds, "bounds-article", "4 January 2020")]
    [InlineData("The bakers meet again on Saturday 11 January 2020 at two o'clock in the old town hall.", "../2020-01-04", DateBasis.Bounds, "bounds-article", "4 January 2020")]
    public void Dates_a_statement(string text, string edtf, DateBasis basis, string rule, string quote)
    {
        var statement = Assert.Single(Parsed($"Bread\n\nPosted by martin on 4 January 2020\n\nBakers' Union\n\n{text}\n").Statements);
        Assert.Equal((edtf, basis), (statement.Date?.Edtf, statement.Date?.Basis));
        Assert.Contains(statement.Evidence, evidence => evidence is { Fact: "date", IsChosen: true } && evidence.Rule == rule && evidence.Quote == quote);
    }

    [Fact]
    public void A_statement_in_an_undated_article_is_bounded_by_its_events_alone() =>
        Assert.Equal("2020-01-03/..", Assert.Single(Parsed("Bakers' Union\n\nOn Friday 3 January 2020 the bakers went out on strike in the whole town.\n").Statements).Date?.Edtf);

    [Fact]
    public void Nothing_at_all_to_date_it_gives_no_date() => Assert.Null(Assert.Single(Parsed($"Bakers' Union\n\n{Prose}\n").Statements).Date);

    [Fact]
    public void Another_date_that_was_read_is_kept_as_an_alternative()
    {
        var statement = Assert.Single(Parsed("Bakers' Union\n\nToday, 2 January 2020, the bakers went out on strike in the whole town.\n\n3 January 2020\n").Statements);
        Assert.Equal("2020-01-03", statement.Date?.Edtf);
        Assert.Contains(statement.Evidence, evidence => evidence is { Fact: "date", Value: "2020-01-02", IsChosen: false });
    }

    [Fact]
    public void An_archivists_date_of_the_article_bounds_its_statements()
    {
        var given = new GivenFacts { Published = new PublicationTime(new DateOnly(2020, 1, 10)) };
        var article = Parsed($"Bread\n\nPosted by martin on 4 January 2020\n\nBakers' Union\n\n{Prose}\n", given);
        Assert.Equal("../2020-01-10", Assert.Single(article.Statements).Date?.Edtf);
        Assert.Contains(article.Evidence, evidence => evidence is { Fact: "published", Value: "2020-01-04", IsChosen: false });
        Assert.Contains(article.Evidence, evidence => evidence is { Fact: "published", Value: "2020-01-10", Rule: "archivist", IsChosen: true });
    }
}
