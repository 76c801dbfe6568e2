using System.Text;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Parsing.Tests.Formats.Containers;

public sealed class ContainerFormatsTests
{
    private const string Record = """{"author":"Ali Khamenei","author_kind":"person","organisation":"Office","year":"1997","title":"Address","lang":"en","text":"Brothers!\n\nWe *speak* 😀 here."}""";

    [Fact]
    public void A_record_is_one_statement_of_its_author_and_its_offsets_count_code_points()
    {
        var article = Assert.Single(Parse(Record));

        var statement = Assert.Single(article.Statements);
        Assert.Equal(new StatementAuthor("Ali Khamenei", AuthorKind.Person, "Office"), Assert.Single(statement.Authors));
        Assert.Equal(("1997", DateBasis.Metadata), (statement.Date!.Edtf, statement.Date.Basis));
        Assert.Equal("Address", article.Title);
        Assert.Equal("Brothers!\n\nWe *speak* 😀 here.", article.Passage(statement.Span));
        Assert.Equal(29, statement.Span.End);
        Assert.Equal("Brothers!\n\nWe \\*speak\\* 😀 here.", statement.Body);
        Assert.Contains(statement.Evidence, e => e is { Fact: "author", Rule: "record", Value: "Ali Khamenei" });
        Assert.Contains(article.Evidence, e => e is { Fact: "place", Rule: "container", Value: "row 1" });
    }

    [Theory]
    [InlineData("""{"text":"a","date":"2007-04-10"}""", "2007-04-10")]
    [InlineData("""{"text":"a","date":"2007-04"}""", "2007-04")]
    [InlineData("""{"text":"a","year":2007}""", "2007")]
    [InlineData("""{"text":"a","date":null,"year":2007}""", "2007")]
    [InlineData("""{"text":"a","published":"2007-04-10T10:00:00Z"}""", "2007-04-10")]
    [InlineData("""{"text":"a"}""", null)]
    public void The_date_is_as_exact_as_the_record_says(string row, string? expected) =>
        Assert.Equal(expected, Parse(row).Single().Statements[0].Date?.Edtf);

    [Theory]
    [InlineData("""{"text":""", "no JSON")]
    [InlineData("[1]", "no JSON object")]
    [InlineData("""{"text":"   "}""", "no text")]
    [InlineData("""{"text":"\u200b\n \u0000"}""", "U+0000")]
    [InlineData("""{"text":"half \ud800"}""", "surrogate")]
    [InlineData("""{"text":"a","date":"2007-02-31"}""", "no date")]
    [InlineData("""{"text":"a","url":"javascript:alert(1)"}""", "url")]
    [InlineData("""{"text":"a","lang":"<b>"}""", "BCP 47")]
    public void A_bad_row_is_named_and_does_not_spoil_the_others(string bad, string reason)
    {
        var entries = Entries($"{Record}\n{bad}\n\n{Record}\n").ToList();

        Assert.Equal(["row 1", "row 2", "row 4"], entries.Select(e => e.Place));
        Assert.Contains(reason, entries[1].Problem, StringComparison.Ordinal);
        Assert.Contains(reason, Assert.Throws<UnreadableDocumentException>(() => ArticleParser.Parse(entries[1], GivenFacts.None, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.All([entries[0], entries[2]], e => Assert.NotNull(e.Record));
    }

    [Fact]
    public void A_row_that_is_too_long_is_refused_alone()
    {
        var entries = Entries($"{Record}\n{{\"text\":\"{new string('x', ReadingLimits.Default.LargestEntry)}\"}}\n{Record}").ToList();

        Assert.Equal([false, true, false], entries.Select(e => e.Problem is not null));
    }

    [Fact]
    public void Gzip_is_read_as_what_is_inside()
    {
        using var stream = new MemoryStream(Containers.Gzip(Encoding.UTF8.GetBytes($"{Record}\n{Record}")));

        var container = ContainerFormats.TryOpen(stream)!;

        Assert.Equal("application/jsonl", container.MediaType);
        Assert.Equal(2, container.Entries.Count());
    }

    [Fact]
    public void Gzip_of_a_document_holds_one_article()
    {
        using var stream = new MemoryStream(Containers.Gzip("A letter.\n\nIt says little.\n"u8.ToArray()));

        var article = ArticleParser.Parse(Assert.Single(ContainerFormats.TryOpen(stream)!.Entries), GivenFacts.None, TestContext.Current.CancellationToken);

        Assert.Equal("text/plain", article.MediaType);
    }

    [Fact]
    public void Gzip_that_is_cut_off_gives_what_it_held_and_then_says_so()
    {
        var rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{{\"text\":\"row {i} {i * 7919 % 1009}\"}}\n"));
        var whole = Containers.Gzip(Encoding.UTF8.GetBytes(rows));
        using var stream = new MemoryStream(whole, 0, whole.Length / 2);
        var seen = 0;

        var fault = Assert.Throws<UnreadableDocumentException>(() =>
        {
            foreach (var entry in ContainerFormats.TryOpen(stream)!.Entries) seen += entry.Problem is null ? 1 : 0;
        });

        Assert.Contains("cut off", fault.Message, StringComparison.Ordinal);
        Assert.InRange(seen, 1_000, 19_999);
    }

    [Fact]
    public void Gzip_that_inflates_to_more_than_text_does_is_refused()
    {
        var bomb = Containers.Gzip(new byte[5_000_000]);

        Assert.Contains("times its size", Containers.Refusal(bomb, new ReadingLimits { AlwaysInflated = 1_000_000, InflationRatio = 20 }), StringComparison.Ordinal);
        Assert.Contains("more than 2,000,000 bytes", Containers.Refusal(bomb, new ReadingLimits { InflatedBytes = 2_000_000 }), StringComparison.Ordinal);
        Assert.Contains("more than 1,000,000 bytes", Containers.Refusal(bomb, new ReadingLimits { LargestEntry = 1_000_000 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Gzip_in_gzip_is_refused() => Assert.Contains("twice", Containers.Refusal(Containers.Gzip(Containers.Gzip("x"u8.ToArray()))), StringComparison.Ordinal);

    [Theory]
    [InlineData(-1)] // the last byte of the length
    [InlineData(-8)] // the first of the checksum
    public void Gzip_whose_end_is_damaged_is_refused(int at)
    {
        var gzip = Containers.Gzip("A letter.\n\nIt says little.\n"u8.ToArray());
        gzip[^-at] ^= 1;

        Assert.Contains("broken", Containers.Refusal(gzip), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Plain words.")]
    [InlineData("{ \"text\": 1,\n \"b\": 2 }")]
    [InlineData("{\"name\":\"no column of a text\"}")]
    [InlineData("<html><body>x</body></html>")]
    public void Other_files_are_no_containers(string content)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));

        Assert.Null(ContainerFormats.TryOpen(stream));
    }

    private static IEnumerable<ContainerEntry> Entries(string content) => ContainerFormats.TryOpen(new MemoryStream(Encoding.UTF8.GetBytes(content)))!.Entries;

    private static List<ParsedArticle> Parse(string content) => [.. Entries(content).Select(entry => ArticleParser.Parse(entry, GivenFacts.None, TestContext.Current.CancellationToken))];
}
