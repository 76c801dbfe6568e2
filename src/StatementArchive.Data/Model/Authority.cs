using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>In which way a name is a name of its author.</summary>
public enum GivenNameKind
{
    /// <summary>Another way of writing or calling.</summary>
    Variant,

    Acronym,

    /// <summary>The same name in another alphabet.</summary>
    OtherScript,

    Transliteration,

    Translation,

    /// <summary>A name that it bore before.</summary>
    Former,
}

/// <summary>A name that an archivist gave an author, without a place in the archive where it was met.</summary>
public sealed class GivenName
{
    public int Id { get; init; }

    public int AuthorId { get; set; }

    public Author Author { get; set; } = null!;

    public required string Form { get; init; }

    /// <summary>The form for look-ups, made by <see cref="Parsing.Recognition.NameKey.Of"/>.</summary>
    public required string Key { get; init; }

    public required GivenNameKind Kind { get; init; }

    /// <summary>BCP 47 language tag, with the script where that is not the language's usual one.</summary>
    public string? Language { get; init; }

    /// <summary>While it was in use, EDTF (ISO 8601-2); <c>null</c> if not known.</summary>
    public string? Used { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<GivenName>
    {
        public void Configure(EntityTypeBuilder<GivenName> builder)
        {
            builder.ToTable("GivenNames");
            builder.HasIndex(n => new { n.AuthorId, n.Form }).IsUnique();
            builder.HasIndex(n => n.Key);
            builder.HasOne(n => n.Author).WithMany(a => a.GivenNames).HasForeignKey(n => n.AuthorId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Where an author has a record elsewhere.</summary>
public enum IdentifierScheme
{
    /// <summary><c>Q</c> and a number; wikidata.org.</summary>
    Wikidata,

    /// <summary>Digits; viaf.org.</summary>
    Viaf,

    /// <summary>16 characters without blanks, of which the last is a check character (ISO 27729, section 4; ISO 7064, MOD 11-2).</summary>
    Isni,
}

/// <summary>The number of an author in another authority file.</summary>
public sealed class AuthorIdentifier
{
    public int Id { get; init; }

    public int AuthorId { get; set; }

    public Author Author { get; set; } = null!;

    public required IdentifierScheme Scheme { get; init; }

    public required string Value { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuthorIdentifier>
    {
        public void Configure(EntityTypeBuilder<AuthorIdentifier> builder)
        {
            builder.ToTable("AuthorIdentifiers");
            builder.HasIndex(i => new { i.AuthorId, i.Scheme, i.Value }).IsUnique();
            builder.HasIndex(i => new { i.Scheme, i.Value });
            builder.HasOne(i => i.Author).WithMany(a => a.Identifiers).HasForeignKey(i => i.AuthorId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>How an organisation came out of another one.</summary>
public enum AuthorRelationKind
{
    /// <summary>It parted from the other, which went on.</summary>
    SplitFrom,

    /// <summary>It went up in the other.</summary>
    MergedInto,

    /// <summary>The other was what it was before.</summary>
    Predecessor,
}

/// <summary>What one organisation is to another, as their history tells; two records all the same.</summary>
public sealed class AuthorRelation
{
    public int Id { get; init; }

    public int AuthorId { get; set; }

    public Author Author { get; set; } = null!;

    public required AuthorRelationKind Kind { get; init; }

    public int OtherId { get; set; }

    public Author Other { get; set; } = null!;

    /// <summary>When, EDTF (ISO 8601-2); <c>null</c> if not known.</summary>
    public string? Date { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuthorRelation>
    {
        public void Configure(EntityTypeBuilder<AuthorRelation> builder)
        {
            builder.ToTable("AuthorRelations", table => table.HasCheckConstraint("CK_AuthorRelations", """("AuthorId" <> "OtherId")"""));
            builder.HasIndex(r => new { r.AuthorId, r.Kind, r.OtherId }).IsUnique();
            builder.HasOne(r => r.Author).WithMany(a => a.Relations).HasForeignKey(r => r.AuthorId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(r => r.Other).WithMany().HasForeignKey(r => r.OtherId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>That two authors are not the same, however alike they are called; remembered, so that nobody is asked again. The one with the lower number comes first.</summary>
public sealed class AuthorDistinction
{
    public int OneId { get; init; }

    public Author One { get; init; } = null!;

    public int OtherId { get; init; }

    public Author Other { get; init; } = null!;

    internal sealed class Configuration : IEntityTypeConfiguration<AuthorDistinction>
    {
        public void Configure(EntityTypeBuilder<AuthorDistinction> builder)
        {
            builder.ToTable("AuthorDistinctions", table => table.HasCheckConstraint("CK_AuthorDistinctions", """("OneId" < "OtherId")"""));
            builder.HasKey(d => new { d.OneId, d.OtherId });
            builder.HasOne(d => d.One).WithMany().HasForeignKey(d => d.OneId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(d => d.Other).WithMany().HasForeignKey(d => d.OtherId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>That a record was found to be the same author as another one. The old address leads to the other from then on; it can be undone.</summary>
public sealed class AuthorMerge
{
    public int Id { get; init; }

    public int FromId { get; init; }

    public Author From { get; init; } = null!;

    public int IntoId { get; init; }

    public Author Into { get; init; } = null!;

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public int? UserId { get; init; }

    /// <summary>What was moved, as JSON, so that exactly that can be moved back.</summary>
    public required string Moved { get; init; }

    /// <summary>UTC; <c>null</c> while it holds.</summary>
    public DateTime? UndoneAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuthorMerge>
    {
        public void Configure(EntityTypeBuilder<AuthorMerge> builder)
        {
            builder.ToTable("AuthorMerges");
            builder.HasOne(m => m.From).WithMany().HasForeignKey(m => m.FromId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(m => m.Into).WithMany().HasForeignKey(m => m.IntoId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
