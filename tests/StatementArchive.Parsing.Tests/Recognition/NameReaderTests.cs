using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Tests.Recognition;

public class NameReaderTests
{
    [Theory]
    [InlineData("Worker-communist Party of Iran Hekmatist (Official Line)")]
    [InlineData("Organisation of the Communist Alternative in Iraq")]
    [InlineData("Morad Shirin")]
    [InlineData("Sozialistische Jugend e.V.")]
    [InlineData("Parti communiste français")]
    [InlineData("Confederación general del trabajo")]
    [InlineData("حزب کمونیست کارگری ایران")]
    [InlineData("IWGB")]
    [InlineData("Rosa von der Heide")]
    [InlineData("Teamsters Local 123")]
    [InlineData("Machinists Lodge No. 1426")]
    [InlineData("Hotel Workers Union, Branch 2020")]
    public void Names_look_like_names(string line) => Assert.True(NameReader.LooksLikeName(line));

    [Theory]
    [InlineData("People of Iraq,")]
    [InlineData("Down with Islamic Republic!")]
    [InlineData("Long Live Socialist Republic")]
    [InlineData("3 January 2020")]
    [InlineData("We call upon the people")]
    [InlineData("the end of the interference of these two states")]
    [InlineData("\"Against the drive to war\"")]
    [InlineData("info@example.org")]
    [InlineData("What is to be done?")]
    [InlineData("Saturday 11 January")]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("Section 230")]
    [InlineData("Harbour Congress 2020")]
    [InlineData("Local Elections 2020")]
    [InlineData("the local 2020")]
    [InlineData("Branch 1234567")]
    public void Other_lines_do_not(string line) => Assert.False(NameReader.LooksLikeName(line));

    [Theory]
    [InlineData("Worker-communist Party of Iran", AuthorKind.Organisation)]
    [InlineData("Iranian Revolutionary Marxist Tendency", AuthorKind.Organisation)]
    [InlineData("Volksfrontpartei", AuthorKind.Organisation)]
    [InlineData("Bundesvorstand der Jugend", AuthorKind.Organisation)]
    [InlineData("IWGB", AuthorKind.Organisation)]
    [InlineData("Friends of the Earth", AuthorKind.Organisation)]
    [InlineData("سازمان فدائیان", AuthorKind.Organisation)]
    [InlineData("Morad Shirin", AuthorKind.Person)]
    [InlineData("Dr. Union", AuthorKind.Person)]
    [InlineData("Ana María López", AuthorKind.Person)]
    [InlineData("Mayor Helen Ford", AuthorKind.Person)]
    public void Tells_organisations_from_persons(string name, AuthorKind kind) => Assert.Equal(kind, NameReader.KindOf(name).Kind);

    [Fact]
    public void A_kind_told_by_the_shape_alone_is_a_guess()
    {
        Assert.True(NameReader.KindOf("Morad Shirin").Confidence < NameReader.Sure);
        Assert.True(NameReader.KindOf("Red Party").Confidence >= NameReader.Sure);
    }
}
