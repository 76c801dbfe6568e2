using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Tests.Recognition;

public class NameTokensTests
{
    [Theory]
    [InlineData("Worker-communist Party of Iran Hekmatist", "Worker-communist Party of Iran - Hekmatist", true)]
    [InlineData("Organisation of the Communist Alternative in Iraq", "The Organisation of Communist Alternative in Iraq", true)]
    [InlineData("Parti communiste français", "PARTI COMMUNISTE FRANCAIS", true)]
    [InlineData("Worker-communist Party of Iran Hekmatist", "Worker-communist Party of Iran Hekmatist (Official Line)", false)]
    [InlineData("Worker-communist Party of Iran", "Worker-communist Party of Iraq", false)]
    [InlineData("Red Party", "Party Red", false)]
    public void Names_are_the_same_but_for_case_punctuation_and_articles(string one, string other, bool same) => Assert.Equal(same, NameTokens.SameName(one, other));

    [Theory]
    [InlineData("OCAI", "Organisation of the Communist Alternative in Iraq", true)]
    [InlineData("O.C.A.I.", "Organisation of the Communist Alternative in Iraq", true)]
    [InlineData("OOTCAII", "Organisation of the Communist Alternative in Iraq", true)]
    [InlineData("CA", "Organisation of the Communist Alternative in Iraq", false)]
    [InlineData("O", "Organisation", false)]
    public void Acronyms_are_made_of_first_letters(string acronym, string name, bool expected) => Assert.Equal(expected, NameTokens.IsAcronymOf(acronym, name));

    [Theory]
    [InlineData("Hekmatist Party (Official Line)", "Worker-communist Party of Iran Hekmatist (Official Line)", false)]
    [InlineData("Party of Iran", "Worker-communist Party of Iran Hekmatist", true)]
    [InlineData("of", "Party of Iran", false)]
    public void A_short_form_keeps_the_order_of_the_words(string shorter, string longer, bool expected) => Assert.Equal(expected, NameTokens.IsShortFormOf(shorter, longer));
}
