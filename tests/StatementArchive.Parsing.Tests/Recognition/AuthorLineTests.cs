using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Tests.Recognition;

public class AuthorLineTests
{
    private static readonly NameSet Byline = new(["Red Party (Official Line)", "Red Party", "Permanent Spring"]);

    [Theory]
    [InlineData("Red Party", AuthorLineForm.DeclaredName, "Red Party", null)]
    [InlineData("The Red Party:", AuthorLineForm.DeclaredName, "The Red Party", null)]
    [InlineData("Red Party (Official Line)", AuthorLineForm.DeclaredName, "Red Party (Official Line)", null)]
    [InlineData("Ana Lopez, Permanent Spring", AuthorLineForm.DeclaredAffiliation, "Ana Lopez", "Permanent Spring")]
    [InlineData("Ana Lopez (Permanent Spring)", AuthorLineForm.DeclaredAffiliation, "Ana Lopez", "Permanent Spring")]
    [InlineData("Permanent Spring: Ana Lopez", AuthorLineForm.DeclaredAffiliation, "Ana Lopez", "Permanent Spring")]
    [InlineData("Ana Lopez of the Bakers' Union", AuthorLineForm.PersonWithOrganisation, "Ana Lopez", "Bakers' Union")]
    [InlineData("Ana Lopez, General Secretary, Bakers' Union", AuthorLineForm.PersonWithOrganisation, "Ana Lopez", "Bakers' Union")]
    [InlineData("Statement by the Red Party", AuthorLineForm.StatementOf, "Red Party", null)]
    [InlineData("Statement by the Bakers' Union on the price of bread", AuthorLineForm.StatementOf, "Bakers' Union", null)]
    [InlineData("Appeal of the Committee on Housing", AuthorLineForm.StatementOf, "Committee on Housing", null)]
    [InlineData("Joint statement of Ana Lopez", AuthorLineForm.StatementOf, "Ana Lopez", null)]
    [InlineData("Erklärung der Sozialistischen Jugend", AuthorLineForm.StatementOf, "Sozialistischen Jugend", null)]
    [InlineData("Bakers' Union (BU)", AuthorLineForm.OrganisationName, "Bakers' Union", null)]
    [InlineData("Ana Lopez", AuthorLineForm.NameShape, "Ana Lopez", null)]
    public void Reads_who_a_line_names(string line, AuthorLineForm form, string name, string? affiliation)
    {
        var read = AuthorLine.TryRead(line, new TextSpan(0, line.Length), Byline)!;
        Assert.Equal(form, read.Form);
        var author = Assert.Single(read.Authors);
        Assert.Equal((name, affiliation), (author.Name, author.Affiliation?.Name));
        Assert.Equal(name, author.Span.In(line));
    }

    [Fact]
    public void Reads_joint_authors()
    {
        const string Line = "Fire Brigades Union and Bakers' Union";
        Assert.Equal(["Fire Brigades Union", "Bakers' Union"], AuthorLine.TryRead(Line, new TextSpan(0, Line.Length), NameSet.Empty)!.Authors.Select(author => author.Name));
    }

    [Theory]
    [InlineData("People of Iraq,")]
    [InlineData("Masses of the uprising:")]
    [InlineData("Freedom, Equality, Workers’ State!")]
    [InlineData("3 January 2020")]
    [InlineData("The history of American imperialist practices")]
    [InlineData("* * *")]
    public void Other_lines_name_nobody(string line) => Assert.Null(AuthorLine.TryRead(line, new TextSpan(0, line.Length), Byline));
}
