using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Ingestion;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Tests.Editing;

/// <summary>Single edits, and what holds after any number of them.</summary>
public sealed class DraftEditsTests
{
    private const string Written = "Thanks to all.\n\nAda Lind:\n\nWe were there. 😀\nWe stay.\n\nAda Lind\n3 January 2020\n\nBakers’ Union\n\nThe bread is ours.\n\nComments are closed";

    private static readonly DraftText Text = new(Written, null);

    private static ArticleDraft Draft() => new()
    {
        Facts = new DraftFacts("Two statements", "en", "2020-01-04", null, "The Oven", null, null, null, null),
        Parts =
        [
            Part(1, "Thanks to all.", PartFate.Preface),
            Part(2, "Ada Lind:\n\nWe were there. 😀\nWe stay.\n\nAda Lind\n3 January 2020", PartFate.Statement, new DraftStatement
            {
                Slug = "ada", HeadingEnd = End("Ada Lind:"), SignOffStart = At("Ada Lind\n3"), Language = "en", Authors = [new DraftAuthor("Ada Lind", AuthorKind.Person, "ada-lind")],
                Date = StatementDate.TryRead("2020-01-03", DateBasis.SignOff),
                Evidence =
                [
                    new DraftEvidence("author", "Ada Lind", "heading", "Ada Lind:", At("Ada Lind:"), End("Ada Lind:"), 0.9, true),
                    new DraftEvidence("date", "2020-01-03", "signoff-date", "3 January 2020", At("3 January"), At("3 January") + 14, 0.99, true),
                    new DraftEvidence("date", "2020-01-04", "article", "", null, null, 0.3, false),
                ],
            }),
            Part(3, "Bakers’ Union\n\nThe bread is ours.", PartFate.Statement, new DraftStatement { Slug = "bakers", HeadingEnd = End("Bakers’ Union"), Authors = [new DraftAuthor("Bakers’ Union", AuthorKind.Organisation, "bakers")] }),
            Part(4, "Comments are closed", PartFate.LeftOut, null, "navigation"),
        ],
        NextKey = 5,
    };

    private static int At(string words) => new CodePointIndex(Written).FromUtf16(Written.IndexOf(words, StringComparison.Ordinal));

    private static int End(string words) => At(words) + new CodePointIndex(words).Length;

    private static DraftPart Part(int key, string words, PartFate fate, DraftStatement? statement = null, string? reason = null) => new(key, At(words), End(words), fate, reason, statement);

    private static string Words(DraftPart part) => Text.Passage(part.Start, part.End);

    private static ArticleDraft Apply(ArticleDraft draft, DraftEdit edit) => edit.Apply(draft, Text).Draft;

    private static string Refusal(DraftEdit edit) => Assert.Throws<RefusedEditException>(() => edit.Apply(Draft(), Text)).Message;

    [Fact]
    public void A_boundary_moves_to_where_it_is_put_and_back()
    {
        var moved = Apply(Draft(), new MoveBoundary(3, At("Ada Lind\n3")));
        Assert.Equal("Ada Lind:\n\nWe were there. 😀\nWe stay.", Words(moved.Parts[1]));
        Assert.Equal("Ada Lind\n3 January 2020\n\nBakers’ Union\n\nThe bread is ours.", Words(moved.Parts[2]));
        Assert.Null(moved.Parts[1].Statement!.SignOffStart);
        var back = Apply(moved, new MoveBoundary(3, At("Bakers’")));
        Assert.Equal(Draft().Parts.Select(Words), back.Parts.Select(Words));
        Assert.Equal("Moved the boundary between statement 1 and statement 2", new MoveBoundary(3, At("We stay")).Apply(Draft(), Text).Description);
    }

    [Fact]
    public void Whoever_signed_in_a_passage_that_changes_sides_goes_with_it_and_comes_back()
    {
        static DraftSignatory Signed(string name) => new(name, null, At(name + "\n"), At(name + "\n") + name.Length);
        static string[] Of(ArticleDraft draft) => [.. draft.Statements.Select(part => string.Join(", ", part.Statement!.Signatories.Select(one => one.Name)))];
        var draft = Draft();
        draft = draft.With(1, draft.Parts[1] with { Statement = draft.Parts[1].Statement! with { Signatories = [Signed("Ada Lind")] } });
        draft = draft.With(2, draft.Parts[2] with { Statement = draft.Parts[2].Statement! with { Signatories = [Signed("Bakers’ Union")] } });
        var down = Apply(draft, new MoveBoundary(3, At("The bread")));
        Assert.Equal(["Ada Lind, Bakers’ Union", ""], Of(down));
        Assert.Equal(["Ada Lind", "Bakers’ Union"], Of(Apply(down, new MoveBoundary(3, At("Bakers’")))));
        var up = Apply(draft, new MoveBoundary(3, At("Ada Lind\n3")));
        Assert.Equal(["", "Ada Lind, Bakers’ Union"], Of(up));
        Assert.Equal(["Ada Lind", "Bakers’ Union"], Of(Apply(up, new MoveBoundary(3, At("Bakers’")))));
        // A list that is left out stays with the statement before it, whichever of its ends moves, and with the second part of it.
        var listed = draft.With(2, draft.Parts[2] with { Statement = draft.Parts[2].Statement! with { Signatories = [new DraftSignatory("Comments", null, At("Comments"), At("Comments") + 8)] } });
        foreach (var edit in new DraftEdit[] { new MoveBoundary(3, At("We stay")), new MoveBoundary(3, At("The bread")), new MoveBoundary(4, At("bread is")), new MoveBoundary(4, At("are closed")) })
            Assert.EndsWith("Comments", Of(Apply(listed, edit))[1], StringComparison.Ordinal);
        Assert.Equal("Comments", Of(Apply(Apply(listed, new MoveBoundary(4, At("are closed"))), new MoveBoundary(4, At("Comments"))))[1]);
        Assert.Equal(["Ada Lind", "", "Comments"], Of(Apply(listed, new SplitPart(3, At("The bread")))));
        // In front of it others sign.
        var above = draft.With(2, draft.Parts[2] with { Statement = draft.Parts[2].Statement! with { Signatories = [new DraftSignatory("Thanks", null, At("Thanks"), At("Thanks") + 6)] } });
        Assert.Equal(["Ada Lind", "Thanks", ""], Of(Apply(above, new SplitPart(3, At("The bread")))));
        // One who is cut in two by it signed neither.
        Assert.Equal(["", "Bakers’ Union"], Of(Apply(draft, new MoveBoundary(3, At("Lind\n3")))));
    }

