using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing.Inference;

/// <summary>What rules ask of the whole article for each of its statements, worked out once and when first asked: an article may hold many thousand statements.</summary>
internal sealed class ArticleOverview
{
    private const int FewestLetters = 3;

    // How far behind a person's name its organisation begins, in words other than articles: 'X of the Y'.
    private const int FurthestOrganisation = 2;

    private static readonly string[] Articles = ["the", "The", "die", "Die", "la", "La", "les", "Les"];

    private readonly Segmentation _segmentation;
    private readonly Dictionary<NamedAuthor, Segment> _byHeading = [];
    private readonly NameFinder _known;
    private readonly Lazy<TextSpan?[]> _behindArticles;
    private readonly Lazy<DeclaredAuthor?[]> _organisations;
    private readonly Dictionary<string, (TextSpan? BehindArticle, DeclaredAuthor? Organisation)> _others = [];
    private readonly Lazy<bool> _placesSign;
    private readonly Lazy<IReadOnlyList<(Segment, AuthorFinding)>> _firstNamed;
    private readonly Lazy<DeclaredAuthor?> _chamber;

    public ArticleOverview(Segmentation segmentation)
    {
        _segmentation = segmentation;
        Declared = segmentation.Masthead.Authors.ToLookup(author => NameTokens.KeyOf(author.Name));
        FullNames = new FullNames(segmentation.Context.Document);
        Names = new NameFinder(segmentation.Names);
        foreach (var segment in segmentation.Segments)
        {
            foreach (var author in segment.Heading?.Authors ?? []) _byHeading.TryAdd(author, segment);
        }
        List<string> known =
        [
            .. segmentation.Names,
            .. segmentation.Segments.SelectMany(segment => segment.SignOff?.Lines ?? []).SelectMany(line => line.Author?.Authors ?? []).Select(author => author.Name),
            .. segmentation.Context.Signatories.Where(list => list.Signatories.Count <= AuthorInference.MostJointAuthors).SelectMany(list => list.Signatories).Select(signatory => signatory.Name),
            .. FullNames.All.Select(author => author.Name),
        ];
        _known = new NameFinder(known);
        _behindArticles = new(() => BehindArticles(_known, known.Count));
        _organisations = new(() => OrganisationsInPreface(_known, known.Count));
        _placesSign = new(AreSignedWithPlaces);
        _firstNamed = new(() => [.. segmentation.Segments.Select(segment => (segment, AuthorInference.OwnName(segmentation, segment)!)).Where(named => named.Item2 is not null).Take(2)]);
        _chamber = new(NamedInPageHead);
    }

    /// <summary>The names of the byline by <see cref="NameTokens.KeyOf"/>, each in order.</summary>
    public ILookup<string, DeclaredAuthor> Declared { get; }

    public FullNames FullNames { get; }

    /// <summary>Finds every name of the byline and of the headings; their indexes are those of <see cref="Segmentation.Names"/>.</summary>
    public NameFinder Names { get; }

    /// <summary>Whether letter under letter is signed with name and town.</summary>
    public bool PlacesSign => _placesSign.Value;

    /// <summary>The first two statements whose own text says whose they are, and whom they name.</summary>
    public IReadOnlyList<(Segment Segment, AuthorFinding Finding)> FirstNamed => _firstNamed.Value;

    /// <summary>The chamber that the page head of a parliament's record names; <c>null</c> if it names none.</summary>
    public DeclaredAuthor? Chamber => _chamber.Value;

    /// <summary>The first statement that an author heads; <c>null</c> if they head none.</summary>
    public Segment? HeadedBy(NamedAuthor author) => _byHeading.GetValueOrDefault(author);

    /// <summary>The first place where a name stands behind an article, with it; <c>null</c> if it never does.</summary>
    public TextSpan? BehindArticle(string name) => _known.IndexOf(name) is { } at ? _behindArticles.Value[at] : Other(name).BehindArticle;

    /// <summary>The organisation that the preface first names as that of a person: 'X of the Y'; <c>null</c> if it names none.</summary>
    public DeclaredAuthor? OrganisationInPreface(string name) => _known.IndexOf(name) is { } at ? _organisations.Value[at] : Other(name).Organisation;

