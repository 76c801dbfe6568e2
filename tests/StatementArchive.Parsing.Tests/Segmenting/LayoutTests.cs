using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Segmenting;

/// <summary>Layouts of documents, each with what a reader would say of it.</summary>
public sealed class LayoutTests
{
    private const string Other = "We bake for this town at night and sell by day, and we shall go on doing so whatever the price of flour may be.";

    private static IEnumerable<string?> Authors(ParsedArticle article) => article.Statements.Select(statement => statement.Authors.Count == 0 ? null : string.Join(" + ", statement.Authors.Select(author => author.Name)));

    [Fact]
    public void Signatories_are_a_list_and_no_headings_or_text()
    {
        var article = Parsed($"Open letter on bread\n\nDear minister,\n\n{Prose}\n\n{Prose}\n\nSigned by:\n\n- Ana Lopez, Bakers' Union\n- Rosa Diaz (Millers' League)\n- Karl Weber\n- Lena Maurer – Town Council\n");
        var statement = Assert.Single(article.Statements);
        Assert.Equal([("Ana Lopez", "Bakers' Union"), ("Rosa Diaz", "Millers' League"), ("Karl Weber", null), ("Lena Maurer", "Town Council")], statement.Signatories.Select(one => (one.Name, one.Description)));
        Assert.All(statement.Signatories, one => Assert.Equal(one.Name, article.Passage(one.Span)));
        Assert.DoesNotContain("Karl Weber", statement.Body, StringComparison.Ordinal);
        Assert.Equal(4, article.LeftOut.Count(passage => passage.Reason == "signatories"));
        Assert.Equal(4, statement.Authors.Count);
        Assert.All(statement.Evidence.Where(evidence => evidence.Fact == "author"), evidence => Assert.Equal("signatories", evidence.Rule));
    }

    [Fact]
    public void A_long_list_of_signatories_names_no_authors()
    {
        var names = string.Join('\n', Enumerable.Range(0, 126).Select(i => $"- Ana{(char)('a' + (i % 26))} Lopez{(char)('a' + (i / 26))}"));
        var statement = Assert.Single(Parsed($"Open letter on bread\n\nDear minister,\n\n{Prose}\n\n{Prose}\n\nErstunterzeichner*innen:\n\n{names}\n").Statements);
        Assert.Equal(126, statement.Signatories.Count);
        Assert.Empty(statement.Authors);
    }

    [Fact]
    public void Signatories_in_one_paragraph_are_read_too() => Assert.Equal(
        ["Ana Lopez", "Rosa Diaz", "Karl Weber"],
        Parsed($"Open letter on bread\n\nDear minister,\n\n{Prose}\n\nSignataires :\n\nAna Lopez, Rosa Diaz et Karl Weber.\n").Statements.Single().Signatories.Select(one => one.Name));

