namespace StatementArchive.Benchmarks.Search;

/// <summary>What is measured: a way to find statements.</summary>
internal interface ISearchEngine : IDisposable
{
    string Name { get; }

    /// <summary>Builds the index and closes it.</summary>
    Task BuildAsync();

    /// <summary>Opens the index that was built, in this process or in another. To be called before any question.</summary>
    void Open();

    /// <summary>Bytes on the disk of the built index with all that lies beside it.</summary>
    long Size { get; }

    /// <summary>Those of <see cref="Size"/> that are texts, kept for snippets.</summary>
    long SizeOfTexts { get; }

    /// <summary>Whether it counts facets; if not, it is not asked questions that want them.</summary>
    bool CountsFacets { get; }

    /// <summary>Whether it also finds what the others do not, by design: then it is only held to find no less.</summary>
    bool FindsMore { get; }

    /// <summary>Answers with one page; from any thread, several at once.</summary>
    SearchAnswer Run(SearchQuestion question);

    /// <summary>The number of hits. Not measured: it is for comparing engines.</summary>
    int Count(SearchQuestion question);
}

/// <summary>A page of hits.</summary>
/// <param name="Total">The number of hits, <c>null</c> unless facets were wanted.</param>
/// <param name="Facets">By facet, the most frequent values with their counts, at most <see cref="SearchQuestion.FacetValues"/>, the most frequent first.</param>
internal sealed record SearchAnswer(IReadOnlyList<SearchHit> Hits, int? Total = null, IReadOnlyDictionary<SearchedFacet, IReadOnlyList<(string Value, int Count)>>? Facets = null);

/// <param name="Statement">Its number in the archive's database.</param>
internal sealed record SearchHit(int Statement, string Snippet);

internal enum SearchedFacet
{
    Author,
    Organisation,
    Source,
    Language,
    Year,
}
