using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>An article on which somebody works: one that is not published yet, or a correction of one that is. It stays when the work is published or discarded, without steps.</summary>
public sealed class WorkingCopy
{
    public int ArticleId { get; init; }

    public Article Article { get; init; } = null!;

    /// <summary>Counts every change, undone, published and discarded ones too, and never falls, so that two people who work on it notice each other.</summary>
    public required int Version { get; set; }

    /// <summary>Number of the step that holds.</summary>
    public required int Step { get; set; }

    public List<DraftStep> Steps { get; init; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<WorkingCopy>
    {
        public void Configure(EntityTypeBuilder<WorkingCopy> builder)
        {
            builder.ToTable("WorkingCopies", table => table.HasCheckConstraint("CK_WorkingCopies", """("Version" >= 0) AND ("Step" >= 0)"""));
            builder.HasKey(copy => copy.ArticleId);
            builder.HasOne(copy => copy.Article).WithOne().HasForeignKey<WorkingCopy>(copy => copy.ArticleId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>An article as it was after one step of somebody's work. Undo goes to the step before, redo to the one behind.</summary>
public sealed class DraftStep
{
    public int Id { get; init; }

    public int ArticleId { get; init; }

    public WorkingCopy WorkingCopy { get; init; } = null!;

    /// <summary>From 0, which is the article before anybody worked on it.</summary>
    public required int Number { get; init; }

    /// <summary>The version that it made.</summary>
    public required int Version { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public int? UserId { get; init; }

    public ArchiveUser? User { get; init; }

    /// <summary>What was done, in words.</summary>
    public required string Description { get; init; }

    /// <summary>The whole draft as JSON, without its text.</summary>
    public required string Content { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<DraftStep>
    {
        public void Configure(EntityTypeBuilder<DraftStep> builder)
        {
            builder.ToTable("DraftSteps");
            builder.HasIndex(step => new { step.ArticleId, step.Number }).IsUnique();
            builder.HasOne(step => step.WorkingCopy).WithMany(copy => copy.Steps).HasForeignKey(step => step.ArticleId).OnDelete(DeleteBehavior.Cascade);
            builder.HasOne(step => step.User).WithMany().HasForeignKey(step => step.UserId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
