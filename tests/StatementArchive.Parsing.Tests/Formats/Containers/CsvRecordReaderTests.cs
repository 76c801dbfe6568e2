using System.Text;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Parsing.Tests.Formats.Containers;

public sealed class CsvRecordReaderTests
{
    private const string Header = "author,organisation,title,date,source,url,language,text";

    [Fact]
    public void A_row_is_one_statement_and_its_columns_are_facts()
    {
        var article = Assert.Single(Containers.Articles($"{Header}\r\nJane Doe,Bakers' Union,\"Bread, and roses\",2020-01-04,The Baker,https://example.org/1,en,\"We said \"\"no\"\".\r\n\r\nWe meant it.\"\r\n"));

        Assert.Equal("text/csv", article.MediaType);
        var statement = Assert.Single(article.Statements);
        Assert.Equal(new StatementAuthor("Jane Doe", AuthorKind.Person, "Bakers' Union"), Assert.Single(statement.Authors));
        Assert.Equal(("Bread, and roses", "2020-01-04", "en"), (article.Title, statement.Date!.Edtf, article.Language));
        Assert.Equal(new ArticleSource("The Baker", "https://example.org/1"), article.Source);
        Assert.Equal("We said \"no\".\r\n\r\nWe meant it.", article.Passage(statement.Span));
        Assert.Equal("row 2", Containers.ValueOf(article, "place", "container"));
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData(",")]
    public void Fields_are_parted_by_whatever_parts_the_header(string separator) =>
        Assert.Equal("a, b; c", Containers.Articles($"Title{separator}Text\nT{separator}\"a, b; c\"\n").Single().Text);

    [Theory]
    [InlineData("\ufefftitle,text\nÄra,Grüße\n", "utf-8")]
    [InlineData("\ufefftitle\ttext\r\nÄra\tGrüße\r\n", "utf-16")]
    [InlineData("title,text\nÄra,Grüße aus Köln für die Bäckerinnen\n", "windows-1252")]
    [InlineData("sep=;\r\ntitle;text\r\nÄra;Grüße\r\n", "utf-8")]
    public void Bytes_are_read_in_their_encoding(string table, string encoding)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        var article = Assert.Single(Containers.Articles(Encoding.GetEncoding(encoding).GetBytes(table)));

        Assert.Equal("Ära", article.Title);
        Assert.StartsWith("Grüße", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_in_another_encoding_far_below_is_read_in_it_and_says_so()
    {
        var rows = string.Concat(Enumerable.Range(0, 3_000).Select(i => $"t{i},\"{Documents.Prose}\"\n"));
        byte[] table = [.. Encoding.ASCII.GetBytes("title,text\n" + rows), .. Encoding.Latin1.GetBytes("Ära,Grüße aus Köln für die Bäckerinnen und Bäcker\n")];

        var last = Containers.Parsed(Containers.Entries(table)[^1]);

        Assert.Equal("Grüße aus Köln für die Bäckerinnen und Bäcker", last.Text);
        Assert.Contains("statistics", Containers.ValueOf(last, "encoding", "decoding"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b,c", "3 fields, the header 2")]
    [InlineData("a", "1 fields, the header 2")]
    [InlineData("a,", "no text")]
    [InlineData("a,\"b\"c", "written twice")]
    [InlineData("a,\"nul \0\"", "U+0000")]
    public void A_bad_row_is_named_and_does_not_spoil_the_others(string bad, string reason)
    {
        var entries = Containers.Entries($"title,text\nx,one\n\n{bad}\nz,two\n");

        Assert.Equal(["row 2", "row 4", "row 5"], entries.Select(entry => entry.Place));
        Assert.Contains(reason, entries[1].Problem, StringComparison.Ordinal);
        Assert.Equal(["one", null, "two"], entries.Select(entry => entry.Record?.Text));
    }

    [Fact]
    public void A_quotation_mark_that_is_never_closed_costs_one_row()
    {
        var entries = Containers.Entries("title,text\nx,one\ny,\"two\nz,three\nw,four\n");

        Assert.Equal(["row 2", "row 3", "row 4", "row 5"], entries.Select(entry => entry.Place));
        Assert.Contains("never closed (line 3)", entries[1].Problem, StringComparison.Ordinal);
        Assert.Equal(["one", null, "three", "four"], entries.Select(entry => entry.Record?.Text));
    }

    [Fact]
    public void A_row_that_is_too_long_ends_the_reading_and_says_where()
    {
        var table = Encoding.UTF8.GetBytes($"title,text\nx,one\ny,\"{new string('x', 300_000)}\nz,three\n");

        Assert.Contains("row 2", Containers.Refusal(table, new ReadingLimits { LargestEntry = 10_000 }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_bytes_of_a_row_are_a_table_of_it_alone()
    {
        var entries = Containers.Entries("title;text\nx;one\ny;\"two;\nlines\"\n");

        Assert.Equal("title;text\r\ny;\"two;\nlines\"", Encoding.UTF8.GetString(entries[1].Bytes.Span));
        Assert.Equal("two;\nlines", Containers.Articles(entries[1].Bytes.ToArray()).Single().Text);
    }

    [Fact]
    public void Several_authors_are_parted_by_semicolons() =>
        Assert.Equal(["Jane Doe", "John Roe"], Containers.Articles("author,text\nJane Doe; John Roe,We agree.\n").Single().Statements[0].Authors.Select(author => author.Name));

    [Theory]
    [InlineData("subject,text\nBread; The strike ;,We agree.\n")]
    [InlineData("text;Subjects\nWe agree.;\"Bread;The strike\"\n")]
    [InlineData("{\"subject\": [\"Bread\", \" The strike \", \"\", 7], \"text\": \"We agree.\"}\n")]
    public void Subjects_are_those_of_a_column_of_that_name_and_nothing_else(string table)
    {
        var statement = Assert.Single(Assert.Single(Containers.Articles(table)).Statements);
        Assert.Equal(["Bread", "The strike"], statement.Subjects);
        Assert.Equal([("Bread", "record", 1.0), ("The strike", "record", 1.0)], statement.Evidence.Where(evidence => evidence.Fact == "subject").Select(evidence => (evidence.Value, evidence.Rule, evidence.Confidence)));
    }

    [Fact]
    public void A_row_with_too_many_subjects_or_one_that_is_too_long_is_refused()
    {
        Assert.Contains("more than 100 subjects", Containers.Entries($"subject,text\n{string.Join(';', Enumerable.Range(0, 101))},Words.\n").Single().Problem, StringComparison.Ordinal);
        Assert.Contains("longer than 300", Containers.Entries($"subject,text\n{new string('x', 301)},Words.\n").Single().Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Title, text and author are what every statement has.\n\nNothing else counts.\n")]
    [InlineData("Author, text\n\nIn the beginning was the word. It had no commas.\n")]
    [InlineData("| title | text |\n| --- | --- |\n| a | b |\n")]
    [InlineData("# Text\n\ntitle, date\n")]
    [InlineData("name,age\nJane,7\n")]
    [InlineData("text\nalone\n")]
    public void Prose_Markdown_and_other_tables_are_no_tables_of_statements(string text) => Assert.False(Containers.IsContainer(text));
}
