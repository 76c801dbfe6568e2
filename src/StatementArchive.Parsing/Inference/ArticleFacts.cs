using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing.Inference;

/// <summary>Facts of the article as a whole. What an archivist gave outweighs what the page says; both are kept as evidence.</summary>
/// <param name="Date">The day of <paramref name="Published"/>, for the dates of statements.</param>
/// <param name="Source">The publication and the article's address in it.</param>
public sealed record ArticleFacts(string? Title, PublicationTime? Published, ArticleDate? Date, string? Language, ArticleSource? Source, PublicationTime? Captured, IReadOnlyList<Evidence> Evidence)
{
    private static readonly string[] TitleSeparators = [" - ", " – ", " — ", " | ", " :: ", " » ", " · ", " ("];

    private const int LinesAtTheTop = 5;

    private const string Archivist = "archivist";

    public static ArticleFacts Infer(Document document, Segmentation segmentation, GivenFacts given)
    {
        var masthead = segmentation.Masthead;
        var evidence = new List<Evidence> { new("encoding", document.Encoding, "decoding", "", null, 1) };
        if (masthead.Title is { } title) evidence.Add(new("title", title.Text, "first-line", title.Text, title.Span, title.Block.Kind == BlockKind.Heading ? 0.98 : 0.9));
        var stated = document.Facts.OrderByDescending(fact => fact.Confidence).ToLookup(fact => fact.Kind);
        var titles = stated[DocumentFactKind.Title].ToList();
        evidence.AddRange(titles.Select((fact, at) => new Evidence("title", fact.Value, fact.Rule, Quote(document, fact), fact.Span, fact.Confidence, at == 0 && masthead.Title is null)));
        var dates = stated[DocumentFactKind.Published].Concat(DatesAtTheTop(document, segmentation)).Select(fact => (Fact: fact, Time: PublicationTimeReader.TryRead(fact.Value))).Where(date => date.Time is not null).ToList();
        var chosen = InThePagesOwnClock(dates.FirstOrDefault(), dates);
        evidence.AddRange(dates.Select(date => new Evidence("published", date.Time!.ToString(), date.Fact.Rule, Quote(document, date.Fact), date.Fact.Span, date.Fact.Confidence, date == chosen && given.Published is null)));
        if (masthead.SubmittedBy is { } submitter) evidence.Add(new("submittedBy", submitter.Name, "byline", submitter.Name, submitter.Span, 0.95));
        foreach (var author in masthead.Authors) evidence.Add(new("declaredAuthor", author.Name, "byline", author.Name, author.Span, 0.95));
        if (given.Published is { } set) evidence.Add(new("published", set.ToString(), Archivist, "", null, 1));
        if (masthead.Published is { } published)
        {
            var agrees = given.Published is null || given.Published == published;
            evidence.Add(new("published", published.ToString(), "byline", masthead.PublishedSpan!.Value.In(document.Text), masthead.PublishedSpan, 0.97, agrees));
        }
        var source = Chosen(document, "source", given.Source, stated[DocumentFactKind.Source], evidence);
        var url = Chosen(document, "url", given.Url, stated[DocumentFactKind.Url].Where(fact => IsAddress(fact.Value)), evidence);
        var captured = Chosen(document, "captured", null, stated[DocumentFactKind.Captured], evidence);
        Chosen(document, "identifier", null, stated[DocumentFactKind.Identifier], evidence);
        var (read, span) = chosen.Time is { } time && (masthead.Published is null || chosen.Fact.Confidence > 0.6) ? (time, chosen.Fact.Span) : (masthead.Published, masthead.PublishedSpan);
        return new ArticleFacts(
            masthead.Title?.Text ?? (titles.FirstOrDefault() is { } top ? WithoutSite(top.Value, stated[DocumentFactKind.Source]) : null),
            given.Published ?? read,
            given.Published is { } day ? new ArticleDate(day.Date, null) : read is null ? null : new ArticleDate(read.Date, span),
            LanguageOf(document, given, evidence),
            source is null && url is null ? null : new ArticleSource(source, url),
            captured is null ? null : PublicationTimeReader.TryRead(captured),
            evidence);
    }

    // A value may be trimmed or put together; the text stands as it is.
    private static string Quote(Document document, DocumentFact fact) => fact.Span?.In(document.Text) ?? fact.Value;

