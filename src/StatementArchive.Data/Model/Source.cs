using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>A publication in which articles stood: a web site, a paper, a leaflet series.</summary>
public sealed class Source : INamedRecord
{
    static string INamedRecord.Kind => "source";

    public int Id { get; init; }

    /// <summary>Unique among sources, never changed once published.</summary>
    public required string Slug { get; init; }

    public required string Name { get; set; }

    /// <summary>The name under which it was made, for look-ups, made by <see cref="INamedRecord.KeyOf"/>. No two sources share it.</summary>
    public required string Key { get; init; }

    /// <inheritdoc cref="RecordFacts"/>
    public string? Url { get; set; }

    /// <inheritdoc cref="RecordFacts"/>
    public string? Issn { get; set; }

    /// <inheritdoc cref="RecordFacts"/>
    public string? Wikidata { get; set; }

    /// <inheritdoc cref="RecordFacts"/>
    public string? Note { get; set; }

    public int? MergedIntoId { get; set; }

    public List<Article> Articles { get; init; } = [];

    public RecordFacts Told() => new(Name, Url: Url, Issn: Issn, Wikidata: Wikidata, Note: Note);

    public void Tell(RecordFacts facts) => (Name, Url, Issn, Wikidata, Note) = (facts.Name ?? Name, facts.Url, facts.Issn, facts.Wikidata, facts.Note);

    internal sealed class Configuration : IEntityTypeConfiguration<Source>
    {
        public void Configure(EntityTypeBuilder<Source> builder)
        {
            builder.HasIndex(s => s.Slug).IsUnique();
            builder.HasIndex(s => s.Key).IsUnique();
        }
    }
}
