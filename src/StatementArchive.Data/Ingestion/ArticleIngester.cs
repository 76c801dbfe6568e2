using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Sqlite;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Data.Ingestion;

/// <summary>Writes what hangs on articles that are new, in the very transaction that stores them; what it throws undoes both.</summary>
/// <param name="added">May be empty.</param>
public delegate Task StoredAlong(ArchiveContext db, IReadOnlyList<Article> added);

/// <summary>Takes documents into the archive, each in one transaction: afterwards all of it is there, or nothing.</summary>
public sealed class ArticleIngester(ArchiveContext db, TimeProvider clock, IOptions<ArchiveOptions> options)
{
    /// <summary>Parses and stores one document. Bytes that the archive has are not stored again; if they were captured elsewhere or at another time, the article gains that capture.</summary>
    /// <remarks>Not for several documents with one context; a context that has ingested once holds on to what it stored.</remarks>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written: another writer took too long, the disk is full …</exception>
    /// <exception cref="OperationCanceledException">Nothing was stored.</exception>
    /// <param name="along">Not called unless the article is new.</param>
    public async Task<IngestOutcome> IngestAsync(Submission submission, CancellationToken cancellation, StoredAlong? along = null)
    {
        try
        {
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(submission.Bytes.Span));
            var capture = CaptureFacts.Of(submission);
            if (await FindAsync(sha256, submission, capture, cancellation) is { } known) return capture is null ? known : await AddAsync(capture, known, sha256, cancellation);
            var incoming = new IncomingArticle(Parse(submission, cancellation), submission, sha256, capture, options.Value);
            // Begins as the one writer (BEGIN IMMEDIATE), so what is looked up below stays true until the commit.
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            if (await FindAsync(sha256, submission, capture, cancellation) is { } stored)
            {
                await transaction.RollbackAsync(cancellation);
                return capture is null ? stored : await AddAsync(capture, stored, sha256, cancellation);
            }
            var article = (await ArticleRecords.StoreAsync(db, [incoming], clock.GetUtcNow().UtcDateTime, cancellation)).Single();
            if (along is not null) await along(db, [article]);
            await transaction.CommitAsync(cancellation);
            return new IngestOutcome.Added(article.Slug, article.Statements.Count, article.Status, submission.AsDraft ? null : article.Doubt);
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

    private ParsedArticle Parse(Submission submission, CancellationToken cancellation) => submission.Delivery is { } delivery
        ? ArticleParser.Parse(submission.Bytes, delivery, submission.Given, options.Value.Limits, cancellation)
        : ArticleParser.Parse(submission.Bytes, submission.Given, options.Value.Limits, cancellation);

    private async Task<IngestOutcome.AlreadyThere> AddAsync(CaptureFacts capture, IngestOutcome.AlreadyThere known, string sha256, CancellationToken cancellation)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        var added = await CaptureRecords.AddAsync(db, [(sha256, capture)], clock.GetUtcNow().UtcDateTime, cancellation);
        await transaction.CommitAsync(cancellation);
        return known with { CaptureAdded = added > 0 };
    }

    private async Task<IngestOutcome.AlreadyThere?> FindAsync(string sha256, Submission submission, CaptureFacts? capture, CancellationToken cancellation)
    {
        var known = await db.Articles
            .Where(a => a.Original.Sha256 == sha256)
            .OrderBy(a => a.PlaceInOriginal)
            .Select(a => new { a.Slug, a.Status, a.Original.Sidecar, a.SourceId, Source = a.Source == null ? null : a.Source.Name })
            .FirstOrDefaultAsync(cancellation);
        if (known is null) return null;
        var kept = known.Sidecar is { } text ? Sidecar.Read(Encoding.UTF8.GetBytes(text)) : null;
        List<string> remarks = [];
        // An address and a time that are given are kept, as a capture of their own.
        if (Sidecar.KeysThatDiffer(kept, submission.Sidecar).Where(key => capture is null || key is not ("url" or "captured")).ToList() is { Count: > 0 } keys)
            remarks.Add($"other facts were given with it then: {string.Join(", ", keys)}");
        if (submission.Given.Source is { } source && (known.SourceId is null || (await db.ByKeysAsync<Source>([INamedRecord.KeyOf(source)], cancellation)).Values.FirstOrDefault()?.Id != known.SourceId))
            remarks.Add(known.Source is null ? $"the source '{source}' was not given then" : $"it is kept as from '{known.Source}', not '{source}'");
        if (known.Status == PublicationStatus.Withdrawn) remarks.Add("it was withdrawn, and stays so");
        else if (submission.AsDraft != (known.Status == PublicationStatus.Draft))
            remarks.Add(submission.AsDraft ? "it is published and stays so" : "it is a draft and stays one");
        return new IngestOutcome.AlreadyThere(known.Slug, remarks, CaptureAdded: false);
    }
}
