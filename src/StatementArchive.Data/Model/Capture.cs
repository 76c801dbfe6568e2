using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>
/// One of the times that the very bytes of an article were captured: from another address, or on another day. The first is the one with which
/// the article came. Nobody who handed it in, and no file of theirs, is named here.
/// </summary>
public sealed class Capture
{
    public int Id { get; init; }

    public int ArticleId { get; init; }

    public Article Article { get; init; } = null!;

    /// <summary>Absolute address where the bytes were found, http or https; <c>null</c> if not known. It or <see cref="Captured"/> is.</summary>
    public string? Url { get; init; }

    /// <summary>When they were captured, ISO 8601 as exactly as it is known; <c>null</c> if not known.</summary>
    public string? Captured { get; init; }

    /// <summary>Where in a file of several articles they stood, as that file's reader names places; for archivists, never shown to the public.</summary>
    public string? Place { get; init; }

    /// <summary>
    /// The header with which they came, if the archive fetched them itself: the WARC records of the redirects on the way, whole, then of the page's record its
    /// own header with the server's (ISO 28500:2017, section 6.3). With the original's bytes and two line ends behind it, it is a WARC file. Of an entry of a
    /// feed it is the header of the whole feed. For archivists, never shown to the public.
    /// </summary>
    public byte[]? Head { get; init; }

    /// <summary>When the archive learned of it, UTC.</summary>
    public required DateTime IngestedAt { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Capture>
    {
        public void Configure(EntityTypeBuilder<Capture> builder)
        {
            builder.ToTable("Captures", table => table.HasCheckConstraint("CK_Captures", """("Url" IS NOT NULL OR "Captured" IS NOT NULL)"""));
            builder.HasIndex(c => new { c.ArticleId, c.Url, c.Captured }).IsUnique();
            builder.HasIndex(c => new { c.Url, c.Captured });
            builder.HasOne(c => c.Article).WithMany(a => a.Captures).HasForeignKey(c => c.ArticleId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
