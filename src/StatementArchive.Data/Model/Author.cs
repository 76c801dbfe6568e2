using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Model;

/// <summary>An authority record: an organisation or a person. Records are never merged by likeness of names.</summary>
public sealed class Author
{
    public int Id { get; init; }

    /// <summary>Unique among authors of both kinds, never changed once published.</summary>
    public required string Slug { get; init; }

    /// <summary>The preferred name form.</summary>
    public required string Name { get; set; }

    public required AuthorKind Kind { get; set; }

    /// <summary>
    /// The name for look-ups, made by <see cref="KeyOf"/>; behind the first name of somebody of whom an article tells no more stands what marks the
    /// article, for there are many Beckys. No two authors of one kind share it.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>When an organisation was founded, EDTF (ISO 8601-2).</summary>
    public string? Founded { get; set; }

    /// <summary>When an organisation came to its end, EDTF (ISO 8601-2).</summary>
    public string? Dissolved { get; set; }

    /// <summary>A public remark.</summary>
    public string? Note { get; set; }

    /// <summary>The record that is the same author; this one then has nothing of its own but its address.</summary>
    public int? MergedIntoId { get; set; }

    public List<AuthorName> Names { get; init; } = [];

    public List<GivenName> GivenNames { get; init; } = [];

    public List<AuthorIdentifier> Identifiers { get; init; } = [];

    /// <summary>What it is to other organisations.</summary>
    public List<AuthorRelation> Relations { get; init; } = [];

    /// <summary>Statements of which this is an author (for an organisation: not those of its people).</summary>
    public List<StatementAuthor> Statements { get; init; } = [];

    /// <summary>A person's affiliations.</summary>
    public List<Affiliation> Affiliations { get; init; } = [];

    /// <summary>An organisation's people.</summary>
    public List<Affiliation> People { get; init; } = [];

    /// <summary>
    /// What makes two names the same author's: the words, case, accents, punctuation and articles aside. A name that
    /// consists of nothing else is its own key.
    /// </summary>
    public static string KeyOf(string name) =>
        NameSet.Key(name) is { Length: > 0 } words ? words : NameKey.Of(name) is { Length: > 0 } key ? key : name;

    /// <summary>The <see cref="Key"/> of somebody of whom an article tells no more than a first name.</summary>
    /// <param name="sha256">Of the article's original.</param>
    internal static string KeyInOneArticle(string name, string sha256) => $"{KeyOf(name)}{Within}{sha256}";

    /// <summary>Whether a <see cref="Key"/> is of somebody whom an article calls so, and nobody elsewhere.</summary>
    /// <param name="nameKey">The name's, by <see cref="KeyOf"/>.</param>
    internal static bool IsOfOneArticle(string key, string nameKey) => key.StartsWith(nameKey + Within, StringComparison.Ordinal) && key.Length == nameKey.Length + Within.Length + 64;

    private const string Within = " of ";

    internal sealed class Configuration : IEntityTypeConfiguration<Author>
    {
        public void Configure(EntityTypeBuilder<Author> builder)
        {
            builder.HasIndex(a => a.Slug).IsUnique();
            builder.HasIndex(a => new { a.Kind, a.Key }).IsUnique();
            builder.HasIndex(a => a.MergedIntoId).HasFilter("\"MergedIntoId\" IS NOT NULL");
            // Not a foreign key, for which SQLite would have to build the table anew; no author is ever deleted.
        }
    }
}

/// <summary>Whether a name form is the author's.</summary>
public enum NameStatus
{
    /// <summary>It stands for the author in a document, differing from the name in case, punctuation or a leading article at most.</summary>
    Attested,

    /// <summary>The machine thinks so; an archivist has to decide.</summary>
    Suggested,

    /// <summary>It is attested only where the text is hidden from the public.</summary>
    Hidden,

    /// <summary>The machine thinks so where the text is hidden from the public; it waits for a decision again when the text is shown.</summary>
    HiddenSuggestion,

    /// <summary>An archivist said that it is not the author's; remembered, so that nobody is asked again.</summary>
    Refused,
}

/// <summary>A name under which an author is found, and where it was met.</summary>
public sealed class AuthorName
{
    public int Id { get; init; }

    public int AuthorId { get; set; }

    public Author Author { get; set; } = null!;

    /// <summary>The name as it stood.</summary>
    public required string Form { get; init; }

    /// <summary>The form for look-ups, made by <see cref="NameKey.Of"/>.</summary>
    public required string Key { get; init; }

    public required NameFormKind Kind { get; init; }

    public required NameStatus Status { get; set; }

    /// <summary>The article in which it was met.</summary>
    public int ArticleId { get; init; }

    public Article Article { get; init; } = null!;

    public int? StatementId { get; init; }

    public Statement? Statement { get; init; }

    /// <summary>Where it stands, in code points of the article's text.</summary>
    public required int Start { get; init; }

    public required int End { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuthorName>
    {
        public void Configure(EntityTypeBuilder<AuthorName> builder)
        {
            builder.ToTable(table => table.HasCheckConstraint("CK_AuthorNames", """0 <= "Start" AND ("Start" < "End")"""));
            // A form that was met a hundred thousand times is told without looking at where.
            builder.HasIndex(n => new { n.Key, n.Status, n.AuthorId });
            builder.HasIndex(n => new { n.AuthorId, n.Status, n.Form, n.Key });
            builder.HasIndex(n => new { n.AuthorId, n.ArticleId, n.Start, n.End, n.Kind }).IsUnique();
            builder.HasOne(n => n.Author).WithMany(a => a.Names).HasForeignKey(n => n.AuthorId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(n => n.Article).WithMany().HasForeignKey(n => n.ArticleId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(n => n.Statement).WithMany().HasForeignKey(n => n.StatementId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>That a person speaks for, or belongs to, an organisation.</summary>
public sealed class Affiliation
{
    public int Id { get; init; }

    public int PersonId { get; set; }

    public Author Person { get; set; } = null!;

    public int OrganisationId { get; set; }

    public Author Organisation { get; set; } = null!;

    /// <summary>First day on which it is known to hold; <c>null</c> if not known.</summary>
    public DateOnly? From { get; set; }

    /// <summary>Last day on which it is known to hold; <c>null</c> if not known.</summary>
    public DateOnly? To { get; set; }

    /// <summary>Whether an archivist says so, whatever statements tell.</summary>
    public bool IsGiven { get; set; }

    /// <summary>While it held, as an archivist says, EDTF (ISO 8601-2); <c>null</c> if none did.</summary>
    public string? Held { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Affiliation>
    {
        public void Configure(EntityTypeBuilder<Affiliation> builder)
        {
            builder.ToTable(table => table.HasCheckConstraint("CK_Affiliations", """("PersonId" <> "OrganisationId") AND ("From" IS NULL OR "To" IS NULL OR "From" <= "To")"""));
            builder.HasIndex(a => new { a.PersonId, a.OrganisationId }).IsUnique();
            builder.HasOne(a => a.Person).WithMany(p => p.Affiliations).HasForeignKey(a => a.PersonId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(a => a.Organisation).WithMany(o => o.People).HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