    [Fact]
    public void Mails_inside_an_article_are_statements_of_their_senders()
    {
        var article = Parsed($"# Two mails\n\n{Prose}\n\nThe first mail came at night.\n\nFrom: Ana Lopez <ana@example.org>\n\nDate: 3 January 2020\n\nSubject: Bread\n\nDear all,\n\n{Prose}\n\nBest regards,\n\nAna Lopez\n\n* * * * *\n\nAnd the answer:\n\nFrom: Rosa Diaz\n\nDate: 5 January 2020\n\nDear Ana,\n\n{Other}\n\nYours,\n\nRosa\n");
        Assert.Equal(["Ana Lopez", "Rosa Diaz"], Authors(article));
        Assert.Equal(["2020-01-03", "2020-01-05"], article.Statements.Select(statement => statement.Date?.Edtf));
        Assert.DoesNotContain("And the answer", article.Statements[0].Body, StringComparison.Ordinal);
        Assert.StartsWith("Dear all", article.Statements[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_report_says_below_a_mail_is_not_its_senders()
    {
        var article = Parsed($"# A mail\n\n{Prose}\n\nFrom: Ana Lopez <ana@example.org>\nDate: 3 January 2020\n\nDear all,\n\n{Prose}\n\n{Other}\n\nYours in solidarity,\nAna Lopez\nGeneral Secretary\n\nThe union did not want to say anything of the mail when we asked for it.\n");
        var mail = Assert.Single(article.Statements);
        Assert.EndsWith("General Secretary", mail.Body, StringComparison.Ordinal);
        Assert.Equal("outside of statements", article.LeftOut.Single(passage => article.Passage(passage.Span).StartsWith("The union", StringComparison.Ordinal)).Reason);
    }

    [Fact]
    public void Letters_under_subjects_without_mark_up_are_those_of_who_signs_below()
    {
        var article = Parsed($"Letters to the editor\n\nSave our bread\n\n{Prose}\n\nAna Lopez\nBrookfield\n\nRoses are not to blame\n\n{Other}\n\nOwen Blake\nMill Lane, Harwick\n\nBakers, not consultants\n\n{Prose}\n\n{Other}\n\nRosa Diaz\nHarwick\n");
        Assert.Equal(["Ana Lopez", "Owen Blake", "Rosa Diaz"], Authors(article));
        Assert.Equal(["Save our bread", "Roses are not to blame", "Bakers, not consultants"], article.Statements.Select(statement => statement.Title));
        Assert.StartsWith(Other, article.Statements[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_of_the_editor_are_not_the_writers()
    {
        var article = Parsed($"# Letters\n\n**Dear Editor,**\n\n{Prose}\n\nYours,\n_Owen Blake, third year_\n\n**Editor's note:** We stand by what we wrote.\n\n**Dear Editor,**\n\n{Other}\n\nRegards,\n_Dr Rosa Diaz, Department of Bread_\n");
        Assert.Equal(["Owen Blake", "Dr Rosa Diaz"], Authors(article));
        Assert.DoesNotContain("We stand by", article.Statements[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_of_a_blog_that_look_like_names_are_its_posts()
    {
        var article = Parsed($"# Ortsgruppe\n\n## Aufruf zur Demonstration\n\n3. März 2014\n\n{Prose}\n\n## Erklärung zur Räumung\n\n1. März 2014\n\n{Other}\n\n## Pressemitteilung\n\n20. Februar 2014\n\n{Prose}\n");
        Assert.Equal(["Aufruf zur Demonstration", "Erklärung zur Räumung", "Pressemitteilung"], article.Statements.Select(statement => statement.Title));
        Assert.All(article.Statements, statement => Assert.Empty(statement.Authors));
        Assert.Equal(["2014-03-03", "2014-03-01", "2014-02-20"], article.Statements.Select(statement => statement.Date?.Edtf));
    }

    [Fact]
    public void A_line_that_brings_in_a_quotation_heads_nothing()
    {
        var article = Parsed($"<html><head><title>Union condemns closure - Bakers' Union</title></head><body><main><article><h1>Union condemns closure</h1><p>{Prose}</p><p>Ana Lopez, General Secretary of the Bakers' Union, said:</p><blockquote><p>{Other}</p></blockquote><p>The union will hold a meeting on Friday.</p><h3>Notes to editors</h3><p>Contact: Owen Blake, press@example.org</p></article></main></body></html>");
        Assert.Equal("Union condemns closure", article.Title);
        Assert.StartsWith(Prose, Assert.Single(article.Statements).Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Subjects_in_capitals_over_letters_are_nobodys_names() => Assert.Equal(
        ["ANA LOPEZ", "OWEN BLAKE", "ROSA DIAZ"],
        Authors(Parsed($"LETTERS TO THE EDITOR\n\nBREAD MUST STAY\n\nSir - {Prose}\n\nANA LOPEZ\nBrookfield\n\nTHE TRUTH ABOUT ROSES\n\nSir - {Other}\n\nOWEN BLAKE\nHarwick\n\nBAKERS FIRST\n\nSir - {Prose}\n\nROSA DIAZ\nHarwick\n")));

    [Fact]
    public void Lines_in_bold_with_what_people_are_head_what_they_say() => Assert.Equal(
        ["Ana Lopez", "Owen Blake", "Rosa Diaz"],
        Authors(Parsed($"# Three answers\n\nWe asked three people.\n\n**Ana Lopez, teacher**\n{Prose}\n\n**Owen Blake, nurse**\n{Other}\n\n**Rosa Diaz, councillor (Greens)**\n{Prose}\n")));

    [Fact]
    public void Senders_head_what_they_sent() => Assert.Equal(
        ["Bakers' Union", "students of Harwick College", "Karl Weber"],
        Authors(Parsed($"# Messages\n\nThanks to all who wrote to us.\n\n#### From the Bakers' Union\n\n{Prose}\n\n#### From the students of Harwick College\n\n{Other}\n\n#### From Karl Weber (Millers' League)\n\n{Prose}\n")));

    [Fact]
    public void Signatories_behind_their_label_are_a_list_as_well()
    {
        var statement = Assert.Single(Parsed($"Du pain\n\n{Prose}\n\nSignataires : Claire Martin, écrivaine ; Jean Dupont, libraire ; Syndicat des boulangers.\n").Statements);
        Assert.Equal([("Claire Martin", "écrivaine"), ("Jean Dupont", "libraire"), ("Syndicat des boulangers", null)], statement.Signatories.Select(one => (one.Name, one.Description)));
        Assert.Equal(Prose, statement.Body);
    }

    [Fact]
    public void A_name_behind_a_dash_signs_what_stands_above() => Assert.Equal(
        ["Ana Lopez", "Owen Blake", "Rosa Diaz"],
        Authors(Parsed($"LETTERS\n\n{Prose}\n\n— Ana Lopez, Brookfield\n\n{Other}\n\n— Owen Blake, Harwick\n\n{Prose}\n\n— Rosa Diaz, Harwick\n")));

    [Fact]
    public void Candidates_speak_under_their_labels_and_those_who_say_nothing_do_not()
    {
        var article = Parsed($"# The elections\n\n{Prose}\n\n## Candidates\n\nPosition: Treasurer\n\n_Candidate #1: Ana Lopez_\n\n{Prose}\n\n_Candidate #2: Nobody Else_\n\nVote for me!\n\nPosition: Chair\n\n_Candidate #1: Rosa Diaz_\n\n{Other}\n\n_Candidate #2: Nobody Else_\n\nVote for me!\n");
        Assert.Equal(["Ana Lopez", "Rosa Diaz"], Authors(article));
        Assert.Equal([Prose, Other], article.Statements.Select(statement => statement.Body));
    }

    [Fact]
    public void What_a_report_gives_in_full_is_not_its_reporters()
    {
        var article = Parsed($"---\ntitle: Bakers answer\nauthor: Karl Weber\ndate: 2020-01-04\n---\n\n{Prose}\n\n{Prose}\n\n{Prose}\n\n**STATEMENT IN FULL**\n\nThe Bakers' Union is committed to bread for everybody in this town. We welcome every voice.\n\n{Other}\n");
        Assert.Equal(["Bakers' Union"], Authors(article));
        Assert.Equal(3, article.Preface.Count);
        Assert.True(article.Statements[0].Evidence.Single(evidence => evidence.Fact == "author").Confidence < 0.6);
    }

    [Fact]
    public void One_text_in_several_languages_is_a_statement_each_linked_as_translations()
    {
        var article = Parsed("# Brot\n\n## Deutsch\n\nDas Brot in dieser Stadt ist teuer geworden, und niemand weiß, wer davon etwas hat, denn die Bäckerinnen haben es nicht.\n\nAna Lopez, Bäckergewerkschaft\n\n## English\n\nThe bread of this town has become dear, and nobody knows who gains from it, for the bakers do not have the money at all.\n");
        Assert.Equal(["de", "en"], article.Statements.Select(statement => statement.Language));
        Assert.Equal([null, 1], article.Statements.Select(statement => statement.TranslationOf));
        Assert.Equal(["Ana Lopez", "Ana Lopez"], Authors(article));
    }

    [Theory]
    [InlineData("We, the students of the Free University, are alarmed. ", "students of the Free University")]
    [InlineData("Wir, die Beschäftigten der Stadtbäckerei, sind empört. ", "Beschäftigten der Stadtbäckerei")]
    [InlineData("We, the Bakers' Union, are alarmed. ", "Bakers' Union")]
    [InlineData("We, who bake at night, are alarmed. ", null)]
    public void Who_names_themselves_at_the_beginning_speaks(string opening, string? author) =>
        Assert.Equal(author, Authors(Parsed($"On bread\n\n{opening}{Prose}\n\n{Prose}\n")).Single());

    [Theory]
    [InlineData("The Union's President Rosa Diaz writes to bakers", "Rosa Diaz", null)]
    [InlineData("The BFAWU President Rosa Diaz writes to bakers", "Rosa Diaz", "BFAWU")]
    [InlineData("Rosa Diaz and Rosa Klein write to bakers", "Rosa", null)] // which of them?
    public void A_first_name_that_signs_is_told_by_the_document(string subtitle, string author, string? affiliation)
    {
        var named = Assert.Single(Parsed($"---\ntitle: On bread\nsubtitle: {subtitle}\n---\n\nDear friends,\n\n{Prose}\n\nYours sincerely,\n\nRosa\n").Statements.Single().Authors);
        Assert.Equal((author, affiliation), (named.Name, named.Affiliation));
    }

    [Theory]
    [InlineData("The Petition of residents of Dudley South,", "residents of Dudley South", AuthorKind.Organisation, null)]
    [InlineData("Observations from the Secretary of State for Transport:", "Secretary of State for Transport", AuthorKind.Person, "Department for Transport")]
    [InlineData("Answer of the Secretary of State for Justice:", "Secretary of State for Justice", AuthorKind.Person, "Ministry of Justice")]
    public void Petitions_and_answers_name_who_speaks(string heading, string name, AuthorKind kind, string? affiliation)
    {
        var article = Parsed($"# Petitions\n\n## On bread\n\n{heading}\n\n{Prose}\n\n## On roses\n\nStatement by the Bakers' Union:\n\n{Other}\n");
        Assert.Equal(new StatementAuthor(name, kind, affiliation), article.Statements[0].Authors.Single());
    }

    [Fact]
    public void A_note_below_the_text_dates_it() => Assert.Equal(
        ("2013-12-03", DateBasis.Body),
        Parsed($"# Petitions\n\nThe Petition of residents of Dudley South,\n\n{Prose}\n\n{Prose}—[Presented by Ana Lopez, Official Report, 3 December 2013; Vol. 571.]\n\nStatement by the Bakers' Union:\n\n{Other}\n").Statements[0].Date is { } date ? (date.Edtf, date.Basis) : default);
}
