using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace StatementArchive.Data.Search;

/// <summary>
/// A query as it was understood → the documents of a segment that it finds, without weighing them: sets of frequent words are kept, and joining two of them
/// takes microseconds. For one thread.
/// </summary>
internal sealed class DocumentSets(IndexSnapshot snapshot, LuceneQueries queries)
{
    private readonly Dictionary<SearchNode, Weight> _weights = new(ReferenceEqualityComparer.Instance);

    /// <summary>What a query finds in a segment; deleted documents too. The set is the caller's.</summary>
    /// <param name="node"><c>null</c> for everything.</param>
    public FixedBitSet Of(SearchNode? node, IndexSnapshot.Segment segment) => node switch
    {
        null => Everything(segment),
        SearchAll all => Of(all, segment),
        SearchAny any => Union(any, segment),
        SearchWithout => Of(new SearchAll([node]), segment),
        SearchDates dates => Of(dates, segment),
        SearchWord word when queries.TermsOf(word) is { } terms => Of(terms, segment),
        _ => Found(node, segment),
    };

    private FixedBitSet Of(SearchAll all, IndexSnapshot.Segment segment)
    {
        FixedBitSet? found = null;
        foreach (var node in all.Nodes.Where(node => node is not SearchWithout))
        {
            if (found is null) found = Of(node, segment);
            else found.And(Of(node, segment));
        }
        found ??= Everything(segment);
        foreach (var without in all.Nodes.OfType<SearchWithout>()) found.AndNot(Of(without.Node, segment));
        return found;
    }

    // A statement's interval meets the range if it ends no earlier than that begins, and begins no later than that ends.
    private static FixedBitSet Of(SearchDates dates, IndexSnapshot.Segment segment)
    {
        var found = new FixedBitSet(segment.Reader.MaxDoc);
        var (from, to) = (dates.From?.DayNumber ?? int.MinValue, dates.To?.DayNumber ?? int.MaxValue);
        var (days, earliest, latest) = (segment.Facts.Days, segment.Facts.Earliest, segment.Facts.Latest);
        for (var doc = 0; doc < days.Length; doc++)
        {
            if (days[doc] != 0 && latest[doc] >= from && earliest[doc] <= to) found.Set(doc);
        }
        return found;
    }

    private FixedBitSet Union(SearchAny any, IndexSnapshot.Segment segment)
    {
        var found = new FixedBitSet(segment.Reader.MaxDoc);
        foreach (var node in any.Nodes) found.Or(Of(node, segment));
        return found;
    }

    private static FixedBitSet Of(IReadOnlyList<Term> terms, IndexSnapshot.Segment segment)
    {
        var found = new FixedBitSet(segment.Reader.MaxDoc);
        foreach (var term in terms) segment.Facts.Frequent.AddTo(found, segment.Reader, term);
        return found;
    }

    private FixedBitSet Found(SearchNode node, IndexSnapshot.Segment segment)
    {
        var found = new FixedBitSet(segment.Reader.MaxDoc);
        if (!_weights.TryGetValue(node, out var weight)) _weights[node] = weight = snapshot.Searcher.CreateNormalizedWeight(queries.Of(node));
        if (weight.GetScorer(segment.Leaf, null) is not { } documents) return found;
        for (var doc = documents.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.NextDoc()) found.Set(doc);
        return found;
    }

    private static FixedBitSet Everything(IndexSnapshot.Segment segment)
    {
        var everything = new FixedBitSet(segment.Reader.MaxDoc);
        everything.Set(0, segment.Reader.MaxDoc);
        return everything;
    }
}

/// <summary>The documents of a segment that hold a word, kept for the most frequent ones. Safe for several threads.</summary>
internal sealed class FrequentWords
{
    // A word in a 32nd of the documents takes as many bytes in a set as in the index.
    private const int LeastShare = 32;

    // At a million statements 125 kB each.
    private const int MostKept = 200;

    private readonly Dictionary<Term, (FixedBitSet Documents, long Used)> _kept = [];
    private readonly Lock _lock = new();
    private long _uses;

    /// <summary>Adds to a set the documents that hold a word.</summary>
    public void AddTo(FixedBitSet found, AtomicReader reader, Term term)
    {
        if (Kept(term) is { } kept)
        {
            found.Or(kept);
            return;
        }
        if (reader.GetTerms(term.Field)?.GetEnumerator() is not { } words || !words.SeekExact(term.Bytes)) return;
        var documents = words.Docs(null, null, DocsFlags.NONE);
        if (words.DocFreq < reader.MaxDoc / LeastShare)
        {
            Add(documents, found);
            return;
        }
        var frequent = new FixedBitSet(reader.MaxDoc);
        Add(documents, frequent);
        Keep(term, frequent);
        found.Or(frequent);
    }

    private FixedBitSet? Kept(Term term)
    {
        lock (_lock)
        {
            if (!_kept.TryGetValue(term, out var kept)) return null;
            _kept[term] = (kept.Documents, ++_uses);
            return kept.Documents;
        }
    }

    private void Keep(Term term, FixedBitSet documents)
    {
        lock (_lock)
        {
            if (_kept.Count >= MostKept) _kept.Remove(_kept.MinBy(kept => kept.Value.Used).Key);
            _kept[term] = (documents, ++_uses);
        }
    }

    private static void Add(DocsEnum documents, FixedBitSet found)
    {
        for (var doc = documents.NextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.NextDoc()) found.Set(doc);
    }
}
