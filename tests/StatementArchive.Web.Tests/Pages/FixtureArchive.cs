using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;
using DeclaredAuthor = StatementArchive.Data.Model.DeclaredAuthor;
using Signatory = StatementArchive.Data.Model.Signatory;
using StatementAuthor = StatementArchive.Data.Model.StatementAuthor;

namespace StatementArchive.Web.Tests.Pages;

/// <summary>
/// A small archive with what is hard to show: joint authors, people with and without an organisation, Persian among
/// English, undated and half-dated statements, very long names, hostile text, many of one author, and drafts of every kind.
/// </summary>
public sealed class FixtureArchive
{
    /// <summary>Stands in every text and name that must never be shown.</summary>
    public const string Unseen = "zzunseen";

    public const string LongName =
        "Provisional Coordinating Committee of the Federation of Associations for the Defence of the Rights of Seasonal, Temporary, "
        + "Posted and Undocumented Workers in Agriculture, Forestry, Fisheries and Hauptuntersuchungsangelegenheitenverordnungsverwaltung";

    public const string Hostile =
        "<script>alert(1)</script> and <img src=x onerror=alert(2)> stay words.\n\n"
        + "[press](javascript:alert(3)) ![picture](https://tracker.example/p.png) [real](https://example.org/ \"t\") ![](https://tracker.example/q.png)\n\n"
        + "# A heading of its own\n\n### A deeper one\n\n"
        + "```js\nlet x = '<b>';\n```\n\n* one\n* two\n\nHold the line!\\\nOpen the harbour!\\\nNo one alone!";

    public const int ManyStatements = 45;

    private readonly ArchiveContext _db;
    private readonly Dictionary<string, Author> _authors = [];
    private readonly Dictionary<string, Source> _sources = [];
    private readonly Dictionary<string, Subject> _subjects = [];

    private FixtureArchive(ArchiveContext db) => _db = db;

    public static async Task FillAsync(ArchiveContext db)
    {
        var archive = new FixtureArchive(db);
        archive.AddJointCall();
        archive.AddUntitled();
        archive.AddMany();
        archive.AddDraft();
        await db.SaveChangesAsync();
        foreach (var statement in db.Statements.Where(s => s.Status == PublicationStatus.Published).OrderBy(s => s.Id))
            db.Add(new Change { At = statement.Revisions.FirstOrDefault()?.At ?? DateTime.UnixEpoch, Kind = ChangeKind.Published, Statement = statement });
        await db.SaveChangesAsync();
    }

