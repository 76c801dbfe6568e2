using StatementArchive.Data.Model;

namespace StatementArchive.Data.Queries;

/// <summary>
/// What the public may see. This is the one place that says so: everything that is read for the public starts here.
/// A statement is public when it and its article are published; authors, their names, sources and subjects are public through such a record.
/// </summary>
public static class PublicRecords
{
    public static IQueryable<Article> PublicArticles(this ArchiveContext db) =>
        db.Articles.Where(a => a.Status == PublicationStatus.Published);

    public static IQueryable<Statement> PublicStatements(this ArchiveContext db) =>
        db.Statements.Where(s => s.Status == PublicationStatus.Published && s.Article.Status == PublicationStatus.Published);

    /// <summary>Who speaks in public statements.</summary>
    public static IQueryable<StatementAuthor> PublicSpeakers(this ArchiveContext db)
    {
        var statements = db.PublicStatements();
        return db.Set<StatementAuthor>().Where(a => statements.Any(s => s.Id == a.StatementId));
    }

    /// <summary>Authors of a public statement, and the organisations for which a person speaks in one.</summary>
    public static IQueryable<Author> PublicAuthors(this ArchiveContext db)
    {
        // From an author to its statements: the other way round, SQLite would look at all statements for each author.
        var speakers = db.PublicSpeakers();
        return db.Authors.Where(author => speakers.Any(a => a.AuthorId == author.Id) || speakers.Any(a => a.AffiliationId == author.Id));
    }

    /// <summary>Name forms of public authors that were met in what is public; not those that somebody refused, nor those that only a hidden passage has.</summary>
    public static IQueryable<AuthorName> PublicNames(this ArchiveContext db)
    {
        var authors = db.PublicAuthors();
        return db.AuthorNames.Where(name =>
            (name.Status == NameStatus.Attested || name.Status == NameStatus.Suggested)
            && name.Article.Status == PublicationStatus.Published
            && (name.Statement == null || name.Statement.Status == PublicationStatus.Published)
            && authors.Any(author => author.Id == name.AuthorId));
    }

    /// <summary>Subjects of a public statement.</summary>
    public static IQueryable<Subject> PublicSubjects(this ArchiveContext db)
    {
        var statements = db.PublicStatements();
        var links = db.Set<StatementSubject>().Where(x => statements.Any(s => s.Id == x.StatementId));
        return db.Subjects.Where(subject => links.Any(x => x.SubjectId == subject.Id));
    }

    /// <summary>Sources of a public article.</summary>
    public static IQueryable<Source> PublicSources(this ArchiveContext db)
    {
        var articles = db.PublicArticles();
        return db.Sources.Where(source => articles.Any(a => a.SourceId == source.Id));
    }
}
