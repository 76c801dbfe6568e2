using System.Text.Encodings.Web;
using StatementArchive.Data.Search;
using StatementArchive.Web.Text;

namespace StatementArchive.Web.Tests.Text;

public sealed class OpeningTests
{
    [Theory]
    [InlineData("Soleimani", "soleimani", "<mark>Soleimani</mark>")]
    [InlineData("Fédération unie", "federation", "<mark>F&#xE9;d&#xE9;ration</mark> unie")]
    [InlineData("Féde\u0301ration", "FEDERATION", "<mark>F&#xE9;de&#x301;ration</mark>")]
    [InlineData("a<b>c", "b", "a&lt;<mark>b</mark>&gt;c")]
    [InlineData("one two three", "three one", "<mark>one</mark> two <mark>three</mark>")]
    [InlineData("one two three", "\"two three\" two", "one <mark>two three</mark>")]
    [InlineData("nothing here", "elsewhere", "nothing here")]
    [InlineData("😀 smile", "smile", "&#x1F600; <mark>smile</mark>")]
    [InlineData("𝔉reedom", "freedom", "<mark>&#x1D509;reedom</mark>")]
    public void Marks_what_the_search_means(string text, string search, string html) => Assert.Equal(html, Html(text, search));

    [Fact]
    public void Shows_the_place_that_was_met_however_far_into_the_text()
    {
        var html = Html(string.Concat(Enumerable.Repeat("word ", 500)) + "needle " + string.Concat(Enumerable.Repeat("word ", 500)), "needle");
        Assert.Contains("<mark>needle</mark>", html, StringComparison.Ordinal);
        Assert.StartsWith("&#x2026;word", html, StringComparison.Ordinal);
        Assert.EndsWith("&#x2026;", html, StringComparison.Ordinal);
        Assert.True(html.Length < Opening.Length + 60);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    public void Cuts_no_character_in_two(int length) =>
        Assert.DoesNotContain(Opening.Of(string.Concat(Enumerable.Repeat("😀", 200)), length), c => char.IsSurrogate(c) && !Opening.Of(string.Concat(Enumerable.Repeat("😀", 200)), length).EnumerateRunes().All(r => r.Value is 0x1F600 or '…'));

    private static string Html(string text, string search)
    {
        using var writer = new StringWriter();
        Opening.Html(text, new SearchedWords(SearchQuery.Read(search).Root, ["en"]), "en").WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
