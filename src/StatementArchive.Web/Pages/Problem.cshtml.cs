using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using StatementArchive.Data;

namespace StatementArchive.Web.Pages;

/// <summary>What went wrong, in words. Shown in place of the page that was asked for, whatever the method; at its own address there is nothing.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true)]
public sealed class ProblemModel : PageModel
{
    private IStatusCodeReExecuteFeature? Refused => HttpContext.Features.Get<IStatusCodeReExecuteFeature>();

    public Complaint Complaint => HttpContext.Features.Get<Complaint>() ?? new Complaint([]);

    public int Status { get; private set; }

    /// <summary>Why the database cannot be written or read, in words; <c>null</c> if that is not the reason.</summary>
    public string? Unavailable => (HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error as ArchiveUnavailableException)?.Message;

    public override void OnPageHandlerExecuting(Microsoft.AspNetCore.Mvc.Filters.PageHandlerExecutingContext context)
    {
        var isFailure = HttpContext.Features.Get<IExceptionHandlerFeature>() is not null;
        Status = isFailure || Refused is not null ? Response.StatusCode : StatusCodes.Status404NotFound;
        Response.StatusCode = Status;
    }

    /// <summary>The address that was asked for, without the values that were refused.</summary>
    public string WithoutRefused()
    {
        if (Refused is not { } original) return "/";
        var pairs = QueryHelpers.ParseQuery(original.OriginalQueryString)
            .SelectMany(pair => pair.Value.Select(value => (pair.Key, Value: value ?? ""))).ToList();
        foreach (var refusal in Complaint.Refusals)
        {
            var all = pairs.RemoveAll(pair => Is(pair.Key) && pair.Value == refusal.Value);
            if (all == 0) pairs.RemoveAll(pair => Is(pair.Key));

            bool Is(string name) => name.Equals(refusal.Parameter, StringComparison.OrdinalIgnoreCase);
        }
        return Address(original, pairs);
    }

    /// <summary>The address that was asked for, at another page of its list.</summary>
    public string AtPage(int number)
    {
        if (Refused is not { } original) return "/";
        var query = QueryHelpers.ParseQuery(original.OriginalQueryString);
        query["p"] = new StringValues(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Address(original, query.SelectMany(pair => pair.Value.Select(value => (pair.Key, Value: value ?? ""))));
    }

    private static string Address(IStatusCodeReExecuteFeature original, IEnumerable<(string Key, string Value)> query) =>
        original.OriginalPathBase + original.OriginalPath
        + new QueryBuilder(query.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))).ToQueryString();
}