    [Fact]
    public void The_second_part_of_a_split_statement_is_nobodys_and_takes_the_evidence_that_stands_in_it()
    {
        var split = Apply(Draft(), new SplitPart(2, At("We stay")));
        var (first, second) = (split.Parts[1], split.Parts[2]);
        Assert.Equal(("Ada Lind:\n\nWe were there. 😀", "We stay.\n\nAda Lind\n3 January 2020"), (Words(first), Words(second)));
        Assert.Equal(("ada", null, 5), (first.Statement!.Slug, second.Statement!.Slug, second.Key));
        Assert.Empty(second.Statement.Authors);
        Assert.Null(second.Statement.Date);
        Assert.Equal("en", second.Statement.Language);
        Assert.Equal(At("Ada Lind\n3"), second.Statement.SignOffStart);
        Assert.Equal(["2020-01-03"], second.Statement.Evidence.Where(item => item.Fact == "date").Select(item => item.Value));
        Assert.DoesNotContain(second.Statement.Evidence, item => item.IsChosen);
        Assert.Equal(["author", "date"], first.Statement.Evidence.Select(item => item.Fact));
        Assert.Equal(6, split.NextKey);
    }

    [Fact]
    public void Joining_keeps_what_is_known_of_the_first_and_the_evidence_of_both()
    {
        var joined = Apply(Draft(), new JoinWithNext(2));
        Assert.Equal(["Ada Lind"], joined.Parts[1].Statement!.Authors.Select(author => author.Name));
        Assert.EndsWith("The bread is ours.", Words(joined.Parts[1]), StringComparison.Ordinal);
        Assert.Equal(3, joined.Parts.Count);
    }

    [Fact]
    public void What_is_no_statement_becomes_a_part_of_the_statement_behind_it()
    {
        var joined = Apply(Draft(), new JoinWithNext(1));
        var part = joined.Parts[0];
        Assert.Equal((2, PartFate.Statement, "ada", 3), (part.Key, part.Fate, part.Statement!.Slug, joined.Parts.Count));
        Assert.StartsWith("Thanks to all.", Words(part), StringComparison.Ordinal);
        // What stands before a heading is not called one.
        Assert.Null(part.Statement.HeadingEnd);
        Assert.Equal(["Ada Lind"], part.Statement.Authors.Select(author => author.Name));
    }

    [Fact]
    public void A_paragraph_that_is_moved_before_a_heading_is_not_called_one()
    {
        Assert.Null(Apply(Draft(), new MoveBoundary(3, At("Ada Lind\n3"))).Parts[2].Statement!.HeadingEnd);
        Assert.Null(Apply(Draft(), new MoveBoundary(3, At("bread is"))).Parts[2].Statement!.HeadingEnd);
        Assert.Equal(End("Ada Lind:"), Apply(Draft(), new MoveBoundary(3, At("We stay"))).Parts[1].Statement!.HeadingEnd);
    }

    [Fact]
    public void What_is_split_off_has_the_language_and_the_subjects_of_the_whole()
    {
        var draft = Draft();
        draft = draft.With(1, draft.Parts[1] with { Statement = draft.Parts[1].Statement! with { Subjects = ["Harbour"], Evidence = [.. draft.Parts[1].Statement!.Evidence, new DraftEvidence("subject", "Harbour", "given", "", null, null, 1, true)] } });
        var second = Apply(draft, new SplitPart(2, At("We stay"))).Parts[2].Statement!;
        Assert.Equal(("en", "Harbour"), (second.Language, Assert.Single(second.Subjects)));
        Assert.True(Assert.Single(second.Evidence, item => item.Fact == "subject").IsChosen);
        Assert.Empty(second.Authors);
    }

    [Fact]
    public void Only_a_person_speaks_for_an_organisation()
    {
        Assert.Equal("Only a person speaks for somebody: say that Ada Lind is a person, or empty the field with Bakers’ Union.", Refusal(new SetAuthors(2, [new DraftAuthor("Ada Lind", AuthorKind.Organisation, Affiliation: "Bakers’ Union")])));
        Assert.Equal("Bakers’ Union", Apply(Draft(), new SetAuthors(2, [new DraftAuthor("Ada Lind", AuthorKind.Person, Affiliation: "Bakers’ Union")])).Parts[1].Statement!.Authors[0].Affiliation);
    }

