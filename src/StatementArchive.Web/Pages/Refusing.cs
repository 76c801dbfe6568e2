using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Data.Queries;

namespace StatementArchive.Web.Pages;

/// <summary>What the page of a refusal says, left by the page that refused.</summary>
/// <param name="Refusals">The values that were refused.</param>
/// <param name="LastPage">The last page of the list whose end the address is beyond; else <c>null</c>.</param>
/// <param name="Words">What there is to say of it, where the status does not say it; else <c>null</c>.</param>
public sealed record Complaint(IReadOnlyList<Refusal> Refusals, int? LastPage = null, string? Words = null);

/// <summary>Answers that say what was wrong with a request.</summary>
public static class Refusing
{
    /// <summary>400, with every value that was refused and what is expected instead.</summary>
    public static IActionResult Refused(this PageModel page, IReadOnlyList<Refusal> refusals)
    {
        page.HttpContext.Features.Set(new Complaint(refusals));
        return new StatusCodeResult(StatusCodes.Status400BadRequest);
    }

    /// <summary>404: the list is shorter now than the address says.</summary>
    public static IActionResult BeyondLast<T>(this PageModel page, PageOf<T> list)
    {
        page.HttpContext.Features.Set(new Complaint([], list.Last));
        return new StatusCodeResult(StatusCodes.Status404NotFound);
    }
}
