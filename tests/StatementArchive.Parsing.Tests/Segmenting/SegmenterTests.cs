using StatementArchive.Parsing.Segmenting;
using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Segmenting;

public class SegmenterTests
{
    /// <summary>A document, the first words of its statements, and how many lines stand in the preface.</summary>
    public static TheoryData<string, string, int> Rows => new()
    {
        // One text, nobody named.
        { $"Bread\n\n{Prose}\n\n{Prose}", "The price", 0 },
        // Its author's name above it is its heading.
        { $"Bakers' Union\n\n{Prose}\n\n{Prose}", "Bakers' Union", 0 },
        // One author, named again in the middle as a line of its own: still one statement.
        { $"Bread\n\nAuthor: Bakers' Union\n\nBakers' Union\n\n{Prose}\n\nBakers' Union\n\n{Prose}", "Bakers' Union", 0 },
        // Two names of the byline, in the other order.
        { $"Bread\n\nAuthor: Red Dawn, Blue Dusk\n\nBlue Dusk\n\n{Prose}\n\nRed Dawn\n\n{Prose}", "Blue Dusk|Red Dawn", 0 },
        // A byline of two that head nothing: a joint statement.
        { $"Bread\n\nAuthor: Red Dawn, Blue Dusk\n\n{Prose}\n\n{Prose}", "The price", 0 },
        // The notice above the first name is preface.
        { $"Bread\n\nAuthor: Red Dawn, Blue Dusk\n\nMeeting on Saturday 11 January.\n\nRed Dawn\n\n{Prose}\n\nBlue Dusk\n\n{Prose}", "Red Dawn|Blue Dusk", 1 },
        // Signatures are no headings, with a date or without.
        { $"Bread\n\nRed Party\n\n{Prose}\n\nThe Red Party\n\nBlue Party\n\n{Prose}\n\nBlue Party\n\n3 January 2020", "Red Party|Blue Party", 0 },
        // Salutations are none either.
        { $"Bread\n\nRed Party\n\nPeople of Iraq,\n\nMasses of the uprising:\n\n{Prose}\n\nBlue Party\n\n{Prose}", "Red Party|Blue Party", 0 },
        // Letters that end in a name.
        { $"Letters\n\nDear Sirs,\n\n{Prose}\n\nYours sincerely,\nAna Lopez\n\nDear Sirs,\n\n{Prose}\n\nBest wishes,\nBen Meier", "Dear Sirs,|Dear Sirs,", 0 },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Splits_the_document_as_a_whole(string text, string firsts, int preface)
    {
        var document = Of(text + "\n");
        var split = Segmenter.Split(document);
        Assert.Equal(firsts.Split('|'), split.Segments.Select((segment, at) => document.Lines[segment.FirstLine].Text[..firsts.Split('|')[Math.Min(at, firsts.Split('|').Length - 1)].Length]));
        Assert.Equal(preface, split.Preface.Count());
    }

    [Fact]
    public void Says_how_far_the_chosen_reading_leads()
    {
        var sure = Segmenter.Split(Of($"Bread\n\nAuthor: Red Dawn, Blue Dusk\n\nRed Dawn\n\n{Prose}\n\nBlue Dusk\n\n{Prose}\n"));
        var doubtful = Segmenter.Split(Of($"Bread\n\n{Prose}\n\nRed Dawn\n\n{Prose}\n\n{Prose}\n"));
        Assert.True(sure.Confidence > 0.9);
        Assert.NotNull(doubtful.RunnerUp);
        Assert.InRange(doubtful.Confidence, 0, 0.9);
    }
}