    [Fact]
    public void A_passage_becomes_what_it_is_marked_as()
    {
        var marked = Apply(Draft(), new MarkPart(1, PartFate.Statement));
        Assert.Equal("en", marked.Parts[0].Statement!.Language);
        Assert.Equal([1, 2, 3], marked.Statements.Select(part => marked.OrdinalOf(part.Key)));
        Assert.Equal("advert", Apply(Draft(), new MarkPart(3, PartFate.LeftOut, " advert ")).Parts[2].Reason);
        Assert.Equal("other-slug", Apply(Draft(), new MarkPart(3, PartFate.Republication, RepublicationOf: "other-slug")).Parts[2].RepublicationOf);
        Assert.Equal("Say why the passage is left out.", Refusal(new MarkPart(3, PartFate.LeftOut)));
    }

    [Fact]
    public void What_an_archivist_gives_is_sure_and_what_was_believed_becomes_an_alternative()
    {
        var given = Apply(Draft(), new SetDate(2, "2020-01"));
        var statement = given.Parts[1].Statement!;
        Assert.Equal(("2020-01", DateBasis.Archivist), (statement.Date!.Edtf, statement.Date.Basis));
        Assert.Equal([("2020-01-03", false), ("2020-01-04", false), ("2020-01", true)], statement.Evidence.Where(item => item.Fact == "date").Select(item => (item.Value, item.IsChosen)));
        var confirmed = Apply(Draft(), new ConfirmFact(2, "date")).Parts[1].Statement!;
        Assert.Equal([("2020-01-03", "signoff-date", true), ("2020-01-04", "article", false), ("2020-01-03", "archivist", true)], confirmed.Evidence.Where(item => item.Fact == "date").Select(item => (item.Value, item.Rule, item.IsChosen)));
        Assert.Equal(DateBasis.SignOff, confirmed.Date!.Basis);
        Assert.Null(Apply(given, new SetDate(2, " ")).Parts[1].Statement!.Date);
        var authors = Apply(Draft(), new SetAuthors(2, [new DraftAuthor("Bo Berg", AuthorKind.Person, Affiliation: "Bakers’ Union"), new DraftAuthor("BO BERG", AuthorKind.Person), new DraftAuthor("Bakers’ Union", AuthorKind.Organisation)])).Parts[1].Statement!;
        Assert.Equal([("Bo Berg", "Bakers’ Union"), ("Bakers’ Union", null)], authors.Authors.Select(author => (author.Name, author.Affiliation)));
        Assert.Equal([("Ada Lind", false), ("Bo Berg", true), ("Bakers’ Union", true)], authors.Evidence.Where(item => item.Fact == "author").Select(item => (item.Value, item.IsChosen)));
    }

    [Fact]
    public void What_was_weighed_and_not_taken_is_taken_as_if_it_had_been_typed()
    {
        DraftEvidence Weighed(string fact, string value) => new(fact, value, "weighed", "", null, null, 0.2, false);
        var draft = Draft();
        draft = draft.With(1, draft.Parts[1] with { Statement = draft.Parts[1].Statement! with { Title = "Ours", Evidence = [.. draft.Parts[1].Statement!.Evidence, Weighed("author", "Bo Berg"), Weighed("kind", "organisation"), Weighed("kind", "person"), Weighed("kind", "start"), Weighed("affiliation", "Bakers’ Union"), Weighed("title", "Theirs"), Weighed("title", "Ours"), Weighed("language", "fa"), Weighed("subject", "Bread")] } });
        DraftStatement Taken(string fact, string value) => Apply(draft, new TakeAlternative(2, fact, value)).Parts[1].Statement!;
        Assert.Equal([("Bo Berg", AuthorKind.Person)], Taken("author", "Bo Berg").Authors.Select(author => (author.Name, author.Kind)));
        Assert.Equal([("Ada Lind", AuthorKind.Organisation, null)], Taken("kind", "organisation").Authors.Select(author => (author.Name, author.Kind, author.Slug)));
        Assert.Equal([("ada-lind", "Bakers’ Union")], Taken("affiliation", "Bakers’ Union").Authors.Select(author => (author.Slug, author.Affiliation)));
        Assert.Equal(("2020-01-04", DateBasis.Archivist), Taken("date", "2020-01-04").Date is { } date ? (date.Edtf, date.Basis) : default);
        Assert.Equal(("Theirs", "en"), (Taken("title", "Theirs").Title, Taken("title", "Theirs").Language));
        Assert.Equal(("Ours", "fa"), (Taken("language", "fa").Title, Taken("language", "fa").Language));
        Assert.Equal([("Theirs", "weighed", true), ("Ours", "weighed", false), ("Theirs", "archivist", true)], Taken("title", "Theirs").Evidence.Where(item => item.Fact == "title").Select(item => (item.Value, item.Rule, item.IsChosen)));
        Assert.Equal(["date 2020-01-04", "author Bo Berg", "kind organisation", "affiliation Bakers’ Union", "title Theirs", "language fa"], draft.Parts[1].Statement!.Evidence.Where(item => TakeAlternative.For(draft.Parts[1].Statement!, item).Count > 0).Select(item => $"{item.Fact} {item.Value}"));
        Assert.Equal("Took another title for statement 1", new TakeAlternative(2, "title", "Theirs").Apply(draft, Text).Description);
        foreach (var edit in new[] { new TakeAlternative(2, "title", "Nobody’s"), new TakeAlternative(2, "title", "Ours"), new TakeAlternative(2, "subject", "Bread"), new TakeAlternative(2, "kind", "start") })
            Assert.Equal("This is not among what was weighed and can be taken.", Assert.Throws<RefusedEditException>(() => edit.Apply(draft, Text)).Message);
    }

