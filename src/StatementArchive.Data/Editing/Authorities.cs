using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Editing;

/// <summary>What an archivist says of an author; members as in <see cref="Author"/>.</summary>
public sealed record AuthorFacts(string? Name, string? Founded, string? Dissolved, string? Note);

/// <summary>What a merge would change.</summary>
/// <param name="Statements">Statements that would be the other's.</param>
/// <param name="Names">Forms of its name that would be the other's.</param>
public sealed record MergePreview(int Statements, int SpokenFor, IReadOnlyList<string> Names, int Affiliations, IReadOnlyList<string> Identifiers);

/// <summary>
/// Looks after authority records. Each method is one transaction and returns why it was refused, in words, or <c>null</c>. Statements whose author
/// is shown differently afterwards are told of in the change sequence.
/// </summary>
public sealed class Authorities(ArchiveContext db, KnownNames knownNames, TimeProvider clock)
{
    /// <summary>Sets name, dates and note.</summary>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<string?> DescribeAsync(int id, AuthorFacts facts, int? userId, CancellationToken cancellation) => WriteAsync(id, async (author, now) =>
    {
        var after = new AuthorFacts(GivenValues.Worded(facts.Name), GivenValues.Worded(facts.Founded), GivenValues.Worded(facts.Dissolved), GivenValues.Worded(facts.Note));
        if (after.Name is null) return "An author has a name.";
        if (GivenValues.FaultOfName(after.Name) is { } name) return $"The name: {name}.";
        foreach (var (field, date) in new[] { ("founded", after.Founded), ("dissolved", after.Dissolved) })
        {
            if (date is not null && StatementDate.TryRead(date, DateBasis.Archivist) is null) return $"'{GivenValues.Shown(date)}' ({field}) is no date. Write 1979, 1979-02, 1979-02-11 or an interval.";
        }
        if (after.Note is not null && GivenValues.FaultOfRemark(after.Note) is { } note) return $"The note: {note}.";
        var before = new AuthorFacts(author.Name, author.Founded, author.Dissolved, author.Note);
        if (before == after) return "Nothing was changed.";
        (author.Name, author.Founded, author.Dissolved, author.Note) = (after.Name, after.Founded, after.Dissolved, after.Note);
        // The name that it was kept under goes on being found.
        if (before.Name != after.Name && !await db.GivenNames.AnyAsync(n => n.AuthorId == id && n.Form == before.Name, cancellation))
            db.Add(new GivenName { AuthorId = id, Form = before.Name!, Key = NameKey.Of(before.Name!), Kind = GivenNameKind.Variant });
        db.Audit(now, userId, "author described", "author", author.Slug, before, after);
        if (before.Name != after.Name) await db.TellOfAuthorAsync(id, now, cancellation);
        return null;
    }, cancellation);

    /// <summary>Adds a form of the name.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> AddNameAsync(int id, string? form, GivenNameKind kind, string? language, string? used, int? userId, CancellationToken cancellation) => WriteAsync(id, async (author, now) =>
    {
        var (name, tag, when) = (GivenValues.Worded(form) ?? "", GivenValues.Worded(language), GivenValues.Worded(used));
        if (GivenValues.FaultOfName(name) is { } fault) return $"The name: {fault}.";
        if (tag is not null && GivenValues.FaultOfLanguage(tag) is { } wrong) return $"The language: {wrong}.";
        if (when is not null && StatementDate.TryRead(when, DateBasis.Archivist) is null) return $"'{GivenValues.Shown(when)}' is no date. Write 1979, 1979/1991 …";
        if (await db.GivenNames.AnyAsync(n => n.AuthorId == id && n.Form == name, cancellation)) return "It has this name already.";
        db.Add(new GivenName { AuthorId = id, Form = name, Key = NameKey.Of(name), Kind = kind, Language = tag, Used = when });
        db.Audit(now, userId, "name added", "author", author.Slug, after: new { Form = name, kind, Language = tag, Used = when });
        await db.TellOfAuthorAsync(id, now, cancellation);
        return null;
    }, cancellation);

    /// <summary>Takes a given form away; one that was met in the archive stays.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> RemoveNameAsync(int id, int nameId, int? userId, CancellationToken cancellation) => WriteAsync(id, async (author, now) =>
    {
        if (await db.GivenNames.SingleOrDefaultAsync(n => n.Id == nameId && n.AuthorId == id, cancellation) is not { } name) return "This name is no longer there.";
        db.Remove(name);
        db.Audit(now, userId, "name removed", "author", author.Slug, before: new { name.Form, name.Kind, name.Language, name.Used });
        await db.TellOfAuthorAsync(id, now, cancellation);
        return null;
    }, cancellation);

    /// <summary>Adds a number in another authority file.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> AddIdentifierAsync(int id, IdentifierScheme scheme, string? value, int? userId, CancellationToken cancellation) => WriteAsync(id, async (author, now) =>
    {
        if (Identifiers.TryRead(scheme, value ?? "") is not { } read) return Identifiers.Expected(scheme);
        if (await db.AuthorIdentifiers.Where(i => i.Scheme == scheme && i.Value == read).Select(i => i.Author).FirstOrDefaultAsync(cancellation) is { } other)
            return other.Id == id ? "It has this identifier already." : $"{other.Name} has this identifier; are the two the same?";
        db.Add(new AuthorIdentifier { AuthorId = id, Scheme = scheme, Value = read });
        db.Audit(now, userId, "identifier added", "author", author.Slug, after: new { scheme, Value = read });
        return null;
    }, cancellation);

    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> RemoveIdentifierAsync(int id, int identifierId, int? userId, CancellationToken cancellation) => WriteAsync(id, async (author, now) =>
    {
        if (await db.AuthorIdentifiers.SingleOrDefaultAsync(i => i.Id == identifierId && i.AuthorId == id, cancellation) is not { } identifier) return "This identifier is no longer there.";
        db.Remove(identifier);
        db.Audit(now, userId, "identifier removed", "author", author.Slug, before: new { identifier.Scheme, identifier.Value });
        return null;
    }, cancellation);

    /// <summary>Says what an organisation is to another one.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> RelateAsync(int id, AuthorRelationKind kind, string? otherSlug, string? date, int? userId, CancellationToken cancellation) => WriteAsync(id, async (author, now) =>
    {
        if (await db.Authors.SingleOrDefaultAsync(a => a.Slug == otherSlug && a.MergedIntoId == null, cancellation) is not { Kind: AuthorKind.Organisation } other || author.Kind != AuthorKind.Organisation) return "Only organisations of the archive are related so; give the name or the address of one.";
        if (other.Id == id) return "An organisation is not related to itself.";
        if (GivenValues.Worded(date) is { } when && StatementDate.TryRead(when, DateBasis.Archivist) is null) return $"'{GivenValues.Shown(when)}' is no date.";
        if (await db.AuthorRelations.AnyAsync(r => r.AuthorId == id && r.Kind == kind && r.OtherId == other.Id, cancellation)) return "This is known already.";
        db.Add(new AuthorRelation { AuthorId = id, Kind = kind, OtherId = other.Id, Date = GivenValues.Worded(date) });
        db.Audit(now, userId, "relation added", "author", author.Slug, after: new { kind, Other = other.Slug, Date = GivenValues.Worded(date) });
        return null;
    }, cancellation);

    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> UnrelateAsync(int id, int relationId, int? userId, CancellationToken cancellation) => WriteAsync(id, async (author, now) =>
    {
        if (await db.AuthorRelations.Include(r => r.Other).SingleOrDefaultAsync(r => r.Id == relationId && r.AuthorId == id, cancellation) is not { } relation) return "This relation is no longer there.";
        db.Remove(relation);
        db.Audit(now, userId, "relation removed", "author", author.Slug, before: new { relation.Kind, Other = relation.Other.Slug, relation.Date });
        return null;
    }, cancellation);

    /// <summary>Says that a person belongs, or belonged, to an organisation, and when; what was said before of the two is replaced.</summary>
    /// <param name="held">EDTF; <c>null</c> if not known.</param>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> AffiliateAsync(int id, string? organisationSlug, string? held, int? userId, CancellationToken cancellation) => WriteAsync(id, async (person, now) =>
    {
        if (await db.Authors.SingleOrDefaultAsync(a => a.Slug == organisationSlug && a.MergedIntoId == null, cancellation) is not { Kind: AuthorKind.Organisation } organisation || person.Kind != AuthorKind.Person) return "A person is affiliated with an organisation of the archive; give the name or the address of one.";
        var when = GivenValues.Worded(held);
        if (when is not null && StatementDate.TryRead(when, DateBasis.Archivist) is null) return $"'{GivenValues.Shown(when)}' is no date. Write 1979, 1979/1991, 2019-05/.. …";
        var affiliation = await db.Affiliations.SingleOrDefaultAsync(a => a.PersonId == id && a.OrganisationId == organisation.Id, cancellation);
        if (affiliation is { IsGiven: true } && affiliation.Held == when) return "This is known already.";
        var before = affiliation is { IsGiven: true } ? new { Organisation = organisation.Slug, affiliation.Held } : null;
        if (affiliation is null) db.Add(affiliation = new Affiliation { PersonId = id, OrganisationId = organisation.Id });
        (affiliation.IsGiven, affiliation.Held) = (true, when);
        db.Audit(now, userId, "affiliation given", "author", person.Slug, before, new { Organisation = organisation.Slug, affiliation.Held });
        return null;
    }, cancellation);

    /// <summary>Takes back what was said of an affiliation; what statements tell of it stays.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> UnaffiliateAsync(int id, int affiliationId, int? userId, CancellationToken cancellation) => WriteAsync(id, async (person, now) =>
    {
        if (await db.Affiliations.Include(a => a.Organisation).SingleOrDefaultAsync(a => a.Id == affiliationId && a.PersonId == id && a.IsGiven, cancellation) is not { } affiliation) return "This affiliation is no longer there.";
        db.Audit(now, userId, "affiliation taken back", "author", person.Slug, before: new { Organisation = affiliation.Organisation.Slug, affiliation.Held });
        (affiliation.IsGiven, affiliation.Held) = (false, null);
        if (!await db.Set<Model.StatementAuthor>().AnyAsync(a => a.AuthorId == id && a.AffiliationId == affiliation.OrganisationId, cancellation)) db.Remove(affiliation);
        return null;
    }, cancellation);

    /// <summary>Says that two authors are not the same.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> DistinguishAsync(int id, int otherId, int? userId, CancellationToken cancellation) => WriteAsync(id, async (author, now) =>
    {
        if (await db.Authors.SingleOrDefaultAsync(a => a.Id == otherId, cancellation) is not { } other || otherId == id) return "There is no such other author.";
        var (one, two) = (Math.Min(id, otherId), Math.Max(id, otherId));
        if (await db.AuthorDistinctions.AnyAsync(d => d.OneId == one && d.OtherId == two, cancellation)) return null;
        db.Add(new Distinction<Author> { OneId = one, OtherId = two });
        db.Audit(now, userId, "authors distinguished", "author", author.Slug, after: new { NotTheSameAs = other.Slug });
        return null;
    }, cancellation);

    /// <summary>What a merge would change; <c>null</c> if the two cannot be merged.</summary>
    public async Task<MergePreview?> PreviewMergeAsync(int fromId, int intoId, CancellationToken cancellation)
    {
        if (await RefusalAsync(fromId, intoId, cancellation) is not null) return null;
        return new MergePreview(
            await db.Set<Model.StatementAuthor>().CountAsync(a => a.AuthorId == fromId, cancellation),
            await db.Set<Model.StatementAuthor>().CountAsync(a => a.AffiliationId == fromId, cancellation),
            [.. (await db.AuthorNames.Where(n => n.AuthorId == fromId && n.Status == NameStatus.Attested).Select(n => n.Form).Distinct().ToListAsync(cancellation)).Concat(await db.GivenNames.Where(n => n.AuthorId == fromId).Select(n => n.Form).ToListAsync(cancellation)).Distinct().Order(StringComparer.Ordinal)],
            await db.Affiliations.CountAsync(a => a.PersonId == fromId || a.OrganisationId == fromId, cancellation),
            await db.AuthorIdentifiers.Where(i => i.AuthorId == fromId).Select(i => i.Value).ToListAsync(cancellation));
    }

    /// <summary>Why two records cannot be merged, in words; <c>null</c> if they can.</summary>
    public async Task<string?> RefusalAsync(int fromId, int intoId, CancellationToken cancellation)
    {
        if (fromId == intoId) return "An author is not merged with itself.";
        var two = await db.Authors.AsNoTracking().Where(a => a.Id == fromId || a.Id == intoId).ToListAsync(cancellation);
        if (two.Count < 2) return "There is no such other author.";
        if (two[0].Kind != two[1].Kind) return "A person and an organisation are not the same.";
        if (two.Any(a => a.MergedIntoId is not null)) return "One of them was merged already.";
        var (one, other) = (Math.Min(fromId, intoId), Math.Max(fromId, intoId));
        return await db.AuthorDistinctions.AnyAsync(d => d.OneId == one && d.OtherId == other, cancellation) ? "Somebody said that they are not the same." : null;
    }

    /// <summary>Makes one author of two: all that the first has is the second's, and its address leads there.</summary>
    /// <param name="id">The record that goes up in the other.</param>
    /// <inheritdoc cref="DescribeAsync"/>
    public async Task<string?> MergeAsync(int id, int intoId, int? userId, CancellationToken cancellation)
    {
        var refusal = await WriteAsync(id, async (from, now) =>
        {
            if (await RefusalAsync(id, intoId, cancellation) is { } reason) return reason;
            var into = await db.Authors.SingleAsync(a => a.Id == intoId, cancellation);
            var moved = new Moved(
                [.. (await db.Set<Model.StatementAuthor>().Where(a => a.AuthorId == id).Select(a => new { a.StatementId, a.Position }).ToListAsync(cancellation)).Select(a => new MovedSpeaker(a.StatementId, a.Position))],
                [.. (await db.Set<Model.StatementAuthor>().Where(a => a.AffiliationId == id).Select(a => new { a.StatementId, a.Position }).ToListAsync(cancellation)).Select(a => new MovedSpeaker(a.StatementId, a.Position))],
                await db.AuthorNames.Where(n => n.AuthorId == id && !db.AuthorNames.Any(o => o.AuthorId == intoId && o.ArticleId == n.ArticleId && o.Start == n.Start && o.End == n.End && o.Kind == n.Kind)).Select(n => n.Id).ToListAsync(cancellation),
                await db.GivenNames.Where(n => n.AuthorId == id && !db.GivenNames.Any(o => o.AuthorId == intoId && o.Form == n.Form)).Select(n => n.Id).ToListAsync(cancellation),
                await db.AuthorIdentifiers.Where(i => i.AuthorId == id).Select(i => i.Id).ToListAsync(cancellation),
                await db.Affiliations.Where(a => (a.PersonId == id && !db.Affiliations.Any(o => o.PersonId == intoId && o.OrganisationId == a.OrganisationId)) || (a.OrganisationId == id && !db.Affiliations.Any(o => o.OrganisationId == intoId && o.PersonId == a.PersonId))).Select(a => a.Id).ToListAsync(cancellation),
                null);
            if (from.Name != into.Name && !await db.GivenNames.AnyAsync(n => n.AuthorId == intoId && n.Form == from.Name, cancellation))
            {
                var name = new GivenName { AuthorId = intoId, Form = from.Name, Key = NameKey.Of(from.Name), Kind = GivenNameKind.Variant };
                db.Add(name);
                await db.SaveChangesAsync(cancellation);
                moved = moved with { AddedName = name.Id };
            }
            await MoveAsync(moved, id, intoId, cancellation);
            from.MergedIntoId = intoId;
            db.Add(new Merge<Author> { FromId = id, IntoId = intoId, At = now, UserId = userId, Moved = JsonSerializer.Serialize(moved, ArticleDraft.Json) });
            db.Audit(now, userId, "authors merged", "author", from.Slug, before: new { moved.Speakers.Count }, after: new { Into = into.Slug });
            await ReviseAsync(moved, now, userId, $"Its author {from.Name} is the same as {into.Name}", cancellation);
            await db.TellOfAuthorAsync(intoId, now, cancellation);
            return null;
        }, cancellation);
        if (refusal is null) await knownNames.ForgetAsync(cancellation);
        return refusal;
    }

    /// <summary>Makes two authors of one again, as they were; what was given to the one meanwhile stays with it.</summary>
    /// <param name="mergeId">Number of the <see cref="Merge{TRecord}"/>.</param>
    /// <inheritdoc cref="DescribeAsync"/>
    public async Task<string?> UndoMergeAsync(int mergeId, int? userId, CancellationToken cancellation)
    {
        if (await db.AuthorMerges.AsNoTracking().SingleOrDefaultAsync(m => m.Id == mergeId, cancellation) is not { UndoneAt: null } known) return "This merge was undone already.";
        var refusal = await WriteAsync(known.IntoId, async (into, now) =>
        {
            var merge = await db.AuthorMerges.Include(m => m.From).SingleAsync(m => m.Id == mergeId, cancellation);
            if (merge.UndoneAt is not null) return "This merge was undone already.";
            if (into.MergedIntoId is not null) return $"{into.Name} was itself merged since; undo that first.";
            var moved = JsonSerializer.Deserialize<Moved>(merge.Moved, ArticleDraft.Json)!;
            await MoveAsync(moved, merge.IntoId, merge.FromId, cancellation);
            if (moved.AddedName is { } added) await db.GivenNames.Where(n => n.Id == added && n.AuthorId == merge.IntoId).ExecuteDeleteAsync(cancellation);
            merge.From.MergedIntoId = null;
            merge.UndoneAt = now;
            db.Audit(now, userId, "merge undone", "author", merge.From.Slug, before: new { Into = into.Slug });
            await ReviseAsync(moved, now, userId, $"Its author {merge.From.Name} is not the same as {into.Name}", cancellation);
            await db.TellOfAuthorAsync(merge.IntoId, now, cancellation);
            return null;
        }, cancellation);
        if (refusal is null) await knownNames.ForgetAsync(cancellation);
        return refusal;
    }

    // Only what still is where it was moved from: what was changed since is not touched.
    private async Task MoveAsync(Moved moved, int from, int into, CancellationToken cancellation)
    {
        foreach (var speakers in moved.Speakers.Chunk(500))
        {
            var ids = speakers.Select(one => one.StatementId).ToList();
            foreach (var speaker in await db.Set<Model.StatementAuthor>().Where(a => EF.Parameter(ids).Contains(a.StatementId) && a.AuthorId == from).ToListAsync(cancellation))
            {
                if (speakers.Contains(new MovedSpeaker(speaker.StatementId, speaker.Position))) speaker.AuthorId = into;
            }
        }
        foreach (var speakers in moved.SpokenFor.Chunk(500))
        {
            var ids = speakers.Select(one => one.StatementId).ToList();
            foreach (var speaker in await db.Set<Model.StatementAuthor>().Where(a => EF.Parameter(ids).Contains(a.StatementId) && a.AffiliationId == from).ToListAsync(cancellation))
            {
                if (speakers.Contains(new MovedSpeaker(speaker.StatementId, speaker.Position))) speaker.AffiliationId = into;
            }
        }
        foreach (var affiliation in await db.Affiliations.Where(a => EF.Parameter(moved.Affiliations).Contains(a.Id)).ToListAsync(cancellation))
        {
            if (affiliation.PersonId == from) affiliation.PersonId = into;
            else if (affiliation.OrganisationId == from) affiliation.OrganisationId = into;
        }
        await db.AuthorNames.Where(n => EF.Parameter(moved.Names).Contains(n.Id) && n.AuthorId == from).ExecuteUpdateAsync(n => n.SetProperty(one => one.AuthorId, into), cancellation);
        await db.GivenNames.Where(n => EF.Parameter(moved.GivenNames).Contains(n.Id) && n.AuthorId == from).ExecuteUpdateAsync(n => n.SetProperty(one => one.AuthorId, into), cancellation);
        await db.AuthorIdentifiers.Where(i => EF.Parameter(moved.Identifiers).Contains(i.Id) && i.AuthorId == from).ExecuteUpdateAsync(i => i.SetProperty(one => one.AuthorId, into), cancellation);
        await db.SaveChangesAsync(cancellation);
    }

    private Task ReviseAsync(Moved moved, DateTime now, int? userId, string reason, CancellationToken cancellation) =>
        db.ReviseAsync([.. moved.Speakers.Concat(moved.SpokenFor).Select(one => one.StatementId).Distinct()], reason, now, userId, cancellation);

    private Task<string?> WriteAsync(int id, Func<Author, DateTime, Task<string?>> write, CancellationToken cancellation) => db.InOneTransactionAsync(
        async () => await db.Authors.SingleOrDefaultAsync(a => a.Id == id, cancellation) is { } author ? await write(author, clock.GetUtcNow().UtcDateTime) : "There is no such author.",
        refusal => refusal is null, cancellation);

    private sealed record MovedSpeaker(int StatementId, int Position);

    /// <summary>The rows that a merge moved, by their numbers.</summary>
    private sealed record Moved(
        IReadOnlyList<MovedSpeaker> Speakers, IReadOnlyList<MovedSpeaker> SpokenFor, IReadOnlyList<int> Names, IReadOnlyList<int> GivenNames, IReadOnlyList<int> Identifiers, IReadOnlyList<int> Affiliations, int? AddedName);
}
