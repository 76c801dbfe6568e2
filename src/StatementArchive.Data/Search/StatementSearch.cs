using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using StatementArchive.Data.Queries;

namespace StatementArchive.Data.Search;

/// <summary>What is to be found.</summary>
/// <param name="Root">The query; <c>null</c> for everything that the filter lets through.</param>
/// <param name="FormsOff">Keys of name forms that are not to be added to the query.</param>
/// <param name="Skip">Hits before the page.</param>
public sealed record SearchRequest(SearchNode? Root, StatementFilter Filter, SearchOrder Order, int Skip, int Take, IReadOnlySet<string> FormsOff, bool WithFacets = true)
{
    /// <summary>Hits that can be looked through; who needs more narrows the query down, or exports.</summary>
    public const int Deepest = 10_000;
}

/// <summary>A page of what was found, by the numbers of statements.</summary>
/// <param name="Sought">For marking what was meant.</param>
public sealed record SearchPage(
    IReadOnlyList<(int Id, float Score)> Hits, int Total, SearchFacets Facets, IReadOnlyList<AddedForm> Forms, SearchedWords Sought, IndexState State);

/// <summary>How many hits have each value: by number of the record, by the language's tag, by year, by month (year * 12 + month - 1).</summary>
public sealed record SearchFacets(
    TallyDictionary Authors, TallyDictionary Organisations, TallyDictionary Sources,
    IReadOnlyDictionary<string, int> Languages, TallyDictionary Subjects, TallyDictionary Years, TallyDictionary Months)
{
    public static SearchFacets None { get; } = new(TallyDictionary.Empty, TallyDictionary.Empty, TallyDictionary.Empty, new Dictionary<string, int>(), TallyDictionary.Empty, TallyDictionary.Empty, TallyDictionary.Empty);
}

/// <summary>Searches the index.</summary>
public sealed class StatementSearch(ArchiveContext db, StatementIndex index)
{
    private const int FewInWhole = 32;

    /// <summary>Finds a page.</summary>
    /// <param name="chosen">The facets' values as numbers of records.</param>
    public async Task<SearchPage> FindAsync(SearchRequest request, ChosenFacets chosen, CancellationToken cancellation)
    {
        var state = await index.KeepUpAsync(cancellation);
        var (root, forms) = await NameForms.ExpandAsync(db, request.Root, request.FormsOff, cancellation);
        try
        {
            using var snapshot = index.Take();
            if (snapshot is null) return new SearchPage([], 0, SearchFacets.None, forms, new SearchedWords(root, []), state with { Missing = Math.Max(1, state.Missing) });
            var sought = new SearchedWords(root, snapshot.Languages);
            var (hits, total, facets) = Find(snapshot, root, request, chosen);
            return new SearchPage(hits, total, facets, forms, sought, state);
        }
        catch (Exception e) when (StatementIndex.IsDamage(e))
        {
            index.TellDamage(e);
            return new SearchPage([], 0, SearchFacets.None, forms, new SearchedWords(root, []), await index.StateAsync(cancellation));
        }
    }

    /// <summary>How many public statements there are of each author, organisation, source and subject, as the index knows them.</summary>
    public async Task<(SearchFacets Counts, IndexState State)> CountsAsync(CancellationToken cancellation)
    {
        var page = await FindAsync(new SearchRequest(null, StatementFilter.Everything, SearchOrder.Newest, 0, 0, new HashSet<string>()), ChosenFacets.None, cancellation);
        return (page.Facets, page.State);
    }

    /// <summary>What a search means in a text that it found: its words, and the other forms of the names in it.</summary>
    /// <param name="formsOff">Keys of name forms that are not meant.</param>
    public async Task<SearchedWords> SoughtAsync(string query, IReadOnlyCollection<string> formsOff, CancellationToken cancellation)
    {
        var (root, _) = await NameForms.ExpandAsync(db, SearchQuery.Read(query).Root, formsOff.ToHashSet(), cancellation);
        return new SearchedWords(root, index.Languages);
    }

