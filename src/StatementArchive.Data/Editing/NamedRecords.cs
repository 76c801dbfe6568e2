using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>What a merge of two sources or subjects would change.</summary>
/// <param name="Articles">Of a source: articles that would be the other's.</param>
/// <param name="Statements">Public statements that would be found under the other.</param>
/// <param name="Names">Names that would be the other's.</param>
/// <param name="Distinctions">Records of which somebody said that they are not the same as it.</param>
/// <param name="Filled">Facts that the other does not have yet, without a name.</param>
/// <param name="Staying">Facts that the other has differently, without a name: nobody would see them until the merge is undone.</param>
public sealed record RecordMergePreview(int? Articles, int Statements, IReadOnlyList<string> Names, int Distinctions, RecordFacts Filled, RecordFacts Staying);

/// <summary>
/// Looks after sources, or subjects. Each method is one transaction and returns why it was refused, in words, or <c>null</c>. Statements that are found
/// differently afterwards are told of in the change sequence.
/// </summary>
public abstract class NamedRecords<TRecord>(ArchiveContext db, TimeProvider clock) where TRecord : class, INamedRecord
{
    protected ArchiveContext Db => db;

    /// <summary>The number of articles that stand under a record; <c>null</c> where only statements do.</summary>
    protected abstract Task<int?> ArticlesAsync(int id, CancellationToken cancellation);

    /// <summary>Public statements that stand under a record.</summary>
    protected abstract IQueryable<Statement> PublicStatementsOf(int id);

    /// <summary>Puts under one record what stands under another.</summary>
    /// <returns>What was moved, by its numbers.</returns>
    protected abstract Task<MovedBearers> MoveAllAsync(int from, int into, CancellationToken cancellation);

    /// <summary>Puts back what was moved and still is where it was moved to.</summary>
    protected abstract Task MoveBackAsync(MovedBearers moved, int from, int into, CancellationToken cancellation);

    /// <summary>Writes what a public statement is told to be after a merge, or its undoing.</summary>
    protected abstract Task TellOfMergeAsync(IReadOnlyList<int> statements, string reason, DateTime now, int? userId, CancellationToken cancellation);

