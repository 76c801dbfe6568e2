using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Model;

/// <summary>A passage of an article in which one author, or several jointly, speak. Offsets in code points of the article's text.</summary>
public sealed class Statement
{
    public int Id { get; init; }

    /// <summary>Unique among statements, never changed once published.</summary>
    public required string Slug { get; set; }

    public int ArticleId { get; init; }

    public Article Article { get; init; } = null!;

    /// <summary>Place in the article, from 1. One that a correction left without a passage stands behind all others.</summary>
    public required int Ordinal { get; set; }

    /// <summary>The statement's own title; <c>null</c> when it has none, as most have.</summary>
    public string? Title { get; set; }

    /// <summary>The heading as it stood, which <see cref="Body"/> leaves out.</summary>
    public string? Heading { get; set; }

    /// <summary>The text without heading, as Markdown (CommonMark 0.31), word for word.</summary>
    public required string Body { get; set; }

    /// <summary>Where the sign-off begins in <see cref="Body"/>, in UTF-16 code units.</summary>
    public int? BodySignOffStart { get; set; }

    /// <summary>Number of words of <see cref="Body"/>.</summary>
    public required int Words { get; set; }

    public required int Start { get; set; }

    public required int End { get; set; }

    /// <summary>BCP 47 language tag.</summary>
    public string? Language { get; set; }

    /// <summary>First day on which it can have been made; <c>null</c> if open.</summary>
    public DateOnly? Earliest { get; set; }

    /// <summary>Last day on which it can have been made; <c>null</c> if open.</summary>
    public DateOnly? Latest { get; set; }

    public DatePrecision? Precision { get; set; }

    public DateBasis? Basis { get; set; }

    /// <summary>The date in EDTF (ISO 8601-2); <c>null</c> if nothing is known.</summary>
    public string? Edtf { get; set; }

    /// <summary>Those who signed it, hidden ones too, in the order of the list below it; they are not its authors.</summary>
    public List<Signatory> Signatories { get; init; } = [];

    public int? TranslationOfId { get; set; }

    /// <summary>The statement of the same article that this one says in another language.</summary>
    public Statement? TranslationOf { get; set; }

    public PublicationStatus Status { get; set; }

    /// <summary>Number of the newest revision, from 1.</summary>
    public required int RevisionNumber { get; set; }

    public List<StatementAuthor> Authors { get; init; } = [];

    public List<StatementSubject> Subjects { get; init; } = [];

    public List<EvidenceItem> Evidence { get; init; } = [];

    public List<Revision> Revisions { get; init; } = [];

    /// <summary>Where else it was published.</summary>
    public List<Republication> Republications { get; init; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<Statement>
    {
        public void Configure(EntityTypeBuilder<Statement> builder)
        {
            builder.ToTable(table => table.HasCheckConstraint(
                "CK_Statements",
                """
                "Ordinal" >= 1 AND "RevisionNumber" >= 1 AND "Words" >= 0 AND "Start" >= 0 AND "End" > "Start"
                AND ("Earliest" IS NULL OR "Latest" IS NULL OR "Earliest" <= "Latest")
                AND ("Edtf" IS NULL) = ("Earliest" IS NULL AND "Latest" IS NULL)
                """));
            builder.HasIndex(s => s.Slug).IsUnique();
            builder.HasIndex(s => new { s.ArticleId, s.Ordinal }).IsUnique();
            // Of those that are published none is found by its status alone: an index of them would mislead SQLite into reading all.
            builder.HasIndex(s => s.Status).HasFilter("\"Status\" <> 'Published'");
            builder.HasIndex(s => new { s.ArticleId, s.Ordinal }, "IX_Statements_Undated").HasFilter("\"Earliest\" IS NULL AND \"Latest\" IS NULL");
            builder.HasOne(s => s.TranslationOf).WithMany().HasForeignKey(s => s.TranslationOfId).OnDelete(DeleteBehavior.Restrict);
            builder.OwnsMany(s => s.Signatories, signatories => signatories.ToJson());
            builder.HasOne(s => s.Article).WithMany(a => a.Statements).HasForeignKey(s => s.ArticleId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>One of those who signed a statement. Offsets, of the name, in code points of the article's text.</summary>
public sealed class Signatory
{
    public required string Name { get; init; }

    /// <summary>What stands behind the name: an office, a group, a town.</summary>
    public string? Description { get; init; }

    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>Whether it stands in a passage that is hidden: then only archivists know of it, until the passage is shown again.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>That an author made a statement.</summary>
public sealed class StatementAuthor
{
    public int StatementId { get; init; }

    public Statement Statement { get; init; } = null!;

    /// <summary>Place among joint authors, from 1.</summary>
    public required int Position { get; init; }

    public int AuthorId { get; set; }

    public Author Author { get; set; } = null!;

    /// <summary>For a person: the organisation for which they speak here.</summary>
    public int? AffiliationId { get; set; }

    public Author? Affiliation { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<StatementAuthor>
    {
        public void Configure(EntityTypeBuilder<StatementAuthor> builder)
        {
            builder.ToTable("StatementAuthors");
            builder.HasKey(a => new { a.StatementId, a.Position });
            builder.HasOne(a => a.Statement).WithMany(s => s.Authors).HasForeignKey(a => a.StatementId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(a => a.Author).WithMany(a => a.Statements).HasForeignKey(a => a.AuthorId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(a => a.Affiliation).WithMany().HasForeignKey(a => a.AffiliationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