    private static (IReadOnlyList<(int, float)> Hits, int Total, SearchFacets Facets) Find(IndexSnapshot snapshot, SearchNode? root, SearchRequest request, ChosenFacets chosen)
    {
        var dates = request.Filter.From is null && request.Filter.To is null ? null : new SearchDates(request.Filter.From, request.Filter.To);
        var node = root is null ? dates : dates is null ? root : new SearchAll([root, dates]);
        var wanted = Math.Min(request.Skip + request.Take, SearchRequest.Deepest);
        var (hits, first) = First(snapshot, node, new FacetFilter(chosen), node is null && request.Order == SearchOrder.Relevance ? SearchOrder.Newest : request.Order, wanted);
        var page = first.Skip(request.Skip).Select(hit => (hit.Id, hit.Score)).ToList();
        if (!request.WithFacets) return (page, hits.Total, SearchFacets.None);
        var counts = FacetCounts.Of(snapshot, hits);
        return (page, hits.Total, new SearchFacets(
            counts.Of(FacetKind.Author), counts.Of(FacetKind.Organisation), counts.Of(FacetKind.Source), counts.Languages, counts.Of(FacetKind.Subject), counts.Years, counts.Months));
    }

    private static (HitSets Hits, IReadOnlyList<Hit> First) First(IndexSnapshot snapshot, SearchNode? node, FacetFilter filter, SearchOrder order, int wanted)
    {
        var queries = new LuceneQueries(snapshot.Languages);
        var first = new FirstHits(order, wanted);
        // What is costly to find, phrases above all, is found and weighed in one go.
        if (node is not null && order == SearchOrder.Relevance && !queries.HasOtherForms(node))
        {
            var fits = new FoundAndFits(snapshot, filter, first);
            snapshot.Searcher.Search(queries.Of(node), fits);
            return (HitSets.Of(snapshot, fits.Found, filter), first.InOrder());
        }
        var sets = new DocumentSets(snapshot, queries);
        var hits = HitSets.Of(snapshot, [.. snapshot.Segments.Select(segment => Living(sets.Of(node, segment), segment))], filter);
        if (node is not null && order == SearchOrder.Relevance) return (hits, BestOf(snapshot, node, queries, hits, wanted));
        for (var at = 0; at < snapshot.Segments.Count; at++) first.Offer(hits.All[at], snapshot.Segments[at].Facts);
        return (hits, first.InOrder());
    }

    // First what has the words as they were typed, then what has other forms of them.
    private static IReadOnlyList<Hit> BestOf(IndexSnapshot snapshot, SearchNode node, LuceneQueries queries, HitSets hits, int wanted)
    {
        var first = new FirstHits(SearchOrder.Relevance, wanted);
        snapshot.Searcher.Search(Among(new LuceneQueries([]).Of(node)), new BestFits(snapshot, hits.All, new HashSet<int>(), first));
        var typed = first.InOrder();
        if (typed.Count == wanted || typed.Count == hits.Total) return typed;
        var others = new FirstHits(SearchOrder.Relevance, wanted - typed.Count);
        snapshot.Searcher.Search(Among(queries.Of(node)), new BestFits(snapshot, hits.All, typed.Select(hit => hit.Id).ToHashSet(), others));
        return [.. typed, .. others.InOrder()];

        // Where filters leave little, it is quicker to go from one of these to the next than through all that has the words.
        Query Among(Query query) => hits.Total < snapshot.Statements / FewInWhole ? new FilteredQuery(query, new SetsFilter(hits.All), FilteredQuery.LEAP_FROG_FILTER_FIRST_STRATEGY) : query;
    }

    /// <summary>Lets documents of some sets through.</summary>
    private sealed class SetsFilter(FixedBitSet[] sets) : Filter
    {
        public override DocIdSet GetDocIdSet(AtomicReaderContext context, IBits acceptDocs) => sets[context.Ord];
    }

    private static FixedBitSet Living(FixedBitSet documents, IndexSnapshot.Segment segment)
    {
        if (segment.Reader.LiveDocs is not { } living) return documents;
        var found = documents.GetIterator();
        for (var doc = found.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = found.NextDoc())
        {
            if (!living.Get(doc)) documents.Clear(doc);
        }
        return documents;
    }
}
