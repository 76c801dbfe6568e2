using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;
using DeclaredAuthor = StatementArchive.Data.Model.DeclaredAuthor;
using StatementAuthor = StatementArchive.Data.Model.StatementAuthor;

namespace StatementArchive.Data.Ingestion;

/// <summary>Turns parsed articles into the records of the archive, joining them to the authors and the sources that are there already.</summary>
/// <remarks>For the articles of one transaction: slugs and authors are looked up before they are given.</remarks>
/// <param name="now">UTC; every record of the article bears it.</param>
internal sealed class ArticleRecords(ArchiveContext db, DateTime now)
{
    private const int LongestInStatementSlug = 60;

    // Asked for every record of a bulk file, so compiled once.
    private static readonly Func<ArchiveContext, string, CancellationToken, Task<bool>> ArticleHas =
        EF.CompileAsyncQuery((ArchiveContext db, string slug, CancellationToken cancellation) => db.Articles.Any(a => a.Slug == slug));

    private static readonly Func<ArchiveContext, string, CancellationToken, Task<bool>> StatementHas =
        EF.CompileAsyncQuery((ArchiveContext db, string slug, CancellationToken cancellation) => db.Statements.Any(s => s.Slug == slug));

    private static readonly Func<ArchiveContext, string, CancellationToken, Task<bool>> AuthorHas =
        EF.CompileAsyncQuery((ArchiveContext db, string slug, CancellationToken cancellation) => db.Authors.Any(a => a.Slug == slug));

    private static readonly Func<ArchiveContext, string, CancellationToken, Task<bool>> SourceHas =
        EF.CompileAsyncQuery((ArchiveContext db, string slug, CancellationToken cancellation) => db.Sources.Any(s => s.Slug == slug));

    private readonly Dictionary<(AuthorKind Kind, string Key), Author> _authors = [];
    private readonly HashSet<string> _newAuthorSlugs = [];
    private readonly Dictionary<string, Source> _sources = [];
    private readonly HashSet<string> _newArticleSlugs = [];
    private readonly HashSet<string> _newSourceSlugs = [];
    private readonly HashSet<string> _newStatementSlugs = [];
    private readonly Dictionary<(Author Person, Author Organisation), Affiliation> _affiliations = [];

    /// <summary>Adds the article and everything that belongs to it to the context; saving is the caller's.</summary>
    public async Task<Article> AddAsync(ParsedArticle parsed, Submission submission, string sha256, CancellationToken cancellation)
    {
        var status = submission.AsDraft ? PublicationStatus.Draft : PublicationStatus.Published;
        var article = new Article
        {
            Slug = await FreeSlugAsync(ArticleHas, _newArticleSlugs, ArticleSlugs(parsed.Title, sha256), cancellation),
            Title = parsed.Title,
            Text = parsed.Text,
            Language = parsed.Language,
            Published = parsed.Published?.ToString(),
            PublishedOn = parsed.Published?.Date,
            SubmittedBy = parsed.SubmittedBy,
            Url = parsed.Source?.Url,
            Captured = submission.Sidecar?.Captured?.ToString(),
            Licence = submission.Sidecar?.Licence,
            Note = submission.Sidecar?.Note,
            IngestedAt = now,
            SplitConfidence = parsed.Confidence,
            RunnerUp = parsed.RunnerUp,
            Status = status,
            Original = new Original
            {
                Sha256 = sha256,
                MediaType = parsed.MediaType,
                Length = submission.Bytes.Length,
                Sidecar = submission.Sidecar?.Text,
                Content = new OriginalContent { Bytes = submission.Bytes.ToArray() },
            },
            Source = parsed.Source?.Name is { } name ? await SourceAsync(name, cancellation) : null,
            DeclaredAuthors = [.. parsed.DeclaredAuthors.Select(a => new DeclaredAuthor { Name = a.Name, Start = a.Span.Start, End = a.Span.End })],
            Parts =
            [
                .. parsed.Preface.Select(p => new ArticlePart { Start = p.Start, End = p.End })
                    .Concat(parsed.LeftOut.Select(p => new ArticlePart { Start = p.Span.Start, End = p.Span.End, LeftOutReason = p.Reason }))
                    .OrderBy(p => p.Start),
            ],
        };
        article.Evidence.AddRange(parsed.Evidence.Select(evidence => Record(evidence, article, null)));
        if (article.Captured is { } captured) article.Evidence.Add(Record(Given("captured", captured), article, null));
        if (article.Licence is { } licence) article.Evidence.Add(Record(Given("licence", licence), article, null));
        db.Add(article);
        var index = new CodePointIndex(article.Text);
        foreach (var statement in parsed.Statements) await AddAsync(statement, article, index, sha256, cancellation);
        return article;
    }