    [Fact]
    public void What_was_weighed_for_joint_authors_is_taken_for_the_one_whom_its_words_name_or_for_whom_it_is_said()
    {
        DraftEvidence Weighed(string fact, string value, string quote = "") => new(fact, value, "weighed", quote, quote.Length > 0 ? 0 : null, quote.Length > 0 ? 1 : null, 0.2, false);
        var draft = Draft();
        draft = draft.With(1, draft.Parts[1] with { Statement = draft.Parts[1].Statement! with { Evidence = [Weighed("kind", "organisation", "Bo Berg:"), Weighed("affiliation", "Sailors"), Weighed("author", "Nobody")] } });
        draft = Apply(draft, new SetAuthors(2, [new DraftAuthor("Ada Lind", AuthorKind.Person, "ada-lind", "Bakers"), new DraftAuthor("Bo Berg", AuthorKind.Person, "bo-berg"), new DraftAuthor("The Kiln", AuthorKind.Organisation, "kiln")]));
        static (string, AuthorKind, string?, string?)[] Authors(ArticleDraft of) => [.. of.Parts[1].Statement!.Authors.Select(author => (author.Name, author.Kind, author.Slug, author.Affiliation))];
        static string[] Offered(ArticleDraft of) => [.. of.Parts[1].Statement!.Evidence.SelectMany(item => TakeAlternative.For(of.Parts[1].Statement!, item).Select(place => $"{item.Fact} {item.Value} {place}"))];
        Assert.Equal(["kind organisation 1", "affiliation Sailors 0", "affiliation Sailors 1", "author Nobody 0", "author Nobody 1", "author Nobody 2"], Offered(draft));

        var kind = new TakeAlternative(2, "kind", "organisation").Apply(draft, Text);
        Assert.Equal([("Ada Lind", AuthorKind.Person, "ada-lind", "Bakers"), ("Bo Berg", AuthorKind.Organisation, null, null), ("The Kiln", AuthorKind.Organisation, "kiln", null)], Authors(kind.Draft));
        Assert.Equal("Took the kind 'organisation' for Bo Berg in statement 1", kind.Description);
        Assert.Equal(["affiliation Sailors 0", "author Nobody 0", "author Nobody 1", "author Nobody 2"], Offered(kind.Draft));
        // Taken for another by hand, it is offered again.
        Assert.Contains("kind organisation 1", Offered(Apply(kind.Draft, new SetAuthors(2, draft.Parts[1].Statement!.Authors))));

        Assert.Equal([("Ada Lind", AuthorKind.Person, "ada-lind", "Bakers"), ("Bo Berg", AuthorKind.Person, "bo-berg", "Sailors"), ("The Kiln", AuthorKind.Organisation, "kiln", null)], Authors(Apply(draft, new TakeAlternative(2, "affiliation", "Sailors", 1))));
        Assert.Equal("Say for which of the authors it is taken.", Assert.Throws<RefusedEditException>(() => new TakeAlternative(2, "affiliation", "Sailors").Apply(draft, Text)).Message);
        foreach (var edit in new[] { new TakeAlternative(2, "affiliation", "Sailors", 2), new TakeAlternative(2, "affiliation", "Sailors", 3), new TakeAlternative(2, "affiliation", "Sailors", -1), new TakeAlternative(2, "kind", "organisation", 0), new TakeAlternative(2, "author", "Nobody", 3) })
            Assert.Equal("This is not among what was weighed and can be taken.", Assert.Throws<RefusedEditException>(() => edit.Apply(draft, Text)).Message);
    }

    [Fact]
    public void An_author_who_was_weighed_replaces_one_of_those_who_speak_jointly_and_is_of_the_kind_that_is_known_of_the_name()
    {
        DraftEvidence Weighed(string fact, string value, string quote = "") => new(fact, value, "weighed", quote, quote.Length > 0 ? 0 : null, quote.Length > 0 ? 1 : null, 0.2, false);
        ArticleDraft With(params DraftEvidence[] evidence)
        {
            var draft = Draft();
            return draft.With(1, draft.Parts[1] with { Statement = draft.Parts[1].Statement! with { Evidence = evidence } });
        }
        static (string, AuthorKind, string?)[] Authors(ArticleDraft of) => [.. of.Parts[1].Statement!.Authors.Select(author => (author.Name, author.Kind, author.Slug))];
        var (plain, kiln) = (Weighed("author", "The Kiln"), Weighed("kind", "organisation", "The Kiln:"));
        // By words that name the one, by a record of the name, and else as the one who stood there.
        Assert.Equal([("The Kiln", AuthorKind.Organisation, null)], Authors(Apply(With(plain, kiln), new TakeAlternative(2, "author", "The Kiln") { KnownKind = AuthorKind.Person })));
        Assert.Equal([("The Kiln", AuthorKind.Organisation, null)], Authors(Apply(With(plain), new TakeAlternative(2, "author", "The Kiln") { KnownKind = AuthorKind.Organisation })));
        Assert.Equal([("The Kiln", AuthorKind.Person, null)], Authors(Apply(With(plain, Weighed("kind", "organisation", "Ada Lind, The Kiln"), Weighed("kind", "organisation")), new TakeAlternative(2, "author", "The Kiln"))));
        Assert.Equal([("The Kiln", AuthorKind.Organisation, null)], Authors(Apply(Apply(With(plain), new SetAuthors(2, [])), new TakeAlternative(2, "author", "The Kiln"))));

        var joint = Apply(With(plain, kiln), new SetAuthors(2, [new DraftAuthor("Ada Lind", AuthorKind.Person, "ada-lind"), new DraftAuthor("Bo Berg", AuthorKind.Person, "bo-berg")]));
        Assert.Equal("Say for which of the authors it is taken.", Assert.Throws<RefusedEditException>(() => new TakeAlternative(2, "author", "The Kiln").Apply(joint, Text)).Message);
        Assert.Equal([("Ada Lind", AuthorKind.Person, "ada-lind"), ("The Kiln", AuthorKind.Organisation, null)], Authors(Apply(joint, new TakeAlternative(2, "author", "The Kiln", 1))));
        Assert.Equal("Took the author 'The Kiln' for Bo Berg in statement 1", new TakeAlternative(2, "author", "The Kiln", 1).Apply(joint, Text).Description);
    }

