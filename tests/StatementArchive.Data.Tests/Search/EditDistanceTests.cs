using StatementArchive.Data.Search;

namespace StatementArchive.Data.Tests.Search;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("strike", "strike", 0)]
    [InlineData("strike", "stirke", 1)] // neighbours changed round
    [InlineData("strike", "strikes", 1)]
    [InlineData("strike", "trike", 1)]
    [InlineData("strike", "stroke", 1)]
    [InlineData("strike", "srtkie", 2)]
    [InlineData("سلیمانی", "سليماني", 2)]
    [InlineData("ca", "abc", null)] // a pair that was changed round is not torn apart
    [InlineData("strike", "bread", null)]
    [InlineData("", "ab", 2)]
    [InlineData("", "abc", null)]
    public void Counts_letters_that_differ_up_to_a_limit(string one, string other, int? expected)
    {
        Assert.Equal(expected, EditDistance.Within(one, other, 2));
        Assert.Equal(expected, EditDistance.Within(other, one, 2));
    }

    [Fact]
    public void Equals_the_whole_table()
    {
        var random = new Random(11);
        for (var round = 0; round < 5_000; round++)
        {
            var (one, other, most) = (Text(), Text(), random.Next(5));
            var distance = Table(one, other);
            Assert.Equal(distance <= most ? distance : null, EditDistance.Within(one, other, most));
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(random.Next(4) == 0 ? 90 : 9)).Select(_ => (char)('a' + random.Next(3))));
    }

    private static int Table(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
            }
        }
        return table[one.Length, other.Length];
    }
}
