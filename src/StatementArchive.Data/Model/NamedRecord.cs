using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using StatementArchive.Parsing.Recognition;

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

    /// <summary>The name under which it was made, for look-ups, made by <see cref="KeyOf"/>. No two of a kind share it.</summary>
    string Key { get; }

    /// <summary>The record that is the same; this one then has nothing of its own but its address and its key.</summary>
    int? MergedIntoId { get; set; }

    /// <summary>What makes two names the same record's: case, accents and punctuation aside. A name of nothing else is its own key.</summary>
    static string KeyOf(string name) => NameKey.Of(name) is { Length: > 0 } key ? key : name;

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

    /// <summary>The form for look-ups, made by <see cref="INamedRecord.KeyOf"/>.</summary>
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
