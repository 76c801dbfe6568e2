using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Model;
using StatementArchive.Data.Sqlite;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Data.Ingestion;

/// <summary>Takes documents into the archive, each in one transaction: afterwards all of it is there, or nothing.</summary>
public sealed class ArticleIngester(ArchiveContext db, TimeProvider clock, IOptions<ArchiveOptions> options)
{
    /// <summary>Parses and stores one document. Bytes that the archive has are not stored again, and change nothing.</summary>
    /// <remarks>Not for several documents with one context; a context that has ingested once holds on to what it stored.</remarks>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written: another writer took too long, the disk is full …</exception>
    /// <exception cref="OperationCanceledException">Nothing was stored.</exception>
    public async Task<IngestOutcome> IngestAsync(Submission submission, CancellationToken cancellation)
    {
        try
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(submission.Bytes.Span));
            if (await FindAsync(sha256, submission, cancellation) is { } known) return known;
            var incoming = new IncomingArticle(ArticleParser.Parse(submission.Bytes, submission.Given, options.Value.Limits, cancellation), submission, sha256, options.Value.DraftBelow);
            // Begins as the one writer (BEGIN IMMEDIATE), so what is looked up below stays true until the commit.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            if (await FindAsync(sha256, submission, cancellation) is { } stored) return stored;
            var article = (await ArticleRecords.StoreAsync(db, [incoming], clock.GetUtcNow().UtcDateTime, cancellation)).Single();
            await transaction.CommitAsync(cancellation);
            return new IngestOutcome.Added(article.Slug, article.Statements.Count, article.Status, submission.AsDraft ? null : incoming.Doubt);
        }
        catch (UnreadableDocumentException e)
        {
            return new IngestOutcome.Failed(e.Message);
        }
        catch (Exception e) when (SqliteFaults.Explain(e) is { } reason)
        {
            throw new ArchiveUnavailableException(reason, e);
        }
    }

    private async Task<IngestOutcome.AlreadyThere?> FindAsync(string sha256, Submission submission, CancellationToken cancellation)
    {
        var known = await db.Articles
            .Where(a => a.Original.Sha256 == sha256)
            .OrderBy(a => a.PlaceInOriginal)
            .Select(a => new { a.Slug, a.Status, a.Original.Sidecar, Source = a.Source == null ? null : a.Source.Name })
            .FirstOrDefaultAsync(cancellation);
        if (known is null) return null;
        var kept = known.Sidecar is { } text ? Sidecar.Read(Encoding.UTF8.GetBytes(text)) : null;
        List<string> remarks = [];
        if (Sidecar.KeysThatDiffer(kept, submission.Sidecar).ToList() is { Count: > 0 } keys)
            remarks.Add($"its sidecar differs from the one kept, in {string.Join(", ", keys)}");
        if (submission.Given.Source is { } source && (known.Source is null || Source.KeyOf(source) != Source.KeyOf(known.Source)))
            remarks.Add(known.Source is null ? $"the source '{source}' was not given then" : $"it is kept as from '{known.Source}', not '{source}'");
        if (submission.AsDraft != (known.Status == PublicationStatus.Draft))
            remarks.Add(submission.AsDraft ? "it is published and stays so" : "it is a draft and stays one");
        return new IngestOutcome.AlreadyThere(known.Slug, remarks);
    }
}
