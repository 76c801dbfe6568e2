using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>That two records are not the same, however alike they are; remembered, so that nobody is asked again. The one with the lower number comes first.</summary>
public sealed class Distinction<TRecord> where TRecord : class
{
    public int OneId { get; init; }

    public TRecord One { get; init; } = null!;

    public int OtherId { get; init; }

    public TRecord Other { get; init; } = null!;

    internal sealed class Configuration(string table) : IEntityTypeConfiguration<Distinction<TRecord>>
    {
        public void Configure(EntityTypeBuilder<Distinction<TRecord>> builder)
        {
            builder.ToTable(table, of => of.HasCheckConstraint($"CK_{table}", """("OneId" < "OtherId")"""));
            builder.HasKey(d => new { d.OneId, d.OtherId });
            builder.HasOne(d => d.One).WithMany().HasForeignKey(d => d.OneId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(d => d.Other).WithMany().HasForeignKey(d => d.OtherId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
