using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using StatementArchive.Data.Queries;

namespace StatementArchive.Data.Search;

/// <summary>
/// Other spellings of a search that found little: words that the archive hardly has give way to like ones that it has, and misspelt names to names. What is
/// proposed leaves the rest of the query as it was understood, and was tried: it finds more.
/// </summary>
public sealed class Respellings(ArchiveContext db, StatementIndex index, StatementSearch search, KnownNames names)
{
    /// <summary>A search that found fewer statements than these may be misspelt.</summary>
    public const int Few = 5;

    /// <summary>Most spellings that are proposed.</summary>
    public const int Most = 3;

    /// <summary>Most words of a search for which any are proposed.</summary>
    public const int MostWords = 40;

    // What it costs at most, however long the search is: so many words put right at once, spellings of each, runs of words that may be a name, names, and spellings tried.
    private const int MostWrong = 3;
    private const int MostOfWord = 5;
    private const int MostRuns = 8;
    private const int MostNames = 3;
    private const int MostTried = 6;
    private const int LongestNameInWords = 5;
    private const int LongestWord = 40;

    // A word of one statement in so many is rare.
    private const int OneIn = 2_000;

    // A word that the archive has is put right only if the other one is so many times as frequent.
    private const int TimesAsFrequent = 3;

    // Words of at most so many letters may differ in one letter, longer ones in two.
    private const int ShortWord = 3;
    private const int MostEditsOfName = 4;

    // What a wrong letter, and a wrong first one, weigh against frequency, as a natural logarithm: four hundred times, seven times.
    private const double EditWeight = 6;
    private const double FirstLetterWeight = 2;

    // Longer texts are not searched for how a word is written.
    private const int LongestText = 200_000;
    private const int TextsRead = 5;

    // A word in small letters counts as much as so many with large ones.
    private const int SmallLettersCount = 5;

    private readonly Stems _stems = new();

    /// <summary>Queries to type instead, the likeliest first; none if enough was found.</summary>
    /// <param name="found">The first page of what the filter finds.</param>
    public async Task<IReadOnlyList<string>> OfAsync(StatementFilter filter, Listing found, CancellationToken cancellation)
    {
        if (found.List.Total >= Few || found.Query is not { Root: { } root } query) return [];
        try
        {
            using var snapshot = index.Take();
            if (snapshot is null) return [];
            var places = Places(root).Take(MostWords + 1).ToList();
            if (places.Count > MostWords) return [];
            var rare = places.Where(place => IsRare(snapshot, place)).ToList();
            if (rare.Count == 0) return [];
            var proposals = (await NamesAsync(root, rare, cancellation)).ToAsyncEnumerable().Concat(WordsAsync(snapshot, root, rare, cancellation));
            var spellings = new List<string>();
            // What differs in case alone finds the same.
            var seen = new HashSet<string> { WordForms.Fold(query.UnderstoodAs) };
            await foreach (var proposal in proposals.Take(MostTried).WithCancellation(cancellation))
            {
                var spelling = SearchQuery.Spelled(proposal);
                // What would be read as something else is no spelling of it.
                if (spelling.Length > SearchQuery.Longest || !seen.Add(WordForms.Fold(spelling)) || SearchQuery.Read(spelling) is not { Notes.Count: 0, Root: { } read } again || again.UnderstoodAs != spelling) continue;
                var request = new SearchRequest(read, filter, SearchOrder.Newest, 0, 0, filter.FormsOff.ToHashSet(), WithFacets: false);
                if ((await search.FindAsync(request, found.Chosen, cancellation)).Total > found.List.Total) spellings.Add(spelling);
                if (spellings.Count == Most) break;
            }
            return spellings;
        }
        catch (Exception e) when (StatementIndex.IsDamage(e))
        {
            index.TellDamage(e);
            return [];
        }
    }

    /// <summary>A word in a part of the query that can be spelled otherwise.</summary>
    /// <param name="Node">The part; its identity counts.</param>
    /// <param name="Text">Of the part.</param>
    private sealed record Place(SearchNode Node, SearchField Field, string Text, WordForm Word)
    {
        /// <summary>Statements that have the word, about.</summary>
        public int Frequency { get; set; }

        public int MostEdits => Word.Key.Length <= ShortWord ? 1 : 2;
    }

    /// <param name="Key">Folded; <c>null</c> to leave the word as it is.</param>
    private sealed record Candidate(string? Key, double Weight);

    // What must not be there is not put right, and neither are languages, which are no words.
    private static IEnumerable<Place> Places(SearchNode node) => node switch
    {
        SearchAll all => all.Nodes.SelectMany(Places),
        SearchAny any => any.Nodes.SelectMany(Places),
        SearchWord { IsPrefix: false, Field: not SearchField.Language } word => WordForms.Of(word.Text).Select(form => new Place(node, word.Field, word.Text, form)),
        SearchPhrase { Field: not SearchField.Language } phrase => WordForms.Of(phrase.Text).Select(form => new Place(node, phrase.Field, phrase.Text, form)),
        _ => [],
    };

