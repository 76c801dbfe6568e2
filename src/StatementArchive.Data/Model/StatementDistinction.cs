using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>That two statements are not the same, however many words they share; remembered, so that nobody is asked again. The one with the lower number comes first.</summary>
public sealed class StatementDistinction
{
    public int OneId { get; init; }

    public Statement One { get; init; } = null!;

    public int OtherId { get; init; }

    public Statement Other { get; init; } = null!;

    internal sealed class Configuration : IEntityTypeConfiguration<StatementDistinction>
    {
        public void Configure(EntityTypeBuilder<StatementDistinction> builder)
        {
            builder.ToTable("StatementDistinctions", table => table.HasCheckConstraint("CK_StatementDistinctions", """("OneId" < "OtherId")"""));
            builder.HasKey(d => new { d.OneId, d.OtherId });
            builder.HasOne(d => d.One).WithMany().HasForeignKey(d => d.OneId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(d => d.Other).WithMany().HasForeignKey(d => d.OtherId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
