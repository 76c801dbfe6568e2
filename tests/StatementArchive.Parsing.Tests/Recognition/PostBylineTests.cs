using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Tests.Recognition;

public sealed class PostBylineTests
{
    [Theory]
    [InlineData("Publiziert am 13. Januar 2014 von uriebe", 2014, 1, 13, "uriebe")]
    [InlineData("Posted by Ana Lopez on 3 January 2020", 2020, 1, 3, "Ana Lopez")]
    [InlineData("Ana Lopez | 3 January 2020 at 12:30", 2020, 1, 3, "Ana Lopez")]
    [InlineData("Par\u00a0Matthieu Hy le 07 Mai 2020", 2020, 5, 7, "Matthieu Hy")]
    [InlineData("Gespeichert von rasos am 24. Juli 2017 - 18:55", 2017, 7, 24, "rasos")]
    [InlineData("Publicado por Ana López el 3 de enero de 2020", 2020, 1, 3, "Ana López")]
    [InlineData("le 07 Mai 2020", 2020, 5, 7, null)]
    [InlineData("Published on 3 January 2020 at 10:15 pm", 2020, 1, 3, null)]
    public void Reads_who_posted_and_when(string line, int year, int month, int day, string? author)
    {
        var byline = Assert.IsType<PostByline>(PostByline.TryRead(line, new TextSpan(0, line.Length)));
        Assert.Equal(new DateOnly(year, month, day), byline.Date.FullDay);
        Assert.Equal(author, byline.Author?.In(line));
    }

    [Theory]
    [InlineData("The strike began on 3 January 2020 in London")]
    [InlineData("From 3 January 2020 to 5 January 2020")]
    [InlineData("Posted by Ana Lopez")]
    [InlineData("New York, 24 September 2019")] // a place
    [InlineData("03/04/2020 by Ana Lopez")] // March or April
    [InlineData("rosa, 3 January 2020")] // nothing says that the small word is a name
    public void Leaves_other_lines(string line) => Assert.Null(PostByline.TryRead(line, new TextSpan(0, line.Length)));
}
