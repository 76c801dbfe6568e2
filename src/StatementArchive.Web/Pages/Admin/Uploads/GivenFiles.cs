using System.Globalization;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Uploads;
using StatementArchive.Web.Cli;

namespace StatementArchive.Web.Pages.Admin.Uploads;

/// <summary>
/// The files of a form on their way into the queue: a sidecar goes with the file beside it, as on the command line, and each file that cannot be
/// taken in is refused by itself.
/// </summary>
/// <param name="facts">What the form says of all of them; it fills what a sidecar leaves open.</param>
/// <param name="largest">Largest file, in bytes.</param>
internal sealed class GivenFiles(IReadOnlyList<IFormFile> files, UploadFacts facts, long largest)
{
    // In UTF-16 code units; names that others chose stand in it.
    private const int LongestReason = 2_000;

    // Browsers name a file of a folder with its folders; what was chosen alone lies beside what else was.
    private readonly Dictionary<string, Folder> _folders = files.GroupBy(file => GivenFileName.Split(file.FileName).Folder).ToDictionary(of => of.Key, of => new Folder([.. of]));

    /// <summary>All but the sidecars that describe one of them, in the order in which they were given.</summary>
    public async Task<IReadOnlyList<IncomingUpload>> ReadAsync(CancellationToken cancellation)
    {
        List<IncomingUpload> incoming = [];
        // A field for files that was left alone is sent as a file without name and bytes.
        foreach (var file in files.Where(file => file.FileName.Length > 0 || file.Length > 0))
        {
            if (await ReadAsync(file, cancellation) is { } one) incoming.Add(one);
        }
        return incoming;
    }

    private async Task<IncomingUpload?> ReadAsync(IFormFile file, CancellationToken cancellation)
    {
        var shown = GivenFileName.ToShow(file.FileName);
        var (folder, name) = GivenFileName.Split(file.FileName);
        try
        {
            if (SidecarNames.IsSidecar(name)) return _folders[folder].Describes(name) ? null : throw new RejectedSubmissionException("This sidecar describes no file that was handed in with it.");
            if (file.Length == 0) throw new RejectedSubmissionException("The file is empty.");
            if (file.Length > largest) throw new RejectedSubmissionException(string.Create(CultureInfo.InvariantCulture, $"The file is larger than {largest:N0} bytes, the most that is taken in."));
            var sidecar = _folders[folder].SidecarOf(name) is { } beside ? await ReadSidecarAsync(beside, cancellation) : null;
            return new IncomingUpload.Document(UploadKind.File, shown, file.Length, file.OpenReadStream) { Sidecar = sidecar?.Text };
        }
        catch (RejectedSubmissionException e)
        {
            return new IncomingUpload.Refused(shown, file.Length, Words.Cut(Printable.Line(e.Message), LongestReason));
        }
    }

    private async Task<Sidecar> ReadSidecarAsync(IFormFile file, CancellationToken cancellation)
    {
        // One byte more than is read shows that it is too large.
        var bytes = new byte[Math.Min(file.Length, Sidecar.LargestFile + 1)];
        await using var stream = file.OpenReadStream();
        await stream.ReadExactlyAsync(bytes, cancellation);
        try
        {
            return facts.Fill(Sidecar.Read(bytes));
        }
        catch (RejectedSubmissionException e)
        {
            throw new RejectedSubmissionException($"{GivenFileName.ToShow(file.FileName)}: {e.Message} The file beside it was not taken in either; hand both in again.");
        }
    }

    private sealed class Folder
    {
        private readonly ILookup<string, IFormFile> _byName;
        private readonly SidecarNames _sidecars;

        public Folder(IReadOnlyList<IFormFile> files)
        {
            _byName = files.ToLookup(file => WithPlainEnding(GivenFileName.Split(file.FileName).Name));
            _sidecars = new SidecarNames(_byName.Contains, () => _byName.Select(of => of.Key));
        }

        public bool Describes(string sidecar) => _sidecars.HasDocumentOf(sidecar);

        /// <exception cref="RejectedSubmissionException">It cannot be told which one it is.</exception>
        public IFormFile? SidecarOf(string name)
        {
            var (sidecar, problem) = _sidecars.Of(name);
            if (problem is not null) throw new RejectedSubmissionException(problem);
            if (sidecar is null) return null;
            // Files of several folders that a browser names without them.
            if (_byName[name].Skip(1).Any() || _byName[sidecar].Skip(1).Any()) throw new RejectedSubmissionException("Several files or sidecars of this name were handed in at once; which belong together cannot be told. Hand each in with its own.");
            return _byName[sidecar].Single();
        }

        private static string WithPlainEnding(string name) => SidecarNames.IsSidecar(name) ? name[..^SidecarNames.Ending.Length] + SidecarNames.Ending : name;
    }
}
