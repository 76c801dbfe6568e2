using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Editing;

/// <summary>What an archivist says of an author; members as in <see cref="Author"/>.</summary>
public sealed record AuthorFacts(string? Name, string? Founded, string? Dissolved, string? Note)
{
    public static AuthorFacts Of(Author author) => new(author.Name, author.Founded, author.Dissolved, author.Note);
}

/// <summary>
/// Looks after authority records. Each method is one transaction and returns why it was refused, in words, or <c>null</c>. Statements whose author
/// is shown differently afterwards are told of in the change sequence.
/// </summary>
public sealed class Authorities(ArchiveContext db, KnownNames knownNames, TimeProvider clock)
{
    /// <summary>Sets name, dates and note.</summary>
    /// <param name="seen">The facts that were shown before, by <see cref="SeenFacts.Of"/>; if others hold now it is refused by <see cref="SeenFacts.Changed"/>. <c>null</c> for who sets them whatever they are.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public async Task<string?> DescribeAsync(int id, AuthorFacts facts, string? seen, int? userId, CancellationToken cancellation)
    {
        var refusal = await ChangeAsync(id, (author, now) => WriteFactsAsync(author, facts, seen, now, userId, cancellation), cancellation);
        if (refusal is null) await knownNames.ForgetAsync(cancellation);
        return refusal;
    }

    /// <summary>Adds a form of the name.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> AddNameAsync(int id, string? form, GivenNameKind kind, string? language, string? used, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (author, now) =>
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
    public Task<string?> RemoveNameAsync(int id, int nameId, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (author, now) =>
    {
        if (await db.GivenNames.SingleOrDefaultAsync(n => n.Id == nameId && n.AuthorId == id, cancellation) is not { } name) return "This name is no longer there.";
        // Who was renamed is looked for by the preferred name only as long as another one is given.
        var key = Author.KeyOf(author.Name);
        if (key != author.Key && !Author.IsOfOneArticle(author.Key, key) && !await db.GivenNames.AnyAsync(n => n.AuthorId == id && n.Id != nameId, cancellation))
            return $"{author.Name} was renamed, and this is the last of its other names: it stays, so that statements that come in under either name are put under the one author.";
        db.Remove(name);
        db.Audit(now, userId, "name removed", "author", author.Slug, before: new { name.Form, name.Kind, name.Language, name.Used });
        await db.TellOfAuthorAsync(id, now, cancellation);
        return null;
    }, cancellation);