    [Fact]
    public void A_kind_whose_words_name_two_authors_or_none_is_offered_for_each_of_whom_another_holds()
    {
        var statement = new DraftStatement { Authors = [new DraftAuthor("Ada", AuthorKind.Person), new DraftAuthor("Ada Lind", AuthorKind.Person), new DraftAuthor("Bo", AuthorKind.Organisation)] };
        foreach (var quote in new[] { "", "the others", "Ada Lind" })
            Assert.Equal([0, 1], TakeAlternative.For(statement, new DraftEvidence("kind", "organisation", "weighed", quote, null, null, 0.2, false)));
        Assert.Equal([2], TakeAlternative.For(statement, new DraftEvidence("kind", "person", "weighed", "", null, null, 0.2, false)));
        Assert.Empty(TakeAlternative.For(statement, new DraftEvidence("kind", "person", "weighed", "", null, null, 0.2, true)));
        Assert.Empty(TakeAlternative.For(statement, new DraftEvidence("kind", "organisation", "weighed", "Bo", null, null, 0.2, false)));
    }

    [Theory]
    [InlineData("title", "Three statements")]
    [InlineData("language", "fa")]
    [InlineData("published", "2020-01-05T11:11")]
    [InlineData("source", "The Kiln")]
    [InlineData("url", "https://example.org/")]
    [InlineData("captured", "2020-01-06")]
    [InlineData("licence", "CC0")]
    [InlineData("submittedBy", "Bo")]
    public void A_fact_of_the_article_that_was_weighed_is_taken_and_no_other_changes(string fact, string value)
    {
        var (taken, description) = new TakeArticleAlternative(fact, value).Apply(Draft(), Text);
        Assert.Equal(value, taken.Facts.Of(fact));
        Assert.All(DraftFacts.Names.Where(name => name != fact), name => Assert.Equal(Draft().Facts.Of(name), taken.Facts.Of(name)));
        // A title is words of the text, and is not told where it could not be destroyed.
        Assert.Equal(fact == "title" ? "Took another title for the article" : $"Took the {fact} '{value}' for the article", description);
    }

    [Fact]
    public void A_fact_of_the_article_is_taken_only_if_it_is_one()
    {
        Assert.Equal("This is no fact of the article that can be taken.", Refusal(new TakeArticleAlternative("weather", "fair")));
        Assert.Contains("is no day or moment", Refusal(new TakeArticleAlternative("published", "yesterday")), StringComparison.Ordinal);
        Assert.Equal("Nothing was changed.", Refusal(new TakeArticleAlternative("source", "The Oven")));
    }

    [Fact]
    public void Of_two_decisions_about_another_statement_the_last_holds()
    {
        var apart = Apply(Draft(), new Distinguish(2, 7, "another", true));
        Assert.Equal([7, 9], apart.Parts[1].Statement!.DistinctFrom([9]).Order());
        Assert.Equal([9], Apply(apart, new Distinguish(2, 7, "another", false)).Parts[1].Statement!.DistinctFrom([7, 9]));
        Assert.Equal("Said that statement 1 is not the same as another", new Distinguish(2, 7, "another", true).Apply(Draft(), Text).Description);
        Assert.Equal("It is so already.", Assert.Throws<RefusedEditException>(() => new Distinguish(2, 7, "another", true).Apply(apart, Text)).Message);
        Assert.Equal("This part is no statement.", Refusal(new Distinguish(1, 7, "another", true)));
    }

