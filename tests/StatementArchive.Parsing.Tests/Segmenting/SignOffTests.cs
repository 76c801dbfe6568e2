using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;
using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Segmenting;

public class SignOffTests
{
    [Theory]
    [InlineData("Bakers' Union", "Bakers' Union\n\n3 January 2020", "Bakers' Union", "2020-01-03")]
    [InlineData("Bakers' Union", "London, 3 January 2020\n\nBakers' Union", "Bakers' Union", "2020-01-03")]
    [InlineData("Bakers' Union", "The Bakers' Union", "The Bakers' Union", null)]
    [InlineData("Bakers' Union", "3 January 2020", null, "2020-01-03")]
    [InlineData("Bread Workers' Union", "BWU", "BWU", null)]
    [InlineData(null, "Yours sincerely,\nAna Lopez\nGeneral Secretary\nana@example.org", "Ana Lopez", null)]
    [InlineData(null, "Ana Lopez", "Ana Lopez", null)]
    [InlineData(null, "Fire Brigades Union and Bakers' Union", "Fire Brigades Union|Bakers' Union", null)]
    public void Reads_closing_lines(string? author, string closing, string? names, string? date)
    {
        var document = Of($"{Prose}\n\n{closing}\n");
        var signOff = SignOff.TryRead(document, 0, document.Lines.Count, NameSet.Empty, author is null ? [] : [author])!;
        Assert.Equal(closing, signOff.Span.In(document.Text));
        Assert.Equal(names, signOff.Name is { } name ? string.Join('|', name.Author!.Authors.Select(one => one.Name)) : null);
        Assert.Equal(date, signOff.Date?.FullDay?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("Down with the price of bread!\nLong live the bakers!")]
    [InlineData("We will be back on 3 January 2020 with more bread than ever.")]
    [InlineData("Bread")]
    [InlineData("And so say all of us.")]
    public void Slogans_and_sentences_close_nothing(string closing)
    {
        var document = Of($"{Prose}\n\n{closing}\n");
        Assert.Null(SignOff.TryRead(document, 0, document.Lines.Count, NameSet.Empty, []));
    }
}
