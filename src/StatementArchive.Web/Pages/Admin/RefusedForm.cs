namespace StatementArchive.Web.Pages.Admin;

/// <summary>What somebody sent with a form that was refused: it stands in the form again, so that only what was wrong is typed anew.</summary>
public sealed class RefusedForm(HttpRequest request)
{
    /// <summary>What a field shows: what was sent with its form, or else what is stored.</summary>
    /// <param name="handler">The form's.</param>
    public string? Value(string handler, string field, string? stored = null) =>
        request.HasFormContentType && string.Equals(request.Query["handler"], handler, StringComparison.OrdinalIgnoreCase) ? request.Form[field].ToString() : stored;
}