    [Fact]
    public void What_a_statement_was_said_not_to_be_neither_part_of_it_is_and_what_either_was_the_whole_is_not()
    {
        static IEnumerable<int> Of(ArticleDraft draft, int part, params int[] known) => draft.Parts[part].Statement!.DistinctFrom(known).Order();
        // 7 was said here, 9 stands in the records, and 8 was taken back.
        var apart = Apply(Apply(Draft(), new Distinguish(2, 7, "seven", true)), new Distinguish(2, 8, "eight", false));
        var split = Apply(apart, new SplitPart(2, At("We stay")) { KnownDistinct = [8, 9] });
        Assert.Equal([7, 9], Of(split, 1, 8, 9));
        Assert.Equal([7, 9], Of(split, 2));

        // Taken back at one part it still holds for the other, and so for the whole.
        var second = split.Parts[2].Key;
        var apartAgain = Apply(Apply(Apply(split, new Distinguish(second, 9, "nine", false)), new Distinguish(second, 8, "eight", true)), new Distinguish(2, 7, "seven", false));
        Assert.Equal([9], Of(apartAgain, 1, 8, 9));
        Assert.Equal([7, 8], Of(apartAgain, 2));
        var joined = Apply(apartAgain, new JoinWithNext(2) { KnownDistinct = ([8, 9], []) });
        Assert.Equal([7, 8, 9], Of(joined, 1, 8, 9));
        // Nothing is decided twice, and what the records say is not said again.
        Assert.Equal([7, 8], joined.Parts[1].Statement!.Distinctions.Select(one => one.StatementId).Order());

        // The record of the part that goes had something to say, and a passage that is no statement has not.
        Assert.Equal([5], Of(Apply(Apply(Draft(), new SplitPart(2, At("We stay"))), new JoinWithNext(2) { KnownDistinct = ([], [5]) }), 1));
        Assert.Empty(Of(Apply(Draft(), new MarkPart(1, PartFate.Statement)), 0));
    }

    [Theory]
    [InlineData("2020-02-30")]
    [InlineData("3 January")]
    [InlineData("../..")]
    [InlineData("2020-01-05/2020-01-03")]
    [InlineData("2020/2021/2022")]
    [InlineData("20200103")]
    public void What_is_no_date_is_refused_with_examples(string written) => Assert.StartsWith($"'{written}' is no date. Write 2020-01-03", Refusal(new SetDate(2, written)), StringComparison.Ordinal);

    [Theory]
    [InlineData("2020-01-03", "2020-01-03", "2020-01-03", "2020-01-03")]
    [InlineData("2020-02", "2020-02-01", "2020-02-29", "2020-02")]
    [InlineData("2020", "2020-01-01", "2020-12-31", "2020")]
    [InlineData("../2020-01-04", null, "2020-01-04", "../2020-01-04")]
    [InlineData("2020-01/..", "2020-01-01", null, "2020-01-01/..")]
    [InlineData("2019-12/2020", "2019-12-01", "2020-12-31", "2019-12-01/2020-12-31")]
    public void Reads_dates_with_their_precision(string written, string? first, string? last, string edtf)
    {
        var date = StatementDate.TryRead(written, DateBasis.Archivist)!;
        Assert.Equal((first is null ? null : DateOnly.Parse(first, null), last is null ? default(DateOnly?) : DateOnly.Parse(last, null), edtf), (date.Earliest, date.Latest, date.Edtf));
    }

    [Fact]
    public void A_part_that_is_marked_as_a_statement_again_is_what_it_was()
    {
        var back = Apply(Apply(Draft(), new MarkPart(2, PartFate.Preface)), new MarkPart(2, PartFate.Statement));
        Assert.Equal(JsonSerializer.Serialize(Draft().Parts[1], ArticleDraft.Json), JsonSerializer.Serialize(back.Parts[1], ArticleDraft.Json));
    }

    [Fact]
    public void Titles_that_repeat_hidden_words_are_taken_away()
    {
        var titled = Apply(Draft(), new DescribeStatement(2, "We  were there.", "en", null, []));
        var (hidden, description) = new RedactPassage(At("We were there."), End("We were there."), "endangers a witness").Apply(titled, Text);
        Assert.Null(hidden.Parts[1].Statement!.Title);
        Assert.Equal("Two statements", hidden.Facts.Title);
        Assert.Equal("Hid 14 characters, and took away the title that repeats them", description);
        Assert.Null(Apply(Draft() with { Facts = Draft().Facts with { Title = "What the Bakers’ Union holds" } }, new RedactPassage(At("Bakers"), End("Bakers’ Union"), "endangers a witness")).Facts.Title);
    }

    [Fact]
    public void A_title_that_repeats_hidden_words_does_not_come_back_with_a_passage_that_was_a_statement()
    {
        var titled = Apply(Draft(), new DescribeStatement(3, "An answer to what Ada Lind said", "en", null, []));
        var preface = Apply(titled, new MarkPart(3, PartFate.Preface));
        Assert.Equal("An answer to what Ada Lind said", Apply(preface, new MarkPart(3, PartFate.Statement)).Parts[2].Statement!.Title);
        var hidden = Apply(preface, new RedactPassage(At("Ada Lind"), End("Ada Lind"), "endangers a witness"));
        Assert.Null(Apply(hidden, new MarkPart(3, PartFate.Statement)).Parts[2].Statement!.Title);
    }

    // A revision of a statement of a text as it is given, without heading and title.
    private static RestoreRevision Bring(string written, string passage, params RevisionContent.SignatoryContent[] signatories) => written.IndexOf(passage, StringComparison.Ordinal) is var at
        ? new RestoreRevision(1, "ada", 1, new RevisionContent(1, null, null, passage, null, at, at + passage.Length, null, [], null, signatories, null, [])) : null!;

    private static ArticleDraft Whole(string written, params DraftSignatory[] signatories) =>
        Draft() with { Parts = [new DraftPart(1, 0, written.Length, PartFate.Statement, Statement: new DraftStatement { Slug = "ada", Signatories = signatories })], NextKey = 2 };

