using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace StatementArchive.Data.Model;

/// <summary>Whether the public sees a record.</summary>
public enum PublicationStatus
{
    Draft,
    Published,

    /// <summary>Taken back: a tombstone stands at its address (<see cref="Withdrawal"/>).</summary>
    Withdrawn,
}

/// <summary>A document as it was captured, and what its page says of itself.</summary>
public sealed class Article
{
    public int Id { get; init; }

    /// <summary>Unique among articles, never changed once published.</summary>
    public required string Slug { get; set; }

    /// <summary>What the log calls it: its address, once that is public and stays for good; before, its number, for an address is made of the title, which can still be destroyed.</summary>
    public string LoggedAs => Status == PublicationStatus.Draft ? Id.ToString(CultureInfo.InvariantCulture) : Slug;

    public string? Title { get; set; }

    /// <summary>The extracted text, whole and as it stood; empty once an administrator had it destroyed. All offsets of parts, statements and evidence count its code points.</summary>
    public required string Text { get; set; }

    /// <summary>Where the lines of <see cref="Text"/> lie (<see cref="Parsing.TextLayout"/>); <c>null</c> if no more is known than its characters.</summary>
    public byte[]? Layout { get; set; }

    /// <summary>BCP 47 language tag.</summary>
    public string? Language { get; set; }

    /// <summary>ISO 8601, as exactly as the page gives it: <c>2020-01-04</c>, <c>2020-01-04T11:11</c>, with an offset only if it names one.</summary>
    public string? Published { get; set; }

    /// <summary>The day of <see cref="Published"/>, for filters and order.</summary>
    public DateOnly? PublishedOn { get; set; }

    /// <summary>Who put the article on its page, as the page says it; never who put it into the archive.</summary>
    public string? SubmittedBy { get; set; }

    /// <summary>Absolute address where the article was found.</summary>
    public string? Url { get; set; }

    /// <summary>When the article was captured, ISO 8601 as given; of several captures the first that the archive was given.</summary>
    public string? Captured { get; set; }

    public string? Licence { get; set; }

    /// <summary>A public remark by an archivist.</summary>
    public string? Note { get; set; }

    /// <summary>When the archive took it in, UTC.</summary>
    public required DateTime IngestedAt { get; init; }

    /// <summary>How sure the parser was of the split, 0 to 1.</summary>
    public required double SplitConfidence { get; set; }

    /// <summary>The split that was weighed and not taken, in a few words.</summary>
    public string? RunnerUp { get; set; }

    /// <summary>Of what the parser was so unsure that the article was not to be published unseen, in words for archivists; <c>null</c> if of nothing.</summary>
    public string? Doubt { get; set; }

    public PublicationStatus Status { get; set; }

    public int OriginalId { get; init; }

    public Original Original { get; init; } = null!;

    /// <summary>Which article of its original it is, from 1.</summary>
    public int PlaceInOriginal { get; init; } = 1;

    public int? SourceId { get; set; }

    public Source? Source { get; set; }

    public List<ArticlePart> Parts { get; init; } = [];

    public List<Statement> Statements { get; init; } = [];

    public List<Capture> Captures { get; init; } = [];

    public List<DeclaredAuthor> DeclaredAuthors { get; init; } = [];

    public List<EvidenceItem> Evidence { get; init; } = [];

    /// <summary>Passages that the public does not see.</summary>
    public List<Redaction> Redactions { get; init; } = [];

    public List<Republication> Republications { get; init; } = [];

    internal sealed class Configuration : IEntityTypeConfiguration<Article>
    {
        public void Configure(EntityTypeBuilder<Article> builder)
        {
            builder.ToTable(table => table.HasCheckConstraint(
                "CK_Articles", """1 <= "PlaceInOriginal" AND "SplitConfidence" BETWEEN 0 AND 1 AND ("Published" IS NULL) = ("PublishedOn" IS NULL)"""));
            builder.HasIndex(a => a.Slug).IsUnique();
            // Not by status: that nearly every article has the same one SQLite does not know, and would begin every look-up of a few statements with all articles.
            builder.HasIndex(a => new { a.PublishedOn, a.Id }).HasFilter("\"Status\" = 'Published'");
            builder.HasIndex(a => new { a.SplitConfidence, a.Id }).HasFilter("\"Status\" = 'Draft'");
            builder.HasIndex(a => new { a.SourceId, a.Status });
            builder.HasIndex(a => new { a.OriginalId, a.PlaceInOriginal }).IsUnique();
            builder.HasOne(a => a.Original).WithMany(o => o.Articles).HasForeignKey(a => a.OriginalId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(a => a.Source).WithMany(s => s.Articles).HasForeignKey(a => a.SourceId).OnDelete(DeleteBehavior.Restrict);
            builder.OwnsMany(a => a.DeclaredAuthors, names => names.ToJson());
            builder.OwnsMany(a => a.Parts, parts => parts.ToJson());
            builder.OwnsMany(a => a.Redactions, passages => passages.ToJson());
        }
    }
}

/// <summary>A name of the article's byline. Offsets in code points of the article's text.</summary>
public sealed class DeclaredAuthor
{
    public required string Name { get; init; }

    public required int Start { get; init; }

    public required int End { get; init; }
}

/// <summary>A passage of an article that belongs to no statement. Offsets in code points of the article's text.</summary>
public sealed class ArticlePart
{
    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary><c>null</c> for the preface; else why the passage was left out (<c>title</c>, <c>byline</c>, <c>navigation</c> …).</summary>
    public string? LeftOutReason { get; init; }
}

/// <summary>A passage that is hidden from the public; the archive keeps it. Offsets in code points of the article's text.</summary>
public sealed class Redaction
{
    public required int Start { get; init; }

    public required int End { get; init; }

    /// <summary>Why, in public words.</summary>
    public required string Reason { get; init; }
}

/// <summary>A passage of an article that is another publication of a statement, which stands in the archive once. Offsets in code points of the article's text.</summary>
public sealed class Republication
{
    public int Id { get; init; }

    public int ArticleId { get; init; }

    public Article Article { get; init; } = null!;

    public int StatementId { get; init; }

    public Statement Statement { get; init; } = null!;

    public required int Start { get; init; }

    public required int End { get; init; }

    internal sealed class Configuration : IEntityTypeConfiguration<Republication>
    {
        public void Configure(EntityTypeBuilder<Republication> builder)
        {
            builder.ToTable("Republications", table => table.HasCheckConstraint("CK_Republications", """0 <= "Start" AND ("Start" < "End")"""));
            builder.HasIndex(r => new { r.ArticleId, r.Start }).IsUnique();
            builder.HasOne(r => r.Article).WithMany(a => a.Republications).HasForeignKey(r => r.ArticleId).OnDelete(DeleteBehavior.Restrict);
            builder.HasOne(r => r.Statement).WithMany(s => s.Republications).HasForeignKey(r => r.StatementId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