    /// <summary>Sets name and facts.</summary>
    /// <param name="seen">The facts that were shown before, by <see cref="SeenFacts.Of"/>; if others hold now it is refused by <see cref="SeenFacts.Changed"/>. <c>null</c> for who sets them whatever they are.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<string?> DescribeAsync(int id, RecordFacts facts, string? seen, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (record, now) =>
    {
        var after = new RecordFacts(GivenValues.Worded(facts.Name), GivenValues.Worded(facts.Url), GivenValues.Worded(facts.Issn), GivenValues.Worded(facts.Date), GivenValues.Worded(facts.Wikidata), GivenValues.Worded(facts.Note));
        if (after.Name is not { } name) return $"A {TRecord.Kind} has a name.";
        if (GivenValues.FaultOfName(name) is { } fault) return $"The name: {fault}.";
        if (after.Url is { } url && GivenValues.FaultOfUrl(url) is { } wrong) return $"The address: {wrong}.";
        if (after.Issn is { } issn)
        {
            if (Identifiers.TryReadIssn(issn) is not { } read) return "An ISSN has eight digits, of which the last may be an X and has to fit the others, such as 0317-8471.";
            after = after with { Issn = read };
        }
        if (after.Date is { } date && StatementDate.TryRead(date, DateBasis.Archivist) is null) return $"'{GivenValues.Shown(date)}' is no date. Write 1979, 1979-02, 1979-02-11 or an interval.";
        if (after.Wikidata is { } wikidata)
        {
            if (Identifiers.TryRead(IdentifierScheme.Wikidata, wikidata) is not { } read) return Identifiers.Expected(IdentifierScheme.Wikidata);
            after = after with { Wikidata = read };
        }
        if (after.Note is { } note && GivenValues.FaultOfRemark(note) is { } remark) return $"The note: {remark}.";
        var before = record.Told();
        if (seen is not null && seen != SeenFacts.Of(before)) return SeenFacts.Changed;
        if (name != before.Name)
        {
            if (await OwnerAsync(name, cancellation) is { } owner && owner.Id != id) return $"{owner.Name} has this name; are the two the same?";
            await KeepNameAsync(id, before.Name!, cancellation);
            if (INamedRecord.KeyOf(name) != record.Key) await KeepNameAsync(id, name, cancellation);
        }
        record.Tell(after);
        if (record.Told() == before) return "Nothing was changed.";
        db.Audit(now, userId, $"{TRecord.Kind} described", TRecord.Kind, record.Slug, before, record.Told());
        if (name != before.Name) await TellAsync(id, now, cancellation);
        return null;
    }, cancellation);

    /// <summary>Adds another name; whoever gives it means this record from then on.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> AddNameAsync(int id, string? form, GivenNameKind kind, string? language, string? used, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (record, now) =>
    {
        var (name, tag, when) = (GivenValues.Worded(form) ?? "", GivenValues.Worded(language), GivenValues.Worded(used));
        if (GivenValues.FaultOfName(name) is { } fault) return $"The name: {fault}.";
        if (tag is not null && GivenValues.FaultOfLanguage(tag) is { } wrong) return $"The language: {wrong}.";
        if (when is not null && StatementDate.TryRead(when, DateBasis.Archivist) is null) return $"'{GivenValues.Shown(when)}' is no date. Write 1979, 1979/1991 …";
        if (await OwnerAsync(name, cancellation) is { } owner && owner.Id != id) return $"{owner.Name} has this name; are the two the same?";
        if (name == record.Name || await Names.AnyAsync(n => n.RecordId == id && n.Form == name, cancellation)) return "It has this name already.";
        db.Add(new RecordName<TRecord> { RecordId = id, Form = name, Key = INamedRecord.KeyOf(name), Kind = kind, Language = tag, Used = when });
        db.Audit(now, userId, "name added", TRecord.Kind, record.Slug, after: new { Form = name, kind, Language = tag, Used = when });
        await TellAsync(id, now, cancellation);
        return null;
    }, cancellation);

    /// <summary>Takes another name away. The one under which the record was made leads to it for ever.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> RemoveNameAsync(int id, int nameId, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (record, now) =>
    {
        if (await Names.SingleOrDefaultAsync(n => n.Id == nameId && n.RecordId == id, cancellation) is not { } name || name.Form == record.Name) return "This name is no longer there.";
        db.Remove(name);
        db.Audit(now, userId, "name removed", TRecord.Kind, record.Slug, before: new { name.Form, name.Kind, name.Language, name.Used });
        await TellAsync(id, now, cancellation);
        return null;
    }, cancellation);

    /// <summary>Says that two records are not the same.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> DistinguishAsync(int id, int otherId, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (record, now) =>
    {
        if (await db.Set<TRecord>().SingleOrDefaultAsync(r => r.Id == otherId && r.MergedIntoId == null, cancellation) is not { } other || otherId == id) return $"There is no such other {TRecord.Kind}.";
        var (one, two) = (Math.Min(id, otherId), Math.Max(id, otherId));
        if (await db.Set<Distinction<TRecord>>().AnyAsync(d => d.OneId == one && d.OtherId == two, cancellation)) return null;
        db.Add(new Distinction<TRecord> { OneId = one, OtherId = two });
        db.Audit(now, userId, $"{TRecord.Kind}s distinguished", TRecord.Kind, record.Slug, after: new { NotTheSameAs = other.Slug });
        return null;
    }, cancellation);

    /// <summary>Takes back that two records are not the same; they may be merged again, and are proposed again.</summary>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> TakeDistinctionBackAsync(int id, int otherId, int? userId, CancellationToken cancellation) => ChangeAsync(id, async (record, now) =>
    {
        var (one, two) = (Math.Min(id, otherId), Math.Max(id, otherId));
        if (await db.Set<Distinction<TRecord>>().Include(d => d.One).Include(d => d.Other).SingleOrDefaultAsync(d => d.OneId == one && d.OtherId == two, cancellation) is not { } distinction) return "Nobody says any more that they are not the same.";
        db.Remove(distinction);
        db.Audit(now, userId, "distinction taken back", TRecord.Kind, record.Slug, before: new { NotTheSameAs = (distinction.OneId == id ? distinction.Other : distinction.One).Slug });
        return null;
    }, cancellation);

    /// <summary>Why two records cannot be merged, in words; <c>null</c> if they can.</summary>
    public async Task<string?> RefusalAsync(int fromId, int intoId, CancellationToken cancellation)
    {
        if (fromId == intoId) return $"A {TRecord.Kind} is not merged with itself.";
        var two = await db.Set<TRecord>().AsNoTracking().Where(r => r.Id == fromId || r.Id == intoId).ToListAsync(cancellation);
        if (two.Count < 2) return $"There is no such other {TRecord.Kind}.";
        if (two.Any(r => r.MergedIntoId is not null)) return "One of them was merged already.";
        var (one, other) = (Math.Min(fromId, intoId), Math.Max(fromId, intoId));
        return await db.Set<Distinction<TRecord>>().AnyAsync(d => d.OneId == one && d.OtherId == other, cancellation) ? "Somebody said that they are not the same." : null;
    }

    /// <summary>What a merge would change; <c>null</c> if the two cannot be merged.</summary>
    public async Task<RecordMergePreview?> PreviewMergeAsync(int fromId, int intoId, CancellationToken cancellation)
    {
        if (await RefusalAsync(fromId, intoId, cancellation) is not null) return null;
        var (from, into) = (await db.Set<TRecord>().AsNoTracking().SingleAsync(r => r.Id == fromId, cancellation), await db.Set<TRecord>().AsNoTracking().SingleAsync(r => r.Id == intoId, cancellation));
        return new RecordMergePreview(
            await ArticlesAsync(fromId, cancellation), await PublicStatementsOf(fromId).CountAsync(cancellation),
            await Names.Where(n => n.RecordId == fromId).Select(n => n.Form).Distinct().OrderBy(form => form).ToListAsync(cancellation),
            (await DistinctAsync(fromId, intoId, cancellation)).Count, Of(from.Told(), into.Told(), (own, other) => other is null ? own : null), Of(from.Told(), into.Told(), (own, other) => other is not null && own != other ? own : null));
    }

    /// <summary>Makes one record of two: all that the first has is the second's, and its address and its names lead there.</summary>
    /// <param name="id">The record that goes up in the other.</param>
    /// <inheritdoc cref="DescribeAsync"/>
    public Task<string?> MergeAsync(int id, int intoId, int? userId, CancellationToken cancellation) => WriteAsync(id, async (from, now) =>
    {
        if (await RefusalAsync(id, intoId, cancellation) is { } reason) return reason;
        var into = await db.Set<TRecord>().SingleAsync(r => r.Id == intoId, cancellation);
        var told = await PublicStatementsOf(id).Select(s => s.Id).ToListAsync(cancellation);
        var bearers = await MoveAllAsync(id, intoId, cancellation);
        var names = await Names.Where(n => n.RecordId == id && !Names.Any(o => o.RecordId == intoId && o.Form == n.Form)).ToListAsync(cancellation);
        foreach (var name in names) name.RecordId = intoId;
        var added = from.Name == into.Name || names.Any(n => n.Form == from.Name) ? null : await KeepNameAsync(intoId, from.Name, cancellation);
        from.MergedIntoId = intoId;
        var filled = Of(from.Told(), into.Told(), (own, other) => other is null ? own : null);
        into.Tell(Of(into.Told(), filled, (own, other) => own ?? other));
        var distinct = await DistinctAsync(id, intoId, cancellation);
        db.AddRange(distinct.Select(other => new Distinction<TRecord> { OneId = Math.Min(other, intoId), OtherId = Math.Max(other, intoId) }));
        await db.SaveChangesAsync(cancellation);
        var moved = new Moved(bearers, names.ConvertAll(n => n.Id), added?.Id) { Filled = filled, Distinct = distinct };
        db.Add(new Merge<TRecord> { FromId = id, IntoId = intoId, At = now, UserId = userId, Moved = JsonSerializer.Serialize(moved, ArticleDraft.Json) });
        db.Audit(now, userId, $"{TRecord.Kind}s merged", TRecord.Kind, from.Slug, before: new { Statements = told.Count }, after: new { Into = into.Slug });
        await TellOfMergeAsync(told, $"The {TRecord.Kind} {from.Name} is the same as {into.Name}", now, userId, cancellation);
        // Those that stood under the other are found by one name more.
        await TellAsync(intoId, now, cancellation, told);
        return null;
    }, cancellation);

    /// <summary>Makes two records of one again, as they were; what was given to the one meanwhile stays with it.</summary>
    /// <param name="mergeId">Number of the <see cref="Merge{TRecord}"/>.</param>
    /// <inheritdoc cref="DescribeAsync"/>
    public async Task<string?> UndoMergeAsync(int mergeId, int? userId, CancellationToken cancellation)
    {
        if (await db.Set<Merge<TRecord>>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == mergeId, cancellation) is not { UndoneAt: null } known) return "This merge was undone already.";
        return await WriteAsync(known.IntoId, async (into, now) =>
        {
            var merge = await db.Set<Merge<TRecord>>().Include(m => m.From).SingleAsync(m => m.Id == mergeId, cancellation);
            if (merge.UndoneAt is not null) return "This merge was undone already.";
            if (into.MergedIntoId is not null) return $"{into.Name} was itself merged since; undo that first.";
            var moved = JsonSerializer.Deserialize<Moved>(merge.Moved, ArticleDraft.Json)!;
            await MoveBackAsync(moved.Bearers, merge.FromId, merge.IntoId, cancellation);
            await Names.Where(n => EF.Parameter(moved.Names).Contains(n.Id) && n.RecordId == merge.IntoId).ExecuteUpdateAsync(n => n.SetProperty(one => one.RecordId, merge.FromId), cancellation);
            if (moved.AddedName is { } added) await Names.Where(n => n.Id == added && n.RecordId == merge.IntoId).ExecuteDeleteAsync(cancellation);
            into.Tell(Of(into.Told(), moved.Filled, (own, other) => own == other ? null : own));
            foreach (var other in moved.Distinct) await db.Set<Distinction<TRecord>>().Where(d => d.OneId == Math.Min(other, merge.IntoId) && d.OtherId == Math.Max(other, merge.IntoId)).ExecuteDeleteAsync(cancellation);
            merge.From.MergedIntoId = null;
            merge.UndoneAt = now;
            await db.SaveChangesAsync(cancellation);
            // The one may have taken the name of the other meanwhile; whoever gives it would mean the other.
            if (await OwnerAsync(into.Name, cancellation) is { } owner && owner.Id != into.Id)
                return $"Both would be called '{into.Name}'. Give {into.Name} ({into.Slug}) another preferred name first.";
            db.Audit(now, userId, "merge undone", TRecord.Kind, merge.From.Slug, before: new { Into = into.Slug });
            await TellOfMergeAsync(await PublicStatementsOf(merge.FromId).Select(s => s.Id).ToListAsync(cancellation), $"The {TRecord.Kind} {merge.From.Name} is not the same as {into.Name}", now, userId, cancellation);
            await TellAsync(merge.IntoId, now, cancellation);
            return null;
        }, cancellation);
    }

    private DbSet<RecordName<TRecord>> Names => db.Set<RecordName<TRecord>>();

    // What two records say of each fact, the name left out.
    private static RecordFacts Of(RecordFacts own, RecordFacts other, Func<string?, string?, string?> choose) =>
        new(null, choose(own.Url, other.Url), choose(own.Issn, other.Issn), choose(own.Date, other.Date), choose(own.Wikidata, other.Wikidata), choose(own.Note, other.Note));

    // Records that are not the one, and of which nobody said yet that they are not the other either.
    private async Task<IReadOnlyList<int>> DistinctAsync(int id, int intoId, CancellationToken cancellation)
    {
        var distinctions = await db.Set<Distinction<TRecord>>().AsNoTracking().Where(d => d.OneId == id || d.OtherId == id || d.OneId == intoId || d.OtherId == intoId).Select(d => new { d.OneId, d.OtherId }).ToListAsync(cancellation);
        return [.. From(id).Except(From(intoId))];

        IEnumerable<int> From(int one) => distinctions.Where(d => d.OneId == one || d.OtherId == one).Select(d => d.OneId == one ? d.OtherId : d.OneId);
    }

    private async Task<TRecord?> OwnerAsync(string name, CancellationToken cancellation) => (await db.ByKeysAsync<TRecord>([INamedRecord.KeyOf(name)], cancellation)).Values.FirstOrDefault();

    private async Task<RecordName<TRecord>?> KeepNameAsync(int id, string form, CancellationToken cancellation)
    {
        if (await Names.AnyAsync(n => n.RecordId == id && n.Form == form, cancellation)) return null;
        var name = new RecordName<TRecord> { RecordId = id, Form = form, Key = INamedRecord.KeyOf(form), Kind = GivenNameKind.Variant };
        db.Add(name);
        return name;
    }

    /// <param name="but">Statements that were told of.</param>
    private async Task TellAsync(int id, DateTime now, CancellationToken cancellation, IEnumerable<int>? but = null) =>
        db.AddRange((await PublicStatementsOf(id).Select(s => s.Id).ToListAsync(cancellation)).Except(but ?? []).Select(statement => new Change { At = now, Kind = ChangeKind.Corrected, StatementId = statement }));

    // Of a record that is part of another one nobody would see the change.
    private Task<string?> ChangeAsync(int id, Func<TRecord, DateTime, Task<string?>> change, CancellationToken cancellation) => WriteAsync(id, async (record, now) =>
        record.MergedIntoId is { } into ? $"{record.Name} is part of {await db.Set<TRecord>().Where(r => r.Id == into).Select(r => r.Name).SingleAsync(cancellation)} since they were merged. Nothing was changed." : await change(record, now), cancellation);

    private Task<string?> WriteAsync(int id, Func<TRecord, DateTime, Task<string?>> write, CancellationToken cancellation) => db.InOneTransactionAsync(
        async () => await db.Set<TRecord>().SingleOrDefaultAsync(r => r.Id == id, cancellation) is not { } record ? $"There is no such {TRecord.Kind}." : await write(record, clock.GetUtcNow().UtcDateTime),
        refusal => refusal is null, cancellation);

    /// <summary>What stood under a record, by its numbers.</summary>
    /// <param name="Moved">Was put under the other.</param>
    /// <param name="Doubled">Stood under the other as well.</param>
    protected sealed record MovedBearers(IReadOnlyList<int> Moved, IReadOnlyList<int> Doubled);

    /// <summary>The rows that a merge moved, by their numbers.</summary>
    private sealed record Moved(MovedBearers Bearers, IReadOnlyList<int> Names, int? AddedName)
    {
        /// <summary>Facts that the other took over.</summary>
        public RecordFacts Filled { get; init; } = new(null);

        /// <summary>Records that are not the same as the one, and since then not the same as the other.</summary>
        public IReadOnlyList<int> Distinct { get; init; } = [];
    }
}

