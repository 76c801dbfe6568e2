using System.Globalization;
using StatementArchive.Data;
using StatementArchive.Parsing.Formats;
using StatementArchive.Tests;

namespace StatementArchive.Web.Tests;

public class DocumentationTests
{
    private static readonly string Running = File.ReadAllText(Path.Combine(Repository.Root, "docs", "running.md"));

    [Fact]
    public void Every_setting_is_documented_with_its_default()
    {
        var options = new ArchiveOptions();
        foreach (var setting in typeof(ArchiveOptions).GetProperties().Where(property => property.CanWrite && property.PropertyType != typeof(ReadingLimits)))
        {
            var row = Running.Split('\n').Single(line => line.StartsWith($"| `StatementArchive__{setting.Name}` |", StringComparison.Ordinal));
            Assert.Contains($"{setting.GetValue(options)}", row.Split('|')[2], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_limit_is_documented_with_its_default()
    {
        foreach (var limit in typeof(ReadingLimits).GetProperties().Where(property => property.CanWrite))
        {
            var row = Running.Split('\n').Single(line => line.StartsWith($"| `StatementArchive__Limits__{limit.Name}` |", StringComparison.Ordinal));
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{limit.GetValue(ReadingLimits.Default)}"), row.Split('|')[2].Trim());
        }
    }

    [Fact]
    public void The_test_command_of_the_readme_is_the_one_that_decides_what_lands()
    {
        Assert.Contains("\ndotnet test\n", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
        Assert.Contains("\ndotnet test ", File.ReadAllText(Path.Combine(Repository.Root, ".ci", "run")), StringComparison.Ordinal);
    }
}