    private bool IsRare(IndexSnapshot snapshot, Place place)
    {
        var key = place.Word.Key;
        if (key.Length is < 2 or > LongestWord || key.Any(char.IsDigit)) return false;
        var reader = snapshot.Searcher.IndexReader;
        place.Frequency = reader.DocFreq(new Term(LuceneQueries.NameOf(place.Field), key));
        if (place is { Field: SearchField.Anywhere, Node: SearchWord })
            place.Frequency = snapshot.Languages.Select(language => reader.DocFreq(new Term(IndexFields.Stem, _stems.Of(place.Word, language)))).Append(place.Frequency).Max();
        return place.Frequency < Math.Max(Few, snapshot.Statements / OneIn);
    }

    private async Task<IReadOnlyList<SearchNode>> NamesAsync(SearchNode root, List<Place> rare, CancellationToken cancellation)
    {
        var proposals = new List<SearchNode>();
        var runs = Runs(root, rare).Take(MostRuns).ToList();
        if (runs.Count == 0) return proposals;
        await names.FollowAsync(db, cancellation);
        foreach (var run in runs)
        {
            var words = run.SelectMany(part => WordForms.Of(TextOf(part))).Select(word => word.Key).ToList();
            var wrong = rare.Where(place => run.Contains(place.Node, ReferenceEqualityComparer.Instance)).ToList();
            var edits = Math.Min(Math.Min(MostEditsOfName, wrong.Sum(place => place.MostEdits)), words.Sum(word => word.Length) / 3);
            var kept = words.Except(wrong.Select(place => place.Word.Key)).ToList();
            var like = names.Like(words, edits, MostNames).Where(name => kept.All(name.Words.Contains)).ToList();
            foreach (var name in await KnownNames.PublicAsync(db, like, cancellation)) proposals.Add(Renamed(root, run, name.Form));
            if (proposals.Count >= MostNames) break;
        }
        return [.. proposals.Take(MostNames)];
    }

    // Neighbours that may be a name, the longest first, each with a word that is rare.
    private static IEnumerable<IReadOnlyList<SearchNode>> Runs(SearchNode root, List<Place> rare)
    {
        IReadOnlyList<SearchNode> nodes = root is SearchAll all ? all.Nodes : [root];
        return
            from length in Enumerable.Range(1, LongestNameInWords).Reverse()
            from first in Enumerable.Range(0, Math.Max(0, nodes.Count - length + 1))
            let run = nodes.Skip(first).Take(length).ToList()
            where run.All(node => node is SearchWord { Field: SearchField.Anywhere, IsPrefix: false }) || run is [SearchPhrase { Field: SearchField.Anywhere, Slop: null }]
            where rare.Any(place => run.Contains(place.Node, ReferenceEqualityComparer.Instance))
            select run;
    }

    private static string TextOf(SearchNode node) => node is SearchPhrase phrase ? phrase.Text : ((SearchWord)node).Text;

    private static SearchNode Renamed(SearchNode root, IReadOnlyList<SearchNode> run, string name)
    {
        var read = SearchQuery.Read(name);
        // Marks in a name may be signs of the query's language.
        IReadOnlyList<SearchNode> instead = run is [SearchPhrase] || read.Notes.Count > 0 || NodesOf(read.Root).Any(node => node is not SearchWord { Field: SearchField.Anywhere, IsPrefix: false })
            ? [new SearchPhrase(SearchField.Anywhere, name, null)]
            : NodesOf(read.Root);
        List<SearchNode> nodes = [.. NodesOf(root).TakeWhile(node => !ReferenceEquals(node, run[0])), .. instead, .. NodesOf(root).SkipWhile(node => !ReferenceEquals(node, run[^1])).Skip(1)];
        return nodes is [var one] ? one : new SearchAll(nodes);
    }

    private static IReadOnlyList<SearchNode> NodesOf(SearchNode? node) => node switch { null => [], SearchAll all => all.Nodes, _ => [node] };

    private async IAsyncEnumerable<SearchNode> WordsAsync(IndexSnapshot snapshot, SearchNode root, List<Place> rare, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        if (rare.Count(place => place.Frequency == 0) > MostWrong) yield break;
        var wrong = rare.OrderBy(place => place.Frequency).Take(MostWrong).Select(place => (Place: place, Candidates: CandidatesFor(snapshot, place))).Where(one => one.Candidates.Count > 0).ToList();
        var best = wrong.ConvertAll(one => one.Candidates[0]);
        // The likeliest of each word, then those with another one for one word.
        var choices = wrong.SelectMany((one, at) => one.Candidates.Skip(1).Select(candidate => best.Select((other, of) => of == at ? candidate : other).ToList()))
            .OrderByDescending(choice => choice.Sum(candidate => candidate.Weight)).Prepend(best);
        foreach (var choice in choices.Where(choice => choice.Exists(candidate => candidate.Key is not null)))
        {
            var spelled = new List<(Place Place, string Written)>();
            foreach (var ((place, _), candidate) in wrong.Zip(choice))
            {
                if (candidate.Key is { } key) spelled.Add((place, await WrittenAsync(snapshot, place.Field, key, cancellation)));
            }
            yield return Respelled(root, spelled);
        }
    }