    // Names from elsewhere are few: of the title, of the mark-up.
    private (TextSpan? BehindArticle, DeclaredAuthor? Organisation) Other(string name)
    {
        var key = NameTokens.KeyOf(name);
        if (!_others.TryGetValue(key, out var other))
        {
            var finder = new NameFinder([name]);
            _others.Add(key, other = (BehindArticles(finder, 1)[0], OrganisationsInPreface(finder, 1)[0]));
        }
        return other;
    }

    private TextSpan?[] BehindArticles(NameFinder finder, int count)
    {
        var text = _segmentation.Context.Document.Text;
        var found = new TextSpan?[count];
        foreach (var line in _segmentation.Context.Lines)
        {
            var tokens = NameTokens.Of(text, line.Span);
            for (var at = 0; at < tokens.Count; at++)
            {
                foreach (var (name, length) in finder.At(tokens, at))
                {
                    if (found[name] is null && ArticleBefore(text, line.Span, tokens[at].Span.Start) is { } article) found[name] = new TextSpan(article, tokens[at + length - 1].Span.End);
                }
            }
        }
        return found;
    }

    /// <summary>Where the article begins that stands one character before a place; <c>null</c> if none does.</summary>
    private static int? ArticleBefore(string text, TextSpan line, int place)
    {
        foreach (var article in Articles)
        {
            var start = place - 1 - article.Length;
            if (start >= line.Start && string.CompareOrdinal(text, start, article, 0, article.Length) == 0 && Words.IsWhole(text, line, new TextSpan(start, place - 1))) return start;
        }
        return null;
    }

    private DeclaredAuthor?[] OrganisationsInPreface(NameFinder finder, int count)
    {
        var text = _segmentation.Context.Document.Text;
        var found = new DeclaredAuthor?[count];
        foreach (var line in _segmentation.Preface)
        {
            var tokens = NameTokens.Of(text, line.Span);
            for (var at = 0; at < tokens.Count; at++)
            {
                foreach (var (name, length) in finder.At(tokens, at)) found[name] ??= OrganisationBehind(text, tokens, at + length);
            }
        }
        return found;
    }

    private DeclaredAuthor? OrganisationBehind(string text, IReadOnlyList<NameToken> tokens, int behind)
    {
        (int Name, TextSpan Span)? best = null;
        for (var at = behind; at < tokens.Count && at <= behind + FurthestOrganisation; at++)
        {
            foreach (var (name, length) in Names.At(tokens, at))
            {
                if ((best is null || name < best.Value.Name) && Joins(text[tokens[behind - 1].Span.End..tokens[at].Span.Start])) best = (name, new TextSpan(tokens[at].Span.Start, tokens[at + length - 1].Span.End));
            }
        }
        return best is { } organisation ? new DeclaredAuthor(organisation.Span.In(text), organisation.Span) : null;
    }

    // ' of ', ' of the '
    private static bool Joins(string between)
    {
        var words = Words.Of(between);
        return words.Count is 1 or 2
            && Vocabulary.BelongingPrepositions.Contains(NameKey.Of(words[0].Text))
            && words.Skip(1).All(word => Vocabulary.Articles.Contains(NameKey.Of(word.Text)));
    }

    private bool AreSignedWithPlaces()
    {
        var signatures = _segmentation.Segments.Select(one => one.SignOff?.Lines.Where(line => line.Part == SignOffPart.Name).ToList() ?? []).Where(lines => lines.Count > 0).ToList();
        return signatures.Count >= FewestLetters && signatures.Count(lines => lines is [{ Author.Authors: [{ Kind.Kind: AuthorKind.Person }] }, { Author.Authors: [{ Kind.Confidence: < NameReader.Sure }] }]) >= 0.8 * signatures.Count;
    }

    private DeclaredAuthor? NamedInPageHead()
    {
        var document = _segmentation.Context.Document;
        foreach (var passage in document.LeftOut.Where(passage => passage.Reason == PageFurniture.Reason))
        {
            var words = NameKey.Of(passage.Span.In(document.Text)).Split(' ').ToHashSet();
            var chamber = Vocabulary.Chambers.FirstOrDefault(chamber => chamber.Record.Split(' ').All(words.Contains) && words.Contains(chamber.Head));
            if (chamber.Name is not null) return new DeclaredAuthor(chamber.Name, passage.Span);
        }
        return null;
    }
}
