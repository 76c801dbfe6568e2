using System.Buffers.Binary;
using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace StatementArchive.Data.Search;

/// <summary>
/// What filters, facets and orders need of every document of a segment, as arrays: reading a value costs about a nanosecond. Some 55 bytes a
/// statement. A segment never changes, so neither do these.
/// </summary>
internal sealed class SegmentFacts
{
    public int[] Ids { get; }

    /// <summary>Day numbers, 0 for undated.</summary>
    public int[] Days { get; }

    /// <summary>Day numbers by which the oldest come first, 0 for undated.</summary>
    public int[] FirstDays { get; }

    /// <summary>Day numbers on which each can have been made at the earliest; of undated ones they mean nothing.</summary>
    public int[] Earliest { get; }

    /// <summary>Day numbers on which each can have been made at the latest, -1 for undated.</summary>
    public int[] Latest { get; }

    public long[] Places { get; }

    public int[] Sources { get; }

    /// <summary>By year * 12 + month - 1, 0 for undated.</summary>
    public int[] Months { get; }

    public int LatestMonth { get; }

    public int HighestSource { get; }

    /// <summary>Indexes into <see cref="LanguageTags"/>.</summary>
    public int[] Languages { get; }

    /// <summary>Tags of the segment, the empty one first, for statements without.</summary>
    public IReadOnlyList<string> LanguageTags { get; }

    public Many Authors { get; }

    public Many Organisations { get; }

    public Many Subjects { get; }

    /// <summary>Whether the documents stand in the order 'newest first': their first hits are the newest.</summary>
    public bool IsNewestFirst { get; }

    public FrequentWords Frequent { get; } = new();

    private readonly ConcurrentDictionary<FacetKind, TallyDictionary> _totals = [];
    private readonly ConcurrentDictionary<FacetKind, Many> _holders = [];

    private SegmentFacts(AtomicReader reader)
    {
        var count = reader.MaxDoc;
        Ids = Numbers(reader, IndexFields.Id);
        Days = Numbers(reader, IndexFields.Day);
        FirstDays = Numbers(reader, IndexFields.FirstDay);
        Earliest = Numbers(reader, IndexFields.Earliest);
        Latest = Numbers(reader, IndexFields.Latest);
        for (var doc = 0; doc < count; doc++)
        {
            if (Days[doc] == 0) Latest[doc] = -1;
        }
        Sources = Numbers(reader, IndexFields.SourceId);
        Places = new long[count];
        if (reader.GetNumericDocValues(IndexFields.Place) is { } places)
        {
            for (var doc = 0; doc < count; doc++) Places[doc] = places.Get(doc);
        }
        Languages = new int[count];
        var tags = new List<string> { "" };
        if (reader.GetSortedDocValues(IndexFields.Language) is { } languages)
        {
            var tag = new BytesRef();
            for (var at = 0; at < languages.ValueCount; at++)
            {
                languages.LookupOrd(at, tag);
                tags.Add(tag.Utf8ToString());
            }
            for (var doc = 0; doc < count; doc++) Languages[doc] = languages.GetOrd(doc) + 1;
        }
        LanguageTags = tags;
        Authors = Many.Of(reader, IndexFields.AuthorIds);
        Organisations = Many.Of(reader, IndexFields.OrganisationIds);
        Subjects = Many.Of(reader, IndexFields.SubjectIds);
        Months = Array.ConvertAll(Days, day => day == 0 ? 0 : DateOnly.FromDayNumber(day) is var date ? (date.Year * 12) + date.Month - 1 : 0);
        LatestMonth = Highest(Months);
        HighestSource = Highest(Sources);
        IsNewestFirst = Enumerable.Range(1, Math.Max(0, count - 1)).All(doc => Compare(doc - 1, doc) <= 0);
    }

    public static SegmentFacts Of(AtomicReader reader) => new(reader);

    /// <summary>Counts the values that documents have of a facet: numbers of records, of languages their indexes, of <see cref="FacetKind.Year"/> months.</summary>
    /// <param name="step">1 to count the documents, -1 to take them away again.</param>
    public void Count(FacetKind facet, FixedBitSet documents, TallyDictionary tally, int step)
    {
        switch (facet)
        {
            case FacetKind.Author: tally.Add(documents, Authors, step); break;
            case FacetKind.Organisation: tally.Add(documents, Organisations, step); break;
            case FacetKind.Subject: tally.Add(documents, Subjects, step); break;
            case FacetKind.Source: tally.Add(documents, Sources, HighestSource, step); break;
            case FacetKind.Language: tally.Add(documents, Languages, LanguageTags.Count, step); break;
            case FacetKind.Year: tally.Add(documents, Months, LatestMonth, step); break;
            default: throw new ArgumentOutOfRangeException(nameof(facet));
        }
    }

