using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using StatementArchive.Data.Search;

namespace StatementArchive.Data.Tests.Search;

public sealed class SearchQueryTests
{
    /// <summary>What is typed, the canonical spelling of what is understood, and the number of notes.</summary>
    [Theory]
    [InlineData("bread roses", "bread roses", 0)]
    [InlineData("\"general strike\"", "\"general strike\"", 0)]
    [InlineData("“general strike” «всем» „Brot und Rosen“", "\"general strike\" \"всем\" \"Brot und Rosen\"", 0)]
    [InlineData("a b OR c", "a (b OR c)", 0)]
    [InlineData("a OR b OR c d", "(a OR b OR c) d", 0)]
    [InlineData("bread | roses", "bread OR roses", 0)]
    [InlineData("bread -roses", "bread -roses", 0)]
    [InlineData("bread -\"red roses\" -author:lopez", "bread -\"red roses\" -author:lopez", 0)]
    [InlineData("-bread", "-bread", 0)]
    [InlineData("co-operative – yes - no", "co-operative yes no", 0)]
    [InlineData("work*", "work*", 0)]
    [InlineData("\"general stri\"*", "\"general stri\"*", 0)]
    [InlineData("\"drive war\"~5", "\"drive war\"~5", 0)]
    [InlineData("drive NEAR/5 war", "\"drive war\"~5", 0)]
    [InlineData("author:\"Ana Lopez\" ORG:bakers lang:fa", "author:\"Ana Lopez\" org:bakers lang:fa", 0)]
    [InlineData("organisation:x language:de Title:y", "org:x lang:de title:y", 0)]
    [InlineData("date:2020-01..2020-03", "date:2020-01-01..2020-03-31", 0)]
    [InlineData("date:2020", "date:2020-01-01..2020-12-31", 0)]
    [InlineData("date:2020-01-31 war", "date:2020-01-31 war", 0)]
    [InlineData("date:..2019-05", "date:..2019-05-31", 0)]
    [InlineData("date:2019-05..", "date:2019-05-01..", 0)]
    [InlineData("(a OR b) (c OR \"d e\")", "(a OR b) (c OR \"d e\")", 0)]
    [InlineData("a AND b", "a b", 0)]
    [InlineData("Bread & roses", "Bread roses", 0)]
    [InlineData("https://example.org/x", "\"https://example.org/x\"", 0)]
    [InlineData("", "", 0)]
    [InlineData("\"", "", 1)]
    [InlineData("*", "", 1)]
    [InlineData("NEAR(", "NEAR", 1)]
    [InlineData("x:y", "x y", 1)]
    [InlineData("a AND", "a", 1)]
    [InlineData("OR a OR", "a", 2)]
    [InlineData("*a*", "a", 2)]
    [InlineData("a\0b", "a b", 1)]
    [InlineData("w*", "w", 1)]
    [InlineData("date:2020-13", "", 1)]
    [InlineData("date:2020..2019 war", "war", 1)]
    [InlineData("\"bread roses", "bread roses", 1)]
    [InlineData("a) b", "a b", 1)]
    [InlineData("(a b", "a b", 1)]
    [InlineData("-(a b)", "a b", 1)]
    [InlineData("\"drive war\"~", "\"drive war\"", 1)]
    [InlineData("!?", "", 1)]
    [InlineData("حزب OR \"کارگران جهان\"", "حزب OR \"کارگران جهان\"", 0)]
    public void Reads_what_is_typed(string typed, string understood, int notes)
    {
        var query = SearchQuery.Read(typed);
        Assert.Equal((understood, notes), (query.UnderstoodAs, query.Notes.Count));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_a_space() => Assert.Equal(("a b", 1), (SearchQuery.Read("a\ud800b").UnderstoodAs, SearchQuery.Read("a\ud800b").Notes.Count));

    [Fact]
    public void Monstrous_queries_are_read_or_refused_with_the_number()
    {
        Assert.Equal("", SearchQuery.Read(new string('(', 50_000)).UnderstoodAs);
        Assert.Contains("50,000", SearchQuery.Refusal(new string('(', 50_000)), StringComparison.Ordinal);
        Assert.Contains("1,000,000", SearchQuery.Refusal(new string('a', 1_000_000)), StringComparison.Ordinal);
        Assert.Contains("201", SearchQuery.Refusal(string.Join(" OR ", Enumerable.Repeat("ab", 201))), StringComparison.Ordinal);
        Assert.Equal(10_000, Assert.IsType<SearchAny>(SearchQuery.Read(string.Join(" OR ", Enumerable.Repeat("ab", 10_000))).Root).Nodes.Count);
        Assert.Null(SearchQuery.Refusal("bread OR roses"));
    }

    private static readonly string[] Pieces = ["bread", "roses", "OR", "AND", "-", "(", ")", "\"", "“", "”", "*", "~5", "author:", "x:", "date:2020", "date:", " ", " ", "حزب", "\ud83e", "\0", "NEAR/3", "|", ":", "a", "://", "„", "«"];

    private static Arbitrary<string> Queries() => Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary();

    [Property(MaxTest = 2_000)]
    public Property Whatever_is_typed_is_read_and_its_spelling_reads_back() => Prop.ForAll(Queries(), typed =>
    {
        var query = SearchQuery.Read(typed);
        Assert.All(query.Notes, note => Assert.InRange(note.Start + note.Length, 0, typed.Length));
        var again = SearchQuery.Read(query.UnderstoodAs);
        Assert.Equal(query.UnderstoodAs, again.UnderstoodAs);
        Assert.Empty(again.Notes);
    });
}
