using System.Text.RegularExpressions;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;
using StatementArchive.Parsing.Inference;
using StatementArchive.Parsing.Segmenting;
using StatementArchive.Tests;

namespace StatementArchive.Parsing.Tests;

public partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "ingestion.md"));

    [Fact]
    public void Every_rule_of_boundaries_and_readings_has_a_row_and_no_row_is_without_its_rule()
    {
        var rows = RowOfRule().Matches(Page).Select(row => row.Groups["rule"].Value).Order();
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

    [Fact]
    public void Every_format_has_a_row_in_its_order() => Assert.Equal(
        DocumentFormats.Names.Concat(ContainerFormats.Names),
        RowsUnder("| format | what is read |").Concat(RowsUnder("| format | what is an article |")));

    [Fact]
    public void Every_column_of_records_is_named() => Assert.All(RecordColumns.Names.Keys, name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));

    private static IEnumerable<string> RowsUnder(string head) => Page.Split('\n').SkipWhile(line => line != head).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[1].Trim());

    private static IEnumerable<string> RulesOf(string fact)
    {
        var row = Page.Split('\n').Single(line => line.StartsWith($"| {fact} |", StringComparison.Ordinal));
        return Quoted().Matches(row).Select(match => match.Groups["rule"].Value);
    }

    [GeneratedRegex(@"^\| `(?<rule>[a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex RowOfRule();

    [GeneratedRegex("`(?<rule>[a-z-]+)`")]
    private static partial Regex Quoted();
}
