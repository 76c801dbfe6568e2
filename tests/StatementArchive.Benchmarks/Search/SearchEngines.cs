namespace StatementArchive.Benchmarks.Search;

/// <summary>What is measured side by side, in the order of the tables' columns.</summary>
internal static class SearchEngines
{
    /// <param name="archive">The archive whose statements are found.</param>
    /// <param name="folder">Each engine's files lie in a folder of their own inside, those of the archive beside its database.</param>
    public static IReadOnlyList<ISearchEngine> All(IServiceProvider archive, string folder)
    {
        var rows = new ArchiveRows(archive);
        return
        [
            new ArchiveEngine(archive),
            new Fts5Engine(rows, Path.Combine(folder, "fts5")),
            new LuceneEngine(rows, Path.Combine(folder, "lucene"), isMerged: false),
            new LuceneEngine(rows, Path.Combine(folder, "lucene-merged"), isMerged: true),
        ];
    }
}
