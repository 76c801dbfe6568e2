using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Spans;

namespace StatementArchive.Data.Search;

/// <summary>A query as it was understood → a query of the index. For one thread.</summary>
/// <param name="languages">The languages of the archive, by whose rules words are stemmed; none if words are only meant as they were typed.</param>
internal sealed class LuceneQueries(IReadOnlyList<string> languages)
{
    // Of two forms the one that was typed counts for more.
    private const float StemBoost = 0.2f;

    private readonly Stems _stems = new();

    /// <summary>The terms of the index of which a document has to hold one to hold the word; <c>null</c> if a word is more than that.</summary>
    public IReadOnlyList<Term>? TermsOf(SearchWord word) =>
        word is { Field: SearchField.Anywhere, IsPrefix: false } && WordForms.Of(word.Text) is [var form] ? [new Term(IndexFields.Anywhere, form.Key), .. StemsOf(form)] : null;

    /// <summary>Whether other forms of a word count as well.</summary>
    public bool HasOtherForms(SearchNode node) => node switch
    {
        SearchAll all => all.Nodes.Any(HasOtherForms),
        SearchAny any => any.Nodes.Any(HasOtherForms),
        SearchWithout without => HasOtherForms(without.Node),
        SearchWord word => TermsOf(word) is not null,
        _ => false,
    };

    private IEnumerable<Term> StemsOf(WordForm form) =>
        languages.Count == 0 ? [] : languages.Select(language => _stems.Of(form, language)).Append(form.Key).Distinct().Select(stem => new Term(IndexFields.Stem, stem));

    /// <summary>The query; one that finds nothing if nothing of the node is a word.</summary>
    public Query Of(SearchNode node) => node switch
    {
        SearchWord word => Of(word),
        SearchPhrase phrase => Of(phrase),
        SearchAll all => Of(all),
        SearchAny any => Any(any.Nodes.Select(Of)),
        SearchWithout without => Of(new SearchAll([without])),
        SearchDates dates => Of(dates),
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private Query Of(SearchWord word)
    {
        if (word.Field == SearchField.Language) return new TermQuery(new Term(IndexFields.Language, IndexDocuments.Primary(word.Text) ?? ""));
        var words = WordForms.Of(word.Text);
        var field = NameOf(word.Field);
        if (words.Count == 0) return Nothing;
        if (word.IsPrefix)
        {
            var prefix = new PrefixQuery(new Term(field, words[^1].Key)) { MultiTermRewriteMethod = MultiTermQuery.CONSTANT_SCORE_FILTER_REWRITE };
            // 'co-op*': the words before stand side by side with the one that goes on.
            return words.Count == 1 ? prefix : new SpanNearQuery([.. words.SkipLast(1).Select(before => new SpanTermQuery(new Term(field, before.Key))), new SpanMultiTermQueryWrapper<PrefixQuery>(new PrefixQuery(prefix.Prefix))], 0, inOrder: true);
        }
        if (words.Count > 1) return Phrase(field, words);
        var exact = new TermQuery(new Term(field, words[0].Key));
        if (word.Field != SearchField.Anywhere || languages.Count == 0) return exact;
        var forms = new BooleanQuery(disableCoord: true) { { exact, Occur.SHOULD } };
        foreach (var stem in StemsOf(words[0])) forms.Add(new TermQuery(stem) { Boost = StemBoost }, Occur.SHOULD);
        return forms;
    }

    private static Query Of(SearchPhrase phrase)
    {
        if (phrase.Field == SearchField.Language) return new TermQuery(new Term(IndexFields.Language, IndexDocuments.Primary(phrase.Text) ?? ""));
        var words = WordForms.Of(phrase.Text);
        var field = NameOf(phrase.Field);
        return words.Count switch
        {
            0 => Nothing,
            1 => new TermQuery(new Term(field, words[0].Key)),
            _ => phrase.Slop is { } slop
                ? new SpanNearQuery([.. words.Select(word => new SpanTermQuery(new Term(field, word.Key)))], slop, inOrder: false)
                : Phrase(field, words),
        };
    }

    private BooleanQuery Of(SearchAll all)
    {
        var query = new BooleanQuery(disableCoord: true);
        foreach (var node in all.Nodes)
        {
            if (node is SearchWithout without) query.Add(Of(without.Node), Occur.MUST_NOT);
            else query.Add(Of(node), Occur.MUST);
        }
        if (all.Nodes.All(node => node is SearchWithout)) query.Add(new MatchAllDocsQuery(), Occur.MUST);
        return query;
    }

    // A statement's interval meets the range if it ends no earlier than that begins, and begins no later than that ends.
    private static BooleanQuery Of(SearchDates dates) => new(disableCoord: true)
    {
        { NumericRangeQuery.NewInt32Range(IndexFields.Latest, dates.From?.DayNumber, null, true, true), Occur.MUST },
        { NumericRangeQuery.NewInt32Range(IndexFields.Earliest, null, dates.To?.DayNumber, true, true), Occur.MUST },
    };

    private static BooleanQuery Any(IEnumerable<Query> queries)
    {
        var any = new BooleanQuery(disableCoord: true);
        foreach (var query in queries) any.Add(query, Occur.SHOULD);
        return any;
    }

    private static PhraseQuery Phrase(string field, IReadOnlyList<WordForm> words)
    {
        var phrase = new PhraseQuery();
        foreach (var word in words) phrase.Add(new Term(field, word.Key));
        return phrase;
    }

    private static BooleanQuery Nothing => [];

    /// <summary>The field of the index in which a field's words are.</summary>
    public static string NameOf(SearchField field) => field switch
    {
        SearchField.Anywhere => IndexFields.Anywhere,
        SearchField.Author => IndexFields.Author,
        SearchField.Organisation => IndexFields.Organisation,
        SearchField.Source => IndexFields.Source,
        SearchField.Subject => IndexFields.Subject,
        SearchField.Title => IndexFields.Title,
        SearchField.Language => IndexFields.Language,
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };
}
