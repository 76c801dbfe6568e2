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
