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
