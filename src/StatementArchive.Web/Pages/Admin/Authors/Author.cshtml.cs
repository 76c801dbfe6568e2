using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Pages.Admin.Authors;

/// <summary>An authority record: what is said of an author, its names and numbers, and what it is to others.</summary>
public sealed class AuthorModel(ArchiveContext db, Authorities authorities) : PageModel
{
    public Author Shown { get; private set; } = null!;

    public IReadOnlyList<Met> Names { get; private set; } = [];

    public int Statements { get; private set; }

    /// <summary>The record with which a merge is considered; <c>null</c> for none.</summary>
    public Author? Other { get; private set; }

    public MergePreview? Preview { get; private set; }

    /// <summary>Why the two cannot be merged.</summary>
    public string? Refusal { get; private set; }

    public string? Problem { get; private set; }

    /// <summary>What was sent with the form that was refused.</summary>
    public RefusedForm Sent => new(Request);

    /// <summary>The part of the page whose form was saved last; <c>null</c> if none was.</summary>
    [FromQuery]
    public string? Saved { get; set; }

    public string Path => string.Create(CultureInfo.InvariantCulture, $"/admin/authors/{Shown.Id}");

    public string PublicPath => (Shown.Kind == AuthorKind.Person ? "/people/" : "/organisations/") + Uri.EscapeDataString(Shown.Slug);

    /// <param name="merge">Number, name, address or path of the record with which it may be the same.</param>
    public async Task<IActionResult> OnGetAsync(int id, string? merge, CancellationToken cancellation)
    {
        if (!await ShowAsync(id, cancellation)) return NotFound();
        if (!string.IsNullOrWhiteSpace(merge)) await ConsiderAsync(merge, cancellation);
        return Page();
    }

    public Task<IActionResult> OnPostDescribeAsync(int id, string? name, string? founded, string? dissolved, string? note, CancellationToken cancellation) =>
        ChangeAsync(id, "facts", () => authorities.DescribeAsync(id, new AuthorFacts(name, GivenDate.Edtf(founded), GivenDate.Edtf(dissolved), note), User.Id(), cancellation), cancellation);

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

    /// <param name="other">The record that goes up in this one.</param>
    public Task<IActionResult> OnPostMergeAsync(int id, int other, CancellationToken cancellation) => ChangeAsync(id, "same", () => authorities.MergeAsync(other, id, User.Id(), cancellation), cancellation);

    private async Task<IActionResult> ChangeAsync(int id, string part, Func<Task<string?>> change, CancellationToken cancellation)
    {
        Problem = ModelState.IsValid ? await change() : "Something in what was sent cannot be read.";
        if (!await ShowAsync(id, cancellation)) return NotFound();
        if (Problem is null) return Redirect($"{Path}?saved={part}#{part}-title");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> ShowAsync(int id, CancellationToken cancellation)
    {
        var author = await db.Authors.AsNoTracking().Include(a => a.GivenNames.OrderBy(n => n.Form)).Include(a => a.Identifiers).Include(a => a.Relations).ThenInclude(r => r.Other).Include(a => a.Affiliations.OrderBy(one => one.Organisation.Name)).ThenInclude(one => one.Organisation)
            .AsSplitQuery().SingleOrDefaultAsync(a => a.Id == id && a.MergedIntoId == null, cancellation);
        if (author is null) return false;
        Shown = author;
        Statements = await db.Set<Data.Model.StatementAuthor>().CountAsync(a => a.AuthorId == id || a.AffiliationId == id, cancellation);
        Names = await db.AuthorNames.AsNoTracking().Where(n => n.AuthorId == id).GroupBy(n => new { n.Form, n.Status }).OrderBy(g => g.Key.Form)
            .Select(g => new Met(g.Key.Form, g.Key.Status, g.Count())).ToListAsync(cancellation);
        return true;
    }

    private async Task ConsiderAsync(string merge, CancellationToken cancellation)
    {
        var number = int.TryParse(merge, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        var (slug, problem) = await GivenAuthor.FindAsync(db, merge, Shown.Kind, cancellation);
        Other = await db.Authors.AsNoTracking().Where(a => a.Slug == slug || a.Id == number).OrderBy(a => a.Slug == slug ? 0 : 1).FirstOrDefaultAsync(cancellation);
        Refusal = problem ?? (Other is null ? "There is no author of this name or at this address." : await authorities.RefusalAsync(Other.Id, Shown.Id, cancellation));
        if (Other is not null && Refusal is null) Preview = await authorities.PreviewMergeAsync(Other.Id, Shown.Id, cancellation);
    }

    /// <summary>A name form that was met in the archive.</summary>
    public sealed record Met(string Form, NameStatus Status, int Places);
}
