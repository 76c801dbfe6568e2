using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Recognition;
using StatementArchive.Web.Pages.Admin.Records;

namespace StatementArchive.Web.Pages.Admin.Authors;

/// <summary>An authority record: what is said of an author, its names and numbers, and what it is to others.</summary>
public sealed class AuthorModel(ArchiveContext db, Authorities authorities, NameSuggestions suggestions) : PageModel
{
    public Author Shown { get; private set; } = null!;

    public IReadOnlyList<Met> Names { get; private set; } = [];

    public int Statements { get; private set; }

    /// <summary>What came in under its name while it was merged with another, and is the other's still.</summary>
    public IReadOnlyList<StatementMeanwhile> Meanwhile { get; private set; } = [];

    /// <summary>Records that went up in this one, the last first.</summary>
    public IReadOnlyList<MergedRecord> Merges { get; private set; } = [];

    /// <summary>Authors of which somebody said that they are not this one.</summary>
    public IReadOnlyList<Named> Distinct { get; private set; } = [];

    /// <summary>The record with which a merge is considered; <c>null</c> for none.</summary>
    public Author? Other { get; private set; }

    public MergePreview? Preview { get; private set; }

    /// <summary>What this author would take over from the other.</summary>
    public IEnumerable<string> Filled => Preview is null ? [] : Told(Preview.Filled);

    /// <summary>What would stay behind with the other.</summary>
    public IEnumerable<string> Staying => Preview is null
        ? []
        :
        [
            .. Told(Preview.Staying.Facts),
            .. Preview.Staying.Relations.Select(relation => $"{relation.Author} {Words.Relation(relation.Kind)} {relation.Other}{Dated(relation.Date)}"),
            .. Preview.Staying.Affiliations.Select(affiliation => $"{affiliation.Person} belonged to {affiliation.Organisation}{Dated(affiliation.Held)}"),
            .. Preview.Staying.Names.Select(name => $"kind, language and time of the name {name}"),
        ];

    /// <summary>Why the two cannot be merged.</summary>
    public string? Refusal { get; private set; }

    public string? Problem { get; private set; }

    /// <summary>What was sent with the form that was refused.</summary>
    public RefusedForm Sent => new(Request, Shown.Id);

    /// <summary>The part of the page whose form was saved last; <c>null</c> if none was.</summary>
    [FromQuery]
    public string? Saved { get; set; }

    /// <summary>The facts that hold, by <see cref="SeenFacts.Of"/>.</summary>
    public string Seen { get; private set; } = "";

    /// <summary>What was typed while somebody else changed the facts; <c>null</c> if nobody did.</summary>
    public IReadOnlyList<FactInConflict>? Conflict { get; private set; }

    public string Path => PathOf(Shown.Id);

    public string PublicPath => (Shown.Kind == AuthorKind.Person ? "/people/" : "/organisations/") + Uri.EscapeDataString(Shown.Slug);

    /// <param name="merge">Number, name, address or path of the record with which it may be the same.</param>
    public async Task<IActionResult> OnGetAsync(int id, string? merge, CancellationToken cancellation)
    {
        if (!await ShowAsync(id, cancellation)) return await MergedIntoAsync(id, cancellation) is { } into ? Redirect(PathOf(into)) : NotFound();
        if (!string.IsNullOrWhiteSpace(merge)) await ConsiderAsync(merge, cancellation);
        return Page();
    }

    /// <param name="seen">The facts that the form showed, by <see cref="SeenFacts.Of"/>.</param>
    public Task<IActionResult> OnPostDescribeAsync(int id, string? name, string? founded, string? dissolved, string? note, string? seen, CancellationToken cancellation)
    {
        var typed = new AuthorFacts(name, GivenDate.Edtf(founded), GivenDate.Edtf(dissolved), note);
        return ChangeAsync(id, "facts", () => authorities.DescribeAsync(id, typed, seen ?? "", User.Id(), cancellation), cancellation, typed);
    }

