using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.Primitives;
using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Web.Pages.Admin.Audit;
using StatementArchive.Web.Pages.Admin.Uploads;
using StatementArchive.Web.Pages.Articles;

namespace StatementArchive.Web.Pages;

/// <summary>The pages for readers, with their assets and their errors.</summary>
public static class ReadingRoom
{
    // Fonts carry their version in their name, because style sheets name them; so they can be kept for good.
    private const string KeptForGood = "public, max-age=31536000, immutable";

    public static IServiceCollection AddReadingRoom(this IServiceCollection services)
    {
        services.AddRazorPages(options =>
        {
            options.Conventions.Add(new OnlyHandledMethods());
            options.Conventions.AuthorizeFolder("/Admin", nameof(ArchiveRole.Contributor));
            options.Conventions.AuthorizeFolder("/Admin/Authors", nameof(ArchiveRole.Editor));
            options.Conventions.AuthorizeFolder("/Admin/Sources", nameof(ArchiveRole.Editor));
            options.Conventions.AuthorizeFolder("/Admin/Subjects", nameof(ArchiveRole.Editor));
            options.Conventions.AuthorizeFolder("/Admin/Audit", nameof(ArchiveRole.Administrator));
            options.Conventions.AuthorizeFolder("/Admin/Users", nameof(ArchiveRole.Administrator));
            options.Conventions.AuthorizeFolder("/Admin/Withdrawals", nameof(ArchiveRole.Administrator));
            options.Conventions.AuthorizeFolder("/Account");
        });
        services.AddRouting(options => options.LowercaseUrls = true);
        return services;
    }

    public static void MapReadingRoom(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/problem/500",
            // A full disk, another writer: no fault of the program, and it says what it is.
            StatusCodeSelector = fault => fault is ArchiveUnavailableException ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        app.Use((context, next) =>
        {
            context.Response.OnStarting(AskAgain, context.Response);
            return next(context);
        });
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments("/fonts")) context.Response.OnStarting(KeepForGood, context.Response);
            return next(context);
        });
        app.Use((context, next) =>
        {
            if (IsDesk(context)) context.Response.OnStarting(KeepFromAll, context.Response);
            return next(context);
        });
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(KeepFromOthers);
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        app.MapOriginals();
        app.MapSuggestions();
        app.MapUploadEvents();
        app.MapAuditExports();
    }

    private static bool IsDesk(HttpContext context) => context.Request.Path.StartsWithSegments("/admin") || context.Request.Path.StartsWithSegments("/account");

    // Caches may keep a tombstone for good if nothing forbids it (RFC 9111, section 4.2.2); it can be taken back, and so can a merge of records.
    private static Task AskAgain(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        if (StringValues.IsNullOrEmpty(headers.CacheControl)) headers.CacheControl = "no-cache";
        return Task.CompletedTask;
    }

    // When the answer starts, for refusals and the ways to sign in are the desk's as well.
    private static Task KeepFromAll(object response)
    {
        var headers = ((HttpResponse)response).Headers;
        (headers.CacheControl, headers.Pragma, headers["X-Robots-Tag"]) = ("no-cache, no-store", "no-cache", "noindex");
        return Task.CompletedTask;
    }

    // What is shown to somebody who signed in is nobody else's.
    private static Task KeepFromOthers(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity is { IsAuthenticated: true }) context.Response.Headers.CacheControl = "private, no-cache, no-store";
        return next(context);
    }

    private static Task KeepForGood(object response)
    {
        // A session that is renewed with the file is its owner's alone.
        if (response is HttpResponse { StatusCode: StatusCodes.Status200OK or StatusCodes.Status304NotModified } answer && StringValues.IsNullOrEmpty(answer.Headers.SetCookie))
            answer.Headers.CacheControl = KeptForGood;
        return Task.CompletedTask;
    }

    /// <summary>A page that only reads answers 405 to everything but GET and HEAD.</summary>
    private sealed class OnlyHandledMethods : IPageApplicationModelConvention
    {
        public void Apply(PageApplicationModel model)
        {
            if (model.HandlerMethods.Count > 0 && model.HandlerMethods.All(handler => handler.HttpMethod == "Get"))
                model.EndpointMetadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
        }
    }
}