    private async Task AddAsync(ParsedStatement parsed, Article article, CodePointIndex index, string sha256, CancellationToken cancellation)
    {
        var statement = new Statement
        {
            Slug = await FreeSlugAsync(StatementHas, _newStatementSlugs, StatementSlugs(parsed, article, sha256), cancellation),
            Article = article,
            Ordinal = parsed.Ordinal,
            Title = parsed.Title,
            Heading = parsed.Heading is { } heading ? index.ToUtf16(heading).In(article.Text) : null,
            Body = parsed.Body,
            BodySignOffStart = parsed.BodySignOffStart,
            Words = Words.Count(parsed.Body),
            Start = parsed.Span.Start,
            End = parsed.Span.End,
            Language = parsed.Language,
            Earliest = parsed.Date?.Earliest,
            Latest = parsed.Date?.Latest,
            Precision = parsed.Date?.Precision,
            Basis = parsed.Date?.Basis,
            Edtf = parsed.Date?.Edtf,
            Status = article.Status,
            RevisionNumber = 1,
        };
        article.Statements.Add(statement);
        foreach (var author in parsed.Authors.DistinctBy(a => (a.Kind, Author.KeyOf(a.Name))))
        {
            statement.Authors.Add(new StatementAuthor
            {
                Statement = statement,
                Position = statement.Authors.Count + 1,
                Author = await AuthorAsync(author.Name, author.Kind, cancellation),
                Affiliation = author is { Kind: AuthorKind.Person, Affiliation: { } group } ? await AuthorAsync(group, AuthorKind.Organisation, cancellation) : null,
            });
        }
        AddNameForms(parsed, statement);
        statement.Evidence.AddRange(parsed.Evidence.Select(evidence => Record(evidence, article, statement)));
        statement.Revisions.Add(new Revision
        {
            Number = 1,
            At = now,
            Reason = "Ingested",
            Content = JsonSerializer.Serialize(RevisionContent.Of(statement), RevisionContent.Json),
        });
        if (article.Status == PublicationStatus.Published) await PublishAsync(statement, cancellation);
    }

    // What the public can see of a statement beyond its own record; of a draft it must see nothing.
    private async Task PublishAsync(Statement statement, CancellationToken cancellation)
    {
        var day = statement.Earliest == statement.Latest ? statement.Earliest : null;
        foreach (var author in statement.Authors)
        {
            if (author.Affiliation is { } organisation) await AffiliateAsync(author.Author, organisation, day, cancellation);
        }
        db.Add(new Change { At = now, Kind = ChangeKind.Published, Statement = statement });
    }

    private static void AddNameForms(ParsedStatement parsed, Statement statement)
    {
        var owners = statement.Authors.SelectMany(a => a.Affiliation is { } organisation ? [a.Author, organisation] : new[] { a.Author }).Distinct().ToList();
        foreach (var form in parsed.NameForms.DistinctBy(f => (Author.KeyOf(f.AuthorName), f.Span, f.Kind)))
        {
            var key = Author.KeyOf(form.AuthorName);
            foreach (var owner in owners.Where(owner => owner.Key == key))
            {
                owner.Names.Add(new AuthorName
                {
                    Form = form.Name,
                    Key = NameKey.Of(form.Name),
                    Kind = form.Kind,
                    Status = form.IsSuggestion ? NameStatus.Suggested : NameStatus.Attested,
                    Article = statement.Article,
                    Statement = statement,
                    Start = form.Span.Start,
                    End = form.Span.End,
                });
            }
        }
    }

    private async Task<Author> AuthorAsync(string name, AuthorKind kind, CancellationToken cancellation)
    {
        var key = Author.KeyOf(name);
        if (_authors.TryGetValue((kind, key), out var met)) return met;
        var author = await db.Authors.FirstOrDefaultAsync(a => a.Kind == kind && a.Key == key, cancellation);
        if (author is null)
        {
            var slug = await FreeSlugAsync(AuthorHas, _newAuthorSlugs, AuthorSlugs(name, kind, key), cancellation);
            db.Add(author = new Author { Slug = slug, Name = name, Kind = kind, Key = key });
        }
        return _authors[(kind, key)] = author;
    }