    private void AddJointCall()
    {
        var rail = Organisation("rail-workers-of-northport", "Rail Workers of Northport");
        var committee = Organisation("committee-for-the-freedom-of-assembly", "Committee for the Freedom of Assembly");
        var sea = Organisation("hezb-karegaran-darya", "حزب کارگران دریا");
        var article = Article("joint-call-on-the-harbour", "Joint call on the harbour closure", "Harbour News", "2019-03-05T09:30", "en");
        article.Parts.Add(Part(article, "Joint call on the harbour closure", "title"));
        article.Parts.Add(Part(article, "By Rail Workers of Northport, Committee for the Freedom of Assembly", "byline"));
        article.Parts.Add(Part(article, "We print what reached us.", null));
        article.DeclaredAuthors.Add(new DeclaredAuthor { Name = "Rail Workers of Northport", Start = 38, End = 63 });
        article.SubmittedBy = "the night desk";
        article.Captures.Add(new Capture { Url = "https://harbour.example/call", Captured = "2019-03-06T08:00Z", Place = $"{Unseen} record 7", IngestedAt = DateTime.UnixEpoch });
        article.Captures.Add(new Capture { Url = "https://mirror.example/call", IngestedAt = DateTime.UnixEpoch });
        article.Captures.Add(new Capture { Url = "javascript:alert(1)", Captured = "2020-01-01", IngestedAt = DateTime.UnixEpoch });
        article.RunnerUp = "one statement, by Harbour News";
        article.Evidence.Add(new EvidenceItem { Fact = "published", Value = "2019-03-05T09:30", Rule = "byline", Quote = "5 March 2019", Start = 1, End = 13, Confidence = 0.97, IsChosen = true });

        var joint = Statement(article, "northport-joint", Day(2019, 3, 3), "To everyone in Northport.\n\nThe harbour is closed, and with it the market.\n\nRail Workers of Northport\\\nCommittee for the Freedom of Assembly\\\n3 March 2019", heading: "To everyone");
        joint.BodySignOffStart = joint.Body.IndexOf("Rail Workers", StringComparison.Ordinal);
        By(joint, rail);
        By(joint, committee);
        joint.Signatories.AddRange([new Signatory { Name = "Ada Lindqvist", Description = "signalwoman", Start = 1, End = 14 }, new Signatory { Name = "یاور آزاد", Start = 15, End = 24 }, new Signatory { Name = $"{Unseen} signatory", Start = 25, End = 34, IsHidden = true }]);
        Believe(joint, "date", "2019-03-03", "signoff-date", "3 March 2019", 0.98);
        Believe(joint, "author", rail.Name, "heading-name", "Rail Workers of Northport", 0.95);
        Believe(joint, "author", "Harbour News", "title-name", "Harbour", 0.2, isChosen: false);
        Name(rail, "Rail Workers of Northport", NameFormKind.Heading, NameStatus.Attested, article, joint);
        Name(rail, "RWN", NameFormKind.Acronym, NameStatus.Attested, article, joint);
        Name(rail, "Northport Railwaymen", NameFormKind.SignOff, NameStatus.Suggested, article, joint);

        About(joint, "Harbour closure");
        About(joint, "بستن بندر");
        article.Evidence.Add(new EvidenceItem { Fact = "subject", Value = "Harbour closure", Rule = "archivist", Quote = "", Confidence = 1, IsChosen = true });
        Believe(joint, "subject", "بستن بندر", "guessed", "", 0.5);

        var ada = Person("ada-lindqvist", "Ada Lindqvist");
        var spoken = Statement(article, "ada-lindqvist-northport", (null, new DateOnly(2019, 3, 5), DatePrecision.Interval, DateBasis.Bounds), "I speak for the signalmen. Nobody asked the signalmen.");
        By(spoken, ada, rail);
        About(spoken, "Harbour closure");
        _db.Affiliations.Add(new Affiliation { Person = ada, Organisation = rail });
        Believe(spoken, "date", "../2019-03-05", "bounds-article", "", 0.7);

        var persian = Statement(article, "hezb-karegaran-darya-2019-03", Month(2019, 3), "کارگران بندر در کنار مردم ایستاده‌اند.\n\nOCAI و دیگر سازمان‌ها از این خواسته پشتیبانی می‌کنند.", language: "fa", translationOf: spoken);
        By(persian, sea);
        Believe(persian, "author", sea.Name, "heading-name", sea.Name, 0.9);

        var hidden = Statement(article, "hidden-in-public-article", Day(2019, 3, 4), $"{Unseen} statement in a public article.", language: "it", translationOf: spoken);
        hidden.Status = PublicationStatus.Draft;
        About(hidden, $"{Unseen} subject");
        Believe(hidden, "subject", $"{Unseen} subject", "archivist", "", 1);
        By(hidden, Person("hidden-person", $"{Unseen} Person"), rail);
        Name(rail, $"{Unseen} Railway Front", NameFormKind.Body, NameStatus.Attested, article, hidden);
    }

