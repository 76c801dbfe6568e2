namespace StatementArchive.Data.Ingestion;

/// <summary>
/// Which sidecar describes which document, by the names of files that lie beside each other. The sidecar of <c>a.txt</c> is <c>a.txt.meta.yaml</c>,
/// or <c>a.meta.yaml</c> if no other document beside it is named <c>a</c>.
/// </summary>
/// <param name="exists">Whether a file of this name is among them.</param>
/// <param name="names">All of their names; asked for once, and only if somebody needs them.</param>
public sealed class SidecarNames(Func<string, bool> exists, Func<IEnumerable<string>> names)
{
    public const string Ending = ".meta.yaml";

    private readonly Lazy<ILookup<string, string>> _byStem = new(() => names().Where(name => !IsSidecar(name)).Order(StringComparer.Ordinal).ToLookup(name => Path.GetFileNameWithoutExtension(name)));

    public static bool IsSidecar(string name) => name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name of a document's sidecar, <c>null</c> if it has none; or why it cannot be told, in words.</summary>
    public (string? Sidecar, string? Problem) Of(string name)
    {
        if (name.EndsWith(".meta.yml", StringComparison.OrdinalIgnoreCase)) return (null, $"The names of sidecars end in {Ending}.");
        var stem = Path.GetFileNameWithoutExtension(name);
        var (whole, brief) = (name + Ending, stem + Ending);
        if (whole == brief || !exists(brief) || Has(stem)) return (exists(whole) ? whole : null, null);
        if (exists(whole)) return (null, $"It has two sidecars, {whole} and {brief}; keep one.");
        // Those whose names differ from its own in the last ending at most.
        return _byStem.Value[stem].ToList() is { Count: > 1 } several
            ? (null, $"The sidecar {brief} could describe {string.Join(" or ", several)}; name it after one of them, as in {whole}.")
            : (brief, null);
    }

    /// <summary>Whether a sidecar lies beside a document that it could describe.</summary>
    public bool HasDocumentOf(string sidecar)
    {
        var named = sidecar[..^Ending.Length];
        return Has(named) || _byStem.Value[named].Any();
    }

    private bool Has(string name) => _byStem.Value[Path.GetFileNameWithoutExtension(name)].Contains(name);
}
