using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Data.Sqlite;
using StatementArchive.Parsing;
using StatementArchive.Tests;
using DeclaredAuthor = StatementArchive.Data.Model.DeclaredAuthor;
using Signatory = StatementArchive.Data.Model.Signatory;
using StatementAuthor = StatementArchive.Data.Model.StatementAuthor;

namespace StatementArchive.Data.Tests;

public sealed class RowWriterTests
{
    private static readonly DateTime Now = new(2020, 1, 5, 12, 0, 0, 123, DateTimeKind.Utc);

    // What is referred to stands first. Each table has a record in which everything is set; some have one in which nothing optional is.
    private static List<object> Records()
    {
        var source = new Source { Slug = "the-oven", Name = "The Oven – Ὁ φοῦρνος", Key = "the oven", Url = "https://example.org/", Issn = "0317-8471", Wikidata = "Q43", Note = "Weekly." };
        var person = new Author { Slug = "ada", Name = "Ada", Kind = AuthorKind.Person, Key = "ada" };
        var group = new Author { Slug = "bakers", Name = "Bakers' \"Union\"", Kind = AuthorKind.Organisation, Key = "bakers union" };
        var original = new Original { Sha256 = new string('a', 64), MediaType = "text/plain", Length = 3, Sidecar = "source: The Oven", IsHandedOut = true };
        var bare = new Original { Sha256 = new string('b', 64), MediaType = "text/plain", Length = 1 };
        var article = new Article
        {
            Slug = "a",
            Title = "Ä 🚩",
            Text = "Text with\nlines, 🚩 and half a pair \ud83d.",
            Layout = [0, 37, 1, 98],
            Redactions = [new Redaction { Start = 1, End = 2, Reason = "names <a> 'witness' 🚩" }],
            Language = "en",
            Published = "2020-01-04T11:11",
            PublishedOn = new DateOnly(2020, 1, 4),
            SubmittedBy = "martin",
            Url = "https://example.org/",
            Captured = "2020-01-05",
            Licence = "CC0",
            Note = "A note",
            IngestedAt = Now,
            SplitConfidence = 0.1 + 0.2,
            RunnerUp = "another",
            Doubt = "the split",
            Status = PublicationStatus.Published,
            Original = original,
            PlaceInOriginal = 2,
            Source = source,
            DeclaredAuthors = [new DeclaredAuthor { Name = "Ada <b> 'é' 🚩", Start = 1, End = 2 }],
            Parts = [new ArticlePart { Start = 0, End = 4 }, new ArticlePart { Start = 5, End = 9, LeftOutReason = "byline" }],
        };
        var empty = new Article { Slug = "b", Text = "", IngestedAt = Now, SplitConfidence = 0, Original = bare };
        var statement = new Statement
        {
            Slug = "s",
            Article = article,
            Ordinal = 1,
            Title = "T",
            Heading = "H",
            Body = "B",
            BodySignOffStart = 0,
            Words = 1,
            Start = 0,
            End = 4,
            Language = "en",
            Signatories = [new Signatory { Name = "Ada 🚩", Description = "of 'X'", Start = 0, End = 3 }, new Signatory { Name = "Bo", Start = 4, End = 6, IsHidden = true }],
            Earliest = new DateOnly(2020, 1, 3),
            Latest = new DateOnly(2020, 1, 4),
            Precision = DatePrecision.Day,
            Basis = DateBasis.Bounds,
            Edtf = "2020-01-03/2020-01-04",
            Status = PublicationStatus.Published,
            RevisionNumber = 1,
        };
        var undated = new Statement { Slug = "u", Article = empty, TranslationOf = statement, Ordinal = 1, Body = "", Words = 0, Start = 0, End = 1, RevisionNumber = 1 };
        var subject = new Subject { Slug = "bread", Name = "Bread – ψωμί 🚩", Key = "bread", Date = "2020-01", Wikidata = "Q42", Note = "Of rye." };
        return
        [
            source, subject, person, group, original, bare, new OriginalContent { Original = original, Bytes = [0, 1, 2] }, article, empty, statement, undated,
            new Capture { Article = article, Url = "https://example.org/", Captured = "2020-01-05", Place = "record 1", Head = [72, 84], IngestedAt = Now },
            new Capture { Article = empty, Captured = "2020-01-06", IngestedAt = Now },
            new Seeding { BegunAt = Now, FinishedAt = Now },
            new StatementAuthor { Statement = statement, Position = 1, Author = person, Affiliation = group },
            new StatementAuthor { Statement = undated, Position = 1, Author = group },
            new StatementSubject { Statement = statement, Subject = subject },
            new AuthorName { Author = person, Form = "ADA", Key = "ada", Kind = NameFormKind.SignOff, Status = NameStatus.Suggested, Article = article, Statement = statement, Start = 1, End = 4 },
            new Affiliation { Person = person, Organisation = group, From = new DateOnly(2020, 1, 3), To = new DateOnly(2020, 1, 4), IsGiven = true, Held = "2019/.." },
            new EvidenceItem { Article = article, Statement = statement, Fact = "date", Value = "2020", Rule = "r", Quote = "q", Start = 0, End = 1, Confidence = 1.0 / 3, IsChosen = true },
            new EvidenceItem { Article = empty, Fact = "title", Value = "", Rule = "r", Quote = "", Confidence = 0, IsChosen = false },
            new Revision { IsPublic = true, Statement = statement, Number = 1, At = Now, Reason = "Ingested", Content = "{}" },
            new Change { At = Now, Kind = ChangeKind.Published, Statement = statement },
        ];
    }