    private void AddUntitled()
    {
        var dockers = Organisation("federation-des-dockers-emancipes", "Fédération des Dockers Émancipés");
        var article = Article("untitled", null, null, null, null);
        var undated = Statement(article, "dockers-undated", (null, null, null, null), Hostile, title: "What we <want> & “need”");
        By(undated, dockers);
        var longNamed = Statement(article, "long-named", (new DateOnly(2018, 12, 31), new DateOnly(2019, 1, 1), DatePrecision.Interval, DateBasis.Bounds), "A short word by a long name. " + string.Concat(Enumerable.Repeat("Unzerbrechlichkeitsbeteuerung", 8)));
        By(longNamed, Organisation("long-name", LongName));
        Statement(article, "by-nobody", (null, null, null, null), "Nobody signed this. 😀 But it stands.");
        Name(dockers, "Fédération des Dockers Émancipés", NameFormKind.Heading, NameStatus.Attested, article, undated);
    }

    private void AddMany()
    {
        var committee = Organisation("committee-for-the-freedom-of-assembly", "Committee for the Freedom of Assembly");
        var article = Article("bulletin-of-the-committee", "Bulletin of the committee", "Bulletin Océan", "2021-12-31", "en");
        for (var i = 1; i <= ManyStatements; i++)
        {
            // Five share a day: only a total order keeps pages apart.
            var statement = Statement(article, string.Create(CultureInfo.InvariantCulture, $"bulletin-{i:00}"), Day(2018 + (i - 1) / 15, 1 + (i - 1) / 5 % 3 * 4, 1), $"Bulletin number {i} on assemblies.");
            By(statement, committee);
            About(statement, "Freedom of assembly in Northport, in Southport and in the Federation of Seaside Municipalities, 2018–2021");
            Believe(statement, "subject", "Freedom of assembly in Northport, in Southport and in the Federation of Seaside Municipalities, 2018–2021", "record", "", 1);
        }
        Name(committee, "Committee for the Freedom of Assembly", NameFormKind.Byline, NameStatus.Attested, article, null);
    }

    private void AddDraft()
    {
        var party = Organisation("hidden-party", $"{Unseen} Party");
        var article = Article("hidden-article", $"{Unseen} article", $"{Unseen} Paper", "2020-02-02", "en");
        article.Status = PublicationStatus.Draft;
        var statement = Statement(article, "published-in-hidden-article", Day(2020, 2, 2), $"{Unseen} words in a draft article.");
        By(statement, party);
        About(statement, $"{Unseen} subject");
        var rail = Organisation("rail-workers-of-northport", "Rail Workers of Northport");
        By(Statement(article, "rail-in-hidden-article", Day(2020, 2, 3), $"{Unseen} again."), Person("hidden-speaker", $"{Unseen} Speaker"), rail);
        Name(rail, $"{Unseen} Union", NameFormKind.Heading, NameStatus.Attested, article, null);
        Name(party, $"{Unseen} Party", NameFormKind.Heading, NameStatus.Attested, article, statement);
    }

    private Author Organisation(string slug, string name) => Authority(slug, name, AuthorKind.Organisation);

    private Author Person(string slug, string name) => Authority(slug, name, AuthorKind.Person);

    private Author Authority(string slug, string name, AuthorKind kind)
    {
        if (_authors.TryGetValue(slug, out var known)) return known;
        var author = new Author { Slug = slug, Name = name, Kind = kind, Key = Author.KeyOf(name) };
        _db.Authors.Add(author);
        return _authors[slug] = author;
    }

