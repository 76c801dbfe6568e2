using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Web.Pages.Statements;

namespace StatementArchive.Web.Pages.Admin.Drafts;

/// <summary>A statement of a draft as the public would read it: it is published, read, and taken back, all in one transaction that nobody else sees.</summary>
public sealed class PreviewModel(ArchiveContext db, Publication publication, StatementSearch search) : PageModel
{
    public int Id { get; private set; }

    /// <summary>Place of the statement in the article, from 1.</summary>
    public int Ordinal { get; private set; }

    public int Count { get; private set; }

    public StatementModel Statement { get; private set; } = null!;

    /// <summary>Why it could not be published as it is; <c>null</c> if it could.</summary>
    public string? Problem { get; private set; }

    public string Address(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"/admin/drafts/{Id}/preview?s={ordinal}");

    public async Task<IActionResult> OnGetAsync(int id, int s = 1, CancellationToken cancellation = default)
    {
        var article = await db.Articles.Where(a => a.Id == id).Select(a => new { a.Status }).SingleOrDefaultAsync(cancellation);
        if (article is null or { Status: PublicationStatus.Withdrawn }) return NotFound();
        if (article.Status != PublicationStatus.Draft && !User.MayActAs(ArchiveRole.Editor)) return Forbid();
        (Id, Ordinal) = (id, s);
        var wasRead = false;
        Problem = await publication.PreviewAsync(id, User.Id(), async of =>
        {
            var statements = db.PublicStatements().Where(one => one.ArticleId == of);
            Count = await statements.CountAsync(cancellation);
            if (await statements.Where(one => one.Ordinal == s).Select(one => one.Slug).SingleOrDefaultAsync(cancellation) is not { } slug) return;
            Statement = new StatementModel(db, search) { PageContext = PageContext };
            wasRead = await Statement.OnGetAsync(slug, cancellation) is PageResult;
        }, cancellation);
        return Problem is null && !wasRead ? NotFound() : Page();
    }
}
