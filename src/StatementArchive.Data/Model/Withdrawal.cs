using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>Why something was taken back, in a class that says no more than it must.</summary>
public enum WithdrawalReason
{
    /// <summary>Its author, or who holds the rights, asked for it.</summary>
    RightsHolder,

    /// <summary>A court or an authority ordered it.</summary>
    Legal,

    /// <summary>It endangers somebody.</summary>
    Safety,

    /// <summary>It was no statement, or not what it was taken for.</summary>
    Mistake,

    /// <summary>It stands in the archive elsewhere.</summary>
    Duplicate,

    Other,
}

/// <summary>The tombstone of a statement, or of an article with all its statements.</summary>
public sealed class Withdrawal
{
    public int Id { get; init; }

    /// <summary>The statement; <c>null</c> if it is a whole article.</summary>
    public int? StatementId { get; init; }

    public Statement? Statement { get; init; }

    public int? ArticleId { get; init; }

    public Article? Article { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required WithdrawalReason Reason { get; init; }

    /// <summary>What the public is told; <c>null</c> for no more than date and reason.</summary>
    public string? Note { get; init; }

    public int? UserId { get; init; }

    /// <summary>Whether bytes and texts were destroyed, not only hidden.</summary>
    public required bool IsDestroyed { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Withdrawal>
    {
        public void Configure(EntityTypeBuilder<Withdrawal> builder)
        {
            builder.ToTable("Withdrawals", table => table.HasCheckConstraint("CK_Withdrawals", """("StatementId" IS NULL) <> ("ArticleId" IS NULL)"""));
            builder.HasIndex(w => w.StatementId).IsUnique();
            builder.HasIndex(w => w.ArticleId).IsUnique();
            builder.HasOne(w => w.Statement).WithOne().HasForeignKey<Withdrawal>(w => w.StatementId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(w => w.Article).WithOne().HasForeignKey<Withdrawal>(w => w.ArticleId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne<ArchiveUser>().WithMany().HasForeignKey(w => w.UserId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
