using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>What an archivist says of a source or a subject; what does not belong to the kind of record is <c>null</c>.</summary>
/// <param name="Url">Of a source: where it appears, an absolute http or https address.</param>
/// <param name="Issn">Of a source: its International Standard Serial Number, with the hyphen (ISO 3297).</param>
/// <param name="Date">Of a subject: when it happened, EDTF (ISO 8601-2).</param>
/// <param name="Wikidata"><c>Q</c> and a number.</param>
/// <param name="Note">A public remark.</param>
public sealed record RecordFacts(string? Name, string? Url = null, string? Issn = null, string? Date = null, string? Wikidata = null, string? Note = null);

/// <summary>An authority record that is known by its names alone: a source or a subject. Whoever gives one of its names means it.</summary>
public interface INamedRecord
{
    /// <summary>What it is called in addresses, in the audit log and in sentences: <c>source</c>, <c>subject</c>.</summary>
    static abstract string Kind { get; }

    int Id { get; }

    /// <summary>Unique among records of its kind, never changed once published.</summary>
    string Slug { get; }

    /// <summary>The preferred name.</summary>
    string Name { get; }

    /// <summary>The name under which it was made, for look-ups: case, accents and punctuation aside. No two of a kind share it.</summary>
    string Key { get; }

    /// <summary>The record that is the same; this one then has nothing of its own but its address and its key.</summary>
    int? MergedIntoId { get; set; }

    RecordFacts Told();

    /// <summary>Takes over those of the facts that it can have.</summary>
    void Tell(RecordFacts facts);
}

/// <summary>Another name of a source or a subject. Nothing else of the kind bears it.</summary>
public sealed class RecordName<TRecord> where TRecord : class, INamedRecord
{
    public int Id { get; init; }

    public int RecordId { get; set; }

    public TRecord Record { get; set; } = null!;

    public required string Form { get; init; }

    /// <summary>The form for look-ups, made as <see cref="INamedRecord.Key"/> is.</summary>
    public required string Key { get; init; }

    public required GivenNameKind Kind { get; init; }

    /// <summary>BCP 47 language tag, with the script where that is not the language's usual one.</summary>
    public string? Language { get; init; }

    /// <summary>While it was in use, EDTF (ISO 8601-2); <c>null</c> if not known.</summary>
    public string? Used { get; init; }

    internal sealed class Configuration(string table) : IEntityTypeConfiguration<RecordName<TRecord>>
    {
        public void Configure(EntityTypeBuilder<RecordName<TRecord>> builder)
        {
            builder.ToTable(table);
            builder.HasIndex(n => new { n.RecordId, n.Form }).IsUnique();
            builder.HasIndex(n => n.Key);
            builder.HasOne(n => n.Record).WithMany().HasForeignKey(n => n.RecordId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>That two sources, or two subjects, are not the same; remembered, so that nobody is asked again. The one with the lower number comes first.</summary>
public sealed class RecordDistinction<TRecord> where TRecord : class, INamedRecord
{
    public int OneId { get; init; }

    public TRecord One { get; init; } = null!;

    public int OtherId { get; init; }

    public TRecord Other { get; init; } = null!;

    internal sealed class Configuration(string table) : IEntityTypeConfiguration<RecordDistinction<TRecord>>
    {
        public void Configure(EntityTypeBuilder<RecordDistinction<TRecord>> builder)
        {
            builder.ToTable(table, of => of.HasCheckConstraint($"CK_{table}", """("OneId" < "OtherId")"""));
            builder.HasKey(d => new { d.OneId, d.OtherId });
            builder.HasOne(d => d.One).WithMany().HasForeignKey(d => d.OneId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(d => d.Other).WithMany().HasForeignKey(d => d.OtherId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>That a source or a subject was found to be the same as another one. The old address leads to the other from then on; it can be undone.</summary>
public sealed class RecordMerge<TRecord> where TRecord : class, INamedRecord
{
    public int Id { get; init; }

    public int FromId { get; init; }

    public TRecord From { get; init; } = null!;

    public int IntoId { get; init; }

    public TRecord Into { get; init; } = null!;

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public int? UserId { get; init; }

    /// <summary>What was moved, as JSON, so that exactly that can be moved back.</summary>
    public required string Moved { get; init; }

    /// <summary>UTC; <c>null</c> while it holds.</summary>
    public DateTime? UndoneAt { get; set; }

    internal sealed class Configuration(string table) : IEntityTypeConfiguration<RecordMerge<TRecord>>
    {
        public void Configure(EntityTypeBuilder<RecordMerge<TRecord>> builder)
        {
            builder.ToTable(table);
            builder.HasOne(m => m.From).WithMany().HasForeignKey(m => m.FromId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(m => m.Into).WithMany().HasForeignKey(m => m.IntoId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
