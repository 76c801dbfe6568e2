using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Sqlite;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;
using DeclaredAuthor = StatementArchive.Data.Model.DeclaredAuthor;
using Signatory = StatementArchive.Data.Model.Signatory;
using StatementAuthor = StatementArchive.Data.Model.StatementAuthor;

namespace StatementArchive.Data.Ingestion;

/// <summary>Stores the articles of one transaction, joining them to the authors, sources and subjects that are there already.</summary>
internal sealed class ArticleRecords
{
    private readonly ArchiveContext _db;
    private readonly RowWriter _rows;
    private readonly DateTime _now;
    private readonly Dictionary<string, string> _keys = [];
    private readonly Dictionary<(AuthorKind Kind, string Key), Author> _authors = [];
    private readonly Dictionary<string, Source> _sources = [];
    private readonly Dictionary<string, Subject> _subjects = [];
    private readonly Dictionary<(int Person, int Organisation), Affiliation> _affiliations = [];

    // Names under which more than one author is known.
    private readonly Dictionary<(AuthorKind Kind, string Key), List<Author>> _ambiguous = [];

    // Names of known authors of which somebody said whether they are theirs.
    private readonly Dictionary<(int Author, string Key), NameStatus> _decided = [];

    // Of the addresses that these articles could be given, those that are given.
    private HashSet<string> _articleSlugs = [];
    private HashSet<string> _authorSlugs = [];
    private HashSet<string> _sourceSlugs = [];
    private HashSet<string> _subjectSlugs = [];
    private HashSet<string> _statementSlugs = [];

    private ArticleRecords(ArchiveContext db, RowWriter rows, DateTime now) => (_db, _rows, _now) = (db, rows, now);

    /// <summary>Stores articles, none of which the archive has, with everything that belongs to them.</summary>
    /// <param name="db">In a transaction that keeps other writers out; committing it is the caller's.</param>
    /// <param name="now">UTC; every record bears it.</param>
    public static async Task<IReadOnlyList<Article>> StoreAsync(ArchiveContext db, IReadOnlyList<IncomingArticle> articles, DateTime now, CancellationToken cancellation)
    {
        using var rows = new RowWriter(db);
        var records = new ArticleRecords(db, rows, now);
        await records.LookUpAsync(articles, cancellation);
        List<Article> stored = [.. articles.Select(records.Store)];
        await db.SaveChangesAsync(cancellation);
        return stored;
    }

    // A query for each kind of record, whatever the number of articles. The last address of each is never another's, so nobody asks for it.
    private async Task LookUpAsync(IReadOnlyList<IncomingArticle> articles, CancellationToken cancellation)
    {
        var sources = articles.Select(article => article.Parsed.Source?.Name).OfType<string>().DistinctBy(INamedRecord.KeyOf).ToList();
        var sourceKeys = sources.ConvertAll(INamedRecord.KeyOf);
        foreach (var (key, source) in await _db.ByKeysAsync<Source>(sourceKeys, cancellation)) _sources[key] = source;

        var subjects = articles.SelectMany(article => article.Statements.SelectMany(statement => article.SubjectsOf(statement))).DistinctBy(INamedRecord.KeyOf).ToList();
        var subjectKeys = subjects.ConvertAll(INamedRecord.KeyOf);
        foreach (var (key, subject) in await _db.ByKeysAsync<Subject>(subjectKeys, cancellation)) _subjects[key] = subject;

        var authors = articles.SelectMany(article => article.Statements).SelectMany(statement => statement.Parsed.Authors
                .SelectMany(a => a.Affiliation is { } group ? [(a.Name, a.Kind), (Name: group, Kind: AuthorKind.Organisation)] : new[] { (a.Name, a.Kind) })
                .Select(a => (a.Name, a.Kind, Key: KeyOf(statement, a.Name, a.Kind))))
            .Distinct().ToList();
        var authorKeys = authors.Select(author => author.Key).Distinct().ToList();
        foreach (var (name, called) in await _db.AuthorsByKeysAsync(authorKeys, cancellation))
        {
            _authors[name] = called[0];
            if (called.Count > 1) _ambiguous[name] = called;
        }

        var people = _authors.Values.Where(author => author.Kind == AuthorKind.Person).Select(author => author.Id).ToList();
        await foreach (var affiliation in _db.Affiliations.Where(a => EF.Parameter(people).Contains(a.PersonId)).AsAsyncEnumerable().WithCancellation(cancellation)) _affiliations[(affiliation.PersonId, affiliation.OrganisationId)] = affiliation;

        var known = _authors.Values.Select(author => author.Id).ToList();
        var suggested = articles.SelectMany(article => article.Statements).SelectMany(statement => statement.Parsed.NameForms).Where(form => form.IsSuggestion).Select(form => NameKey.Of(form.Name)).Distinct().ToList();
        if (known.Count > 0 && suggested.Count > 0)
        {
            var decided = _db.AuthorNames.AsNoTracking().Where(n => EF.Parameter(suggested).Contains(n.Key) && (n.Status == NameStatus.Attested || n.Status == NameStatus.Refused) && EF.Parameter(known).Contains(n.AuthorId)).Select(n => new { n.AuthorId, n.Key, n.Status }).Distinct();
            await foreach (var name in decided.AsAsyncEnumerable().WithCancellation(cancellation)) _decided[(name.AuthorId, name.Key)] = name.Status;
        }

        _articleSlugs = await GivenAsync(_db.Articles.Select(a => a.Slug), articles.SelectMany(article => article.Slugs.SkipLast(1)), cancellation);
        _statementSlugs = await GivenAsync(_db.Statements.Select(s => s.Slug), articles.SelectMany(article => article.Statements).SelectMany(statement => statement.Slugs.SkipLast(1)), cancellation);
        _authorSlugs = await GivenAsync(_db.Authors.Select(a => a.Slug), authors.Where(a => !_authors.ContainsKey((a.Kind, a.Key))).SelectMany(a => RecordSlugs.OfAuthor(a.Name, a.Kind, a.Key).SkipLast(1)), cancellation);
        _sourceSlugs = await GivenAsync(_db.Sources.Select(s => s.Slug), sources.Where(name => !_sources.ContainsKey(INamedRecord.KeyOf(name))).SelectMany(name => RecordSlugs.OfSource(name).SkipLast(1)), cancellation);
        _subjectSlugs = await GivenAsync(_db.Subjects.Select(s => s.Slug), subjects.Where(name => !_subjects.ContainsKey(INamedRecord.KeyOf(name))).SelectMany(name => RecordSlugs.OfSubject(name).SkipLast(1)), cancellation);
    }

