using Lucene.Net.Index;
using Lucene.Net.Util;

namespace StatementArchive.Data.Search;

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
            found.Or(documents);
            return;
        }
        var frequent = new FixedBitSet(reader.MaxDoc);
        frequent.Or(documents);
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
}
