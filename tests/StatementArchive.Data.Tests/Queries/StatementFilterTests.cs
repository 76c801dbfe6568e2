using StatementArchive.Data.Queries;

namespace StatementArchive.Data.Tests.Queries;

public sealed class StatementFilterTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("?", "")]
    [InlineData("?q=&from=&author=", "")]
    [InlineData("?Q=%20two+words%20&P=2", "?q=two%20words&p=2")]
    [InlineData("?p=1&sort=newest", "")]
    [InlineData("?sort=oldest&source=b&source=a&source=b&author=x", "?author=x&source=b&source=a&sort=oldest")]
    [InlineData("?year=2021&subject=war&year=2020&subject=bread&year=2021", "?subject=war&subject=bread&year=2021&year=2020")]
    [InlineData("?year=&year=0476", "?year=0476")]
    [InlineData("?from=2020&to=2020", "?from=2020-01-01&to=2020-12-31")]
    [InlineData("?from=2020-02&to=2020-02", "?from=2020-02-01&to=2020-02-29")]
    [InlineData("?q=%D8%B3%D9%84%D8%A7%D9%85", "?q=%D8%B3%D9%84%D8%A7%D9%85")]
    [InlineData("?q=%F0%9F%98%80a", "?q=%F0%9F%98%80a")]
    [InlineData("?utm_source=a&=b&&q", "")]
    public void Reads_a_query_string_and_writes_it_in_one_form(string query, string canonical)
    {
        var filter = StatementFilter.Read(query, out var refusals);
        Assert.Empty(refusals);
        Assert.Equal(canonical, filter.ToQueryString());
        Assert.Equal(canonical, StatementFilter.Read(canonical, out _).ToQueryString());
    }

    [Theory]
    [InlineData("?q=%FF", "q")]
    [InlineData("?q=%C3%28a", "q")]
    [InlineData("?q=a%0Ab", "q")]
    [InlineData("?author=%00", "author")]
    [InlineData("?from=0000", "from")]
    [InlineData("?from=2020-1-1", "from")]
    [InlineData("?from=%D9%A2%D9%A0%D9%A2%D9%A0", "from")] // digits, but not these
    [InlineData("?year=0000", "year")]
    [InlineData("?year=20", "year")]
    [InlineData("?year=2020-01", "year")]
    [InlineData("?year=2020&year=MMXX", "year")]
    [InlineData("?year=%D9%A2%D9%A0%D9%A2%D9%A0", "year")] // digits, but not these
    [InlineData("?subject=%00", "subject")]
    [InlineData("?p=%2B1", "p")]
    [InlineData("?p=10000", "p")]
    [InlineData("?sort=Newest", "sort")]
    public void Refuses_by_the_parameters_name(string query, string parameter)
    {
        StatementFilter.Read(query, out var refusals);
        Assert.Equal(parameter, Assert.Single(refusals).Parameter);
    }

    [Fact]
    public void Names_everything_that_is_wrong_at_once()
    {
        StatementFilter.Read("?from=x&to=y&p=z&sort=w", out var refusals);
        Assert.Equal(["from", "to", "sort", "p"], refusals.Select(r => r.Parameter));
    }

    [Theory]
    [InlineData("?year=2020", "2021", "?year=2020&year=2021")]
    [InlineData("?year=2020&year=2021&p=3", "2020", "?year=2021")]
    [InlineData("", "0476", "?year=0476")]
    public void A_year_is_chosen_beside_others_and_given_up_again(string query, string year, string expected) =>
        Assert.Equal(expected, StatementFilter.Read(query, out _).Toggled(Facet.Year, year).ToQueryString());

    [Fact]
    public void Subjects_and_years_narrow()
    {
        Assert.True(StatementFilter.Read("?subject=war", out _).IsNarrowing);
        Assert.True(StatementFilter.Read("?year=2020", out _).IsNarrowing);
    }

    [Theory]
    [InlineData("one TWO one", "one two")]
    [InlineData("\"to be\" or", "to be or")]
    [InlineData("“to be” «not to»", "to be not to")]
    [InlineData("lone \" mark", "lone mark")]
    [InlineData("Émancipés!", "emancipes")]
    [InlineData("\"\" x", "x")]
    public void Reads_words_and_phrases(string text, string terms) => Assert.Equal(terms, string.Join(' ', SearchTerms.Of(text)));
}
