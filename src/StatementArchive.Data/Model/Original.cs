using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>A document as it was captured, of one article: a file, or an entry of a file of several, as feeds and web archives are. Its bytes never change.</summary>
public sealed class Original
{
    public int Id { get; init; }

    /// <summary>SHA-256 (FIPS 180-4) of the bytes, 64 lower-case hexadecimal digits. No two originals share it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>IANA media type as recognised by content, without parameters.</summary>
    public required string MediaType { get; init; }

    /// <summary>Number of bytes, at least 1.</summary>
    public required long Length { get; init; }

    /// <summary>The sidecar as it was given with the document, verbatim; <c>null</c> if it came without one.</summary>
    public string? Sidecar { get; init; }

    /// <summary>
    /// Whether the public may have the bytes. A file that somebody handed in can tell who that was, whatever its text says; so this holds at first only for what the
    /// archive fetched itself and what is nothing but text, and is decided by whoever publishes it.
    /// </summary>
    public bool IsHandedOut { get; set; }

    /// <summary>The bytes, which only a reader who asks for them should load.</summary>
    public OriginalContent Content { get; init; } = null!;

    /// <summary>One; none while it is being removed.</summary>
    public List<Article> Articles { get; init; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<Original>
    {
        public void Configure(EntityTypeBuilder<Original> builder)
        {
            builder.ToTable(table => table.HasCheckConstraint("CK_Originals", """length("Sha256") = 64 AND "Length" > 0"""));
            builder.HasIndex(o => o.Sha256).IsUnique();
            builder.Property(o => o.Sha256).HasMaxLength(64);
        }
    }
}

/// <summary>The bytes of an original, in a table of their own so that nothing else has to read past them.</summary>
public sealed class OriginalContent
{
    public int OriginalId { get; init; }

    public Original Original { get; init; } = null!;

    public required byte[] Bytes { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<OriginalContent>
    {
        public void Configure(EntityTypeBuilder<OriginalContent> builder)
        {
            builder.ToTable("OriginalContents");
            builder.HasKey(c => c.OriginalId);
            builder.HasOne(c => c.Original).WithOne(o => o.Content).HasForeignKey<OriginalContent>(c => c.OriginalId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
