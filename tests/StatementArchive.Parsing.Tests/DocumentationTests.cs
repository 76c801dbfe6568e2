using System.Text.RegularExpressions;
using StatementArchive.Parsing.Inference;
using StatementArchive.Parsing.Segmenting;
using StatementArchive.Tests;

namespace StatementArchive.Parsing.Tests;

public partial class DocumentationTests
{
    private static readonly string Splitting = File.ReadAllText(Path.Combine(Repository.Root, "docs", "splitting.md"));

    [Fact]
    public void Every_rule_of_boundaries_and_readings_has_a_row_and_no_row_is_without_its_rule()
    {
        var rows = RowOfRule().Matches(Splitting).Select(row => row.Groups["rule"].Value).Order();
        Assert.Equal(BoundaryRules.Proposing.Concat(BoundaryRules.Weighing).Select(rule => rule.Name).Concat(ReadingRules.InOrder.Select(rule => rule.Name)).Order(), rows);
    }

    [Fact]
    public void The_rules_of_facts_are_named_in_their_order()
    {
        Assert.Equal(AuthorInference.Rules.Select(rule => rule.Name), RulesOf("author"));
        Assert.Equal(KindInference.Rules.Select(rule => rule.Name), RulesOf("kind"));
        Assert.Equal(AffiliationInference.Rules.Select(rule => rule.Name), RulesOf("affiliation"));
        Assert.Equal(DateInference.Rules.Select(rule => rule.Name), RulesOf("date"));
    }

    private static IEnumerable<string> RulesOf(string fact)
    {
        var row = Splitting.Split('\n').Single(line => line.StartsWith($"| {fact} |", StringComparison.Ordinal));
        return Quoted().Matches(row).Select(match => match.Groups["rule"].Value);
    }

    [GeneratedRegex(@"^\| `(?<rule>[a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex RowOfRule();

    [GeneratedRegex("`(?<rule>[a-z-]+)`")]
    private static partial Regex Quoted();
}
