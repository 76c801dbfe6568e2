using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Sqlite;

namespace StatementArchive.Data.Editing;

/// <summary>How whatever somebody does at the desk is written.</summary>
public static class DeskTransaction
{
    /// <summary>Tells in the change sequence of every public statement of an author, or made for it: the index knows statements by the names of their authors.</summary>
    /// <param name="now">UTC.</param>
    internal static async Task TellOfAuthorAsync(this ArchiveContext db, int authorId, DateTime now, CancellationToken cancellation)
    {
        // Each is told of once.
        var told = db.Set<Change>().Local.Select(change => change.StatementId).ToHashSet();
        foreach (var statement in (await db.PublicSpeakers().Where(a => a.AuthorId == authorId || a.AffiliationId == authorId).Select(a => a.StatementId).Distinct().ToListAsync(cancellation)).Where(told.Add))
            db.Add(new Change { At = now, Kind = ChangeKind.Corrected, StatementId = statement });
    }

    /// <summary>Whether a user may work on an article as it is now: what the public reads is corrected by editors alone. Asked in the transaction of the work, for somebody else can have published it, or changed the role, just before.</summary>
    /// <param name="userId"><c>null</c> for the machine and the command line.</param>
    internal static async Task<bool> MayEditAsync(this ArchiveContext db, PublicationStatus status, int? userId, CancellationToken cancellation) =>
        status == PublicationStatus.Draft || userId is null || await db.Users.AnyAsync(user => user.Id == userId && user.DisabledAt == null && user.Role != ArchiveRole.Contributor, cancellation);

    /// <summary>Makes a new revision of those of some statements that are public, and tells of it: who made a statement and what it is about is part of what the public was told. The context forgets what it followed.</summary>
    /// <param name="now">UTC.</param>
    public static async Task ReviseAsync(this ArchiveContext db, IReadOnlyList<int> ids, string reason, DateTime now, int? userId, CancellationToken cancellation)
    {
        foreach (var chunk in ids.Chunk(500))
        {
            var statements = await db.PublicStatements().Include(s => s.Authors).ThenInclude(a => a.Author).Include(s => s.Authors).ThenInclude(a => a.Affiliation).Include(s => s.Subjects).ThenInclude(s => s.Subject).Include(s => s.TranslationOf)
                .AsSplitQuery().Where(s => EF.Parameter(chunk).Contains(s.Id)).ToListAsync(cancellation);
            foreach (var statement in statements)
            {
                statement.RevisionNumber++;
                db.Add(new Revision { Statement = statement, Number = statement.RevisionNumber, At = now, Reason = reason, Content = JsonSerializer.Serialize(RevisionContent.Of(statement), RevisionContent.Json), IsPublic = true, UserId = userId });
                db.Add(new Change { At = now, Kind = ChangeKind.Corrected, Statement = statement });
            }
            await db.SaveChangesAsync(cancellation);
            // An author or a subject can have a hundred thousand statements.
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>
    /// Does something in one transaction that begins as the one writer, so that what is looked up stays true to its end; then it holds whole, or not at all.
    /// The context forgets what it followed.
    /// </summary>
    /// <param name="isKept">Whether an outcome is to be kept; what is not is undone.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written: another writer took too long, the disk is full …</exception>
    public static async Task<T> InOneTransactionAsync<T>(this ArchiveContext db, Func<Task<T>> work, Func<T, bool> isKept, CancellationToken cancellation)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
            var outcome = await work();
            if (isKept(outcome))
            {
                await db.SaveChangesAsync(cancellation);
                await transaction.CommitAsync(cancellation);
            }
            return outcome;
        }
        catch (Exception e) when (SqliteFaults.Explain(e) is { } reason)
        {
            throw new ArchiveUnavailableException(reason, e);
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }
}