    public Task<IActionResult> OnPostNameAsync(int id, string? form, GivenNameKind kind, string? language, string? used, CancellationToken cancellation) =>
        ChangeAsync(id, "names", () => authorities.AddNameAsync(id, form, kind, GivenLanguage.Tag(language), GivenDate.Edtf(used), User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostUnnameAsync(int id, int name, CancellationToken cancellation) => ChangeAsync(id, "names", () => authorities.RemoveNameAsync(id, name, User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostIdentifierAsync(int id, IdentifierScheme scheme, string? value, CancellationToken cancellation) => ChangeAsync(id, "ids", () => authorities.AddIdentifierAsync(id, scheme, value, User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostUnidentifyAsync(int id, int identifier, CancellationToken cancellation) => ChangeAsync(id, "ids", () => authorities.RemoveIdentifierAsync(id, identifier, User.Id(), cancellation), cancellation);

    /// <param name="other">Name or address of the organisation.</param>
    public Task<IActionResult> OnPostRelateAsync(int id, AuthorRelationKind kind, string? other, string? date, CancellationToken cancellation) => ChangeAsync(id, "relations", async () =>
    {
        var meant = await GivenAuthor.FindAsync(db, other, AuthorKind.Organisation, cancellation);
        return meant.Problem ?? await authorities.RelateAsync(id, kind, meant.Slug, GivenDate.Edtf(date), User.Id(), cancellation);
    }, cancellation);

    public Task<IActionResult> OnPostUnrelateAsync(int id, int relation, CancellationToken cancellation) => ChangeAsync(id, "relations", () => authorities.UnrelateAsync(id, relation, User.Id(), cancellation), cancellation);

    /// <param name="organisation">Name or address of the organisation.</param>
    public Task<IActionResult> OnPostAffiliateAsync(int id, string? organisation, string? held, CancellationToken cancellation) => ChangeAsync(id, "affiliations", async () =>
    {
        var meant = await GivenAuthor.FindAsync(db, organisation, AuthorKind.Organisation, cancellation);
        return meant.Problem ?? await authorities.AffiliateAsync(id, meant.Slug, GivenDate.Edtf(held), User.Id(), cancellation);
    }, cancellation);

    public Task<IActionResult> OnPostUnaffiliateAsync(int id, int affiliation, CancellationToken cancellation) => ChangeAsync(id, "affiliations", () => authorities.UnaffiliateAsync(id, affiliation, User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostDistinctAsync(int id, int other, CancellationToken cancellation) => ChangeAsync(id, "same", () => authorities.DistinguishAsync(id, other, User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostUndistinctAsync(int id, int other, CancellationToken cancellation) => ChangeAsync(id, "same", () => authorities.TakeDistinctionBackAsync(id, other, User.Id(), cancellation), cancellation);

    /// <param name="form">A name on which somebody decided.</param>
    public Task<IActionResult> OnPostUndecideAsync(int id, string? form, CancellationToken cancellation) => ChangeAsync(id, "names", () => suggestions.TakeBackAsync(id, form, User.Id(), cancellation), cancellation);

    /// <param name="statement">Numbers of statements that came in while it was merged with another.</param>
    public Task<IActionResult> OnPostAscribeAsync(int id, int[] statement, CancellationToken cancellation) => ChangeAsync(id, "meanwhile", () => authorities.AscribeAsync(id, statement, User.Id(), cancellation), cancellation);

    /// <param name="other">The record that goes up in this one.</param>
    public Task<IActionResult> OnPostMergeAsync(int id, int other, CancellationToken cancellation) => ChangeAsync(id, "same", () => authorities.MergeAsync(other, id, User.Id(), cancellation), cancellation);

    private async Task<IActionResult> ChangeAsync(int id, string part, Func<Task<string?>> change, CancellationToken cancellation, AuthorFacts? typed = null)
    {
        Problem = ModelState.IsValid ? await change() : "Something in what was sent cannot be read.";
        // What was refused because the record is part of another one by now is told at that one.
        if (!await ShowAsync(id, cancellation) && !(Problem is not null && await MergedIntoAsync(id, cancellation) is { } into && await ShowAsync(into, cancellation))) return NotFound();
        if (Problem is null) return Redirect($"{Path}?saved={part}#{part}-title");
        Response.StatusCode = Problem == SeenFacts.Changed ? StatusCodes.Status409Conflict : StatusCodes.Status422UnprocessableEntity;
        if (typed is not null && Problem == SeenFacts.Changed && Shown.Id == id) Conflict = FactInConflict.Of(AuthorFacts.Of(Shown), typed);
        return Page();
    }

    private Task<int?> MergedIntoAsync(int id, CancellationToken cancellation) => db.Authors.AsNoTracking().Where(a => a.Id == id).Select(a => a.MergedIntoId).SingleOrDefaultAsync(cancellation);

    private async Task<bool> ShowAsync(int id, CancellationToken cancellation)
    {
        var author = await db.Authors.AsNoTracking().Include(a => a.GivenNames.OrderBy(n => n.Form)).Include(a => a.Identifiers).Include(a => a.Relations.Where(r => r.Other.MergedIntoId == null)).ThenInclude(r => r.Other).Include(a => a.Affiliations.OrderBy(one => one.Organisation.Name)).ThenInclude(one => one.Organisation)
            .AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id && a.MergedIntoId == null, cancellation);
        if (author is null) return false;
        Shown = author;
        Seen = SeenFacts.Of(AuthorFacts.Of(author));
        Statements = await db.Set<Data.Model.StatementAuthor>().CountAsync(a => a.AuthorId == id || a.AffiliationId == id, cancellation);
        Merges = await db.AuthorMerges.AsNoTracking().Where(m => m.UndoneAt == null && m.IntoId == id).OrderByDescending(m => m.Id).Select(m => new MergedRecord(m.Id, m.From.Name, m.IntoId, m.Into.Name, m.At)).ToListAsync(cancellation);
        Meanwhile = await authorities.CameMeanwhileAsync(id, cancellation);
        Distinct = await db.AuthorDistinctions.AsNoTracking().Where(d => d.OneId == id || d.OtherId == id).Select(d => d.OneId == id ? d.Other : d.One).Where(a => a.MergedIntoId == null).OrderBy(a => a.Name).Select(a => new Named(a.Id, a.Name)).ToListAsync(cancellation);
        var decided = await suggestions.DecidedAsync(id, cancellation);
        Names = [.. (await db.AuthorNames.AsNoTracking().Where(n => n.AuthorId == id).GroupBy(n => new { n.Form, n.Status }).OrderBy(g => g.Key.Form)
            .Select(g => new { g.Key.Form, g.Key.Status, Count = g.Count() }).ToListAsync(cancellation))
            .Select(met => new Met(met.Form, met.Status, met.Count, met.Status is NameStatus.Attested or NameStatus.Hidden or NameStatus.Refused && decided.Contains(NameKey.Of(met.Form))))];
        return true;
    }

    private static string PathOf(int id) => string.Create(CultureInfo.InvariantCulture, $"/admin/authors/{id}");

    private static IEnumerable<string> Told(AuthorFacts facts)
    {
        if (facts.Founded is { } founded) yield return $"founded {founded}";
        if (facts.Dissolved is { } dissolved) yield return $"dissolved {dissolved}";
        if (facts.Note is { } note) yield return $"the note “{note}”";
    }

    private static string Dated(string? date) => date is null ? "" : $", {date}";

    private async Task ConsiderAsync(string merge, CancellationToken cancellation)
    {
        var number = int.TryParse(merge, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        var (slug, problem) = await GivenAuthor.FindAsync(db, merge, Shown.Kind, cancellation);
        Other = await db.Authors.AsNoTracking().Where(a => a.Slug == slug || a.Id == number).OrderBy(a => a.Slug == slug ? 0 : 1).FirstOrDefaultAsync(cancellation);
        Refusal = problem ?? (Other is null ? "There is no author of this name or at this address." : await authorities.RefusalAsync(Other.Id, Shown.Id, cancellation));
        if (Other is not null && Refusal is null) Preview = await authorities.PreviewMergeAsync(Other.Id, Shown.Id, cancellation);
    }

    /// <summary>A name form that was met in the archive.</summary>
    /// <param name="IsDecided">Whether somebody decided so, and can take it back.</param>
    public sealed record Met(string Form, NameStatus Status, int Places, bool IsDecided);

    public sealed record Named(int Id, string Name);
}