    private Article Article(string slug, string? title, string? source, string? published, string? language)
    {
        var bytes = Encoding.UTF8.GetBytes($"<p>{slug}</p><script>alert('kept')</script>");
        var article = new Article
        {
            Slug = slug,
            Title = title,
            // Room for all the passages below; the text itself plays no part.
            Text = string.Concat(Enumerable.Repeat($"{slug} said this and that. ", 400)),
            Language = language,
            Published = published,
            PublishedOn = published is null ? null : DateOnly.ParseExact(published[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            IngestedAt = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc),
            SplitConfidence = 0.9,
            Status = PublicationStatus.Published,
            Url = title is null ? "javascript:alert(1)" : $"https://harbour.example/{slug}",
            Original = new Original
            {
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)),
                MediaType = "text/html",
                Length = bytes.Length,
                IsHandedOut = true,
                Content = new OriginalContent { Bytes = bytes },
            },
            Source = source is null ? null : SourceOf(source),
        };
        _db.Articles.Add(article);
        return article;
    }

    private Source SourceOf(string name)
    {
        if (_sources.TryGetValue(name, out var known)) return known;
        var source = new Source { Slug = NameKey.Of(name).Replace(' ', '-'), Name = name, Key = NameKey.Of(name) };
        _db.Sources.Add(source);
        return _sources[name] = source;
    }

    private void About(Statement statement, string subject)
    {
        if (!_subjects.TryGetValue(subject, out var known))
            _db.Subjects.Add(_subjects[subject] = known = new Subject { Slug = NameKey.Of(subject).Replace(' ', '-'), Name = subject, Key = INamedRecord.KeyOf(subject) });
        statement.Subjects.Add(new StatementSubject { Subject = known });
    }

    private static ArticlePart Part(Article article, string text, string? reason)
    {
        var start = article.Parts.Count == 0 ? 0 : article.Parts[^1].End + 1;
        return new ArticlePart { Start = start, End = start + text.Length, LeftOutReason = reason };
    }

    private static Statement Statement(
        Article article, string slug, (DateOnly? Earliest, DateOnly? Latest, DatePrecision? Precision, DateBasis? Basis) date,
        string body, string? title = null, string? heading = null, string? language = null, Statement? translationOf = null)
    {
        var ordinal = article.Statements.Count + 1;
        var start = 200 + ordinal * 60;
        var statement = new Statement
        {
            Slug = slug,
            Article = article,
            Ordinal = ordinal,
            Title = title,
            Heading = heading,
            Body = body,
            TranslationOf = translationOf,
            Words = body.Split(' ').Length,
            Start = start,
            End = start + 50,
            Language = language,
            Earliest = date.Earliest,
            Latest = date.Latest,
            Precision = date.Precision,
            Basis = date.Basis,
            Edtf = date.Precision is { } precision ? new StatementDate(date.Earliest, date.Latest, precision, date.Basis!.Value).Edtf : null,
            Status = PublicationStatus.Published,
            RevisionNumber = 1,
        };
        article.Statements.Add(statement);
        return statement;
    }

    private static void By(Statement statement, Author author, Author? affiliation = null) =>
        statement.Authors.Add(new StatementAuthor { Position = statement.Authors.Count + 1, Author = author, Affiliation = affiliation });

    private static void Believe(Statement statement, string fact, string value, string rule, string quote, double confidence, bool isChosen = true) =>
        statement.Evidence.Add(new EvidenceItem
        {
            Article = statement.Article,
            Fact = fact,
            Value = value,
            Rule = rule,
            Quote = quote,
            Start = quote.Length == 0 ? null : statement.Start,
            End = quote.Length == 0 ? null : statement.Start + quote.Length,
            Confidence = confidence,
            IsChosen = isChosen,
        });

    private void Name(Author author, string form, NameFormKind kind, NameStatus status, Article article, Statement? statement) =>
        _db.AuthorNames.Add(new AuthorName
        {
            Author = author,
            Form = form,
            Key = NameKey.Of(form),
            Kind = kind,
            Status = status,
            Article = article,
            Statement = statement,
            Start = author.Names.Count + 1,
            End = author.Names.Count + 1 + form.Length,
        });

    private static (DateOnly?, DateOnly?, DatePrecision?, DateBasis?) Day(int year, int month, int day) =>
        (new DateOnly(year, month, day), new DateOnly(year, month, day), DatePrecision.Day, DateBasis.SignOff);

    private static (DateOnly?, DateOnly?, DatePrecision?, DateBasis?) Month(int year, int month) =>
        (new DateOnly(year, month, 1), new DateOnly(year, month, DateTime.DaysInMonth(year, month)), DatePrecision.Month, DateBasis.Heading);
}