    /// <summary>Adds a number in another authority file.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> AddIdentifierAsync(int id, IdentifierScheme scheme, string? value, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (author, now) =>
    {
        if (Identifiers.TryRead(scheme, value ?? "") is not { } read) return Identifiers.Expected(scheme);
        if (await db.AuthorIdentifiers.Where(i => i.Scheme == scheme && i.Value == read).Select(i => i.Author).FirstOrDefaultAsync(cancellation) is { } other)
            return other.Id == id ? "It has this identifier already." : $"{other.Name} has this identifier; are the two the same?";
        db.Add(new AuthorIdentifier { AuthorId = id, Scheme = scheme, Value = read });
        db.Audit(now, userId, "identifier added", "author", author.Slug, after: new { scheme, Value = read });
        return null;
    }, cancellation);

    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> RemoveIdentifierAsync(int id, int identifierId, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (author, now) =>
    {
        if (await db.AuthorIdentifiers.SingleOrDefaultAsync(i => i.Id == identifierId && i.AuthorId == id, cancellation) is not { } identifier) return "This identifier is no longer there.";
        db.Remove(identifier);
        db.Audit(now, userId, "identifier removed", "author", author.Slug, before: new { identifier.Scheme, identifier.Value });
        return null;
    }, cancellation);

    /// <summary>Says what an organisation is to another one.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> RelateAsync(int id, AuthorRelationKind kind, string? otherSlug, string? date, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (author, now) =>
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
    public Task<string?> UnrelateAsync(int id, int relationId, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (author, now) =>
    {
        if (await db.AuthorRelations.Include(r => r.Other).SingleOrDefaultAsync(r => r.Id == relationId && r.AuthorId == id, cancellation) is not { } relation) return "This relation is no longer there.";
        db.Remove(relation);
        db.Audit(now, userId, "relation removed", "author", author.Slug, before: new { relation.Kind, Other = relation.Other.Slug, relation.Date });
        return null;
    }, cancellation);

    /// <summary>Says that a person belongs, or belonged, to an organisation, and when; what was said before of the two is replaced.</summary>
    /// <param name="held">EDTF; <c>null</c> if not known.</param>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> AffiliateAsync(int id, string? organisationSlug, string? held, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (person, now) =>
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
    public Task<string?> UnaffiliateAsync(int id, int affiliationId, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (person, now) =>
    {
        if (await db.Affiliations.Include(a => a.Organisation).SingleOrDefaultAsync(a => a.Id == affiliationId && a.PersonId == id && a.IsGiven, cancellation) is not { } affiliation) return "This affiliation is no longer there.";
        db.Audit(now, userId, "affiliation taken back", "author", person.Slug, before: new { Organisation = affiliation.Organisation.Slug, affiliation.Held });
        (affiliation.IsGiven, affiliation.Held) = (false, null);
        if (!await db.Set<Model.StatementAuthor>().AnyAsync(a => a.AuthorId == id && a.AffiliationId == affiliation.OrganisationId, cancellation)) db.Remove(affiliation);
        return null;
    }, cancellation);

    /// <summary>Says that two authors are not the same.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> DistinguishAsync(int id, int otherId, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (author, now) =>
    {
        if (await db.Authors.SingleOrDefaultAsync(a => a.Id == otherId && a.MergedIntoId == null, cancellation) is not { } other || otherId == id) return "There is no such other author.";
        var (one, two) = (Math.Min(id, otherId), Math.Max(id, otherId));
        if (await db.AuthorDistinctions.AnyAsync(d => d.OneId == one && d.OtherId == two, cancellation)) return null;
        db.Add(new Distinction<Author> { OneId = one, OtherId = two });
        db.Audit(now, userId, "authors distinguished", "author", author.Slug, after: new { NotTheSameAs = other.Slug });
        return null;
    }, cancellation);

    /// <summary>Takes back that two authors are not the same; they may be merged again, and are proposed again.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> TakeDistinctionBackAsync(int id, int otherId, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (author, now) =>
    {
        var (one, two) = (Math.Min(id, otherId), Math.Max(id, otherId));
        if (await db.AuthorDistinctions.Include(d => d.One).Include(d => d.Other).SingleOrDefaultAsync(d => d.OneId == one && d.OtherId == two, cancellation) is not { } distinction) return "Nobody says any more that they are not the same.";
        db.Remove(distinction);
        db.Audit(now, userId, "distinction taken back", "author", author.Slug, before: new { NotTheSameAs = (distinction.OneId == id ? distinction.Other : distinction.One).Slug });
        return null;
    }, cancellation);

    /// <summary>What a merge would change; <c>null</c> if the two cannot be merged.</summary>
    public async Task<MergePreview?> PreviewMergeAsync(int fromId, int intoId, CancellationToken cancellation)
    {
        if (await RefusalAsync(fromId, intoId, cancellation) is not null) return null;
        var (from, into) = (await db.Authors.AsNoTracking().SingleAsync(a => a.Id == fromId, cancellation), await db.Authors.AsNoTracking().SingleAsync(a => a.Id == intoId, cancellation));
        var merge = await AuthorMerge.FindAsync(db, from, into, cancellation);
        return new MergePreview(
            await db.Set<Model.StatementAuthor>().CountAsync(a => a.AuthorId == fromId, cancellation),
            merge.Dropped.Count,
            merge.SpokenFor.Count,
            [.. (await db.AuthorNames.Where(n => n.AuthorId == fromId && n.Status == NameStatus.Attested).Select(n => n.Form).Distinct().ToListAsync(cancellation)).Concat(await db.GivenNames.Where(n => n.AuthorId == fromId).Select(n => n.Form).ToListAsync(cancellation)).Distinct().Order(StringComparer.Ordinal)],
            merge.Affiliations.Count,
            await db.AuthorIdentifiers.Where(i => i.AuthorId == fromId).Select(i => i.Value).ToListAsync(cancellation),
            merge.Relations.Count,
            merge.Distinct.Count,
            merge.Filled,
            await AuthorMerge.StayingAsync(db, from, into, cancellation));
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
            var merge = await AuthorMerge.FindAsync(db, from, into, cancellation);
            if (from.Name != into.Name && !await db.GivenNames.AnyAsync(n => n.AuthorId == intoId && n.Form == from.Name, cancellation))
            {
                var name = new GivenName { AuthorId = intoId, Form = from.Name, Key = NameKey.Of(from.Name), Kind = GivenNameKind.Variant };
                db.Add(name);
                await db.SaveChangesAsync(cancellation);
                merge = merge with { AddedName = name.Id };
            }
            await merge.MoveAsync(db, from, into, cancellation);
            from.MergedIntoId = intoId;
            db.Add(new Merge<Author> { FromId = id, IntoId = intoId, At = now, UserId = userId, Moved = merge.Written() });
            db.Audit(now, userId, "authors merged", "author", from.Slug, before: new { merge.Speakers.Count }, after: new { Into = into.Slug });
            await db.SaveChangesAsync(cancellation);
            await db.ReviseAsync([.. merge.Speakers.Concat(merge.SpokenFor).Select(one => one.StatementId).Concat(merge.Dropped.Select(one => one.StatementId)).Distinct()], $"Its author {from.Name} is the same as {into.Name}", now, userId, cancellation);
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
            var changed = await AuthorMerge.Read(merge.Moved).MoveBackAsync(db, merge.From, into, cancellation);
            merge.From.MergedIntoId = null;
            merge.UndoneAt = now;
            db.Audit(now, userId, "merge undone", "author", merge.From.Slug, before: new { Into = into.Slug });
            await db.SaveChangesAsync(cancellation);
            await db.ReviseAsync(changed, $"Its author {merge.From.Name} is not the same as {into.Name}", now, userId, cancellation);
            await db.TellOfAuthorAsync(known.IntoId, now, cancellation);
            return null;
        }, cancellation);
        if (refusal is null) await knownNames.ForgetAsync(cancellation);
        return refusal;
    }

    /// <summary>What came in under the name of an author while it was merged with another, and is the other's still.</summary>
    public Task<IReadOnlyList<StatementMeanwhile>> CameMeanwhileAsync(int id, CancellationToken cancellation) => db.CameMeanwhileAsync(id, cancellation);

    /// <summary>Gives an author some of what came in under its name while it was merged with another; each public statement gets a revision.</summary>
    /// <param name="statements">Numbers of statements that <see cref="CameMeanwhileAsync"/> tells of.</param>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> AscribeAsync(int id, IReadOnlyCollection<int> statements, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (author, now) =>
    {
        var meant = (await db.CameMeanwhileAsync(id, cancellation)).Where(one => statements.Contains(one.StatementId)).ToList();
        if (meant.Count == 0 || meant.Count < statements.Distinct().Count()) return "Choose statements of the list; some were changed meanwhile.";
        var changed = await db.AscribeAsync(author, meant, cancellation);
        db.Audit(now, userId, "statements ascribed", "author", author.Slug, before: new { Others = meant.Select(one => one.Other).Distinct() }, after: new { Statements = meant.Select(one => one.Slug) });
        await db.SaveChangesAsync(cancellation);
        await db.ReviseAsync(changed, $"It came in while {author.Name} was taken for another author", now, userId, cancellation);
        foreach (var one in meant.Select(one => one.OtherId).Append(id).Distinct()) await db.TellOfAuthorAsync(one, now, cancellation);
        return null;
    }, cancellation);

    private async Task<string?> WriteFactsAsync(Author author, AuthorFacts facts, string? seen, DateTime now, int? userId, CancellationToken cancellation)
    {
        var id = author.Id;
        var after = new AuthorFacts(GivenValues.Worded(facts.Name), GivenValues.Worded(facts.Founded), GivenValues.Worded(facts.Dissolved), GivenValues.Worded(facts.Note));
        if (after.Name is null) return "An author has a name.";
        if (GivenValues.FaultOfName(after.Name) is { } name) return $"The name: {name}.";
        foreach (var (field, date) in new[] { ("founded", after.Founded), ("dissolved", after.Dissolved) })
        {
            if (date is not null && StatementDate.TryRead(date, DateBasis.Archivist) is null) return $"'{GivenValues.Shown(date)}' ({field}) is no date. Write 1979, 1979-02, 1979-02-11 or an interval.";
        }
        if (after.Note is not null && GivenValues.FaultOfRemark(after.Note) is { } note) return $"The note: {note}.";
        var before = AuthorFacts.Of(author);
        if (before == after) return "Nothing was changed.";
        if (seen is not null && seen != SeenFacts.Of(before)) return SeenFacts.Changed;
        // Whoever gives the name has to mean one.
        if (before.Name != after.Name && await db.AuthorsByKeysAsync([Author.KeyOf(after.Name)], cancellation) is var called
            && called.GetValueOrDefault((author.Kind, Author.KeyOf(after.Name)))?.Find(one => one.Id != id) is { } other) return $"{other.Name} has this name; are the two the same?";
        (author.Name, author.Founded, author.Dissolved, author.Note) = (after.Name, after.Founded, after.Dissolved, after.Note);
        // The name that it was kept under goes on being found.
        if (before.Name != after.Name && !await db.GivenNames.AnyAsync(n => n.AuthorId == id && n.Form == before.Name, cancellation))
            db.Add(new GivenName { AuthorId = id, Form = before.Name!, Key = NameKey.Of(before.Name!), Kind = GivenNameKind.Variant });
        db.Audit(now, userId, "author described", "author", author.Slug, before, after);
        if (before.Name != after.Name) await db.TellOfAuthorAsync(id, now, cancellation);
        return null;
    }

    // Of a record that is part of another one nobody would see the change.
    private Task<string?> ChangeAsync(int id, Func<Author, DateTime, Task<string?>> change, CancellationToken cancellation) => WriteAsync(id, async (author, now) =>
        author.MergedIntoId is { } into ? $"{author.Name} is part of {await db.Authors.Where(a => a.Id == into).Select(a => a.Name).SingleAsync(cancellation)} since they were merged. Nothing was changed." : await change(author, now), cancellation);

    private Task<string?> WriteAsync(int id, Func<Author, DateTime, Task<string?>> write, CancellationToken cancellation) => db.InOneTransactionAsync(
        async () => await db.Authors.SingleOrDefaultAsync(a => a.Id == id, cancellation) is { } author ? await write(author, clock.GetUtcNow().UtcDateTime) : "There is no such author.",
        refusal => refusal is null, cancellation);
}