    /// <summary>The same of all documents of the segment, deleted ones too.</summary>
    public TallyDictionary TotalsOf(FacetKind facet) => _totals.GetOrAdd(facet, _ =>
    {
        var everything = new FixedBitSet(Ids.Length);
        everything.Set(0, Ids.Length);
        var totals = new TallyDictionary();
        Count(facet, everything, totals, 1);
        return totals;
    });

    /// <summary>Adds to a set the documents that have a value of a facet other than <see cref="FacetKind.Year"/>.</summary>
    /// <param name="number">As <see cref="Count"/> counts it; one that no document has adds nothing.</param>
    public void AddTo(FixedBitSet found, FacetKind facet, int number)
    {
        var holders = _holders.GetOrAdd(facet, HoldersOf);
        if (number >= holders.Count) return;
        foreach (var doc in holders[number]) found.Set(doc);
    }

    private Many HoldersOf(FacetKind facet) => facet switch
    {
        FacetKind.Author => Authors.Turned(),
        FacetKind.Organisation => Organisations.Turned(),
        FacetKind.Subject => Subjects.Turned(),
        FacetKind.Source => Many.Of(Sources).Turned(),
        FacetKind.Language => Many.Of(Languages).Turned(),
        _ => throw new ArgumentOutOfRangeException(nameof(facet)),
    };

    /// <summary>Less than 0 if the first of two documents is the newer one.</summary>
    private int Compare(int one, int other) => Days[one] != Days[other] ? Days[other].CompareTo(Days[one]) : Places[other].CompareTo(Places[one]);

    private static int[] Numbers(AtomicReader reader, string field)
    {
        var numbers = new int[reader.MaxDoc];
        if (reader.GetNumericDocValues(field) is not { } values) return numbers;
        for (var doc = 0; doc < numbers.Length; doc++) numbers[doc] = (int)values.Get(doc);
        return numbers;
    }

    private static int Highest(int[] numbers) => numbers.Length == 0 ? 0 : numbers.Max();

    /// <summary>Several numbers a document, in one array.</summary>
    internal sealed class Many
    {
        private readonly int[] _starts;
        private readonly int[] _numbers;

        private Many(int[] starts, int[] numbers) => (_starts, _numbers, HighestNumber) = (starts, numbers, Highest(numbers));

        public int HighestNumber { get; }

        /// <summary>How many documents there are.</summary>
        public int Count => _starts.Length - 1;

        public ReadOnlySpan<int> this[int doc] => _numbers.AsSpan(_starts[doc], _starts[doc + 1] - _starts[doc]);

        public static Many Of(AtomicReader reader, string field)
        {
            var starts = new int[reader.MaxDoc + 1];
            var numbers = new List<int>(reader.MaxDoc);
            var values = reader.GetBinaryDocValues(field);
            var bytes = new BytesRef();
            for (var doc = 0; doc < reader.MaxDoc; doc++)
            {
                if (values is not null)
                {
                    values.Get(doc, bytes);
                    for (var at = 0; at < bytes.Length; at += sizeof(int)) numbers.Add(BinaryPrimitives.ReadInt32LittleEndian(bytes.Bytes.AsSpan(bytes.Offset + at)));
                }
                starts[doc + 1] = numbers.Count;
            }
            return new Many(starts, [.. numbers]);
        }

        /// <summary>One number a document.</summary>
        public static Many Of(int[] numbers) => new([.. Enumerable.Range(0, numbers.Length + 1)], numbers);

        /// <summary>The other way round: the documents of each number, in their order.</summary>
        public Many Turned()
        {
            var starts = new int[HighestNumber + 2];
            foreach (var number in _numbers) starts[number + 1]++;
            for (var number = 0; number <= HighestNumber; number++) starts[number + 1] += starts[number];
            var (documents, next) = (new int[_numbers.Length], starts.AsSpan(..^1).ToArray());
            for (var doc = 0; doc < Count; doc++)
            {
                foreach (var number in this[doc]) documents[next[number]++] = doc;
            }
            return new Many(starts, documents);
        }
    }
}