    private static List<Candidate> CandidatesFor(IndexSnapshot snapshot, Place place)
    {
        var (field, key) = (LuceneQueries.NameOf(place.Field), place.Word.Key);
        var candidates = new List<Candidate>();
        if (place.Frequency > 0) candidates.Add(new Candidate(null, Math.Log(1 + place.Frequency)));
        if (MultiFields.GetTerms(snapshot.Searcher.IndexReader, field) is not { } terms) return candidates;
        var like = new FuzzyTermsEnum(terms, new AttributeSource(), new Term(field, key), place.MostEdits, 0, transpositions: true);
        while (like.MoveNext())
        {
            var term = like.Term.Utf8ToString();
            if (like.DocFreq <= place.Frequency * TimesAsFrequent || term == key || term.Any(char.IsDigit)) continue;
            var edits = EditDistance.Within(key, term, place.MostEdits) ?? place.MostEdits;
            candidates.Add(new Candidate(term, Math.Log(1 + like.DocFreq) - (EditWeight * edits) - (term[0] == key[0] ? 0 : FirstLetterWeight)));
        }
        return [.. candidates.OrderByDescending(candidate => candidate.Weight).ThenBy(candidate => candidate.Key, StringComparer.Ordinal).Take(MostOfWord)];
    }

    // As the texts of the first statements that have it write it most often; in small letters if it is so now and then, for titles and beginnings write words large.
    private async Task<string> WrittenAsync(IndexSnapshot snapshot, SearchField field, string key, CancellationToken cancellation)
    {
        var collector = new FirstCollector(snapshot);
        snapshot.Searcher.Search(new TermQuery(new Term(LuceneQueries.NameOf(field), key)), collector);
        var statements = await IndexedStatement.LoadAsync(db, collector.Ids, [], cancellation);
        var written = statements.SelectMany(statement => Texts(statement, field)).Select(text => text.Length > LongestText ? text[..LongestText] : text)
            .SelectMany(text => WordForms.Of(text).Where(word => word.Key == key).Select(word => text[word.Start..word.End]));
        return written.CountBy(form => form).OrderByDescending(form => form.Value * (form.Key.Any(char.IsUpper) ? 1 : SmallLettersCount)).ThenBy(form => form.Key, StringComparer.Ordinal)
            // What is written with a space is one word with a zero width non-joiner.
            .Select(form => form.Key.Replace(' ', '\u200c')).FirstOrDefault() ?? key;
    }

    private static IEnumerable<string> Texts(IndexedStatement statement, SearchField field)
    {
        IEnumerable<string?> titles = [statement.Title, statement.Heading];
        return (field switch
        {
            SearchField.Anywhere => [StatementText.WithoutTargets(statement.Body), .. titles, .. statement.Authors.Select(author => author.Names[0])],
            SearchField.Title => titles,
            SearchField.Author => statement.Authors.SelectMany(author => author.Names),
            SearchField.Organisation => statement.Authors.SelectMany(author => author.Names.Concat(author.AffiliationNames)),
            SearchField.Source => statement.SourceNames,
            SearchField.Subject => statement.Subjects.SelectMany(subject => subject.Names),
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        }).OfType<string>();
    }

    private static SearchNode Respelled(SearchNode node, List<(Place Place, string Written)> spelled)
    {
        switch (node)
        {
            case SearchAll all:
                return new SearchAll([.. all.Nodes.Select(part => Respelled(part, spelled))]);
            case SearchAny any:
                return new SearchAny([.. any.Nodes.Select(part => Respelled(part, spelled))]);
        }
        var own = spelled.Where(one => ReferenceEquals(one.Place.Node, node)).OrderByDescending(one => one.Place.Word.Start).ToList();
        if (own.Count == 0) return node;
        var text = own.Aggregate(own[0].Place.Text, (text, one) => text[..one.Place.Word.Start] + one.Written + text[one.Place.Word.End..]);
        return node is SearchPhrase phrase ? phrase with { Text = text } : ((SearchWord)node) with { Text = text };
    }

    /// <summary>Keeps the first few of what is found, and stops.</summary>
    private sealed class FirstCollector(IndexSnapshot snapshot) : ICollector
    {
        private readonly List<int> _ids = [];
        private SegmentFacts _facts = null!;

        public IReadOnlyList<int> Ids => _ids;

        public bool AcceptsDocsOutOfOrder => false;

        public void SetScorer(Scorer scorer)
        {
        }

        public void SetNextReader(AtomicReaderContext context) => _facts = snapshot.Segments[context.Ord].Facts;

        public void Collect(int doc)
        {
            if (_ids.Count == TextsRead) throw new CollectionTerminatedException();
            _ids.Add(_facts.Ids[doc]);
        }
    }
}
