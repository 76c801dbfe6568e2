using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>How something was handed in at the desk.</summary>
public enum UploadKind
{
    File,

    /// <summary>Text or HTML that was pasted.</summary>
    Text,

    /// <summary>The address of a page that the archive fetches.</summary>
    Address,
}

/// <summary>How far what was handed in has come.</summary>
public enum UploadState
{
    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>A worker has claimed it (<see cref="Upload.Claim"/>).</summary>
    Working,

    /// <summary>What could be taken in is in the archive.</summary>
    Done,

    /// <summary>It was refused, or could not be fetched; <see cref="Upload.Reason"/> says why.</summary>
    Failed,

    /// <summary>Somebody called it off; of a file of several articles, what was stored before stays.</summary>
    Cancelled,
}

/// <summary>Something that was handed in at the desk, on its way into the archive. Nothing of it is ever shown to the public, least of all who handed it in and under which name.</summary>
public sealed class Upload
{
    /// <summary>Longest <see cref="Name"/>, in UTF-16 code units.</summary>
    public const int LongestName = 200;

    public int Id { get; init; }

    public int UserId { get; init; }

    public ArchiveUser User { get; init; } = null!;

    /// <summary>UTC.</summary>
    public required DateTime HandedInAt { get; init; }

    public required UploadKind Kind { get; init; }

    /// <summary>What the desk calls it: a file's name made fit to be shown, the beginning of a text, an address. Never a path. Empty once what came of it was destroyed; it stands in no log.</summary>
    public required string Name { get; init; }

    /// <summary>The address to fetch; <c>null</c> unless it is one.</summary>
    public string? Address { get; init; }

    /// <summary>Whether its giver says of a pasted text, which is UTF-8, that it is HTML, however it begins.</summary>
    public bool IsHtml { get; init; }

    /// <summary>Number of bytes as handed in; 0 for an address.</summary>
    public required long Length { get; init; }

    /// <summary>The facts that were given with it, as a sidecar (YAML): the one that came beside it, verbatim unless the form filled what it leaves open, or those of the form. <c>null</c> if none were.</summary>
    public string? Sidecar { get; init; }

    public required UploadState State { get; set; }

    /// <summary>How often work on it was begun since it was handed in, retried or last came on. What ends its process again and again is not begun for ever.</summary>
    public int Attempts { get; set; }

    /// <summary>Who works on it; <c>null</c> unless somebody does.</summary>
    public Guid? Claim { get; set; }

    /// <summary>When work on it was last begun, UTC; <c>null</c> if never.</summary>
    public DateTime? BegunAt { get; set; }

    /// <summary>When it came to its end, UTC; <c>null</c> until then.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>Articles that came of it and are in the archive.</summary>
    public int New { get; set; }

    /// <summary>Documents of it that the archive had before.</summary>
    public int Known { get; set; }

    /// <summary>Entries of a file of several articles of which nothing was stored.</summary>
    public int Refused { get; set; }

    /// <summary>How much of a file of several articles was read, 0 to 1; <c>null</c> if that is not known.</summary>
    public double? Share { get; set; }

    /// <summary>What was refused, where and why, or what is to be known of a good end; several lines of a file of several articles. <c>null</c> if nothing.</summary>
    public string? Reason { get; set; }

    /// <summary>The bytes, until they are taken in, called off or removed.</summary>
    public UploadContent? Content { get; init; }

    public List<UploadedArticle> Articles { get; init; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<Upload>
    {
        public void Configure(EntityTypeBuilder<Upload> builder)
        {
            builder.ToTable("Uploads", table => table.HasCheckConstraint("CK_Uploads", """("State" = 'Working') = ("Claim" IS NOT NULL) AND ("Kind" = 'Address') = ("Address" IS NOT NULL) AND "Length" >= 0"""));
            builder.Property(u => u.Name).HasMaxLength(LongestName);
            // The queue is what is left of all that was ever handed in.
            builder.HasIndex(u => u.Id).HasFilter("\"State\" IN ('Waiting', 'Working')").HasDatabaseName("IX_Uploads_Queue");
            builder.HasIndex(u => new { u.UserId, u.Id });
            builder.HasOne(u => u.User).WithMany().HasForeignKey(u => u.UserId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The bytes of what was handed in, in a table of their own so that nothing else has to read past them.</summary>
public sealed class UploadContent
{
    public int UploadId { get; init; }

    public Upload Upload { get; init; } = null!;

    public required byte[] Bytes { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<UploadContent>
    {
        public void Configure(EntityTypeBuilder<UploadContent> builder)
        {
            builder.ToTable("UploadContents");
            builder.HasKey(c => c.UploadId);
            builder.HasOne(c => c.Upload).WithOne(u => u.Content).HasForeignKey<UploadContent>(c => c.UploadId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>An article that came of what was handed in.</summary>
public sealed class UploadedArticle
{
    public int UploadId { get; init; }

    public Upload Upload { get; init; } = null!;

    public int ArticleId { get; init; }

    public Article Article { get; init; } = null!;

    /// <summary>Whether it is in the archive because of this; else the archive had it before.</summary>
    public required bool IsNew { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<UploadedArticle>
    {
        public void Configure(EntityTypeBuilder<UploadedArticle> builder)
        {
            builder.ToTable("UploadedArticles");
            builder.HasKey(a => new { a.UploadId, a.ArticleId });
            builder.HasOne(a => a.Upload).WithMany(u => u.Articles).HasForeignKey(a => a.UploadId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne(a => a.Article).WithMany().HasForeignKey(a => a.ArticleId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
