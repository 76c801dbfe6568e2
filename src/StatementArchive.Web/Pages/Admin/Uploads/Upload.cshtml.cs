using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Uploads;
using StatementArchive.Web.Cli;

namespace StatementArchive.Web.Pages.Admin.Uploads;

/// <summary>Hands files, a text or an address in, with the facts that hold for all of them.</summary>
[TypeFilter<UploadForm>]
public sealed class UploadModel(UploadDesk desk, IOptions<ArchiveOptions> options) : PageModel
{
    private const int LongestTextName = 80;

    public ArchiveOptions Limits => options.Value;

    public UploadFacts Facts { get; private set; } = new();

    public string? Address { get; private set; }

    public string? Text { get; private set; }

    public bool IsHtml { get; private set; }

    /// <summary>What is wrong, by the name of the field; the words go on behind its label.</summary>
    public IReadOnlyDictionary<string, string> Faults { get; private set; } = new Dictionary<string, string>();

    /// <summary>Why nothing was taken in, where no field is to blame; <c>null</c> for no reason.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether files came with what was refused: a browser does not choose them again by itself.</summary>
    public bool HadFiles => Request.HasFormContentType && Request.Form.Files.Any(file => file.FileName.Length > 0);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(string? address, string? text, bool isHtml, CancellationToken cancellation)
    {
        (Address, Text, IsHtml) = (address?.Trim(), text, isHtml);
        Facts = GivenFacts(Request.Form);
        var faults = Facts.Faults().ToDictionary(fault => fault.Key, fault => fault.Fault);
        if (!string.IsNullOrEmpty(Address) && GivenValues.FaultOfUrl(Address) is { } fault) faults["address"] = fault;
        Faults = faults;
        if (faults.Count > 0 || !ModelState.IsValid) return Again(StatusCodes.Status400BadRequest, "Something in the form is not as it has to be. Nothing was taken in.");
        List<IncomingUpload> incoming = [.. await new GivenFiles(Request.Form.Files, Facts, Limits.LargestFile).ReadAsync(cancellation), .. Typed()];
        if (incoming.Count == 0) return Again(StatusCodes.Status400BadRequest, "Choose files, paste a text or give an address.");
        try
        {
            await desk.HandInAsync(User.Id()!.Value, incoming, Facts.ToYaml(), cancellation);
            return Redirect("/admin/uploads");
        }
        catch (TooManyUploadsException e)
        {
            return Again(StatusCodes.Status429TooManyRequests, $"{e.Message} Nothing was taken in.");
        }
        catch (ArchiveUnavailableException e)
        {
            return Again(StatusCodes.Status507InsufficientStorage, $"{e.Message} Nothing was taken in; please try again later.");
        }
    }

    private PageResult Again(int status, string problem)
    {
        Problem = problem;
        return new PageResult { StatusCode = status };
    }

    private IEnumerable<IncomingUpload> Typed()
    {
        if (!string.IsNullOrWhiteSpace(Text))
        {
            var bytes = Encoding.UTF8.GetBytes(Text);
            yield return new IncomingUpload.Document(UploadKind.Text, NameOf(Text), bytes.Length, () => new MemoryStream(bytes, writable: false)) { IsHtml = IsHtml };
        }
        if (!string.IsNullOrEmpty(Address)) yield return new IncomingUpload.Address(Address, Words.Cut(Printable.Line(Address), Upload.LongestName - 1));
    }

    // Its first words.
    private static string NameOf(string text)
    {
        var trimmed = text.Trim();
        var words = Printable.Line(trimmed[..Math.Min(trimmed.Length, 4 * LongestTextName)]).Split(default(char[]), StringSplitOptions.RemoveEmptyEntries);
        return Words.Cut(string.Join(' ', words), LongestTextName);
    }

    private static UploadFacts GivenFacts(IFormCollection form) => new()
    {
        Source = Given(form, "source"),
        Url = Given(form, "url"),
        Published = GivenDate.Edtf(Given(form, "published")),
        Captured = GivenDate.Edtf(Given(form, "captured")),
        Licence = Given(form, "licence"),
        Language = GivenLanguage.Tag(Given(form, "language")),
        Subjects = form["subjects"].ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        Note = Given(form, "note"),
    };

    private static string? Given(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } value ? value : null;
}
