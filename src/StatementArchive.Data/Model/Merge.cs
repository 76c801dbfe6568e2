using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>That a record was found to be the same as another one. The old address leads to the other from then on; it can be undone.</summary>
public sealed class Merge<TRecord> where TRecord : class
{
    public int Id { get; init; }

    public int FromId { get; init; }

    public TRecord From { get; init; } = null!;

    public int IntoId { get; init; }

    public TRecord Into { get; init; } = null!;

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public int? UserId { get; init; }

    /// <summary>What was moved, as JSON, so that exactly that can be moved back.</summary>
    public required string Moved { get; init; }

    /// <summary>UTC; <c>null</c> while it holds.</summary>
    public DateTime? UndoneAt { get; set; }

    internal sealed class Configuration(string table) : IEntityTypeConfiguration<Merge<TRecord>>
    {
        public void Configure(EntityTypeBuilder<Merge<TRecord>> builder)
        {
            builder.ToTable(table);
            builder.HasOne(m => m.From).WithMany().HasForeignKey(m => m.FromId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(m => m.Into).WithMany().HasForeignKey(m => m.IntoId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
