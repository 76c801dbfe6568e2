using StatementArchive.Web.Fetching;

namespace StatementArchive.Web.Tests.Fetching;

public sealed class PageAddressTests
{
    [Theory]
    [InlineData("https://example.org", "https://example.org/")]
    [InlineData("HTTPS://EXAMPLE.org/A?b=C#d", "https://example.org/A?b=C")]
    [InlineData("http://example.org:80/a", "http://example.org/a")]
    [InlineData("https://example.org:443/", "https://example.org/")]
    [InlineData("https://bücher.example/straße?ä=1", "https://xn--bcher-kva.example/stra%C3%9Fe?%C3%A4=1")]
    [InlineData("https://مثال.example/%D8%A7", "https://xn--mgbh0fb.example/%D8%A7")]
    [InlineData("https://example.org/a%2Fb/../c%0d%0aX:y", "https://example.org/c%0d%0aX:y")]
    [InlineData("https://example.org/a b\r\nX: y", "https://example.org/a%20b%0D%0AX:%20y")]
    [InlineData("http://[2606:4700:0::1111]/", "http://[2606:4700::1111]/")]
    [InlineData("https://example.org/@x:y", "https://example.org/@x:y")]
    public void Is_read_in_ascii_and_without_its_fragment(string given, string read) => Assert.Equal(read, Read(given).AbsoluteUri);

    [Theory]
    [InlineData("", "not the address of a page")]
    [InlineData("example.org/page", "not the address of a page")]
    [InlineData("https://", "not the address of a page")]
    [InlineData("https:///page", "not the address of a page")]
    [InlineData("https://exa mple.org/", "not the address of a page")]
    [InlineData("https://example.org:99999/", "not the address of a page")]
    [InlineData("ftp://example.org/", "https:// or http://")]
    [InlineData("file:///etc/passwd", "https:// or http://")]
    [InlineData("/etc/passwd", "https:// or http://")]
    [InlineData("//example.org/", "https:// or http://")]
    [InlineData("gopher://example.org/", "https:// or http://")]
    [InlineData("javascript:alert(1)", "https:// or http://")]
    [InlineData("data:text/html,x", "https:// or http://")]
    [InlineData("unix:///run/docker.sock", "https:// or http://")]
    [InlineData("https://name@example.org/", "password")]
    [InlineData("https://example.org:443@127.0.0.1/", "password")]
    [InlineData("https://name:word@example.org/", "password")]
    [InlineData("http://example.org:22/", "port")]
    [InlineData("http://example.org:443/", "port")]
    [InlineData("https://example.org:80/", "port")]
    [InlineData("https://example.org:8443/", "port")]
    public void Is_refused_in_words(string given, string reason) =>
        Assert.Contains(reason, Assert.Throws<RefusedFetchException>(() => Read(given)).Message, StringComparison.Ordinal);

    [Fact]
    public void Has_two_thousand_characters_at_most()
    {
        var longest = "https://example.org/".PadRight(PageAddress.Longest, 'x');
        Assert.Equal(longest, Read(longest).AbsoluteUri);
        Assert.Contains("2,000", Assert.Throws<RefusedFetchException>(() => Read(longest + "x")).Message, StringComparison.Ordinal);
    }

    private static Uri Read(string given) => PageAddress.Read(given, Reach.PublicInternet.HasUsualPort);
}