    private static async Task<HashSet<string>> GivenAsync(IQueryable<string> slugs, IEnumerable<string> candidates, CancellationToken cancellation)
    {
        var asked = candidates.Distinct().ToList();
        return asked.Count == 0 ? [] : [.. await slugs.Where(slug => EF.Parameter(asked).Contains(slug)).ToListAsync(cancellation)];
    }

    private Article Store(IncomingArticle incoming)
    {
        var (parsed, submission) = (incoming.Parsed, incoming.Submission);
        var doubt = incoming.Doubt ?? DoubtOfNames(incoming);
        var article = new Article
        {
            Slug = Free(_articleSlugs, incoming.Slugs),
            Title = parsed.Title,
            Text = parsed.Text,
            Layout = parsed.Layout.ToBytes(),
            Language = parsed.Language,
            Published = parsed.Published?.ToString(),
            PublishedOn = parsed.Published?.Date,
            SubmittedBy = parsed.SubmittedBy,
            Url = parsed.Source?.Url,
            Captured = (submission.Sidecar?.Captured ?? parsed.Captured)?.ToString(),
            Licence = submission.Sidecar?.Licence,
            Note = submission.Sidecar?.Note,
            IngestedAt = _now,
            SplitConfidence = parsed.Confidence,
            RunnerUp = parsed.RunnerUp,
            Doubt = doubt,
            Status = doubt is null ? incoming.Status : PublicationStatus.Draft,
            Original = new Original
            {
                Sha256 = incoming.Sha256,
                MediaType = parsed.MediaType,
                Length = submission.Bytes.Length,
                Sidecar = submission.Sidecar?.Text,
                IsHandedOut = incoming.IsHandedOut,
            },
            Source = parsed.Source?.Name is { } name ? SourceOf(name) : null,
            DeclaredAuthors = [.. parsed.DeclaredAuthors.Select(a => new DeclaredAuthor { Name = a.Name, Start = a.Span.Start, End = a.Span.End })],
            Parts =
            [
                .. parsed.Preface.Select(p => new ArticlePart { Start = p.Start, End = p.End })
                    .Concat(parsed.LeftOut.Select(p => new ArticlePart { Start = p.Span.Start, End = p.Span.End, LeftOutReason = p.Reason }))
                    .OrderBy(p => p.Start),
            ],
        };
        _rows.Insert(article.Original);
        _rows.Insert(new OriginalContent { Original = article.Original, Bytes = submission.Bytes.ToArray() });
        _rows.Insert(article);
        if (incoming.Capture is { } capture) _rows.Insert(new Capture { Article = article, Url = capture.Url, Captured = capture.Captured, Place = capture.Place, Head = capture.Head, IngestedAt = _now });
        // A crawl's own time of capture gives way to the archivist's, and stays as the alternative.
        foreach (var evidence in parsed.Evidence) _rows.Insert(Record(evidence.Fact == "captured" ? evidence with { IsChosen = evidence.IsChosen && submission.Sidecar?.Captured is null } : evidence, article, null));
        if (submission.Sidecar?.Captured is { } captured) _rows.Insert(Record(Given("captured", captured.ToString()), article, null));
        if (article.Licence is { } licence) _rows.Insert(Record(Given("licence", licence), article, null));
        foreach (var subject in incoming.GivenSubjects) _rows.Insert(Record(Given("subject", subject), article, null));
        var index = new CodePointIndex(article.Text);
        foreach (var statement in incoming.Statements) Store(statement, incoming.SubjectsOf(statement), article, index);
        return article;
    }

