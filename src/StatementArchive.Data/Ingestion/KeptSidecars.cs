using System.Text;
using System.Text.Json;
using StatementArchive.Data.Model;

namespace StatementArchive.Data.Ingestion;

/// <summary>What a migration reads in the sidecars of articles that were taken in before the archive could use all of it.</summary>
internal static class KeptSidecars
{
    /// <summary>The subjects of a sidecar, each once, as a JSON array of <c>name</c>, <c>key</c>, <c>slug</c> and, for where that is given away, <c>markedSlug</c>.</summary>
    public static string SubjectsOf(string sidecar) => JsonSerializer.Serialize(
        Sidecar.Read(Encoding.UTF8.GetBytes(sidecar)).Subjects.DistinctBy(INamedRecord.KeyOf).Select(name => new Named(name, INamedRecord.KeyOf(name), RecordSlugs.OfSubject(name)[0], RecordSlugs.OfSubject(name)[^1])),
        JsonSerializerOptions.Web);

    private sealed record Named(string Name, string Key, string Slug, string MarkedSlug);
}
