using System.Xml.Linq;
using StatementArchive.Tests;

namespace StatementArchive.Data.Tests;

public sealed class LayeringTests
{
    [Theory]
    [InlineData("StatementArchive.Parsing", new string[0])]
    [InlineData("StatementArchive.Data", new[] { "StatementArchive.Parsing" })]
    [InlineData("StatementArchive.Web", new[] { "StatementArchive.Data" })]
    public void References_run_from_Web_to_Data_to_Parsing_and_never_back(string project, string[] expected)
    {
        var file = XDocument.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));
        Assert.Equal(expected, file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)));
    }

    [Fact]
    public void There_is_no_project_beside_these_three() => Assert.Equal(
        ["StatementArchive.Data", "StatementArchive.Parsing", "StatementArchive.Web"],
        Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void The_parser_knows_neither_the_database_nor_the_web() => Assert.DoesNotContain(
        typeof(Parsing.ArticleParser).Assembly.GetReferencedAssemblies(),
        name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.Name.Contains("EntityFramework", StringComparison.Ordinal) || name.Name.Contains("Sqlite", StringComparison.Ordinal));
}
