using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Web.Text;

namespace StatementArchive.Web.Pages.Admin.Audit;

/// <summary>One entry of the audit log: what was before and what after, compared word by word.</summary>
public sealed class EntryModel(ArchiveContext db) : PageModel
{
    private static readonly JsonSerializerOptions Readable = new(ArticleDraft.Json) { WriteIndented = true };

    public AuditEntry Entry { get; private set; } = null!;

    /// <summary>Before and after as indented JSON, with what was removed and what was added; <c>null</c> if neither was written down.</summary>
    public IHtmlContent? Changes { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation)
    {
        if (await db.AuditLog.AsNoTracking().Include(e => e.User).SingleOrDefaultAsync(e => e.Id == id, cancellation) is not { } entry) return NotFound();
        Entry = entry;
        if (entry.Before is not null || entry.After is not null) Changes = WordDiff.Html(WordDiff.Of(Indented(entry.Before), Indented(entry.After)));
        return Page();
    }

    private static string Indented(string? json) => json is null ? "" : JsonNode.Parse(json)?.ToJsonString(Readable) ?? "";
}
