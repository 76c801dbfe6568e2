using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Model;
using StatementAuthor = StatementArchive.Data.Model.StatementAuthor;

namespace StatementArchive.Data.Editing;

/// <summary>What a merge would change.</summary>
/// <param name="Statements">Statements that would be the other's.</param>
/// <param name="Joint">Those of them of which the other is an author, too: it stands there once.</param>
/// <param name="SpokenFor">Statements of people that would be made for the other.</param>
/// <param name="Names">Forms of its name that would be the other's.</param>
/// <param name="Relations">What it is to organisations, and they to it.</param>
/// <param name="Distinctions">Authors of which somebody said that they are not the same as it.</param>
/// <param name="Filled">Facts that the other does not have yet.</param>
/// <param name="Staying">What nobody would see any more, until it is undone.</param>
public sealed record MergePreview(
    int Statements, int Joint, int SpokenFor, IReadOnlyList<string> Names, int Affiliations, IReadOnlyList<string> Identifiers, int Relations, int Distinctions, AuthorFacts Filled, StayingFacts Staying);

/// <summary>What is said of an author and stays with its record when that goes up in another, because the other has it differently.</summary>
/// <param name="Facts">Without a name.</param>
/// <param name="Names">Given forms that the other has, too, with another kind, language or time.</param>
public sealed record StayingFacts(AuthorFacts Facts, IReadOnlyList<StayingRelation> Relations, IReadOnlyList<StayingAffiliation> Affiliations, IReadOnlyList<string> Names)
{
    public bool IsEmpty => Facts is { Founded: null, Dissolved: null, Note: null } && Relations.Count + Affiliations.Count + Names.Count == 0;
}

/// <param name="Date">EDTF; <c>null</c> if not known.</param>
public sealed record StayingRelation(string Author, AuthorRelationKind Kind, string Other, string? Date);

/// <param name="Held">EDTF; <c>null</c> if not known.</param>
public sealed record StayingAffiliation(string Person, string Organisation, string? Held);

/// <summary>The place of an author in a statement.</summary>
/// <param name="Position">As <see cref="StatementAuthor.Position"/>.</param>
internal sealed record MovedSpeaker(int StatementId, int Position);

/// <summary>An author of a statement who was taken away because the same one stands there before.</summary>
internal sealed record DroppedSpeaker(int StatementId, int Position, int AuthorId, int? AffiliationId);

