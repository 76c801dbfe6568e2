using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>A hash of a few words of a statement, one of those by which statements with the same words are found (<see cref="Duplicates.Shingles"/>).</summary>
public sealed class Shingle
{
    public long Hash { get; init; }

    /// <summary>Not a foreign key: a row that outlives its statement finds nothing.</summary>
    public int StatementId { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Shingle>
    {
        public void Configure(EntityTypeBuilder<Shingle> builder)
        {
            // By hand in the migration: without row numbers it takes half the space.
            builder.ToTable("Shingles");
            builder.HasKey(s => new { s.Hash, s.StatementId });
        }
    }
}

/// <summary>How far the archive's statements have been taken in among the shingles; one row.</summary>
public sealed class Shingling
{
    public int Id { get; init; }

    /// <summary>How the hashes are made; another version makes all anew.</summary>
    public required int Version { get; set; }

    /// <summary>Statements up to this number have theirs.</summary>
    public required int LastStatementId { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Shingling>
    {
        public void Configure(EntityTypeBuilder<Shingling> builder) => builder.ToTable("Shinglings");
    }
}