/// <summary>Looks after the publications in which articles stood.</summary>
public sealed class Sources(ArchiveContext db, TimeProvider clock) : NamedRecords<Source>(db, clock)
{
    protected override async Task<int?> ArticlesAsync(int id, CancellationToken cancellation) => await Db.Articles.CountAsync(a => a.SourceId == id, cancellation);

    protected override IQueryable<Statement> PublicStatementsOf(int id) => Db.PublicStatements().Where(s => s.Article.SourceId == id);

    protected override async Task<MovedBearers> MoveAllAsync(int from, int into, CancellationToken cancellation)
    {
        var articles = await Db.Articles.Where(a => a.SourceId == from).Select(a => a.Id).ToListAsync(cancellation);
        await Db.Articles.Where(a => a.SourceId == from).ExecuteUpdateAsync(a => a.SetProperty(one => one.SourceId, into), cancellation);
        return new MovedBearers(articles, []);
    }

    protected override async Task MoveBackAsync(MovedBearers moved, int from, int into, CancellationToken cancellation)
    {
        foreach (var ids in moved.Moved.Chunk(10_000))
            await Db.Articles.Where(a => EF.Parameter(ids).Contains(a.Id) && a.SourceId == into).ExecuteUpdateAsync(a => a.SetProperty(one => one.SourceId, from), cancellation);
    }

