using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>Why the archive believes a fact of an article or of one of its statements.</summary>
public sealed class EvidenceItem
{
    /// <summary>Below this confidence a fact is shown as a guess.</summary>
    public const double Sure = 0.75;

    public int Id { get; init; }

    public int ArticleId { get; init; }

    public Article Article { get; init; } = null!;

    /// <summary>The statement it speaks of; <c>null</c> for facts of the article as a whole.</summary>
    public int? StatementId { get; init; }

    public Statement? Statement { get; init; }

    /// <summary>What is known by it: <c>title</c>, <c>published</c>, <c>source</c>, <c>author</c>, <c>kind</c>, <c>affiliation</c>, <c>date</c>, <c>subject</c> …</summary>
    public required string Fact { get; init; }

    /// <summary>The value it speaks for.</summary>
    public required string Value { get; init; }

    /// <summary>The rule that used it; <c>archivist</c> when a person gave the fact.</summary>
    public required string Rule { get; init; }

    /// <summary>The words relied upon, verbatim; empty when it is no passage.</summary>
    public required string Quote { get; init; }

    /// <summary>Where the quote stands, in code points of the article's text; <c>null</c> when it is no passage of it.</summary>
    public int? Start { get; init; }

    public int? End { get; init; }

    /// <summary>From 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary><c>false</c> for an alternative that was weighed and not taken.</summary>
    public required bool IsChosen { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<EvidenceItem>
    {
        public void Configure(EntityTypeBuilder<EvidenceItem> builder)
        {
            builder.ToTable("Evidence", table => table.HasCheckConstraint(
                "CK_Evidence", """("Confidence" BETWEEN 0 AND 1) AND ("Start" IS NULL) = ("End" IS NULL) AND ("Start" IS NULL OR ("Start" >= 0 AND "End" >= "Start"))"""));
            builder.HasOne(e => e.Article).WithMany(a => a.Evidence).HasForeignKey(e => e.ArticleId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(e => e.Statement).WithMany(s => s.Evidence).HasForeignKey(e => e.StatementId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
