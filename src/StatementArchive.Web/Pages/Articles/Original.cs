using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Articles;

/// <summary>
/// The bytes of an article as they were captured. They are handed over as a file and never shown: whatever a stranger's
/// page holds must not run in the name of the archive.
/// </summary>
public static class Original
{
    public static void MapOriginals(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/articles/{slug}/original", [HttpMethods.Get, HttpMethods.Head], ReadAsync);
        routes.MapMethods("/admin/drafts/{id:int}/original", [HttpMethods.Get, HttpMethods.Head], ReadAtDeskAsync).RequireAuthorization(nameof(ArchiveRole.Editor));
    }

    private static async Task<IResult> ReadAsync(string slug, ArchiveContext db, HttpResponse response, CancellationToken cancellation)
    {
        var id = await db.PublicArticles().Where(a => a.Slug == slug).Select(a => (int?)a.Id).SingleOrDefaultAsync(cancellation);
        if (id is null || await db.KeptFileAsync(id.Value, await db.UnreadPassagesAsync(id.Value, cancellation), cancellation) is not { } kept) return await db.TombstoneOfArticleAsync(slug, cancellation) is null ? Results.NotFound() : Results.StatusCode(StatusCodes.Status410Gone);
        if (kept.Withheld is not null)
        {
            response.HttpContext.Features.Set(new Complaint([], Words: $"The archive keeps this file and does not hand it out, because {kept.Withheld}."));
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        // Whoever is signed in has been given a stricter one.
        response.Headers.TryAdd(HeaderNames.CacheControl, "public, no-cache");
        return await SendAsync(id.Value, db, response, cancellation);
    }

    // Whatever is hidden or taken back: whoever decides of it has to see it.
    private static Task<IResult> ReadAtDeskAsync(int id, ArchiveContext db, HttpResponse response, CancellationToken cancellation) => SendAsync(id, db, response, cancellation);

    private static async Task<IResult> SendAsync(int id, ArchiveContext db, HttpResponse response, CancellationToken cancellation)
    {
        var kept = await db.Articles.AsNoTracking().Where(a => a.Id == id).Select(a => new { a.Slug, a.Original.Sha256, a.Original.MediaType, Bytes = a.Original.Content == null ? null : a.Original.Content.Bytes }).SingleOrDefaultAsync(cancellation);
        if (kept?.Bytes is null) return Results.NotFound();
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(
            kept.Bytes, kept.MediaType, kept.Slug + Extension(kept.MediaType),
            enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{kept.Sha256}\""));
    }

    // The name under which it was handed in is nobody's business; the type decides.
    private static string Extension(string mediaType) => mediaType switch
    {
        "text/plain" => ".txt",
        "text/markdown" => ".md",
        "text/html" or "application/xhtml+xml" => ".html",
        "message/rfc822" => ".eml",
        "application/pdf" => ".pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => ".docx",
        _ => ".bin",
    };
}
