using System.Text.RegularExpressions;
using StatementArchive.Tests;

namespace StatementArchive.Parsing.Tests;

/// <summary>No text may make a regular expression run for ever: each is written into the program when it is built, and takes linear time or is stopped.</summary>
public sealed partial class RegularExpressionsTests
{
    private static readonly string[] Sources = [.. new[] { "Parsing", "Data", "Web" }.SelectMany(project => Directory.GetFiles(Path.Combine(Repository.Root, "src", $"StatementArchive.{project}"), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];

    [Fact]
    public void Each_takes_linear_time_or_has_a_timeout()
    {
        var expressions = Sources.SelectMany(file => Generated().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), match.Value))).ToList();

        Assert.NotEmpty(expressions);
        Assert.All(expressions, one => Assert.True(IsBounded(one.Value), $"{one.File}: {one.Value}"));
    }

    [Fact]
    public void None_is_made_while_the_program_runs() => Assert.All(Sources, file => Assert.DoesNotMatch(MadeAtRunTime(), File.ReadAllText(file)));

    [Theory]
    [InlineData("""[GeneratedRegex("a+")]""", false)]
    [InlineData("""[GeneratedRegex(", 1000)", RegexOptions.IgnoreCase)]""", false)]
    [InlineData("""[GeneratedRegex("a+", RegexOptions.CultureInvariant, 1000)]""", true)]
    [InlineData("""[GeneratedRegex("a+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]""", true)]
    public void The_rule_tells_them_apart(string attribute, bool isBounded) => Assert.Equal(isBounded, IsBounded(Assert.Single(Generated().Matches(attribute)).Value));

    [Theory]
    [InlineData("new Regex(\"a\")", true)]
    [InlineData("Regex.IsMatch(text, \"a\")", true)]
    [InlineData("Regex pattern = new(\"a\");", true)]
    [InlineData("private static partial Regex Words();", false)]
    [InlineData("Words().IsMatch(text)", false)]
    public void The_rule_knows_what_is_made_at_run_time(string code, bool isMade) => Assert.Equal(isMade, MadeAtRunTime().IsMatch(code));

    private static bool IsBounded(string attribute) => Bounded().IsMatch(attribute);

    [GeneratedRegex(@"\[GeneratedRegex\(.*\)\]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Generated();

    [GeneratedRegex(@"RegexOptions\.NonBacktracking[^""]*\)\]$|, [1-9][0-9]{0,4}\)\]$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Bounded();

    [GeneratedRegex(@"\bnew Regex\b|\bRegex \w+ = new\b|\bRegex\.(?:Is|Match|Replace|Split|Count|Enumerate)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex MadeAtRunTime();
}
