using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Segmenting;
using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Segmenting;

public sealed class SpeakerLabelsTests
{
    private const string Answer = "I thank the hon. Member for this question, which the bakers of this town have asked for many years without an answer.";

    private static IEnumerable<(string Name, string? Affiliation)> Speakers(string text) =>
        Parsed(text).Statements.SelectMany(statement => statement.Authors).Select(author => (author.Name, author.Affiliation));

    [Fact]
    public void The_number_of_a_question_and_the_seat_are_no_part_of_a_name() => Assert.Equal(
        [("Ana Lopez", "Con"), ("Mr Rosa Diaz", "Lab/Co-op"), ("Karl Weber", "SNP")],
        Speakers($"Oral Answers\n\nT1. [66880] Ana Lopez (West Bakeshire) (Con): {Prose}\n\n2. Mr Rosa Diaz (Mill Central) (Lab/Co-op): {Answer}\n\nKarl Weber (Moray) (SNP): {Prose}\n"));

    [Fact]
    public void An_office_speaks_through_the_person_in_brackets_whatever_it_joins() => Assert.Equal(
        [("Mr Owen Blake", "Lab"), ("Mr Karl Weber", "Department for Bread, Roses and Other Flowers"), ("Rosa Diaz", null), ("The Minister for Bread and Roses", null)],
        Speakers($"Oral Answers\n\n1. Mr Owen Blake (Mill Central) (Lab): {Answer}\n\nThe Parliamentary Under-Secretary of State for Bread, Roses and Other Flowers (Mr Karl Weber): {Answer}\n\nThe Minister for Bread and Roses (Rosa Diaz): {Prose}\n\nThe Minister for Bread and Roses: {Answer}\n"));

    [Fact]
    public void Names_in_bold_before_the_answers_are_the_speakers_of_an_interview_and_questions_head_what_is_answered()
    {
        var article = Parsed($"# A talk with the bakers\n\n**Paper: What do you want?**\n\n**Ana**: {Answer}\n\n**Rosa**: {Prose}\n\n**And what will you do?**\n\n**Rosa**: {Answer}\n\n**Ana**: {Prose}\n");
        Assert.Equal(["Ana", "Rosa", "Rosa", "Ana"], article.Statements.Select(statement => statement.Authors.Single().Name));
        Assert.Equal(["Paper: What do you want?", null, "And what will you do?", null], article.Statements.Select(statement => statement.Title));
        Assert.All(article.Statements, statement => Assert.DoesNotContain("What", statement.Body, StringComparison.Ordinal));
    }

    [Fact]
    public void One_word_before_a_colon_that_stands_once_is_no_speaker() => Assert.DoesNotContain(
        "Veterans",
        Speakers($"Replies\n\nVeterans: {Prose}\n\nMr J Lopez (DA): {Prose}\n\nMrs R Diaz (COPE-Gauteng): {Answer}\n").Select(speaker => speaker.Name));

    [Fact]
    public void The_reply_under_a_written_question_is_that_of_who_was_asked()
    {
        var article = Parsed($"For written reply\n\nMr J Lopez (DA) to ask the Minister of Bread:\n\n{Prose}\n\nREPLY\n\n{Answer}\n\n{Answer}\n");
        Assert.Equal(["Mr J Lopez", "Minister of Bread"], article.Statements.Select(statement => statement.Authors.Single().Name));
        Assert.Equal($"{Answer}\n\n{Answer}", article.Statements[1].Body);
    }

    [Fact]
    public void A_knight_is_a_speaker_and_what_members_do_belongs_to_nobody()
    {
        var article = Parsed($"<html><body><h1>Bread</h1><p><b>Mr JOHN BAKER (Mill Open)</b> – {Answer}</p><p><b>Sir PETER MILLER (Minister for Bread)</b> – {Prose}</p><p>Several hon. Members rose—</p><p><b>Supplementary Question</b></p><p><b>Mr JOHN BAKER</b> – {Answer}</p></body></html>");
        Assert.Equal(["Mr JOHN BAKER", "Sir PETER MILLER", "Mr JOHN BAKER"], article.Statements.Select(statement => statement.Authors.Single().Name));
        Assert.Equal(Prose, article.Statements[1].Body);
        Assert.Equal("Supplementary Question", article.Statements[2].Title);
    }

    [Fact]
    public void One_member_with_a_party_is_enough() => Assert.Equal(
        [("Mr J Lopez", "DA")],
        Speakers($"Replies\n\nMr J Lopez (DA) to ask the Minister of Bread:\n\n{Prose}\n\n{Answer}\n").Take(1));

    [Theory]
    [InlineData("Aims and demands: {0}")] // heads a paragraph
    [InlineData("Note: {0}")]
    [InlineData("Original comment: https://example.org/x")]
    [InlineData("Tellers for the Ayes: Ana Lopez")]
    public void Other_words_before_a_colon_are_no_speakers(string line)
    {
        var paragraph = string.Format(System.Globalization.CultureInfo.InvariantCulture, line, Prose);
        var document = Of($"Bread\n\nMr Ana Lopez: {Prose}\n\nMrs Rosa Diaz: {Answer}\n\n{paragraph}\n");
        Assert.Equal(2, SpeakerLabels.SetApart(document).Blocks.Count(block => block.Kind == BlockKind.SpeakerLabel));
    }

    [Fact]
    public void Data_for_programs_is_refused_and_not_taken_for_text() => Assert.All(
        ["""{"speeches": [{"name": "Ana Lopez", "text": "Bread for all."}]}""", "<?xml version=\"1.0\"?><debate><p>Bread for all.</p></debate>"],
        data => Assert.Contains("of a kind that is not read", Assert.Throws<UnreadableDocumentException>(() => Parsed(data)).Message, StringComparison.Ordinal));

    [Fact]
    public void A_text_in_brackets_is_no_data() => Assert.Contains("[Berlin] Bread for all", Parsed($"[Berlin] Bread for all, and roses too, as we have said for years.\n\n{Prose}\n").Text, StringComparison.Ordinal);
}
