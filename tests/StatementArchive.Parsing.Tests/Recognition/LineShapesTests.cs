using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Tests.Recognition;

public class LineShapesTests
{
    [Theory]
    [InlineData("3 January 2020", true)]
    [InlineData("London, 3 January 2020", true)]
    [InlineData("Date: 03.01.2020", true)]
    [InlineData("Paris, le 3 janvier 2020", true)]
    [InlineData("On 3 January 2020 the convoy was attacked", false)]
    [InlineData("Saturday 11 January and Sunday 12 January", false)]
    public void Lines_that_hold_a_date_and_a_place(string line, bool expected) => Assert.Equal(expected, LineShapes.DateLine(line, new TextSpan(0, line.Length)) is not null);

    [Theory]
    [InlineData("Yours sincerely,", true)]
    [InlineData("In solidarity", true)]
    [InlineData("Mit solidarischen Grüßen", true)]
    [InlineData("In solidarity with the strikers we march", false)]
    public void Valedictions(string line, bool expected) => Assert.Equal(expected, LineShapes.IsValediction(line));

    [Theory]
    [InlineData("* * *", true)]
    [InlineData("-----", true)]
    [InlineData("=======", true)]
    [InlineData("--", false)]
    [InlineData("* one", false)]
    [InlineData("", false)]
    public void Separators(string line, bool expected) => Assert.Equal(expected, LineShapes.IsSeparator(line));
}