    [Fact]
    public void A_title_that_repeats_hidden_words_is_not_brought_back()
    {
        var restore = Bring(Written, "Bakers’ Union\n\nThe bread is ours.");
        var of = restore.Content with { Title = "Reply to Ada Lind", Start = At("Bakers’ Union"), End = End("The bread is ours.") };
        restore = new RestoreRevision(3, "bakers", 1, of);
        var titled = Apply(Draft(), new DescribeStatement(3, "Bread", null, null, []));
        Assert.Equal("Reply to Ada Lind", Apply(titled, restore).Parts[2].Statement!.Title);
        var (draft, description) = restore.Apply(Apply(titled, new RedactPassage(At("Ada Lind"), End("Ada Lind"), "endangers a witness")), Text);
        Assert.Equal("Bread", draft.Parts[2].Statement!.Title);
        Assert.Equal("Brought revision 1 of statement 2 back, but not its title, which repeats hidden words", description);
    }

    [Fact]
    public void Two_who_bear_one_name_both_stay_when_a_revision_is_brought_back()
    {
        const string Signed = "We stay.\nAli, Basra\nAli, Lima\nRosa";
        DraftSignatory At(string words, string name, string? of) => new(name, of, Signed.IndexOf(words, StringComparison.Ordinal), Signed.IndexOf(words, StringComparison.Ordinal) + name.Length);
        var (basra, lima, rosa) = (At("Ali, B", "Ali", "Basra"), At("Ali, L", "Ali", "Lima"), At("Rosa", "Rosa", null));
        RevisionContent.SignatoryContent[] told = [new("Ali", "Basra"), new("Ali", "Lima"), new("Rosa", null)];
        var text = new DraftText(Signed, null);
        Assert.Equal([basra, lima, rosa], Bring(Signed, Signed, told).Apply(Whole(Signed, basra, lima), text).Draft.Parts[0].Statement!.Signatories);
        Assert.Equal([basra, lima, rosa], Bring(Signed, Signed, told).Apply(Whole(Signed), text).Draft.Parts[0].Statement!.Signatories);
    }

    [Theory]
    [InlineData("Ali wrote it.\nAlireza", "Ali", 0)]
    [InlineData("We stay.\nAlireza", "Ali", null)]
    [InlineData("علی\nعلی\u200Cرضا", "علی", 0)]
    [InlineData("平和\n田中氏", "田中", 3)]
    public void A_signatory_is_found_by_whole_words_when_a_revision_is_brought_back(string signed, string name, int? at)
    {
        var found = Bring(signed, signed, new RevisionContent.SignatoryContent(name, null)).Apply(Whole(signed), new DraftText(signed, null)).Draft.Parts[0].Statement!.Signatories;
        Assert.Equal(at is { } start ? [new DraftSignatory(name, null, start, start + name.Length)] : [], found);
    }

    [Fact]
    public void Who_signed_in_a_passage_that_a_revision_gives_up_signs_the_statement_that_it_becomes()
    {
        const string Signed = "We stay.\n\nWe go.\n\nRosa";
        var rosa = new DraftSignatory("Rosa", null, Signed.Length - 4, Signed.Length);
        var restored = Bring(Signed, "We stay.").Apply(Whole(Signed, rosa), new DraftText(Signed, null)).Draft;
        Assert.Equal([[], [rosa]], restored.Parts.Select(part => part.Statement!.Signatories));
    }

    [Fact]
    public void A_date_that_was_bounded_is_no_guess_once_it_is_confirmed()
    {
        var bounded = Draft() with { Parts = [.. Draft().Parts.Select(part => part.Key == 2 ? part with { Statement = part.Statement! with { Date = StatementDate.TryRead("../2020-01-04", DateBasis.Bounds) } } : part)] };
        Assert.Equal(("../2020-01-04", DateBasis.Archivist), Apply(bounded, new ConfirmFact(2, "date")).Parts[1].Statement!.Date is { } date ? (date.Edtf, date.Basis) : default);
    }

    [Fact]
    public void Refuses_what_cannot_be_and_says_why()
    {
        Assert.Equal("Nothing stands before the first part.", Refusal(new MoveBoundary(1, 3)));
        Assert.Contains("between the two parts", Refusal(new MoveBoundary(3, 0)), StringComparison.Ordinal);
        Assert.Equal("This part is no longer there.", Refusal(new SplitPart(77, 3)));
        Assert.Contains("between its first and its last letter", Refusal(new SplitPart(2, int.MaxValue)), StringComparison.Ordinal);
        Assert.Equal("Nothing stands behind the last part.", Refusal(new JoinWithNext(4)));
        Assert.Equal("This part is no statement.", Refusal(new SetDate(1, "2020")));
        Assert.Contains("is no BCP 47 language tag", Refusal(new DescribeStatement(2, null, "nonsense!", null, [])), StringComparison.Ordinal);
        Assert.Contains("control character U+0000", Refusal(new SetAuthors(2, [new DraftAuthor("A\0B", AuthorKind.Person)])), StringComparison.Ordinal);
        Assert.Contains("is no absolute http", Refusal(new DescribeArticle(Draft().Facts with { Url = "javascript:alert(1)" })), StringComparison.Ordinal);
        Assert.Equal("Say why the passage is hidden; the public reads it.", Refusal(new RedactPassage(0, 5, null)));
        Assert.Equal("This is no passage of the text.", Refusal(new RedactPassage(-1, 5, "r")));
        Assert.Equal("A translation is one of a statement that is no translation itself.", Refusal(new DescribeStatement(2, null, null, 2, [])));
    }