/// <summary>The rows that a merge of two authors moves, by their numbers, so that exactly those can be moved back.</summary>
internal sealed record AuthorMerge(
    IReadOnlyList<MovedSpeaker> Speakers, IReadOnlyList<MovedSpeaker> SpokenFor, IReadOnlyList<int> Names, IReadOnlyList<int> GivenNames, IReadOnlyList<int> Identifiers, IReadOnlyList<int> Affiliations)
{
    /// <summary>The given name that the other did not have; <c>null</c> if it had it.</summary>
    public int? AddedName { get; init; }

    public IReadOnlyList<DroppedSpeaker> Dropped { get; init; } = [];

    public IReadOnlyList<int> Relations { get; init; } = [];

    /// <summary>Authors that are not the same as the one, and since then not the same as the other.</summary>
    public IReadOnlyList<int> Distinct { get; init; } = [];

    /// <summary>Facts that the other took over, without a name.</summary>
    public AuthorFacts Filled { get; init; } = new(null, null, null, null);

    public static AuthorMerge Read(string moved) => JsonSerializer.Deserialize<AuthorMerge>(moved, ArticleDraft.Json)!;

    public string Written() => JsonSerializer.Serialize(this, ArticleDraft.Json);

    /// <summary>What would be moved.</summary>
    public static async Task<AuthorMerge> FindAsync(ArchiveContext db, Author from, Author into, CancellationToken cancellation)
    {
        var (id, intoId) = (from.Id, into.Id);
        var speakers = db.Set<StatementAuthor>();
        var joint = await speakers.Where(a => a.AuthorId == id).Join(speakers.Where(a => a.AuthorId == intoId), a => a.StatementId, a => a.StatementId, (own, other) => new { own, other }).AsNoTracking().ToListAsync(cancellation);
        List<DroppedSpeaker> dropped = [.. joint.Select(two => two.own.Position < two.other.Position ? two.other : two.own).Select(a => new DroppedSpeaker(a.StatementId, a.Position, a.AuthorId, a.AffiliationId))];
        return new AuthorMerge(
            [.. (await speakers.Where(a => a.AuthorId == id).Select(a => new MovedSpeaker(a.StatementId, a.Position)).ToListAsync(cancellation)).Except(dropped.Select(a => new MovedSpeaker(a.StatementId, a.Position)))],
            await speakers.Where(a => a.AffiliationId == id).Select(a => new MovedSpeaker(a.StatementId, a.Position)).ToListAsync(cancellation),
            await db.AuthorNames.Where(n => n.AuthorId == id && !db.AuthorNames.Any(o => o.AuthorId == intoId && o.ArticleId == n.ArticleId && o.Start == n.Start && o.End == n.End && o.Kind == n.Kind)).Select(n => n.Id).ToListAsync(cancellation),
            await db.GivenNames.Where(n => n.AuthorId == id && !db.GivenNames.Any(o => o.AuthorId == intoId && o.Form == n.Form)).Select(n => n.Id).ToListAsync(cancellation),
            await db.AuthorIdentifiers.Where(i => i.AuthorId == id).Select(i => i.Id).ToListAsync(cancellation),
            await db.Affiliations.Where(a => (a.PersonId == id && !db.Affiliations.Any(o => o.PersonId == intoId && o.OrganisationId == a.OrganisationId)) || (a.OrganisationId == id && !db.Affiliations.Any(o => o.OrganisationId == intoId && o.PersonId == a.PersonId))).Select(a => a.Id).ToListAsync(cancellation))
        {
            Dropped = dropped,
            Relations = await db.AuthorRelations.Where(r =>
                (r.AuthorId == id && r.OtherId != intoId && !db.AuthorRelations.Any(o => o.AuthorId == intoId && o.Kind == r.Kind && o.OtherId == r.OtherId))
                || (r.OtherId == id && r.AuthorId != intoId && !db.AuthorRelations.Any(o => o.OtherId == intoId && o.Kind == r.Kind && o.AuthorId == r.AuthorId))).Select(r => r.Id).ToListAsync(cancellation),
            Distinct = [.. (await DistinctFromAsync(db, id, cancellation)).Except(await DistinctFromAsync(db, intoId, cancellation))],
            Filled = new AuthorFacts(null, into.Founded is null ? from.Founded : null, into.Dissolved is null ? from.Dissolved : null, into.Note is null ? from.Note : null),
        };
    }

    /// <summary>What would not be moved and says something else than what the other has.</summary>
    public static async Task<StayingFacts> StayingAsync(ArchiveContext db, Author from, Author into, CancellationToken cancellation)
    {
        var (id, intoId) = (from.Id, into.Id);
        return new StayingFacts(
            new AuthorFacts(null, Differing(from.Founded, into.Founded), Differing(from.Dissolved, into.Dissolved), Differing(from.Note, into.Note)),
            await db.AuthorRelations.Where(r =>
                    (r.AuthorId == id && (r.OtherId == intoId || db.AuthorRelations.Any(o => o.AuthorId == intoId && o.Kind == r.Kind && o.OtherId == r.OtherId && o.Date != r.Date)))
                    || (r.OtherId == id && (r.AuthorId == intoId || db.AuthorRelations.Any(o => o.OtherId == intoId && o.Kind == r.Kind && o.AuthorId == r.AuthorId && o.Date != r.Date))))
                .OrderBy(r => r.Id).Select(r => new StayingRelation(r.Author.Name, r.Kind, r.Other.Name, r.Date)).ToListAsync(cancellation),
            await db.Affiliations.Where(a => a.IsGiven && ((a.PersonId == id && db.Affiliations.Any(o => o.PersonId == intoId && o.OrganisationId == a.OrganisationId && (!o.IsGiven || o.Held != a.Held)))
                    || (a.OrganisationId == id && db.Affiliations.Any(o => o.OrganisationId == intoId && o.PersonId == a.PersonId && (!o.IsGiven || o.Held != a.Held)))))
                .OrderBy(a => a.Id).Select(a => new StayingAffiliation(a.Person.Name, a.Organisation.Name, a.Held)).ToListAsync(cancellation),
            await db.GivenNames.Where(n => n.AuthorId == id && db.GivenNames.Any(o => o.AuthorId == intoId && o.Form == n.Form && (o.Kind != n.Kind || o.Language != n.Language || o.Used != n.Used)))
                .OrderBy(n => n.Form).Select(n => n.Form).ToListAsync(cancellation));

        static string? Differing(string? own, string? other) => other is not null && own != other ? own : null;
    }

    /// <summary>Moves the rows, and stores it.</summary>
    public async Task MoveAsync(ArchiveContext db, Author from, Author into, CancellationToken cancellation)
    {
        foreach (var gone in Dropped) await db.Set<StatementAuthor>().Where(a => a.StatementId == gone.StatementId && a.Position == gone.Position).ExecuteDeleteAsync(cancellation);
        await MoveRowsAsync(db, from.Id, into.Id, cancellation);
        into.Founded ??= Filled.Founded;
        into.Dissolved ??= Filled.Dissolved;
        into.Note ??= Filled.Note;
        db.AddRange(Distinct.Select(other => new Distinction<Author> { OneId = Math.Min(other, into.Id), OtherId = Math.Max(other, into.Id) }));
        await db.SaveChangesAsync(cancellation);
    }

    /// <summary>Moves back what still is where it was moved to, and stores it: what was changed since is not touched.</summary>
    /// <returns>The statements that have other authors now.</returns>
    public async Task<IReadOnlyList<int>> MoveBackAsync(ArchiveContext db, Author from, Author into, CancellationToken cancellation)
    {
        var changed = await MoveRowsAsync(db, into.Id, from.Id, cancellation);
        foreach (var gone in Dropped)
        {
            var stands = await db.Set<StatementAuthor>().Where(a => a.StatementId == gone.StatementId).ToListAsync(cancellation);
            // Only beside the one that stood for both.
            if (stands.Exists(a => a.Position == gone.Position || a.AuthorId == gone.AuthorId) || !stands.Exists(a => a.AuthorId == (gone.AuthorId == from.Id ? into.Id : from.Id))) continue;
            db.Add(new StatementAuthor { StatementId = gone.StatementId, Position = gone.Position, AuthorId = gone.AuthorId, AffiliationId = await FollowedAsync(db, gone.AffiliationId, cancellation) });
            changed.Add(gone.StatementId);
        }
        if (Filled.Founded is { } founded && into.Founded == founded) into.Founded = null;
        if (Filled.Dissolved is { } dissolved && into.Dissolved == dissolved) into.Dissolved = null;
        if (Filled.Note is { } note && into.Note == note) into.Note = null;
        foreach (var other in Distinct) await db.AuthorDistinctions.Where(d => d.OneId == Math.Min(other, into.Id) && d.OtherId == Math.Max(other, into.Id)).ExecuteDeleteAsync(cancellation);
        if (AddedName is { } added) await db.GivenNames.Where(n => n.Id == added && n.AuthorId == into.Id).ExecuteDeleteAsync(cancellation);
        await db.SaveChangesAsync(cancellation);
        return [.. changed];
    }

    private async Task<HashSet<int>> MoveRowsAsync(ArchiveContext db, int from, int into, CancellationToken cancellation)
    {
        var changed = new HashSet<int>();
        foreach (var speakers in Speakers.Chunk(500))
        {
            var ids = speakers.Select(one => one.StatementId).ToList();
            foreach (var speaker in await db.Set<StatementAuthor>().Where(a => EF.Parameter(ids).Contains(a.StatementId) && a.AuthorId == from).ToListAsync(cancellation))
            {
                if (!speakers.Contains(new MovedSpeaker(speaker.StatementId, speaker.Position))) continue;
                speaker.AuthorId = into;
                changed.Add(speaker.StatementId);
            }
        }
        foreach (var speakers in SpokenFor.Chunk(500))
        {
            var ids = speakers.Select(one => one.StatementId).ToList();
            foreach (var speaker in await db.Set<StatementAuthor>().Where(a => EF.Parameter(ids).Contains(a.StatementId) && a.AffiliationId == from).ToListAsync(cancellation))
            {
                if (!speakers.Contains(new MovedSpeaker(speaker.StatementId, speaker.Position))) continue;
                speaker.AffiliationId = into;
                changed.Add(speaker.StatementId);
            }
        }
        foreach (var affiliation in await db.Affiliations.Where(a => EF.Parameter(Affiliations).Contains(a.Id)).ToListAsync(cancellation))
        {
            if (affiliation.PersonId == from) affiliation.PersonId = into;
            else if (affiliation.OrganisationId == from) affiliation.OrganisationId = into;
        }
        foreach (var relation in await db.AuthorRelations.Where(r => EF.Parameter(Relations).Contains(r.Id)).ToListAsync(cancellation))
        {
            if (relation.AuthorId == from) relation.AuthorId = into;
            else if (relation.OtherId == from) relation.OtherId = into;
        }
        await db.AuthorNames.Where(n => EF.Parameter(Names).Contains(n.Id) && n.AuthorId == from).ExecuteUpdateAsync(n => n.SetProperty(one => one.AuthorId, into), cancellation);
        await db.GivenNames.Where(n => EF.Parameter(GivenNames).Contains(n.Id) && n.AuthorId == from).ExecuteUpdateAsync(n => n.SetProperty(one => one.AuthorId, into), cancellation);
        await db.AuthorIdentifiers.Where(i => EF.Parameter(Identifiers).Contains(i.Id) && i.AuthorId == from).ExecuteUpdateAsync(i => i.SetProperty(one => one.AuthorId, into), cancellation);
        await db.SaveChangesAsync(cancellation);
        return changed;
    }

    private static async Task<List<int>> DistinctFromAsync(ArchiveContext db, int id, CancellationToken cancellation) =>
        await db.AuthorDistinctions.Where(d => d.OneId == id || d.OtherId == id).Select(d => d.OneId == id ? d.OtherId : d.OneId).ToListAsync(cancellation);

    private static async Task<int?> FollowedAsync(ArchiveContext db, int? author, CancellationToken cancellation)
    {
        while (author is { } id && await db.Authors.Where(a => a.Id == id).Select(a => a.MergedIntoId).SingleAsync(cancellation) is { } into) author = into;
        return author;
    }
}