    // What an archivist gave, else what the document says most surely; everything else stays as an alternative.
    private static string? Chosen(Document document, string fact, string? given, IEnumerable<DocumentFact> stated, List<Evidence> evidence)
    {
        if (given is not null) evidence.Add(new(fact, given, Archivist, "", null, 1));
        var facts = stated.ToList();
        var chosen = given ?? facts.FirstOrDefault()?.Value;
        evidence.AddRange(facts.Select(one => new Evidence(fact, one.Value, one.Rule, one.Span?.In(document.Text) ?? "", one.Span, one.Confidence, one.Value == chosen)));
        return chosen;
    }

    internal static bool IsAddress(string value) => Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    // 'Title - Site', 'Title (site)': the site's name behind a title is no part of it.
    private static string WithoutSite(string title, IEnumerable<DocumentFact> sources)
    {
        var sites = sources.Select(source => NameKey.Of(source.Value)).Where(key => key.Length > 0).ToHashSet();
        foreach (var separator in TitleSeparators)
        {
            var at = title.LastIndexOf(separator, StringComparison.Ordinal);
            if (at > 0 && NameKey.Of(title[(at + separator.Length)..]) is var behind && sites.Any(site => behind == site || behind.StartsWith(site + " ", StringComparison.Ordinal))) return title[..at].TrimEnd();
        }
        return title;
    }

    // Some systems write the mark-up in UTC and show their readers the local time; the same moment in both means the local day.
    private static (DocumentFact Fact, PublicationTime? Time) InThePagesOwnClock((DocumentFact Fact, PublicationTime? Time) chosen, List<(DocumentFact Fact, PublicationTime? Time)> dates)
    {
        if (chosen.Time is not { Time: { } utc, Offset.Ticks: 0 } moment) return chosen;
        var local = dates.FirstOrDefault(date => date.Time is { Time: { } time, Offset: null } shown
            && shown.Date.ToDateTime(time) - moment.Date.ToDateTime(utc) is var offset && offset.Duration() <= TimeSpan.FromHours(14) && offset.Ticks % TimeSpan.FromMinutes(15).Ticks == 0 && offset != TimeSpan.Zero);
        return local.Time is null ? chosen : local;
    }

    /// <summary>Dates that the page shows where pages show their own: in its title, in its running heads, above the text. Weaker than any mark-up.</summary>
    private static IEnumerable<DocumentFact> DatesAtTheTop(Document document, Segmentation segmentation)
    {
        foreach (var title in document.Facts.Where(fact => fact.Kind == DocumentFactKind.Title))
        {
            if (FullDay(title.Value, new TextSpan(0, title.Value.Length)) is { } day) yield return new DocumentFact(DocumentFactKind.Published, day.In(title.Value), "date-in-title", title.Span, 0.55);
        }
        foreach (var passage in document.LeftOut.Where(passage => passage.Reason == PageFurniture.Reason || segmentation.Masthead.Above.Any(line => line.Span == passage.Span)))
        {
            if (FullDay(document.Text, passage.Span) is { } day) yield return new DocumentFact(DocumentFactKind.Published, day.In(document.Text), "date-in-page-furniture", day, 0.5);
        }
        foreach (var line in segmentation.Masthead.Above.Concat(segmentation.Preface).Take(LinesAtTheTop))
        {
            if (LineShapes.DateLine(document.Text, line.Span) is { FullDay: not null } mention) yield return new DocumentFact(DocumentFactKind.Published, mention.Span.In(document.Text), "date-line-at-the-top", mention.Span, 0.45);
        }
    }

    private static TextSpan? FullDay(string text, TextSpan passage) => DateReader.Find(text, passage).FirstOrDefault(mention => mention.FullDay is not null)?.Span;

    private static string? LanguageOf(Document document, GivenFacts given, List<Evidence> evidence)
    {
        if (given.Language is { } tag)
        {
            evidence.Add(new("language", tag, Archivist, "", null, 1));
            return tag;
        }
        if (LanguageInference.Infer(document.Text, new TextSpan(0, document.Text.Length)) is not var (found, confidence)) return null;
        evidence.Add(new("language", found, "letters", "", null, confidence));
        return found;
    }
}
