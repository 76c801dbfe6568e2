using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Admin.Records;

/// <summary>What the desk's page of a source, or of a subject, shows.</summary>
/// <param name="Kind">As <see cref="INamedRecord.Kind"/>.</param>
/// <param name="PublicPath">Where readers see it.</param>
/// <param name="Seen">The facts that hold, by <see cref="SeenFacts.Of"/>.</param>
/// <param name="Distinct">Records of which somebody said that they are not this one.</param>
/// <param name="Merge">The record with which it may be the same; <c>null</c> if none was asked for.</param>
/// <param name="Sent">What was sent with the form that was refused.</param>
/// <param name="Saved">The part of the page whose form was saved last; <c>null</c> if none was.</param>
public sealed record RecordView(string Kind, int Id, string Name, string PublicPath, RecordFacts Facts, string Seen, IReadOnlyList<RecordNameView> Names, IReadOnlyList<DistinctRecord> Distinct, ConsideredMerge? Merge, string? Problem, RefusedForm Sent, string? Saved)
{
    /// <summary>What was typed while somebody else changed the facts; <c>null</c> if nobody did.</summary>
    public IReadOnlyList<FactInConflict>? Conflict { get; init; }

    /// <summary>Records that went up in this one, the last first.</summary>
    public IReadOnlyList<MergedRecord> Merges { get; init; } = [];

    /// <summary>Facts, each in words.</summary>
    public static IEnumerable<string> Told(RecordFacts facts)
    {
        if (facts.Url is { } url) yield return url;
        if (facts.Issn is { } issn) yield return $"ISSN {issn}";
        if (facts.Date is { } date) yield return $"when it happened, {date}";
        if (facts.Wikidata is { } wikidata) yield return $"Wikidata {wikidata}";
        if (facts.Note is { } note) yield return $"the note “{note}”";
    }

    public string Path => string.Create(CultureInfo.InvariantCulture, $"/admin/{Kind}s/{Id}");
}

/// <summary>A record that is not the same.</summary>
public sealed record DistinctRecord(int Id, string Name);

/// <summary>Another name.</summary>
public sealed record RecordNameView(int Id, string Form, GivenNameKind Kind, string? Language, string? Used);

/// <summary>A merge that somebody looks at before it is made.</summary>
/// <param name="Refusal">Why it cannot be made; <c>null</c> if it can.</param>
public sealed record ConsideredMerge(int OtherId, string Other, RecordMergePreview? Preview, string? Refusal);

/// <summary>A source or a subject: what is said of it, its names, and with which other it is the same.</summary>
public abstract class RecordModel<TRecord>(ArchiveContext db, NamedRecords<TRecord> records) : PageModel where TRecord : class, INamedRecord
{
    public RecordView Shown { get; private set; } = null!;

    /// <param name="merge">Number, name, address or path of the record with which it may be the same.</param>
    public async Task<IActionResult> OnGetAsync(int id, string? merge, CancellationToken cancellation)
    {
        if (await ShowAsync(id, string.IsNullOrWhiteSpace(merge) ? null : await ConsiderAsync(id, merge, cancellation), null, cancellation)) return Page();
        return await MergedIntoAsync(id, cancellation) is { } into ? Redirect(string.Create(CultureInfo.InvariantCulture, $"/admin/{TRecord.Kind}s/{into}")) : NotFound();
    }

    /// <param name="seen">The facts that the form showed, by <see cref="SeenFacts.Of"/>.</param>
    public Task<IActionResult> OnPostDescribeAsync(int id, string? name, string? url, string? issn, string? date, string? wikidata, string? note, string? seen, CancellationToken cancellation)
    {
        var typed = new RecordFacts(name, url, issn, GivenDate.Edtf(date), wikidata, note);
        return ChangeAsync(id, "facts", () => records.DescribeAsync(id, typed, seen ?? "", User.Id(), cancellation), cancellation, typed);
    }

