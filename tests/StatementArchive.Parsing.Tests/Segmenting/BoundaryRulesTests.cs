using StatementArchive.Parsing.Segmenting;
using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Segmenting;

public class BoundaryRulesTests
{
    private const string Byline = "Submitted by martin on 4 January 2020 Author: Red Dawn, Permanent Spring";

    /// <summary>A document, a line of it, and the rules that must and must not apply to that line.</summary>
    public static TheoryData<string, string, string, string> Rows => new()
    {
        { $"Bread\n\n{Byline}\n\nRed Dawn\n\n{Prose}", "Red Dawn", "byline-name above-text alone-in-paragraph", "name-shape announced above-nothing" },
        { $"Bread\n\n{Byline}\n\nAna Lopez, Permanent Spring\n\n{Prose}", "Ana Lopez, Permanent Spring", "byline-affiliation", "byline-name person-with-organisation" },
        { $"Bread\n\n{Prose}\n\nStatement by Red Dawn\n\n{Prose}", "Statement by Red Dawn", "statement-of above-text", "name-shape" },
        { $"Bread\n\n{Prose}\n\nAna Lopez, Bakers' Union\n\n{Prose}", "Ana Lopez, Bakers' Union", "person-with-organisation", "organisation-name" },
        { $"Bread\n\n{Prose}\n\nBakers' Union\n\n{Prose}", "Bakers' Union", "organisation-name", "name-shape" },
        { $"Bread\n\n{Prose}\n\nAna Lopez\n\n{Prose}", "Ana Lopez", "name-shape person-name above-text", "organisation-name announced" },
        { $"Bread\n\n{Prose}\n\nSolidarity\n\n{Prose}", "Solidarity", "name-shape single-word", "person-name" },
        { $"Bread\n\n{Prose}\n\nDear Sirs,\n\n{Prose}", "Dear Sirs,", "letter-salutation", "after-signature" },
        { $"Bread\n\nMr. WARNER. {Prose}\n\nMs. McCAIN. {Prose}", "Mr. WARNER.", "speaker-label above-text", "name-shape" },
        { $"# Sitting\n\n## On bread\n\n(By Ana Lopez)\n\n{Prose}\n\n## On roses\n\n{Prose}", "(By Ana Lopez)", "by-under-heading", "name-shape" },
        { $"Bread\n\n{Prose}\n\nFrom: Ana Lopez <ana@example.org>\nDate: 3 January 2020\nSubject: Bread\n\nDear all,\n\n{Prose}", "From: Ana Lopez <ana@example.org>", "mail-header above-text", "name-shape" },
        { $"Bread\n\n{Prose}\n\nDate: 3 January 2020\n\nDear Ana\n\n{Prose}", "Date: 3 January 2020", "mail-header", "name-shape" },
        { $"Elections\n\n{Prose}\n\nCandidate #1: Ana Lopez\n\n{Prose}\n\nCandidate #2: Rosa Diaz\n\n{Prose}", "Candidate #2: Rosa Diaz", "labelled-name", "name-shape" },
        { $"# Bread\n\n{Prose}\n\n## Statement in full\n\n{Prose}", "Statement in full", "full-text-heading", "name-shape" },
        { $"# Bread\n\n## English\n\n{Prose}\n\n## Deutsch\n\n{Prose}", "Deutsch", "language-name", "above-nothing" },
        { $"# Four answers\n\n## Bakers' Union\n\n{Prose}\n\n## Momentum\n\n{Prose}\n\n## Millers' League\n\n{Prose}", "Momentum", "name-shape single-word beside-named-headings", "organisation-name" },
        { $"Who pays\n\nBy Ana Lopez\n\n{Prose}\n\nBakers' Union\n\nThe Bakers' Union has said for years that it would end the night shift, but no vote was ever taken.", "Bakers' Union", "organisation-name spoken-about", "announced" },
        { $"Who pays\n\nBy Ana Lopez\n\n{Prose}\n\nBakers' Union\n\nThe Bakers' Union condemns the night shift and calls for a vote on it, which was never taken.", "Bakers' Union", "organisation-name", "spoken-about" },
        { $"# Rights\n\n## Article One\n\n{Prose}\n\n## Article Two\n\n{Prose}\n\n## Article Three\n\n{Prose}", "Article Two", "numbered-section", "organisation-name" },
        { $"# Diary\n\n## On bread\n\n3 January 2020\n\n{Prose}\n\n## On roses\n\n4 January 2020\n\n{Prose}", "On bread", "heading-over-date", "name-shape" },
        { $"# Diary\n\n## On bread\n\nPosted by rosa on 3 January 2020\n\n{Prose}\n\n## On roses\n\nPosted by rosa on 4 January 2020\n\n{Prose}", "Posted by rosa on 4 January 2020", "by-under-heading", "heading-over-date" },
        { $"Bread\n\nThanks to Red Dawn for sending us this text, which came by post on a rainy day.\n\nRed Dawn\n\n{Prose}", "Red Dawn", "announced", "byline-name" },
        { $"Bread\n\n{Prose}\n\nRed Dawn\n\nDear comrades,\n\n{Prose}", "Red Dawn", "above-text", "above-nothing" },
        { $"Bread\n\n{Prose}\n\nRed Dawn\n\n3 January 2020\n\n{Prose}", "Red Dawn", "above-text", "above-closing-date" },
        { $"Bread\n\n{Prose}\n\nRed Dawn\n\n3 January 2020\n\nBlue Dusk\n\n{Prose}", "Red Dawn", "above-closing-date", "above-text" },
        { $"Bread\n\n{Prose}\n\nRed Dawn\n\nBakers' Union\n\n{Prose}", "Red Dawn", "above-another-name", "above-text" },
        { $"Bread\n\n{Prose}\n\nRed Dawn", "Red Dawn", "above-nothing", "above-text" },
        { $"Bread\n\n{Prose}\n\nYours sincerely,\n\nAna Lopez\n\n{Prose}", "Ana Lopez", "under-valediction", "announced" },
        { $"Bread\n\n{Prose}\n\n* * *\n\nRed Dawn\n\n{Prose}", "Red Dawn", "under-separator", "announced" },
        { $"Bread\n\n{Prose}\n\nfor bread\nRed Dawn\nand roses", "Red Dawn", "inside-paragraph", "alone-in-paragraph" },
        { $"Bread\n\n{Prose}\n\nBakers' Union\n3 January 2020\n\nDear Sirs,\n\n{Prose}", "Dear Sirs,", "after-signature after-full-signature", "name-shape" },
        { $"Bread\n\n{Prose}\n\nBakers' Union\n\nDear Sirs,\n\n{Prose}", "Dear Sirs,", "after-signature", "after-full-signature" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Rules_observe_what_stands_around_a_line(string text, string line, string present, string absent)
    {
        var document = SpeakerLabels.SetApart(PageFurniture.SetApart(Of(text + "\n")));
        var context = new BoundaryContext(document, MastheadReader.Read(document));
        var candidate = Assert.Single(BoundaryRules.Candidates(context), candidate => document.Lines[candidate.LineIndex].Text == line);
        Assert.All(present.Split(' '), rule => Assert.Contains(rule, candidate.Rules));
        Assert.All(absent.Split(' '), rule => Assert.DoesNotContain(rule, candidate.Rules));
    }

    [Fact]
    public void Every_rule_has_a_weight_and_a_row_and_no_weight_is_without_its_rule()
    {
        var rules = BoundaryRules.Proposing.Concat(BoundaryRules.Weighing).Select(rule => rule.Name).Order().ToList();
        Assert.Equal(rules, ReadingWeights.OfRule.Keys.Order());
        Assert.Equal(ReadingRules.InOrder.Select(rule => rule.Name).Order(), ReadingWeights.OfReading.Keys.Order());
        var shown = Rows.SelectMany(row => row.Data.Item3.Split(' ')).Append("heading-markup").Distinct().Order();
        Assert.Equal(rules, shown);
    }
}
