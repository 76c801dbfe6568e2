using StatementArchive.Parsing.Segmenting;
using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Segmenting;

public class MastheadTests
{
    [Theory]
    [InlineData("Submitted by martin on 4 January, 2020 - 11:11 Author: Red Party, Blue Party", "martin", "2020-01-04T11:11", "Red Party|Blue Party")]
    [InlineData("Author: Red Party, Blue Party\nSubmitted by martin on 4 January, 2020 - 11:11", "martin", "2020-01-04T11:11", "Red Party|Blue Party")]
    [InlineData("Gespeichert von anna am 3. März 2024 - 09:05", "anna", "2024-03-03T09:05", "")]
    [InlineData("Posted by J. Smith on January 4th, 2020 at 9.30 pm", "J. Smith", "2020-01-04T21:30", "")]
    [InlineData("Soumis par claire le 3 janvier 2020", "claire", "2020-01-03", "")]
    [InlineData("By Ana Lopez and Ben Meier", null, null, "Ana Lopez|Ben Meier")]
    [InlineData("Von Ana Lopez", null, null, "Ana Lopez")]
    [InlineData("Published: 2020-01-04", null, "2020-01-04", "")]
    [InlineData("4 January 2020", null, "2020-01-04", "")]
    [InlineData("Autor: Rote Jugend (Ortsgruppe Basra)", null, null, "Rote Jugend (Ortsgruppe Basra)")]
    public void Reads_what_stands_under_the_title(string byline, string? submitter, string? published, string authors)
    {
        var masthead = MastheadReader.Read(Of($"Bread and wages\n\n{byline.Replace("\n", "\n\n")}\n\n{Prose}\n"));
        Assert.Equal("Bread and wages", masthead.Title?.Text);
        Assert.Equal(submitter, masthead.SubmittedBy?.Name);
        Assert.Equal(published, masthead.Published?.ToString());
        Assert.Equal(authors, string.Join('|', masthead.Authors.Select(author => author.Name)));
        Assert.Equal(byline.Split('\n').Length, masthead.Byline.Count);
    }

    [Theory]
    [InlineData("By the time you read this we will be on strike, and so will the bakers of the whole city.")]
    [InlineData("Von der Regierung erwarten wir nichts mehr, von den Gewerkschaften alles, und zwar jetzt und hier.")]
    [InlineData("Par la grève nous avons gagné, par la grève nous gagnerons encore une fois, tous ensemble.")]
    public void Running_text_is_no_byline(string first) => Assert.Empty(MastheadReader.Read(Of($"Bread and wages\n\n{first}\n\n{Prose}\n")).Byline);

    [Fact]
    public void A_text_that_begins_at_once_has_no_title() => Assert.Null(MastheadReader.Read(Of($"{Prose}\n\n{Prose}\n")).Title);

    [Fact]
    public void The_heading_of_a_statement_is_no_title() => Assert.Null(MastheadReader.Read(Of($"Bakers' Union\n\n{Prose}\n\n{Prose}\n")).Title);

    [Fact]
    public void Names_with_commas_are_told_by_the_headings_that_bear_them()
    {
        var masthead = MastheadReader.Read(Of($"Bread\n\nAuthor: Committee for Peace, Bread and Land, Red Party\n\nCommittee for Peace, Bread and Land\n\n{Prose}\n\nRed Party\n\n{Prose}\n"));
        Assert.Equal(["Committee for Peace, Bread and Land", "Red Party"], masthead.Authors.Select(author => author.Name));
    }
}
