using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>Something that somebody did. The database refuses to change or to delete an entry.</summary>
public sealed class AuditEntry
{
    public long Id { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary><c>null</c> for the machine and the command line.</summary>
    public int? UserId { get; init; }

    public ArchiveUser? User { get; init; }

    /// <summary>What was done, in a word or two: <c>draft edited</c>, <c>article published</c>, <c>statement withdrawn</c>, <c>user disabled</c> …</summary>
    public required string Action { get; init; }

    /// <summary>Kind of the record: <c>article</c>, <c>statement</c>, <c>author</c>, <c>user</c>, <c>upload</c> …</summary>
    public required string RecordKind { get; init; }

    /// <summary>The record's address or number.</summary>
    public required string Record { get; init; }

    /// <summary>What it was before, as JSON; <c>null</c> if there was nothing.</summary>
    public string? Before { get; init; }

    /// <summary>What it is now, as JSON; <c>null</c> if there is nothing.</summary>
    public string? After { get; init; }

    /// <summary>Why, if a reason was given.</summary>
    public string? Reason { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<AuditEntry>
    {
        public void Configure(EntityTypeBuilder<AuditEntry> builder)
        {
            builder.ToTable("AuditLog");
            builder.HasIndex(e => new { e.RecordKind, e.Record });
            builder.HasIndex(e => e.UserId);
            builder.HasOne(e => e.User).WithMany().HasForeignKey(e => e.UserId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
