using Lucene.Net.Index;
using Lucene.Net.Search;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Queries;
using AuthorKind = StatementArchive.Parsing.AuthorKind;

namespace StatementArchive.Data.Search;

/// <summary>What a suggestion leads to.</summary>
public enum SuggestionKind
{
    Person,
    Organisation,
    Statement,
}

/// <summary>Something in the archive that is called as somebody types.</summary>
/// <param name="Text">The author's name, or the statement's title or heading.</param>
/// <param name="FoundAs">The form of the name that has what was typed, if the name itself does not.</param>
public sealed record SearchSuggestion(SuggestionKind Kind, string Slug, string Text, string? FoundAs);

/// <summary>Suggests, while somebody types, authors by their names and statements by their titles.</summary>
public sealed class SearchSuggestions(ArchiveContext db, StatementIndex index, KnownNames names)
{
    /// <summary>Most suggestions of one answer.</summary>
    public const int Most = 8;

    // Where there are titles as well, so many places are for names.
    private const int PlacesForNames = 5;

    // Some may turn out not to be public.
    private const int MostLookedUp = 24;

    // Fewer letters begin too many titles.
    private const int ShortestInTitles = 2;

    /// <summary>Names and titles in which each word that was typed begins a word; of titles, those before the last are whole. Authors first, then the newest statements.</summary>
    public async Task<IReadOnlyList<SearchSuggestion>> OfAsync(string typed, CancellationToken cancellation)
    {
        var words = WordForms.Of(typed).Select(word => word.Key).ToList();
        if (words.Count == 0) return [];
        var authors = await AuthorsAsync(words, cancellation);
        var statements = await StatementsAsync(words, cancellation);
        return [.. authors.Take(Math.Max(PlacesForNames, Most - statements.Count)).Concat(statements).Take(Most)];
    }

    private async Task<IReadOnlyList<SearchSuggestion>> AuthorsAsync(List<string> words, CancellationToken cancellation)
    {
        await names.FollowAsync(db, cancellation);
        if (names.Beginning(words, MostLookedUp) is not { Count: > 0 } known) return [];
        return
        [
            .. (await KnownNames.PublicAsync(db, known, cancellation)).DistinctBy(name => name.AuthorId).Take(Most).Select(name => new SearchSuggestion(
                name.Kind == AuthorKind.Person ? SuggestionKind.Person : SuggestionKind.Organisation, name.Slug, name.Name, HasAll(name.Name) ? null : name.Form)),
        ];

        bool HasAll(string name)
        {
            var own = WordForms.Of(name);
            return words.All(word => own.Any(one => one.Key.StartsWith(word, StringComparison.Ordinal)));
        }
    }

    private async Task<IReadOnlyList<SearchSuggestion>> StatementsAsync(List<string> words, CancellationToken cancellation)
    {
        if (words[^1].Length < ShortestInTitles) return [];
        IReadOnlyList<int> ids;
        try
        {
            using var snapshot = index.Take();
            if (snapshot is null) return [];
            ids = Titled(snapshot, words);
        }
        catch (Exception e) when (StatementIndex.IsDamage(e))
        {
            index.TellDamage(e);
            return [];
        }
        var found = await db.PublicStatements().AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.Id)).Select(s => new { s.Id, s.Slug, Title = s.Title ?? s.Heading }).ToDictionaryAsync(s => s.Id, cancellation);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id]).DistinctBy(s => s.Title).Take(Most).Select(s => new SearchSuggestion(SuggestionKind.Statement, s.Slug, s.Title ?? "", null))];
    }

    private static IReadOnlyList<int> Titled(IndexSnapshot snapshot, List<string> words)
    {
        var query = new BooleanQuery(disableCoord: true);
        foreach (var word in words.SkipLast(1)) query.Add(new TermQuery(new Term(IndexFields.Title, word)), Occur.MUST);
        query.Add(new PrefixQuery(new Term(IndexFields.Title, words[^1])) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE }, Occur.MUST);
        var collector = new NewestCollector(snapshot);
        snapshot.Searcher.Search(query, collector);
        return collector.Newest();
    }

    /// <summary>Keeps the newest of what is found. Where statements lie newest first it stops as soon as it has enough; elsewhere it gives up after a while.</summary>
    private sealed class NewestCollector(IndexSnapshot snapshot) : ICollector
    {
        private const int MostOfSegment = 20_000;

        private readonly List<(int Day, long Place, int Id)> _found = [];
        private SegmentFacts _facts = null!;
        private int _left;

        public bool AcceptsDocsOutOfOrder => false;

        public void SetScorer(Scorer scorer)
        {
        }

        public void SetNextReader(AtomicReaderContext context)
        {
            _facts = snapshot.Segments[context.Ord].Facts;
            _left = _facts.IsNewestFirst ? MostLookedUp : MostOfSegment;
        }

        public void Collect(int doc)
        {
            if (_left-- == 0) throw new CollectionTerminatedException();
            _found.Add((_facts.Days[doc], _facts.Places[doc], _facts.Ids[doc]));
        }

        public IReadOnlyList<int> Newest() => [.. _found.OrderDescending().Take(MostLookedUp).Select(one => one.Id)];
    }
}