    [Fact]
    public void A_draft_reads_back_as_it_was_written()
    {
        var draft = Apply(Apply(Draft(), new RedactPassage(At("there"), At("there") + 5, "a place")), new DescribeStatement(2, "T", "fa-IR", 3, ["Bread", "bread", "War"]));
        var read = JsonSerializer.Deserialize<ArticleDraft>(JsonSerializer.Serialize(draft, ArticleDraft.Json), ArticleDraft.Json)!;
        Assert.Equal(JsonSerializer.Serialize(draft, ArticleDraft.Json), JsonSerializer.Serialize(read, ArticleDraft.Json));
        Assert.Equal(["Bread", "War"], read.Parts[1].Statement!.Subjects);
        Assert.Equal(Draft().Parts[1].Statement!.Date, read.Parts[1].Statement!.Date);
    }

    [Property(MaxTest = 300)]
    public Property Whatever_is_done_every_character_is_in_exactly_one_part() => Prop.ForAll(Gen.Choose(1, 25).SelectMany(count => AnyEdit().ArrayOf(count)).ToArbitrary(), edits =>
    {
        var draft = Draft();
        foreach (var edit in edits)
        {
            try
            {
                draft = Apply(draft, edit);
            }
            catch (RefusedEditException)
            {
                // Most of them are nonsense.
            }
        }
        var runes = Written.EnumerateRunes().ToList();
        var seen = new int[runes.Count];
        foreach (var part in draft.Parts)
        {
            Assert.False(Rune.IsWhiteSpace(runes[part.Start]) || Rune.IsWhiteSpace(runes[part.End - 1]));
            for (var at = part.Start; at < part.End; at++) seen[at]++;
            Assert.Equal(part.Fate == PartFate.Statement, part.Statement is not null);
            Assert.Equal(part.Fate == PartFate.LeftOut, part.Reason is not null);
            if (part.Statement is not { } statement) continue;
            Assert.True(statement.HeadingEnd is null || (part.Start < statement.HeadingEnd && statement.HeadingEnd < part.End));
            Assert.True(statement.SignOffStart is null || (part.Start <= statement.SignOffStart && statement.SignOffStart < part.End));
            if (statement.TranslationOf is { } original) Assert.Contains(draft.Statements, other => other.Key == original);
            Assert.All(statement.Evidence.Where(item => item.Fact is "author" or "date" && item.IsChosen), item => Assert.Contains(item.Value, statement.Authors.Select(author => author.Name).Append(statement.Date?.Edtf)));
        }
        for (var at = 0; at < seen.Length; at++) Assert.True(seen[at] == 1 || Rune.IsWhiteSpace(runes[at]), $"Character {at} is in {seen[at]} parts.");
        Assert.Equal(draft.Parts.Count, draft.Parts.Select(part => part.Key).Distinct().Count());
        Assert.All(draft.Parts, part => Assert.True(part.Key < draft.NextKey));
    });

    private static RevisionContent Revised(int start, int end) => new(1, "As it was called", null, "", null, start, end, "en", [new RevisionContent.AuthorContent("bo", "Bo", AuthorKind.Person, null, null)], null, [new RevisionContent.SignatoryContent("Ada Lind", null)], "bakers", null);

    private static Gen<DraftEdit> AnyEdit()
    {
        var key = Gen.Choose(0, 12);
        var place = Gen.Choose(-2, Written.Length + 2);
        return Gen.OneOf(
            key.SelectMany(part => place.Select(at => (DraftEdit)new MoveBoundary(part, at))),
            key.SelectMany(part => place.Select(at => (DraftEdit)new SplitPart(part, at))),
            key.Select(part => (DraftEdit)new JoinWithNext(part)),
            key.SelectMany(part => Gen.Elements(PartFate.Statement, PartFate.Preface, PartFate.LeftOut).Select(fate => (DraftEdit)new MarkPart(part, fate, "advert"))),
            key.SelectMany(part => place.Select(at => (DraftEdit)new SetHeading(part, at))),
            key.SelectMany(part => place.Select(at => (DraftEdit)new SetSignOff(part, at))),
            place.Select(start => (DraftEdit)new RevealPassage(start)),
            key.Select(part => (DraftEdit)new ConfirmFact(part, "author")),
            key.Select(part => (DraftEdit)new SetHeading(part, null)),
            key.Select(part => (DraftEdit)new SetSignOff(part, null)),
            key.Select(part => (DraftEdit)new MarkPart(part, PartFate.Republication, RepublicationOf: "another")),
            key.SelectMany(part => place.SelectMany(start => place.Select(end => (DraftEdit)new RestoreRevision(part, "ada", 1, Revised(start, end))))),
            key.Select(part => (DraftEdit)new SetDate(part, "2020-01-05")),
            key.Select(part => (DraftEdit)new TakeAlternative(part, "date", "2020-01-04")),
            key.Select(part => (DraftEdit)new Distinguish(part, 7, "another", true)),
            key.Select(part => (DraftEdit)new SetAuthors(part, [new DraftAuthor("Bo", AuthorKind.Person)])),
            key.SelectMany(part => key.Select(other => (DraftEdit)new DescribeStatement(part, null, "en", other, []))),
            place.SelectMany(start => place.Select(end => (DraftEdit)new RedactPassage(start, end, "safety"))));
    }
}
