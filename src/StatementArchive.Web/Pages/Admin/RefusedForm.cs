using System.Globalization;

namespace StatementArchive.Web.Pages.Admin;

/// <summary>What somebody sent with a form that was refused: it stands in the form again, so that only what was wrong is typed anew.</summary>
/// <param name="shown">The record that the page shows. What was sent for another, which was merged into it meanwhile, is not filled in.</param>
public sealed class RefusedForm(HttpRequest request, int shown)
{
    /// <summary>What a field shows: what was sent with its form, or else what is stored.</summary>
    /// <param name="handler">The form's.</param>
    public string? Value(string handler, string field, string? stored = null) =>
        request.HasFormContentType
        && string.Equals(request.Query["handler"], handler, StringComparison.OrdinalIgnoreCase)
        && int.TryParse(request.RouteValues["id"]?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id == shown
            ? request.Form[field].ToString()
            : stored;
}
