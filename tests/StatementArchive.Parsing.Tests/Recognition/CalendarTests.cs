using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Tests.Recognition;

/// <summary>Dates in Persian, Arabic, Kurdish and Turkish. Conversions as published almanacs have them (Nowruz of 1399 on 20 March 2020; 1 Ramadan 1441 on 24 April 2020).</summary>
public sealed class CalendarTests
{
    [Theory]
    // Persian
    [InlineData("۱۳ دی ۱۳۹۸", "2020-01-03")]
    [InlineData("جمعه ۱۳ دی‌ماه ۱۳۹۸", "2020-01-03")]
    [InlineData("13 دي ماه سال 1398", "2020-01-03")] // Arabic yeh
    [InlineData("۱ فروردین ۱۳۹۹", "2020-03-20")]
    [InlineData("سوم ژانویه ۲۰۲۰", "2020-01-03")]
    [InlineData("بیست و یکم مهر ۱۴۰۱", "2022-10-13")]
    [InlineData("۳ ژانویه ۲۰۲۰", "2020-01-03")]
    [InlineData("۱۳۹۸/۱۰/۱۳", "2020-01-03")]
    [InlineData("1398-10-13", "2020-01-03")]
    [InlineData("۳۰ اسفند ۱۳۹۹", "2021-03-20")] // a leap year
    [InlineData("۱۴ حمل ۱۴۰۰", "2021-04-03")] // Afghan months
    // Arabic
    [InlineData("3 يناير 2020", "2020-01-03")]
    [InlineData("٣ كانون الثاني ٢٠٢٠", "2020-01-03")]
    [InlineData("3 كانون الثاني/يناير 2020", "2020-01-03")]
    [InlineData("الجمعة 3 من يناير عام 2020م", "2020-01-03")]
    [InlineData("17 تشرين الأول 2019", "2019-10-17")]
    [InlineData("1 رمضان 1441", "2020-04-24")]
    [InlineData("٨ جمادى الأولى ١٤٤١هـ", "2020-01-03")]
    [InlineData("1441/9/1 هـ", "2020-04-24")]
    // Kurdish
    [InlineData("٣ی کانوونی دووەمی ٢٠٢٠", "2020-01-03")] // with the ending of the genitive
    [InlineData("٣ی ئازار ٢٠٢٠", "2020-03-03")]
    [InlineData("٢١ی ڕەزبەر ١٤٠١", "2022-10-13")]
    [InlineData("3'ê Cotmeha 2020'an", "2020-10-03")]
    [InlineData("21 Adar 2020", "2020-03-21")]
    // Turkish
    [InlineData("3 Ocak 2020", "2020-01-03")]
    [InlineData("1 Mayıs 2020'de", "2020-05-01")]
    [InlineData("12 Eylül 1980", "1980-09-12")]
    [InlineData("3 Ağustos 2020 Pazartesi", "2020-08-03")]
    public void Reads_a_day(string text, string? day) =>
        Assert.Equal(day, DateReader.Find(text).FirstOrDefault(mention => mention.Year is not null && mention.Day is not null)?.FullDay?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("۳۱ مهر ۱۳۹۸")] // thirty days
    [InlineData("۳۰ اسفند ۱۳۹۸")] // no leap year
    [InlineData("5 می‌گویند که 2020")]
    [InlineData("می گوید 3 نفر")]
    [InlineData("30 صفر نفر")]
    public void Finds_no_day_where_there_is_none(string text) => Assert.DoesNotContain(DateReader.Find(text), mention => mention.FullDay is not null);

    [Theory]
    [InlineData("دی ۱۳۹۸", "2019-12-22/2020-01-20")] // no month of the Gregorian calendar
    [InlineData("يناير 2020", "2020-01")]
    [InlineData("Ocak 2020", "2020-01")]
    public void A_month_alone_is_the_days_that_it_has(string text, string edtf) => Assert.Equal(edtf, Assert.Single(DateReader.Find(text)).Resolve(null, DateBasis.SignOff)?.Edtf);

    [Fact]
    public void A_day_without_year_is_the_last_such_day_of_its_calendar() =>
        Assert.Equal("2020-01-03", Assert.Single(DateReader.Find("۱۳ دی ماه")).Resolve(new DateOnly(2020, 1, 10), DateBasis.SignOff)?.Edtf);

    [Theory]
    [InlineData("de", "2020-04-03")]
    [InlineData("fa", "2020-04-03")]
    [InlineData("en", "2020-03-04/2020-04-03")]
    [InlineData(null, "2020-03-04/2020-04-03")]
    public void Day_and_month_in_figures_are_read_as_the_language_orders_them(string? language, string edtf) =>
        Assert.Equal(edtf, Assert.Single(DateReader.Find("03/04/2020")).In(language).Resolve(null, DateBasis.SignOff)?.Edtf);
}