    // Who is meant is for somebody to say before it is published.
    private string? DoubtOfNames(IncomingArticle incoming) => _ambiguous.Count == 0 ? null : incoming.Statements
        .SelectMany(statement => statement.Parsed.Authors.SelectMany(a => a.Affiliation is { } group ? [(a.Name, a.Kind), (Name: group, Kind: AuthorKind.Organisation)] : new[] { (a.Name, a.Kind) })
            .Where(a => _ambiguous.ContainsKey((a.Kind, KeyOf(statement, a.Name, a.Kind))))
            .Select(a => $"the author of statement {statement.Parsed.Ordinal.ToString(CultureInfo.InvariantCulture)}, '{a.Name}' can be {string.Join(" or ", _ambiguous[(a.Kind, KeyOf(statement, a.Name, a.Kind))].Select(one => $"{one.Name} ({one.Slug})"))}"))
        .FirstOrDefault();

    private void Store(IncomingStatement incoming, IEnumerable<string> subjects, Article article, CodePointIndex index)
    {
        var parsed = incoming.Parsed;
        var statement = new Statement
        {
            Slug = Free(_statementSlugs, incoming.Slugs),
            Article = article,
            Ordinal = parsed.Ordinal,
            Title = parsed.Title,
            Heading = parsed.Heading is { } heading ? index.ToUtf16(heading).In(article.Text) : null,
            Body = parsed.Body,
            BodySignOffStart = parsed.BodySignOffStart,
            Words = incoming.Words,
            Start = parsed.Span.Start,
            End = parsed.Span.End,
            Language = parsed.Language,
            Earliest = parsed.Date?.Earliest,
            Latest = parsed.Date?.Latest,
            Precision = parsed.Date?.Precision,
            Basis = parsed.Date?.Basis,
            Edtf = parsed.Date?.Edtf,
            Signatories = [.. parsed.Signatories.Select(one => new Signatory { Name = one.Name, Description = one.Description, Start = one.Span.Start, End = one.Span.End })],
            TranslationOf = parsed.TranslationOf is { } ordinal ? article.Statements.Single(other => other.Ordinal == ordinal) : null,
            Status = article.Status,
            RevisionNumber = 1,
        };
        article.Statements.Add(statement);
        foreach (var author in parsed.Authors.DistinctBy(a => (a.Kind, KeyOf(incoming, a.Name, a.Kind))))
        {
            var record = AuthorOf(incoming, author.Name, author.Kind);
            // Two names can have become one author's.
            if (statement.Authors.Exists(other => other.Author.Id == record.Id)) continue;
            statement.Authors.Add(new StatementAuthor
            {
                Statement = statement,
                Position = statement.Authors.Count + 1,
                Author = record,
                Affiliation = author is { Kind: AuthorKind.Person, Affiliation: { } group } ? AuthorOf(incoming, group, AuthorKind.Organisation) : null,
            });
        }
        // Two of the names may be one subject's.
        statement.Subjects.AddRange(subjects.Select(SubjectOf).DistinctBy(subject => subject.Id).Select(subject => new StatementSubject { Statement = statement, Subject = subject }));
        _rows.Insert(statement);
        foreach (var author in statement.Authors) _rows.Insert(author);
        foreach (var subject in statement.Subjects) _rows.Insert(subject);
        foreach (var form in NameForms(incoming, statement)) _rows.Insert(form);
        foreach (var evidence in parsed.Evidence) _rows.Insert(Record(evidence, article, statement));
        _rows.Insert(new Revision
        {
            Statement = statement,
            Number = 1,
            At = _now,
            Reason = "Ingested",
            Content = JsonSerializer.Serialize(RevisionContent.Of(statement), RevisionContent.Json),
            IsPublic = article.Status == PublicationStatus.Published,
        });
        if (article.Status == PublicationStatus.Published) Publish(statement);
    }

