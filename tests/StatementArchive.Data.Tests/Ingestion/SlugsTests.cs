using StatementArchive.Data.Ingestion;

namespace StatementArchive.Data.Tests.Ingestion;

public sealed class SlugsTests
{
    [Theory]
    [InlineData("Worker-communist Party of Iran Hekmatist (Official Line)", "worker-communist-party-of-iran-hekmatist-official-line")]
    [InlineData("Worker-communist Party of Iran - Hekmatist", "worker-communist-party-of-iran-hekmatist")]
    [InlineData("Workers’ Liberty & Workers' Power", "workers-liberty-workers-power")]
    [InlineData("Bündnis 90/Die Grünen", "bundnis-90-die-grunen")]
    [InlineData("Große Œuvre, Łódź, Ærø, İstanbul, ısı", "grosse-oeuvre-lodz-aero-istanbul-isi")]
    [InlineData("حزب کمونیست کارگری", "حزب-کمونیست-کارگری")]
    [InlineData("می\u200Cشود", "می-شود")] // the non-joiner ends a part of a word
    [InlineData("soft\u00ADhyphen", "softhyphen")]
    [InlineData("КПРФ: Йод", "кпрф-йод")]
    [InlineData("हिन्दी में", "हिन्दी-में")] // vowel signs are letters' other halves, not accents
    [InlineData("かがく 科学", "かがく-科学")]
    [InlineData("a/../b?c=d#e%00", "a-b-c-d-e-00")]
    [InlineData("--- ★★★ ---", "")]
    [InlineData("", "")]
    [InlineData("half \uD83D of a pair", "half-of-a-pair")]
    [InlineData("no\uFFFE character", "no-character")]
    public void Makes_words_of_a_name(string name, string expected) => Assert.Equal(expected, Slugs.Of(name, Slugs.Longest, out _));

    [Fact]
    public void Cuts_between_words()
    {
        Assert.Equal("one-two", Slugs.Of("one two three", 9, out var wasCut));
        Assert.True(wasCut);
    }

    [Fact]
    public void Cuts_no_letter_in_two()
    {
        var slug = Slugs.Of(string.Concat(Enumerable.Repeat("𐐨", 60)), 79, out _); // two code units each
        Assert.Equal(78, slug.Length);
    }

    [Fact]
    public void Is_bounded_for_a_title_of_ten_million_characters() =>
        Assert.InRange(Slugs.Of(new string('x', 10_000_000), Slugs.Longest, out _).Length, 1, Slugs.Longest);
}
