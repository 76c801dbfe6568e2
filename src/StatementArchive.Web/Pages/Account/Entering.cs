using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StatementArchive.Web.Accounts;

namespace StatementArchive.Web.Pages.Account;

/// <summary>What the pages that let somebody in have in common.</summary>
internal static class Entering
{
    /// <summary>A path of this site, whatever an address said; the desk if it said nothing or another site.</summary>
    public static string Local(this PageModel page, string? returnUrl) => page.Url.IsLocalUrl(returnUrl) ? returnUrl : "/admin";

    /// <summary>What to say of a try that failed; sets the answer's status.</summary>
    public static string Refusal(this PageModel page, SignInOutcome outcome, string ifWrong)
    {
        if (outcome is not SignInOutcome.TooMany { Wait: var wait })
        {
            page.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return ifWrong;
        }
        page.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        page.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return DeskSignIn.Sentence(wait);
    }
}
