using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>A statement as it was from one moment on. None is ever overwritten.</summary>
public sealed class Revision
{
    public int Id { get; init; }

    public int StatementId { get; init; }

    public Statement Statement { get; init; } = null!;

    /// <summary>From 1, without gaps.</summary>
    public required int Number { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>Why it was made, in public words.</summary>
    public required string Reason { get; init; }

    /// <summary>Text, boundaries, authors and date as one JSON object, whole; empty once an administrator had it destroyed.</summary>
    public required string Content { get; set; }

    /// <summary>Whether the public may read it: not what a draft was before it was published, nor what shows a passage that was hidden later.</summary>
    public required bool IsPublic { get; set; }

    /// <summary>Who made it, which the public is never told; <c>null</c> for the machine. No user is ever deleted.</summary>
    public int? UserId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Revision>
    {
        public void Configure(EntityTypeBuilder<Revision> builder)
        {
            builder.ToTable(table => table.HasCheckConstraint("CK_Revisions", """("Number" >= 1)"""));
            builder.HasIndex(r => new { r.StatementId, r.Number }).IsUnique();
            // Nearly all are the machine's.
            builder.HasIndex(r => r.UserId).HasFilter("\"UserId\" IS NOT NULL");
            builder.HasOne(r => r.Statement).WithMany(s => s.Revisions).HasForeignKey(r => r.StatementId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>A step of the archive's public state. What derives from the database follows these numbers.</summary>
public sealed class Change
{
    /// <summary>Strictly increasing in the order in which the transactions were committed; never used twice.</summary>
    public long Sequence { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required ChangeKind Kind { get; init; }

    public int StatementId { get; init; }

    public Statement Statement { get; init; } = null!;

    internal sealed class Configuration : IEntityTypeConfiguration<Change>
    {
        public void Configure(EntityTypeBuilder<Change> builder)
        {
            builder.HasKey(c => c.Sequence);
            builder.HasOne(c => c.Statement).WithMany().HasForeignKey(c => c.StatementId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

public enum ChangeKind
{
    Published,

    /// <summary>What the public sees of it is another.</summary>
    Corrected,

    /// <summary>The public no longer sees it.</summary>
    Withdrawn,
}