    private async Task AffiliateAsync(Author person, Author organisation, DateOnly? day, CancellationToken cancellation)
    {
        if (!_affiliations.TryGetValue((person, organisation), out var affiliation))
        {
            affiliation = person.Id == 0 || organisation.Id == 0
                ? null
                : await db.Affiliations.FirstOrDefaultAsync(a => a.PersonId == person.Id && a.OrganisationId == organisation.Id, cancellation);
            if (affiliation is null) db.Add(affiliation = new Affiliation { Person = person, Organisation = organisation });
            _affiliations[(person, organisation)] = affiliation;
        }
        if (day is not { } known) return;
        if (affiliation.From is not { } from || known < from) affiliation.From = known;
        if (affiliation.To is not { } to || known > to) affiliation.To = known;
    }

    private async Task<Source> SourceAsync(string name, CancellationToken cancellation)
    {
        var key = Source.KeyOf(name);
        if (_sources.TryGetValue(key, out var met)) return met;
        return _sources[key] = await db.Sources.FirstOrDefaultAsync(s => s.Key == key, cancellation) ?? new Source
        {
            Name = name,
            Key = key,
            Slug = await FreeSlugAsync(SourceHas, _newSourceSlugs, NameSlugs(name, key, "source"), cancellation),
        };
    }

    private static IEnumerable<string> ArticleSlugs(string? title, string sha256)
    {
        var words = Slugs.Of(title ?? "", Slugs.Longest, out _) is { Length: > 0 } some ? some : "untitled";
        return [words, $"{words}-{sha256[..8]}", $"{words}-{sha256}"];
    }

    /// <summary>What is certain of the date, who speaks, and only where that is not enough where it stood.</summary>
    private static IEnumerable<string> StatementSlugs(ParsedStatement parsed, Article article, string sha256)
    {
        var author = parsed.Authors.Count == 0 ? "" : Slugs.Of(parsed.Authors[0].Name, LongestInStatementSlug, out _);
        var title = Slugs.Of(parsed.Title ?? article.Title ?? "", LongestInStatementSlug, out _);
        var when = CertainPart(parsed.Date);
        var mark = Slugs.Mark($"{sha256} {parsed.Ordinal}", 64);
        var brief = Joined(when, author);
        var full = Joined(when, author, title) is { Length: > 0 } some ? some : "untitled";
        return [.. when.Length > 0 && author.Length > 0 ? [brief] : Array.Empty<string>(), full, $"{full}-{mark[..8]}", $"{full}-{mark}"];
    }

    // A date that may be corrected later must not stand in an address that never changes.
    private static string CertainPart(StatementDate? date)
    {
        if (date is not { Earliest: { } first, Latest: { } last }) return "";
        return first == last ? $"{first:yyyy-MM-dd}" : first.Year != last.Year ? "" : first.Month == last.Month ? $"{first:yyyy-MM}" : $"{first:yyyy}";
    }

    private static IEnumerable<string> AuthorSlugs(string name, AuthorKind kind, string key)
    {
        var word = kind == AuthorKind.Person ? "person" : "organisation";
        return NameSlugs(name, $"{word} {key}", word);
    }

    // A name that was cut bears a mark from the start, lest the longer of two names depends on which came first.
    private static IEnumerable<string> NameSlugs(string name, string key, string kind)
    {
        var words = Slugs.Of(name, Slugs.Longest, out var wasCut);
        var mark = Slugs.Mark(key, 64);
        if (words.Length == 0) words = kind;
        else if (!wasCut) return [words, $"{words}-{kind}", $"{words}-{mark[..8]}", $"{words}-{mark}"];
        return [$"{words}-{mark[..8]}", $"{words}-{mark}"];
    }

    private static string Joined(params string[] parts) => string.Join('-', parts.Where(part => part.Length > 0));

    private async Task<string> FreeSlugAsync(Func<ArchiveContext, string, CancellationToken, Task<bool>> isTaken, HashSet<string> given, IEnumerable<string> candidates, CancellationToken cancellation)
    {
        foreach (var slug in candidates)
        {
            if (!given.Contains(slug) && !await isTaken(db, slug, cancellation))
            {
                given.Add(slug);
                return slug;
            }
        }
        throw new InvalidOperationException($"All of these addresses are taken: {string.Join(", ", candidates)}.");
    }

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
