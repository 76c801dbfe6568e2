using System.Globalization;
using System.Text.Encodings.Web;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;
using StatementArchive.Web.Text;

namespace StatementArchive.Web.Tests.Text;

public sealed class DateWordsTests
{
    [Theory]
    [InlineData("2020-01-03", "2020-01-03", DatePrecision.Day, "3 January 2020", "3 Jan 2020")]
    [InlineData("2020-01-03", "2020-01-04", DatePrecision.Interval, "3 or 4 January 2020", "3 or 4 Jan 2020")]
    [InlineData("2020-01-31", "2020-02-01", DatePrecision.Interval, "31 January or 1 February 2020", "31 Jan or 1 Feb 2020")]
    [InlineData("2019-12-31", "2020-01-01", DatePrecision.Interval, "31 December 2019 or 1 January 2020", "31 Dec 2019 or 1 Jan 2020")]
    [InlineData("2020-01-03", "2020-01-09", DatePrecision.Interval, "between 3 and 9 January 2020", "between 3 and 9 Jan 2020")]
    [InlineData("2020-01-30", "2020-02-02", DatePrecision.Interval, "between 30 January and 2 February 2020", "between 30 Jan and 2 Feb 2020")]
    [InlineData("2020-01-05", "2020-01-05", DatePrecision.Interval, "5 January 2020", "5 Jan 2020")]
    [InlineData(null, "2020-01-04", DatePrecision.Interval, "no later than 4 January 2020", "no later than 4 Jan 2020")]
    [InlineData("2020-01-04", null, DatePrecision.Interval, "no earlier than 4 January 2020", "no earlier than 4 Jan 2020")]
    [InlineData("2020-01-01", "2020-01-31", DatePrecision.Month, "January 2020", "Jan 2020")]
    [InlineData("2020-01-01", "2020-12-31", DatePrecision.Year, "2020", "2020")]
    [InlineData("0987-01-01", "0987-12-31", DatePrecision.Year, "987", "987")]
    [InlineData(null, null, null, "undated", "undated")]
    public void Say_no_more_than_is_known(string? earliest, string? latest, DatePrecision? precision, string words, string brief)
    {
        var date = new DateFacts(Day(earliest), Day(latest), precision, null, null);
        Assert.Equal(words, DateWords.Of(date));
        Assert.Equal(brief, DateWords.Of(date, isShort: true));
    }

    [Theory]
    [InlineData("2020-01-03", "2020-01-04", DatePrecision.Interval, "<time datetime=\"2020-01-03\">3</time> or <time datetime=\"2020-01-04\">4 January 2020</time>")]
    [InlineData("2020-01-01", "2020-01-31", DatePrecision.Month, "<time datetime=\"2020-01\">January 2020</time>")]
    [InlineData(null, null, null, "undated")]
    public void Give_programs_the_days(string? earliest, string? latest, DatePrecision? precision, string html) =>
        Assert.Equal(html, Html(DateWords.Html(new DateFacts(Day(earliest), Day(latest), precision, null, null))));

    [Theory]
    [InlineData("2020-01-04", "<time datetime=\"2020-01-04\">4 January 2020</time>")]
    [InlineData("2020-01-04T11:11", "<time datetime=\"2020-01-04T11:11\">4 January 2020, 11:11</time>")]
    [InlineData("2020-01-04T11:11:30+01:00", "<time datetime=\"2020-01-04T11:11:30&#x2B;01:00\">4 January 2020, 11:11:30&#x2B;01:00</time>")]
    [InlineData("<b>", "&lt;b&gt;")]
    public void Say_when_an_article_was_published(string iso, string html) => Assert.Equal(html, Html(DateWords.Published(iso)));

    private static DateOnly? Day(string? iso) => iso is null ? null : DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Html(Microsoft.AspNetCore.Html.IHtmlContent content)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    [Theory]
    [InlineData("1979/1991", "1979 to 1991")]
    [InlineData("2019-05/..", "from May 2019")]
    [InlineData("../1991-02-11", "until 11 February 1991")]
    [InlineData("/1991", "until 1991")]
    [InlineData("2020-01", "January 2020")]
    [InlineData("long ago", "long ago")]
    public void Says_how_long_something_held(string edtf, string said) => Assert.Equal(said, DateWords.Period(edtf));
}
