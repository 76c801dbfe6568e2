using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Model;

/// <summary>A publication in which articles stood: a web site, a paper, a leaflet series.</summary>
public sealed class Source
{
    public int Id { get; init; }

    /// <summary>Unique among sources, never changed once published.</summary>
    public required string Slug { get; init; }

    public required string Name { get; set; }

    /// <summary>The name for look-ups, made by <see cref="KeyOf"/>. No two sources share it.</summary>
    public required string Key { get; set; }

    public List<Article> Articles { get; init; } = [];

    /// <summary>What makes two names the same source's: case, accents and punctuation aside. A name of nothing else is its own key.</summary>
    public static string KeyOf(string name) => NameKey.Of(name) is { Length: > 0 } key ? key : name;

    internal sealed class Configuration : IEntityTypeConfiguration<Source>
    {
        public void Configure(EntityTypeBuilder<Source> builder)
        {
            builder.HasIndex(s => s.Slug).IsUnique();
            builder.HasIndex(s => s.Key).IsUnique();
        }
    }
}