    // In which source an article stood is told with the article; a statement's revisions do not hold it.
    protected override Task TellOfMergeAsync(IReadOnlyList<int> statements, string reason, DateTime now, int? userId, CancellationToken cancellation)
    {
        Db.AddRange(statements.Select(statement => new Change { At = now, Kind = ChangeKind.Corrected, StatementId = statement }));
        return Task.CompletedTask;
    }
}

/// <summary>Looks after the headings under which statements stand.</summary>
public sealed class Subjects(ArchiveContext db, TimeProvider clock) : NamedRecords<Subject>(db, clock)
{
    private IQueryable<StatementSubject> Links => Db.Set<StatementSubject>();

    protected override Task<int?> ArticlesAsync(int id, CancellationToken cancellation) => Task.FromResult<int?>(null);

    protected override IQueryable<Statement> PublicStatementsOf(int id) => Db.PublicStatements().Where(s => s.Subjects.Any(x => x.SubjectId == id));

    protected override async Task<MovedBearers> MoveAllAsync(int from, int into, CancellationToken cancellation)
    {
        var doubled = await Links.Where(x => x.SubjectId == from && Links.Any(o => o.SubjectId == into && o.StatementId == x.StatementId)).Select(x => x.StatementId).ToListAsync(cancellation);
        await Links.Where(x => x.SubjectId == from && Links.Any(o => o.SubjectId == into && o.StatementId == x.StatementId)).ExecuteDeleteAsync(cancellation);
        var moved = await Links.Where(x => x.SubjectId == from).Select(x => x.StatementId).ToListAsync(cancellation);
        await Links.Where(x => x.SubjectId == from).ExecuteUpdateAsync(x => x.SetProperty(one => one.SubjectId, into), cancellation);
        return new MovedBearers(moved, doubled);
    }

    protected override async Task MoveBackAsync(MovedBearers moved, int from, int into, CancellationToken cancellation)
    {
        foreach (var ids in moved.Moved.Chunk(10_000))
            await Links.Where(x => EF.Parameter(ids).Contains(x.StatementId) && x.SubjectId == into && !Links.Any(o => o.SubjectId == from && o.StatementId == x.StatementId))
                .ExecuteUpdateAsync(x => x.SetProperty(one => one.SubjectId, from), cancellation);
        foreach (var ids in moved.Doubled.Chunk(10_000))
            Db.AddRange((await Links.Where(x => EF.Parameter(ids).Contains(x.StatementId) && x.SubjectId == into && !Links.Any(o => o.SubjectId == from && o.StatementId == x.StatementId)).Select(x => x.StatementId).ToListAsync(cancellation))
                .ConvertAll(statement => new StatementSubject { StatementId = statement, SubjectId = from }));
    }

    protected override Task TellOfMergeAsync(IReadOnlyList<int> statements, string reason, DateTime now, int? userId, CancellationToken cancellation) => Db.ReviseAsync(statements, reason, now, userId, cancellation);
}
