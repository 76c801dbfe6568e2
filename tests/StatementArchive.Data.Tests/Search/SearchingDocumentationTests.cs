using System.Text.RegularExpressions;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Tests;

namespace StatementArchive.Data.Tests.Search;

public sealed partial class SearchingDocumentationTests
{
    public static TheoryData<string> Examples => [.. FirstCell().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "searching.md"))).Select(match => match.Groups[1].Value)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_read_without_a_note(string example)
    {
        var query = SearchQuery.Read(example);
        Assert.NotNull(query.Root);
        Assert.Empty(query.Notes);
    }

    [Fact]
    public void The_limits_that_the_page_names_are_the_programs() =>
        Assert.Equal((2_000, 200, 500, 5, 3, 40, 8, 200), (SearchQuery.Longest, SearchQuery.MostTerms, StatementListing.LastPage, Respellings.Few, Respellings.Most, Respellings.MostWords, SearchSuggestions.Most, QueryReader.LongestText));

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex FirstCell();
}
