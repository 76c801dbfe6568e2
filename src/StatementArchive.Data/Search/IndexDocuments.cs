using System.Buffers.Binary;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using AuthorKind = StatementArchive.Parsing.AuthorKind;

namespace StatementArchive.Data.Search;

/// <summary>Makes the index's document of a statement. For one thread: fields and stemmers are used again and again.</summary>
/// <param name="remembered">Stems that others on other threads make as well; <c>null</c> to share none.</param>
internal sealed class IndexDocuments(RememberedStems? remembered = null)
{
    private static readonly FieldType WithPlaces = Frozen(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS, omitNorms: false);
    private static readonly FieldType WithoutPlaces = Frozen(IndexOptions.DOCS_AND_FREQS, omitNorms: true);

    // Words of two passages are never side by side.
    private const int Gap = 100;

    private readonly Stems _stems = new(remembered);

    public Document Of(IndexedStatement statement)
    {
        var language = Primary(statement.Language);
        var body = WordForms.Of(StatementText.WithoutTargets(statement.Body));
        var title = Words(statement.Title, statement.Heading);
        var speakers = statement.Authors.Select(author => WordForms.Of(author.Names[0])).ToList();
        List<IReadOnlyList<WordForm>> everything = [body, title, .. speakers];
        var organisations = statement.Authors.SelectMany(Organisations).DistinctBy(of => of.Id).ToList();
        var document = new Document
        {
            new StringField(IndexFields.Id, Text(statement.Id), Field.Store.NO),
            new NumericDocValuesField(IndexFields.Id, statement.Id),
            new Field(IndexFields.Anywhere, new WordStream(everything, Key), WithPlaces),
            new Field(IndexFields.Stem, new WordStream(everything, word => _stems.Of(word, language)), WithoutPlaces),
            new Field(IndexFields.Title, new WordStream([title], Key), WithPlaces),
            new Field(IndexFields.Author, Names(statement.Authors.Select(author => author.Names)), WithPlaces),
            new Field(IndexFields.Organisation, Names(organisations.Select(of => of.Names)), WithPlaces),
            new BinaryDocValuesField(IndexFields.AuthorIds, Numbers(statement.Authors.Select(author => author.Id))),
            new BinaryDocValuesField(IndexFields.OrganisationIds, Numbers(organisations.Select(of => of.Id))),
            new BinaryDocValuesField(IndexFields.SubjectIds, Numbers(statement.Subjects.Select(subject => subject.Id))),
            new NumericDocValuesField(IndexFields.SourceId, statement.SourceId ?? 0),
            new NumericDocValuesField(IndexFields.Day, (statement.Latest ?? statement.Earliest)?.DayNumber ?? 0),
            new NumericDocValuesField(IndexFields.FirstDay, (statement.Earliest ?? statement.Latest)?.DayNumber ?? 0),
            new NumericDocValuesField(IndexFields.Place, PlaceOf(statement.ArticleId, statement.Ordinal)),
            new SortedDocValuesField(IndexFields.Language, new BytesRef(language ?? "")),
        };
        if (statement.SourceNames.Count > 0) document.Add(new Field(IndexFields.Source, Names([statement.SourceNames]), WithPlaces));
        if (statement.Subjects.Count > 0) document.Add(new Field(IndexFields.Subject, Names(statement.Subjects.Select(subject => subject.Names)), WithPlaces));
        if (language is not null) document.Add(new StringField(IndexFields.Language, language, Field.Store.NO));
        if (statement.Earliest is not null || statement.Latest is not null)
        {
            document.Add(new Int32Field(IndexFields.Earliest, statement.Earliest?.DayNumber ?? IndexFields.OpenBeginning, Field.Store.NO));
            document.Add(new Int32Field(IndexFields.Latest, statement.Latest?.DayNumber ?? IndexFields.OpenEnd, Field.Store.NO));
            document.Add(new NumericDocValuesField(IndexFields.Earliest, statement.Earliest?.DayNumber ?? IndexFields.OpenBeginning));
            document.Add(new NumericDocValuesField(IndexFields.Latest, statement.Latest?.DayNumber ?? IndexFields.OpenEnd));
        }
        return document;
    }

    /// <summary>The term by which a statement's document is found again.</summary>
    public static Term TermOf(int id) => new(IndexFields.Id, Text(id));

    /// <summary>The first part of a BCP 47 tag, in lower case.</summary>
    public static string? Primary(string? tag) => tag?.Split('-', '_')[0].ToLowerInvariant() is { Length: > 0 } primary ? primary : null;

    /// <summary>Articles taken in last have the highest places, and so have the first statements of one.</summary>
    public static long PlaceOf(int article, int ordinal) => ((long)article << 20) | (uint)(0xFFFFF - Math.Min(ordinal, 0xFFFFF));

    /// <summary>Less than 0 if the first of two places comes first where articles taken in first do; the statements of one are in their order all the same.</summary>
    public static int CompareFromTheFirst(long one, long other) => one >> 20 == other >> 20 ? other.CompareTo(one) : one.CompareTo(other);

    private static IEnumerable<(int Id, IReadOnlyList<string> Names)> Organisations(IndexedAuthor author)
    {
        if (author.Kind == AuthorKind.Organisation) yield return (author.Id, author.Names);
        if (author.AffiliationId is { } of) yield return (of, author.AffiliationNames);
    }

    private static List<WordForm> Words(params string?[] texts) => [.. texts.OfType<string>().SelectMany(WordForms.Of)];

    private static WordStream Names(IEnumerable<IReadOnlyList<string>> authors) => new([.. authors.SelectMany(names => names).Select(WordForms.Of)], Key);

    private static string Key(WordForm word) => word.Key;

    private static string Text(int id) => id.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static BytesRef Numbers(IEnumerable<int> numbers)
    {
        var distinct = numbers.Distinct().ToList();
        var bytes = new byte[distinct.Count * sizeof(int)];
        for (var at = 0; at < distinct.Count; at++) BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at * sizeof(int)), distinct[at]);
        return new BytesRef(bytes);
    }

    private static FieldType Frozen(IndexOptions options, bool omitNorms)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = true, IndexOptions = options, OmitNorms = omitNorms };
        type.Freeze();
        return type;
    }

    /// <summary>Words that are cut and folded already, as Lucene takes them.</summary>
    private sealed class WordStream : TokenStream
    {
        private readonly IReadOnlyList<IReadOnlyList<WordForm>> _passages;
        private readonly Func<WordForm, string> _term;
        private readonly ICharTermAttribute _written;
        private readonly IPositionIncrementAttribute _place;
        private int _passage;
        private int _word;

        /// <param name="term">What is written for a word.</param>
        public WordStream(IReadOnlyList<IReadOnlyList<WordForm>> passages, Func<WordForm, string> term)
        {
            (_passages, _term) = (passages, term);
            _written = AddAttribute<ICharTermAttribute>();
            _place = AddAttribute<IPositionIncrementAttribute>();
        }

        public override void Reset()
        {
            base.Reset();
            (_passage, _word) = (0, 0);
        }

        public override bool IncrementToken()
        {
            ClearAttributes();
            while (_passage < _passages.Count && _word == _passages[_passage].Count) (_passage, _word) = (_passage + 1, 0);
            if (_passage == _passages.Count) return false;
            _place.PositionIncrement = _word == 0 ? Gap : 1;
            _written.SetEmpty().Append(_term(_passages[_passage][_word++]));
            return true;
        }
    }
}