    // What the public can see of a statement beyond its own record; of a draft it must see nothing.
    private void Publish(Statement statement)
    {
        var day = statement.Earliest == statement.Latest ? statement.Earliest : null;
        foreach (var author in statement.Authors)
        {
            if (author.Affiliation is { } organisation) Affiliate(author.Author, organisation, day);
        }
        _rows.Insert(new Change { At = _now, Kind = ChangeKind.Published, Statement = statement });
    }

    private IEnumerable<AuthorName> NameForms(IncomingStatement incoming, Statement statement)
    {
        var owners = statement.Authors.SelectMany(a => a.Affiliation is { } organisation ? [a.Author, organisation] : new[] { a.Author }).Distinct().ToList();
        // Two of the names may be one author's.
        HashSet<(int, TextSpan, NameFormKind)> told = [];
        foreach (var form in incoming.Parsed.NameForms.DistinctBy(f => (Author.KeyOf(f.AuthorName), f.Span, f.Kind)))
        {
            foreach (var owner in owners.Where(owner => _authors.GetValueOrDefault((owner.Kind, KeyOf(incoming, form.AuthorName, owner.Kind)))?.Id == owner.Id && told.Add((owner.Id, form.Span, form.Kind))))
            {
                yield return new AuthorName
                {
                    Author = owner,
                    Form = form.Name,
                    Key = NameKey.Of(form.Name),
                    Kind = form.Kind,
                    Status = !form.IsSuggestion ? NameStatus.Attested : _decided.GetValueOrDefault((owner.Id, NameKey.Of(form.Name)), NameStatus.Suggested),
                    Article = statement.Article,
                    Statement = statement,
                    Start = form.Span.Start,
                    End = form.Span.End,
                };
            }
        }
    }

    // Tables of statements give the same few names many times.
    private string KeyOf(IncomingStatement statement, string name, AuthorKind kind)
    {
        if (statement.IsFirstName(name, kind)) return statement.KeyOf(name, kind);
        return _keys.TryGetValue(name, out var key) ? key : _keys[name] = Author.KeyOf(name);
    }

    private Author AuthorOf(IncomingStatement statement, string name, AuthorKind kind)
    {
        var key = KeyOf(statement, name, kind);
        if (_authors.TryGetValue((kind, key), out var author)) return author;
        _rows.Insert(author = new Author { Slug = Free(_authorSlugs, RecordSlugs.OfAuthor(name, kind, key)), Name = name, Kind = kind, Key = key });
        return _authors[(kind, key)] = author;
    }

    // Followed by the context, for one that is there already may be known for longer now.
    private void Affiliate(Author person, Author organisation, DateOnly? day)
    {
        if (!_affiliations.TryGetValue((person.Id, organisation.Id), out var affiliation))
            _db.Add(_affiliations[(person.Id, organisation.Id)] = affiliation = new Affiliation { PersonId = person.Id, OrganisationId = organisation.Id });
        if (day is not { } known) return;
        if (affiliation.From is not { } from || known < from) affiliation.From = known;
        if (affiliation.To is not { } to || known > to) affiliation.To = known;
    }

    private Source SourceOf(string name)
    {
        var key = INamedRecord.KeyOf(name);
        if (_sources.TryGetValue(key, out var source)) return source;
        _rows.Insert(source = new Source { Slug = Free(_sourceSlugs, RecordSlugs.OfSource(name)), Name = name, Key = key });
        return _sources[key] = source;
    }

    private Subject SubjectOf(string name)
    {
        var key = INamedRecord.KeyOf(name);
        if (_subjects.TryGetValue(key, out var subject)) return subject;
        _rows.Insert(subject = new Subject { Slug = Free(_subjectSlugs, RecordSlugs.OfSubject(name)), Name = name, Key = key });
        return _subjects[key] = subject;
    }

    private static string Free(HashSet<string> given, IEnumerable<string> candidates) =>
        candidates.FirstOrDefault(given.Add) ?? throw new InvalidOperationException($"All of these addresses are taken: {string.Join(", ", candidates)}.");

    private static Evidence Given(string fact, string value) => new(fact, value, "archivist", "", null, 1);

    private static EvidenceItem Record(Evidence evidence, Article article, Statement? statement) => new()
    {
        Article = article,
        Statement = statement,
        Fact = evidence.Fact,
        Value = evidence.Value,
        Rule = evidence.Rule,
        Quote = evidence.Quote,
        Start = evidence.Span?.Start,
        End = evidence.Span?.End,
        Confidence = evidence.Confidence,
        IsChosen = evidence.IsChosen,
    };
}
