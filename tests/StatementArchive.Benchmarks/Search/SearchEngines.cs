namespace StatementArchive.Benchmarks.Search;

/// <summary>What is measured side by side, in the order of the tables' columns.</summary>
internal static class SearchEngines
{
    /// <param name="rows">The archive whose statements are found.</param>
    /// <param name="folder">Each engine's files lie in a folder of their own inside.</param>
    public static IReadOnlyList<ISearchEngine> All(ArchiveRows rows, string folder) =>
    [
        new Fts5Engine(rows, Path.Combine(folder, "fts5")),
        new LuceneEngine(rows, Path.Combine(folder, "lucene"), isMerged: false),
        new LuceneEngine(rows, Path.Combine(folder, "lucene-merged"), isMerged: true),
    ];
}