    public Task<IActionResult> OnPostNameAsync(int id, string? form, GivenNameKind kind, string? language, string? used, CancellationToken cancellation) =>
        ChangeAsync(id, "names", () => records.AddNameAsync(id, form, kind, GivenLanguage.Tag(language), GivenDate.Edtf(used), User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostUnnameAsync(int id, int name, CancellationToken cancellation) => ChangeAsync(id, "names", () => records.RemoveNameAsync(id, name, User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostDistinctAsync(int id, int other, CancellationToken cancellation) => ChangeAsync(id, "same", () => records.DistinguishAsync(id, other, User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostUndistinctAsync(int id, int other, CancellationToken cancellation) => ChangeAsync(id, "same", () => records.TakeDistinctionBackAsync(id, other, User.Id(), cancellation), cancellation);

    /// <param name="other">The record that goes up in this one.</param>
    public Task<IActionResult> OnPostMergeAsync(int id, int other, CancellationToken cancellation) => ChangeAsync(id, "same", () => records.MergeAsync(other, id, User.Id(), cancellation), cancellation);

    private async Task<IActionResult> ChangeAsync(int id, string part, Func<Task<string?>> change, CancellationToken cancellation, RecordFacts? typed = null)
    {
        var problem = ModelState.IsValid ? await change() : "Something in what was sent cannot be read.";
        // What was refused because the record is part of another one by now is told at that one.
        if (!await ShowAsync(id, null, problem, cancellation) && !(problem is not null && await MergedIntoAsync(id, cancellation) is { } into && await ShowAsync(into, null, problem, cancellation))) return NotFound();
        if (problem is null) return Redirect($"{Shown.Path}?saved={part}#{part}-title");
        Response.StatusCode = problem == SeenFacts.Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        if (typed is not null && problem == SeenFacts.Changed && Shown.Id == id) Shown = Shown with { Conflict = FactInConflict.Of(Shown.Facts, typed) };
        return Page();
    }

    private Task<int?> MergedIntoAsync(int id, CancellationToken cancellation) => db.Set<TRecord>().AsNoTracking().Where(r => r.Id == id).Select(r => r.MergedIntoId).SingleOrDefaultAsync(cancellation);

    private async Task<bool> ShowAsync(int id, ConsideredMerge? merge, string? problem, CancellationToken cancellation)
    {
        if (await db.Set<TRecord>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.MergedIntoId == null, cancellation) is not { } record) return false;
        var names = await db.Set<RecordName<TRecord>>().AsNoTracking().Where(n => n.RecordId == id && n.Form != record.Name).OrderBy(n => n.Form).Select(n => new RecordNameView(n.Id, n.Form, n.Kind, n.Language, n.Used)).ToListAsync(cancellation);
        var distinct = await db.Set<Distinction<TRecord>>().AsNoTracking().Where(d => d.OneId == id || d.OtherId == id).Select(d => d.OneId == id ? d.Other : d.One).Where(r => r.MergedIntoId == null).OrderBy(r => r.Name).Select(r => new DistinctRecord(r.Id, r.Name)).ToListAsync(cancellation);
        Shown = new RecordView(TRecord.Kind, id, record.Name, $"/{TRecord.Kind}s/{Uri.EscapeDataString(record.Slug)}", record.Told(), SeenFacts.Of(record.Told()), names, distinct, merge, problem, new RefusedForm(Request, id), Request.Query["saved"])
        {
            Merges = await db.Set<Merge<TRecord>>().AsNoTracking().Where(m => m.UndoneAt == null && m.IntoId == id).OrderByDescending(m => m.Id).Select(m => new MergedRecord(m.Id, m.From.Name, m.IntoId, m.Into.Name, m.At)).ToListAsync(cancellation),
        };
        return true;
    }

    private async Task<ConsideredMerge> ConsiderAsync(int id, string merge, CancellationToken cancellation)
    {
        var slug = GivenAddress.Slug(merge);
        var number = int.TryParse(merge, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        var other = await db.Set<TRecord>().AsNoTracking().Where(r => r.Slug == slug || r.Id == number).OrderBy(r => r.Slug == slug ? 0 : 1).FirstOrDefaultAsync(cancellation)
            ?? (await db.ByKeysAsync<TRecord>([INamedRecord.KeyOf(merge.Trim())], cancellation)).Values.FirstOrDefault();
        if (other is null) return new ConsideredMerge(0, "", null, $"There is no {TRecord.Kind} of this name or at this address.");
        return new ConsideredMerge(other.Id, other.Name, await records.PreviewMergeAsync(other.Id, id, cancellation), await records.RefusalAsync(other.Id, id, cancellation));
    }
}
