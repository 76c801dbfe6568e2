using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Inference;

public class AuthorInferenceTests
{
    /// <summary>The document below its title, the authors as 'name/kind/affiliation', and the rule that named the first.</summary>
    [Theory]
    [InlineData("Bakers' Union\n\n" + Prose, "Bakers' Union/Organisation/", "heading-name")]
    [InlineData(Prose + "\n\nYours sincerely,\nAna Lopez", "Ana Lopez/Person/", "signoff-name")]
    [InlineData(Prose + "\n\nIn solidarity,\nAna Lopez\nBakers' Union", "Ana Lopez/Person/Bakers' Union", "signoff-name")]
    [InlineData("By Ana Lopez\n\n" + Prose, "Ana Lopez/Person/", "byline-name")]
    [InlineData("Author: Fire Brigades Union, Bakers' Union\n\n" + Prose, "Fire Brigades Union/Organisation/|Bakers' Union/Organisation/", "byline-name")]
    [InlineData("Author: Permanent Spring\n\nAna Lopez, Permanent Spring\n\n" + Prose, "Ana Lopez/Person/Permanent Spring", "heading-name")]
    [InlineData("Fire Brigades Union and Bakers' Union\n\n" + Prose, "Fire Brigades Union/Organisation/|Bakers' Union/Organisation/", "heading-name")]
    public void Names_who_speaks(string text, string authors, string rule)
    {
        var statement = Assert.Single(Parsed($"Bread and roses for everybody\n\n{text}\n").Statements);
        Assert.Equal(authors, string.Join('|', statement.Authors.Select(author => $"{author.Name}/{author.Kind}/{author.Affiliation}")));
        Assert.Equal(rule, statement.Evidence.First(evidence => evidence is { Fact: "author", IsChosen: true }).Rule);
    }

    [Fact]
    public void The_title_names_the_author_of_a_single_statement()
    {
        var statement = Assert.Single(Parsed($"Statement by the Bakers' Union\n\n{Prose}\n\n{Prose}\n").Statements);
        Assert.Equal("Bakers' Union", Assert.Single(statement.Authors).Name);
    }

    [Theory]
    [InlineData("Interview with Rosa Diaz: 'We go on'", "**What now?**\n\n{0}\n\n**And then?**\n\n{0}", "Rosa Diaz")]
    [InlineData("Interview with Rosa Diaz", "Q: What now?\n\nA: {0}\n\nQ: And then?\n\nA: {0}", "Rosa Diaz")]
    [InlineData("Im Gespräch mit Rosa Díaz von der Heide", "Was nun?\n\n{0}\n\nUnd dann?\n\n{0}", "Rosa Díaz von der Heide")]
    [InlineData("گفتگو با رزا دیاز", "چه باید کرد؟\n\n{0}\n\nو بعد؟\n\n{0}", "رزا دیاز")]
    [InlineData("Interview with Rosa Diaz", "{0}\n\n{0}", "Ana Lopez")] // nobody asks
    public void Who_is_asked_speaks_and_not_who_asks(string title, string text, string author) => Assert.Equal(
        author,
        Assert.Single(Assert.Single(Parsed($"---\ntitle: \"{title}\"\nauthor: Ana Lopez\n---\n\n{text.Replace("{0}", Prose, StringComparison.Ordinal)}\n").Statements).Authors).Name);

    [Fact]
    public void A_town_under_a_name_signs_nothing() => Assert.Equal("Ana Lopez", Assert.Single(Assert.Single(Parsed($"Bread\n\n{Prose}\n\n{Prose}\n\nAna Lopez\nHarwick\n").Statements).Authors).Name);

    [Fact]
    public void A_role_behind_a_name_is_no_part_of_the_byline() => Assert.Equal("Claire Martin", Assert.Single(Assert.Single(Parsed($"Du pain\n\nPar Claire Martin, secrétaire générale\n\n{Prose}\n").Statements).Authors).Name);

    [Theory]
    [InlineData("Statement by H.E. Mr. Owen Blake, Minister for Bread, at the General Debate", "H.E. Mr. Owen Blake")]
    [InlineData("Statement by the Bakers' Union on the price of flour", "Bakers' Union")]
    public void The_title_of_a_page_names_the_author(string title, string author) => Assert.Equal(
        author,
        Assert.Single(Assert.Single(Parsed($"<html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>New York, 24 September 2019</p><p>{Prose}</p><p>{Prose}</p></main></body></html>").Statements).Authors).Name);

    [Fact]
    public void A_member_is_not_of_the_place_that_elects_them() => Assert.Null(Assert.Single(Assert.Single(Parsed($"Bread\n\n{Prose}\n\nYours,\nRosa Diaz\nMP for Harwick\n").Statements).Authors).Affiliation);

    [Fact]
    public void Nobody_is_made_up() => Assert.Empty(Assert.Single(Parsed($"Bread\n\n{Prose}\n\n{Prose}\n").Statements).Authors);

    [Fact]
    public void The_preface_tells_whose_person_somebody_is()
    {
        var article = Parsed($"Bread\n\nAuthor: Red Dawn, Permanent Spring\n\nThanks to the Red Dawn and to Ana Lopez of the Permanent Spring for these texts.\n\nRed Dawn\n\n{Prose}\n\nAna Lopez\n\n{Prose}\n");
        var ana = article.Statements.Single(statement => statement.Authors[0].Name == "Ana Lopez").Authors[0];
        Assert.Equal((AuthorKind.Person, "Permanent Spring"), (ana.Kind, ana.Affiliation));
        Assert.Equal(AuthorKind.Organisation, article.Statements.Single(statement => statement.Authors[0].Name == "Red Dawn").Authors[0].Kind);
    }

    [Fact]
    public void A_signature_by_another_name_is_an_alternative_not_the_author()
    {
        var statement = Assert.Single(Parsed($"Bakers' Union\n\n{Prose}\n\nBread Workers' Union\n3 January 2020\n").Statements);
        Assert.Equal("Bakers' Union", Assert.Single(statement.Authors).Name);
        Assert.Contains(statement.Evidence, evidence => evidence is { Fact: "author", Value: "Bread Workers' Union", IsChosen: false });
    }
}
