using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;
using StatementArchive.Data;

namespace StatementArchive.Web.Pages.Admin.Uploads;

/// <summary>
/// Reads the one form that may be large, before anything else asks for its fields: files go to temporary files as they come, and what exceeds the
/// archive's limits, or what the disk does not hold, is answered in words. Whoever sends it is known to be a contributor by then.
/// </summary>
internal sealed class UploadForm(IOptions<ArchiveOptions> options, ILogger<UploadForm> log) : IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>Longest text that is pasted, in characters; a longer one is handed in as a file.</summary>
    public const int LongestText = 4 * 1024 * 1024;

    private const int MostFields = 64;

    // Before the token of the form is looked for.
    public int Order => 900;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var request = context.HttpContext.Request;
        if (!request.HasFormContentType) return;
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = options.Value.UploadBytes;
        var form = new FormFeature(request, new FormOptions
        {
            ValueCountLimit = options.Value.UploadFiles + MostFields,
            ValueLengthLimit = LongestText,
            MultipartBodyLengthLimit = options.Value.UploadBytes,
        });
        context.HttpContext.Features.Set<IFormFeature>(form);
        try
        {
            await form.ReadFormAsync(context.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException e)
        {
            Refuse(context, e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge : "The request ended before the form was whole.");
        }
        catch (InvalidDataException)
        {
            Refuse(context, StatusCodes.Status413PayloadTooLarge, TooLarge);
        }
        catch (IOException e)
        {
            log.LogError(e, "A form with files could not be kept");
            Refuse(context, StatusCodes.Status507InsufficientStorage, "The server could not keep what you sent: the disk for temporary files is full or cannot be written. Nothing was taken in; please try again later.");
        }
    }

    private string TooLarge => string.Create(CultureInfo.InvariantCulture, $"At once at most {options.Value.UploadFiles:N0} files of together {Words.Size(options.Value.UploadBytes)} can be handed in, and a pasted text of {LongestText:N0} characters. Nothing was taken in.");

    private static void Refuse(AuthorizationFilterContext context, int status, string words)
    {
        context.HttpContext.Features.Set(new Complaint([], Words: words));
        context.Result = new StatusCodeResult(status);
    }
}