    // What people make one by one is saved as changes.
    private static readonly string[] OfTheDesk = ["AuditLog", "AuthorDistinctions", "AuthorIdentifiers", "AuthorMerges", "AuthorRelations", "DraftSteps", "GivenNames", "Republications", "Shingles", "Shinglings", "SourceDistinctions", "SourceMerges", "SourceNames", "StatementDistinctions", "SubjectDistinctions", "SubjectMerges", "SubjectNames", "UploadContents", "UploadedArticles", "Uploads", "UserClaims", "UserLogins", "UserPasskeys", "UserTokens", "Users", "Withdrawals", "WorkingCopies"];

    [Fact]
    public async Task Writes_the_very_rows_that_saving_changes_writes()
    {
        await using var one = await TestArchive.CreateAsync();
        await one.ReadAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            using (var rows = new RowWriter(db))
            {
                foreach (var record in Records()) rows.Insert(record);
            }
            await transaction.CommitAsync();
            return 0;
        });
        await using var other = await TestArchive.CreateAsync();
        await other.ReadAsync(async db =>
        {
            foreach (var record in Records())
            {
                db.Add(record);
                await db.SaveChangesAsync();
            }
            return 0;
        });

        Assert.Equal(await DumpAsync(other), await DumpAsync(one));
    }

    [Fact]
    public async Task The_records_compared_leave_no_table_and_no_column_out()
    {
        await using var archive = await TestArchive.CreateAsync();
        await archive.ReadAsync(async db =>
        {
            db.AddRange(Records());
            await db.SaveChangesAsync();
            foreach (var table in db.Model.GetRelationalModel().Tables.Where(table => !OfTheDesk.Contains(table.Name)))
            {
                foreach (var column in table.Columns.Where(column => (table.Name, column.Name) is not (("Revisions", "UserId") or ("Authors", "Founded" or "Dissolved" or "Note") or (_, "MergedIntoId"))))
                    Assert.True(await TestArchive.ScalarAsync<long>(db, $"SELECT count(\"{column.Name}\") FROM \"{table.Name}\"") > 0, $"{table.Name}.{column.Name}");
            }
            return 0;
        });
    }

    [Fact]
    public async Task A_record_whose_reference_is_not_stored_is_refused()
    {
        await using var archive = await TestArchive.CreateAsync();
        await archive.ReadAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            using var rows = new RowWriter(db);
            var article = Records().OfType<Article>().First();
            Assert.Contains("Original of the Article is not stored", Assert.Throws<InvalidOperationException>(() => rows.Insert(article)).Message, StringComparison.Ordinal);
            return 0;
        });
    }

    private static Task<string> DumpAsync(TestArchive archive) => archive.ReadAsync(async db =>
    {
        await db.Database.OpenConnectionAsync();
        return await DatabaseDump.OfAsync((SqliteConnection)db.Database.GetDbConnection(), TestContext.Current.CancellationToken);
    });
}
