using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using StatementArchive.Data;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages.Articles;

/// <summary>
/// The bytes of an article as they were captured. They are handed over as a file and never shown: whatever a stranger's
/// page holds must not run in the name of the archive.
/// </summary>
public static class Original
{
    public static void MapOriginals(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/articles/{slug}/original", [HttpMethods.Get, HttpMethods.Head], ReadAsync);

    private static async Task<IResult> ReadAsync(string slug, ArchiveContext db, HttpResponse response, CancellationToken cancellation)
    {
        var original = await db.PublicArticles().AsNoTracking().Where(a => a.Slug == slug)
            .Select(a => new { a.Slug, a.Redactions, a.Original.Sha256, a.Original.MediaType, a.Original.Content.Bytes })
            .SingleOrDefaultAsync(cancellation);
        if (original is null) return await db.TombstoneOfArticleAsync(slug, cancellation) is null ? Results.NotFound() : Results.StatusCode(StatusCodes.Status410Gone);
        if (original.Redactions.Count > 0)
        {
            response.HttpContext.Features.Set(new Complaint([], Words: "A passage of it is hidden, so the file is not handed out."));
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        // Whoever is signed in has been given a stricter one.
        response.Headers.TryAdd(HeaderNames.CacheControl, "public, no-cache");
        return Results.File(
            original.Bytes, original.MediaType, original.Slug + Extension(original.MediaType),
            enableRangeProcessing: true, entityTag: new EntityTagHeaderValue($"\"{original.Sha256}\""));
    }

    // The name under which it was handed in is nobody's business; the type decides.
    private static string Extension(string mediaType) => mediaType switch
    {
        "text/plain" => ".txt",
        "text/markdown" => ".md",
        "text/html" or "application/xhtml+xml" => ".html",
        "application/pdf" => ".pdf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => ".docx",
        _ => ".bin",
    };
}
