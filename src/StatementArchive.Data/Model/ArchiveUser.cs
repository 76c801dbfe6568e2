using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>What somebody may do; each role may do what those before it may.</summary>
public enum ArchiveRole
{
    /// <summary>Uploads and edits drafts.</summary>
    Contributor,

    /// <summary>Publishes, corrects what is published, looks after authority records.</summary>
    Editor,

    /// <summary>Looks after users and settings, withdraws, reads the log.</summary>
    Administrator,
}

/// <summary>Somebody who works in the archive. The public is never told of them.</summary>
public sealed class ArchiveUser : IdentityUser<int>
{
    public required ArchiveRole Role { get; set; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    /// <summary>Since when they may no longer sign in, UTC; <c>null</c> if they may. Nobody is deleted, for the log names them.</summary>
    public DateTime? DisabledAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<ArchiveUser>
    {
        public void Configure(EntityTypeBuilder<ArchiveUser> builder) => builder.ToTable("Users");
    }
}
