using System.Globalization;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Tests.Recognition;

public class DateReaderTests
{
    [Theory]
    [InlineData("3 January 2020", "3 January 2020", 2020, 1, 3)]
    [InlineData("on Friday 3 January 2020 the convoy", "Friday 3 January 2020", 2020, 1, 3)]
    [InlineData("Friday, 3rd of January, 2020", "Friday, 3rd of January, 2020", 2020, 1, 3)]
    [InlineData("January 3rd, 2020", "January 3rd, 2020", 2020, 1, 3)]
    [InlineData("4 January, 2020 - 11:11", "4 January, 2020", 2020, 1, 4)]
    [InlineData("am 3. März 2024 in Berlin", "3. März 2024", 2024, 3, 3)]
    [InlineData("le 1er mai 2021", "1er mai 2021", 2021, 5, 1)]
    [InlineData("3 de enero de 2020", "3 de enero de 2020", 2020, 1, 3)]
    [InlineData("2020-01-03", "2020-01-03", 2020, 1, 3)]
    [InlineData("03.01.2020", "03.01.2020", 2020, 1, 3)]
    [InlineData("2020/01/03", "2020/01/03", 2020, 1, 3)]
    [InlineData("31/12/2019", "31/12/2019", 2019, 12, 31)]
    [InlineData("12/31/2019", "12/31/2019", 2019, 12, 31)]
    [InlineData("5/5/2020", "5/5/2020", 2020, 5, 5)]
    [InlineData("29 February 2024", "29 February 2024", 2024, 2, 29)]
    public void Reads_a_day_with_its_year(string text, string quote, int year, int month, int day)
    {
        var mention = Assert.Single(DateReader.Find(text));
        Assert.Equal(quote, mention.Span.In(text));
        Assert.Equal(new DateOnly(year, month, day), mention.FullDay);
    }

    [Theory]
    [InlineData("[on 3 January] when America", null, 1, 3)]
    [InlineData("Saturday 11 January 2pm", null, 1, 11)]
    [InlineData("During the November 2019 protests", 2019, 11, null)]
    [InlineData("am 1. Mai", null, 5, 1)]
    public void Reads_what_a_date_leaves_open(string text, int? year, int month, int? day)
    {
        var mention = Assert.Single(DateReader.Find(text));
        Assert.Equal((year, month, day), (mention.Year, mention.Month, mention.Day));
        Assert.Null(mention.FullDay);
    }

    [Theory]
    [InlineData("31 February 2020")]
    [InlineData("29.02.2023")]
    [InlineData("in 1979 and 2015")]
    [InlineData("they may 3 times march on")]
    [InlineData("version 1.2.2020.4 of 10")]
    [InlineData("252 Grays Inn Rd")]
    [InlineData("about 1500 people")]
    [InlineData("")]
    public void Finds_no_date_where_there_is_none(string text) => Assert.DoesNotContain(DateReader.Find(text), mention => mention.Day is not null && mention.Year is not null);

    [Fact]
    public void A_date_in_figures_that_can_be_read_in_two_ways_is_no_day()
    {
        var mention = Assert.Single(DateReader.Find("03/04/2020"));
        Assert.Null(mention.FullDay);
        var date = mention.Resolve(latest: null, DateBasis.SignOff)!;
        Assert.Equal("2020-03-04/2020-04-03", date.Edtf);
        Assert.Equal(DatePrecision.Interval, date.Precision);
    }

    [Fact]
    public void The_articles_date_settles_which_of_two_readings_is_meant() =>
        Assert.Equal("2020-03-04", Assert.Single(DateReader.Find("03/04/2020")).Resolve(new DateOnly(2020, 3, 10), DateBasis.SignOff)!.Edtf);

    [Theory]
    [InlineData("3 January", "2020-01-04", "2020-01-03")]
    [InlineData("3 January", "2020-01-03", "2020-01-03")]
    [InlineData("31 December", "2020-01-04", "2019-12-31")]
    [InlineData("March 2019", "2020-01-04", "2019-03")]
    public void A_date_without_year_is_the_last_such_day_up_to_the_article(string text, string latest, string edtf) =>
        Assert.Equal(edtf, Assert.Single(DateReader.Find(text)).Resolve(DateOnly.ParseExact(latest, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateBasis.SignOff)!.Edtf);

    [Fact]
    public void A_date_without_year_in_an_undated_article_is_no_date() => Assert.Null(Assert.Single(DateReader.Find("3 January")).Resolve(null, DateBasis.SignOff));

    [Fact]
    public void Digits_of_other_scripts_count() => Assert.Equal(new DateOnly(2020, 1, 3), Assert.Single(DateReader.Find("۲۰۲۰/۰۱/۰۳")).FullDay);
}
