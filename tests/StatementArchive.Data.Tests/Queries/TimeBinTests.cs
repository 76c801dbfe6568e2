using StatementArchive.Data.Queries;

namespace StatementArchive.Data.Tests.Queries;

public sealed class TimeBinTests
{
    [Theory]
    [InlineData("2020-01", 1, "January 2020", "January 2020")]
    [InlineData("2020-01 2020-03", 3, "January 2020", "March 2020")]
    [InlineData("2016-01 2020-12", 60, "January 2016", "December 2020")]
    [InlineData("2016-01 2021-01", 6, "2016", "2021")]
    [InlineData("1848-02 2020-01", 19, "1840–1849", "2020–2029")]
    [InlineData("0001-01 9999-12", 10, "1–999", "9000–9999")]
    public void Are_of_the_finest_size_that_makes_a_picture(string months, int bins, string first, string last)
    {
        var counts = months.Split(' ').Select(m => m.Split('-')).Select(m => new MonthCount(int.Parse(m[0], null), int.Parse(m[1], null), 2)).ToList();
        var found = TimeBin.Of(counts);
        Assert.Equal((bins, first, last), (found.Count, found[0].Label, found[^1].Label));
        Assert.Equal(counts.Count * 2, found.Sum(bin => bin.Count));
        // Without gaps or overlaps.
        Assert.All(found.Zip(found.Skip(1)), pair => Assert.Equal(pair.First.To.AddDays(1), pair.Second.From));
    }

    [Fact]
    public void Of_nothing_are_none() => Assert.Empty(TimeBin.Of([]));
}
