using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>That an empty archive was begun to be given its first documents; if it was not finished, it is gone on with.</summary>
public sealed class Seeding
{
    public int Id { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime BegunAt { get; init; }

    /// <summary>When each of the documents had been taken in or refused, UTC; <c>null</c> until then.</summary>
    public DateTime? FinishedAt { get; set; }

    internal sealed class Configuration : IEntityTypeConfiguration<Seeding>
    {
        public void Configure(EntityTypeBuilder<Seeding> builder) => builder.ToTable("Seedings");
    }
}
