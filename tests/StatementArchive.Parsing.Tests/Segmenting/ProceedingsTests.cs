using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;
using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Segmenting;

public class ProceedingsTests
{
    /// <summary>Labels at the beginning of a line: the name, and what follows it.</summary>
    [Theory]
    [InlineData("Mr. WARNER. Mr. President, I wish to announce", "Mr. WARNER", "Mr. President, I wish to announce")]
    [InlineData("Ms. MILLENDER-McDONALD. Mr. Speaker, I yield", "Ms. MILLENDER-McDONALD", "Mr. Speaker, I yield")]
    [InlineData("The PRESIDING OFFICER (Mr. Kyl). The clerk will call the roll.", "The PRESIDING OFFICER (Mr. Kyl)", "The clerk will call the roll.")]
    [InlineData("The SPEAKER pro tempore. Without objection", "The SPEAKER pro tempore", "Without objection")]
    [InlineData("Mr. SMITH of New Jersey. I rise", "Mr. SMITH of New Jersey", "I rise")]
    [InlineData("Mr ELIAS KAPAVORE - In 2021, the Parliament passed the Act.", "Mr ELIAS KAPAVORE", "In 2021, the Parliament passed the Act.")]
    [InlineData("Mr Hurd: In summary, the reforms", "Mr Hurd", "In summary, the reforms")]
    [InlineData("Natascha Engel (North East Derbyshire) (Lab):I beg to move", "Natascha Engel (North East Derbyshire) (Lab)", "I beg to move")]
    [InlineData("The Under-Secretary of State for Justice (Mr Crispin Blunt):", "The Under-Secretary of State for Justice (Mr Crispin Blunt)", "")]
    public void Reads_a_label(string text, string name, string words)
    {
        var document = Of($"{text}\n\n{Prose}\n");
        var label = SpeakerLabels.TryRead(document, document.Lines[0])!.Value;
        Assert.Equal(name, label.Span.In(document.Text));
        Assert.Equal(words, document.Text[label.End..document.Lines[0].Span.End].Trim());
    }

    [Theory]
    [InlineData("WASHINGTON, DC – Today, the Congressman said")]
    [InlineData("Mr. Warner went to the market. Then he came back.")]
    [InlineData("The strike goes on - and it will")]
    [InlineData("Masses of the uprising:")]
    [InlineData("We demand: bread")]
    [InlineData("On 3 January 2020: nothing")]
    public void Other_lines_begin_with_no_label(string text)
    {
        var document = Of($"{text}\n\n{Prose}\n");
        Assert.Null(SpeakerLabels.TryRead(document, document.Lines[0]));
    }

    [Theory]
    [InlineData("Mr. WARNER.", "Mr. WARNER", null)]
    [InlineData("Natascha Engel (North East Derbyshire) (Lab):", "Natascha Engel", "Lab")]
    [InlineData("The Parliamentary Under-Secretary of State for Justice (Mr Crispin Blunt):", "Mr Crispin Blunt", null)]
    [InlineData("Mr Deputy Speaker (Mr Lindsay Hoyle):", "Mr Deputy Speaker (Mr Lindsay Hoyle)", null)]
    public void Reads_the_speaker(string label, string name, string? party)
    {
        var author = Assert.Single(SpeakerName.Read(label, new TextSpan(0, label.Length)).Authors);
        Assert.Equal((name, party, AuthorKind.Person), (author.Name, author.Affiliation?.Name, author.Kind.Kind));
    }

    private const string Sitting = $"""
        # On bread

        Mr. WARNER. {Prose} {Prose}

        The PRESIDING OFFICER. Without objection, it is so ordered.

        Mr. WARNER. {Prose}

        Ms. McCAIN. I yield the floor and I thank the gentleman for all that he has said about bread.

        Ms. LUGAR. {Prose} {Prose}

        The clerk will call the roll.

        ## On roses

        Ms. LUGAR. {Prose} {Prose}

        """;

    [Fact]
    public void Turns_that_keep_order_are_no_statements_and_split_none()
    {
        var article = Parsed(Sitting);
        Assert.Equal(["Mr. WARNER", "Ms. LUGAR", "Ms. LUGAR"], article.Statements.Select(statement => Assert.Single(statement.Authors).Name));
        Assert.Contains("Without objection", article.Statements[0].Body, StringComparison.Ordinal);
        Assert.All(article.Statements, statement => Assert.DoesNotContain("I yield the floor", statement.Body, StringComparison.Ordinal));
        Assert.Contains(article.LeftOut, passage => passage.Reason == "procedure" && article.Passage(passage.Span).StartsWith("I yield the floor", StringComparison.Ordinal));
        Assert.DoesNotContain("call the roll", article.Statements[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heading_above_a_speech_is_its_title() => Assert.Equal([null, null, "On roses"], Parsed(Sitting).Statements.Select(statement => statement.Title));

    [Fact]
    public void Marks_of_the_page_are_in_no_body()
    {
        var article = Parsed($"[Record Volume 143, Number 8 (Tuesday, January 28, 1997)]\n\nMr. WARNER. {Prose}\n\n[[Page S697]]\n\n{Prose}\n");
        var statement = Assert.Single(article.Statements);
        Assert.DoesNotContain("S697", statement.Body, StringComparison.Ordinal);
        Assert.Equal("[[Page S697]]", article.Passage(Assert.Single(statement.Omitted).Span));
        Assert.Equal("1997-01-28", article.Published?.ToString());
        Assert.Equal("../1997-01-28", statement.Date?.Edtf);
    }
}
