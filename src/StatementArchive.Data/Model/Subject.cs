using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>An authority record: a heading under which people put statements, such as an event, a campaign, a law. None is ever guessed from a text.</summary>
public sealed class Subject : INamedRecord
{
    static string INamedRecord.Kind => "subject";

    public int Id { get; init; }

    /// <summary>Unique among subjects, never changed once published.</summary>
    public required string Slug { get; init; }

    public required string Name { get; set; }

    /// <summary>The name under which it was made, for look-ups, made by <see cref="INamedRecord.KeyOf"/>. No two subjects share it.</summary>
    public required string Key { get; init; }

    /// <inheritdoc cref="RecordFacts"/>
    public string? Date { get; set; }

    /// <inheritdoc cref="RecordFacts"/>
    public string? Wikidata { get; set; }

    /// <inheritdoc cref="RecordFacts"/>
    public string? Note { get; set; }

    public int? MergedIntoId { get; set; }

    public List<StatementSubject> Statements { get; init; } = [];

    public RecordFacts Told() => new(Name, Date: Date, Wikidata: Wikidata, Note: Note);

    public void Tell(RecordFacts facts) => (Name, Date, Wikidata, Note) = (facts.Name ?? Name, facts.Date, facts.Wikidata, facts.Note);

    internal sealed class Configuration : IEntityTypeConfiguration<Subject>
    {
        public void Configure(EntityTypeBuilder<Subject> builder)
        {
            builder.HasIndex(s => s.Slug).IsUnique();
            builder.HasIndex(s => s.Key).IsUnique();
        }
    }
}

/// <summary>That a statement is about a subject. Who says so stands with the evidence, of the statement or of its article.</summary>
public sealed class StatementSubject
{
    public int StatementId { get; init; }

    public Statement Statement { get; init; } = null!;

    public int SubjectId { get; init; }

    public Subject Subject { get; init; } = null!;

    internal sealed class Configuration : IEntityTypeConfiguration<StatementSubject>
    {
        public void Configure(EntityTypeBuilder<StatementSubject> builder)
        {
            builder.ToTable("StatementSubjects");
            builder.HasKey(s => new { s.StatementId, s.SubjectId });
            builder.HasOne(s => s.Statement).WithMany(s => s.Subjects).HasForeignKey(s => s.StatementId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(s => s.Subject).WithMany(s => s.Statements).HasForeignKey(s => s.SubjectId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
