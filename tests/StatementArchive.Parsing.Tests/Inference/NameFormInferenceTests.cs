using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Inference;

public class NameFormInferenceTests
{
    private static readonly ParsedArticle Article = Parsed($"""
        Bread

        Author: Dawn Party of Basra (Left), Dawn Party of Basra

        Dawn Party of Basra (Left)

        {Prose} The Dawn Party of Basra - Left (DPBL) bakes. Not so the Dawn Party of Basra.

        Basra Dawn Party (Left)

        Dawn Party of Basra

        {Prose} The dawn party of Basra bakes, and so does the Dawn Party of Basra (Left).

        """);

    private static IEnumerable<string> Forms(int ordinal, bool suggested) => Article.Statements[ordinal - 1].NameForms
        .Where(form => form.IsSuggestion == suggested).Select(form => $"{form.Kind}: {form.Name}");

    [Fact]
    public void What_differs_in_case_and_punctuation_or_is_defined_as_acronym_is_attested() =>
        Assert.Equal(
            ["Heading: Dawn Party of Basra (Left)", "Byline: Dawn Party of Basra (Left)", "Body: Dawn Party of Basra - Left", "Acronym: DPBL"],
            Forms(1, suggested: false));

    [Fact]
    public void What_only_shares_a_telling_word_is_a_suggestion() => Assert.Equal(["SignOff: Basra Dawn Party (Left)"], Forms(1, suggested: true));

    [Fact]
    public void A_name_that_is_the_beginning_of_another_is_not_met_inside_the_other() =>
        Assert.Equal(["Heading: Dawn Party of Basra", "Byline: Dawn Party of Basra", "Body: dawn party of Basra"], Forms(2, suggested: false));

    [Fact]
    public void Forms_stand_where_they_say() =>
        Assert.All(Article.Statements.SelectMany(statement => statement.NameForms), form => Assert.Equal(form.Name, Article.Passage(form.Span)));
}
