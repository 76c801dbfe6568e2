using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>The bytes of an article as they were captured. They never change.</summary>
public sealed class Original
{
    public int Id { get; init; }

    /// <summary>SHA-256 (FIPS 180-4) of <see cref="Bytes"/>, 64 lower-case hexadecimal digits. No two originals share it.</summary>
    public required string Sha256 { get; init; }

    /// <summary>IANA media type as recognised by content, without parameters.</summary>
    public required string MediaType { get; init; }

    /// <summary>Length of <see cref="Bytes"/>, so that lists need not load them.</summary>
    public required long Length { get; init; }

    public required byte[] Bytes { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Original>
    {
        public void Configure(EntityTypeBuilder<Original> builder)
        {
            builder.HasIndex(o => o.Sha256).IsUnique();
            builder.Property(o => o.Sha256).HasMaxLength(64);
        }
    }
}
