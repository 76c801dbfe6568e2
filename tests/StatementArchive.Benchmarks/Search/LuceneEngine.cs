using System.Globalization;
using System.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Highlight;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace StatementArchive.Benchmarks.Search;

/// <summary>
/// Lucene.NET as it comes: title and text in one field, BM25, texts stored beside for snippets by its own highlighter, mapped into memory. Words are cut as
/// FTS5 cuts them, so that both find the same.
/// </summary>
/// <param name="isMerged">Whether much is kept in memory before it is written, and all is merged into one segment in the end; otherwise both as Lucene.NET has it by itself.</param>
internal sealed class LuceneEngine(ArchiveRows rows, string folder, bool isMerged) : ISearchEngine
{
    private const LuceneVersion Version = LuceneVersion.LUCENE_48;
    private const double MegabytesBeforeFlush = 256;
    private const int SnippetLength = 200;
    private const string Words = "words";
    private const string Texts = "text";
    private const string Statement = "statement";
    private const string Place = "place";
    private const string Organisation = "organisation";
    private const string Year = "year";

    private static readonly Sort Newest = new(new SortField(Place, SortFieldType.INT64, reverse: true));

    private readonly WordsAnalyzer _analyzer = new();
    private MMapDirectory _directory = null!;
    private DirectoryReader _reader = null!;
    private IndexSearcher _searcher = null!;

    public string Name => isMerged ? "Lucene.NET, merged" : "Lucene.NET";

    public bool CountsFacets => false;

    public bool FindsMore => false;

    public long Size => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);

    public long SizeOfTexts => new DirectoryInfo(folder).EnumerateFiles("*.fd?").Sum(file => file.Length);

    public async Task BuildAsync()
    {
        using var directory = new MMapDirectory(new DirectoryInfo(folder));
        // Small segments are not packed into one file, so that the sizes of their parts can be told.
        using var writer = new IndexWriter(directory, new IndexWriterConfig(Version, _analyzer)
        {
            RAMBufferSizeMB = isMerged ? MegabytesBeforeFlush : IndexWriterConfig.DEFAULT_RAM_BUFFER_SIZE_MB,
            Similarity = new BM25Similarity(),
            UseCompoundFile = false,
            MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
        });
        var place = 0L;
        await foreach (var row in rows.OldestFirstAsync())
        {
            var document = new Document
            {
                new TextField(Words, row.Title, Field.Store.NO),
                new TextField(Words, row.Text, Field.Store.NO),
                new StoredField(Texts, row.Text),
                new StoredField(Statement, row.Id),
                new NumericDocValuesField(Place, place++),
            };
            if (row.Organisation is not null) document.Add(new StringField(Organisation, row.Organisation, Field.Store.NO));
            if (row.Year is { } year) document.Add(new Int32Field(Year, year, Field.Store.NO));
            writer.AddDocument(document);
        }
        if (isMerged) writer.ForceMerge(1);
        writer.Commit();
    }

    public void Open()
    {
        _directory = new MMapDirectory(new DirectoryInfo(folder));
        _reader = DirectoryReader.Open(_directory);
        _searcher = new IndexSearcher(_reader) { Similarity = new BM25Similarity() };
    }

    public SearchAnswer Run(SearchQuestion question)
    {
        var (query, last) = (QueryOf(question), question.Skipped + SearchQuestion.PageSize);
        var found = question.NewestFirst ? _searcher.Search(query, last, Newest) : _searcher.Search(query, last);
        // Of filters alone nothing can be marked.
        var highlighter = question.Words.Count == 0 ? null : new Highlighter(new SimpleHTMLFormatter("[", "]"), new QueryScorer(QueryOf(question with { Filter = null }))) { TextFragmenter = new SimpleFragmenter(SnippetLength) };
        return new SearchAnswer([.. found.ScoreDocs.Skip(question.Skipped).Select(hit => HitOf(_searcher.Doc(hit.Doc), highlighter))]);
    }

    public int Count(SearchQuestion question)
    {
        var counter = new TotalHitCountCollector();
        _searcher.Search(QueryOf(question), counter);
        return counter.TotalHits;
    }

    public void Dispose()
    {
        _reader?.Dispose();
        _directory?.Dispose();
        _analyzer.Dispose();
    }

    private SearchHit HitOf(Document document, Highlighter? highlighter)
    {
        var text = document.GetField(Texts).GetStringValue(CultureInfo.InvariantCulture);
        // What stands in the title alone leaves nothing to mark.
        var snippet = highlighter?.GetBestFragment(_analyzer, Words, text) ?? text[..Math.Min(SnippetLength, text.Length)];
        return new SearchHit(document.GetField(Statement).GetInt32Value()!.Value, snippet);
    }

    private static Query QueryOf(SearchQuestion question)
    {
        var words = question.Words.Select(word => new Term(Words, word)).ToList();
        if (question.Filter is not { } filter) return QueryOf(question.Match, words);
        var filtered = new BooleanQuery
        {
            { new TermQuery(new Term(Organisation, filter.Organisation)), Occur.MUST },
            { NumericRangeQuery.NewInt32Range(Year, filter.FirstYear, filter.LastYear, minInclusive: true, maxInclusive: true), Occur.MUST },
        };
        return words.Count == 0 ? filtered : new FilteredQuery(QueryOf(question.Match, words), new QueryWrapperFilter(filtered));
    }

    private static Query QueryOf(WordsMatch match, List<Term> words)
    {
        switch (match)
        {
            case WordsMatch.All or WordsMatch.Any when words.Count == 1:
                return new TermQuery(words[0]);
            case WordsMatch.All or WordsMatch.Any:
                var several = new BooleanQuery();
                foreach (var word in words) several.Add(new TermQuery(word), match == WordsMatch.All ? Occur.MUST : Occur.SHOULD);
                return several;
            case WordsMatch.Phrase:
                var phrase = new PhraseQuery();
                foreach (var word in words) phrase.Add(word);
                return phrase;
            case WordsMatch.Prefix:
                return new PrefixQuery(words[0]);
            default:
                throw new ArgumentOutOfRangeException(nameof(match));
        }
    }

    private sealed class WordsAnalyzer : Analyzer
    {
        // No phrase goes from the title into the text.
        public override int GetPositionIncrementGap(string fieldName) => 100;

        protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
        {
            var tokenizer = new LettersAndDigits(reader);
            return new TokenStreamComponents(tokenizer, new ASCIIFoldingFilter(new LowerCaseFilter(Version, tokenizer)));
        }
    }

    private sealed class LettersAndDigits(TextReader reader) : CharTokenizer(Version, reader)
    {
        protected override bool IsTokenChar(int c) => Rune.IsLetter((Rune)c) || Rune.IsNumber((Rune)c);
    }
}
