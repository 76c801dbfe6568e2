namespace StatementArchive.Data.Search;

/// <summary>Values of facets that are chosen, as numbers of records.</summary>
/// <param name="Languages">First parts of language tags.</param>
/// <param name="Years">Of the last day on which a statement can have been made, or of the first if that is open; from 1 to 9999.</param>
public sealed record ChosenFacets(IReadOnlySet<int> Authors, IReadOnlySet<int> Organisations, IReadOnlySet<int> Sources, IReadOnlySet<string> Languages, IReadOnlySet<int> Subjects, IReadOnlySet<int> Years)
{
    public static ChosenFacets None { get; } = new(new HashSet<int>(), new HashSet<int>(), new HashSet<int>(), new HashSet<string>(), new HashSet<int>(), new HashSet<int>());

    /// <summary>The facets of which values are chosen, as bits.</summary>
    internal int Facets => Bit(FacetKind.Author, Authors.Count) | Bit(FacetKind.Organisation, Organisations.Count) | Bit(FacetKind.Source, Sources.Count)
        | Bit(FacetKind.Language, Languages.Count) | Bit(FacetKind.Subject, Subjects.Count) | Bit(FacetKind.Year, Years.Count);

    private static int Bit(FacetKind facet, int count) => count > 0 ? 1 << (int)facet : 0;
}

/// <summary>What is wanted of the facets.</summary>
internal sealed class FacetFilter
{
    private readonly ChosenFacets _chosen;

    // First and last day number of each year that is wanted. Day 0, that of undated statements, is in none.
    private readonly (int First, int Last)[] _years;

    public FacetFilter(ChosenFacets chosen)
    {
        _chosen = chosen;
        _years = [.. chosen.Years.Select(year => (Math.Max(1, new DateOnly(year, 1, 1).DayNumber), new DateOnly(year, 12, 31).DayNumber))];
    }

    public bool IsEmpty => _chosen.Facets == 0;

    public bool IsChosen(FacetKind facet) => (_chosen.Facets & (1 << (int)facet)) != 0;

    public Segment In(SegmentFacts facts) => new(this, facts);

    /// <summary>What the documents of a segment lack.</summary>
    internal sealed class Segment(FacetFilter filter, SegmentFacts facts)
    {
        private readonly HashSet<int> _languages = [.. facts.LanguageTags.Select((tag, index) => (tag, index)).Where(one => filter._chosen.Languages.Contains(one.tag)).Select(one => one.index)];
        private readonly int _chosen = filter._chosen.Facets;

        /// <summary>The facets of which a document has none of the values that are wanted, as bits by <see cref="FacetKind"/>.</summary>
        public int Of(int doc)
        {
            var lacks = 0;
            if (Wants(FacetKind.Author) && !Overlaps(facts.Authors[doc], filter._chosen.Authors)) lacks |= 1 << (int)FacetKind.Author;
            if (Wants(FacetKind.Organisation) && !Overlaps(facts.Organisations[doc], filter._chosen.Organisations)) lacks |= 1 << (int)FacetKind.Organisation;
            if (Wants(FacetKind.Source) && !filter._chosen.Sources.Contains(facts.Sources[doc])) lacks |= 1 << (int)FacetKind.Source;
            if (Wants(FacetKind.Language) && !_languages.Contains(facts.Languages[doc])) lacks |= 1 << (int)FacetKind.Language;
            if (Wants(FacetKind.Subject) && !Overlaps(facts.Subjects[doc], filter._chosen.Subjects)) lacks |= 1 << (int)FacetKind.Subject;
            if (Wants(FacetKind.Year) && !filter.IsInYears(facts.Days[doc])) lacks |= 1 << (int)FacetKind.Year;
            return lacks;
        }

        private bool Wants(FacetKind facet) => (_chosen & (1 << (int)facet)) != 0;
    }

    private bool IsInYears(int day)
    {
        foreach (var (first, last) in _years)
        {
            if (day >= first && day <= last) return true;
        }
        return false;
    }

    private static bool Overlaps(ReadOnlySpan<int> numbers, IReadOnlySet<int> wanted)
    {
        foreach (var number in numbers)
        {
            if (wanted.Contains(number)) return true;
        }
        return false;
    }
}
