using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing.Inference;

/// <summary>Facts of the article as a whole. What an archivist gave outweighs what the page says; both are kept as evidence.</summary>
/// <param name="Date">The day of <paramref name="Published"/>, for the dates of statements.</param>
public sealed record ArticleFacts(string? Title, PublicationTime? Published, ArticleDate? Date, string? Language, IReadOnlyList<Evidence> Evidence)
{
    private const string Archivist = "archivist";

    public static ArticleFacts Infer(Document document, Segmentation segmentation, GivenFacts given)
    {
        var masthead = segmentation.Masthead;
        var evidence = new List<Evidence> { new("encoding", document.Encoding, "decoding", "", null, 1) };
        if (masthead.Title is { } title) evidence.Add(new("title", title.Text, "first-line", title.Text, title.Span, title.Block.Kind == BlockKind.Heading ? 0.98 : 0.9));
        var stated = document.Facts.OrderByDescending(fact => fact.Confidence).ToLookup(fact => fact.Kind);
        var titles = stated[DocumentFactKind.Title].ToList();
        evidence.AddRange(titles.Select((fact, at) => new Evidence("title", fact.Value, fact.Rule, fact.Value, fact.Span, fact.Confidence, at == 0 && masthead.Title is null)));
        var dates = stated[DocumentFactKind.Published].Select(fact => (Fact: fact, Time: PublicationTimeReader.TryRead(fact.Value))).Where(date => date.Time is not null).ToList();
        var chosen = dates.FirstOrDefault();
        evidence.AddRange(dates.Select(date => new Evidence("published", date.Time!.ToString(), date.Fact.Rule, date.Fact.Value, date.Fact.Span, date.Fact.Confidence, date == chosen && given.Published is null)));
        if (masthead.SubmittedBy is { } submitter) evidence.Add(new("submittedBy", submitter.Name, "byline", submitter.Name, submitter.Span, 0.95));
        foreach (var author in masthead.Authors) evidence.Add(new("declaredAuthor", author.Name, "byline", author.Name, author.Span, 0.95));
        if (given.Published is { } set) evidence.Add(new("published", set.ToString(), Archivist, "", null, 1));
        if (masthead.Published is { } published)
        {
            var agrees = given.Published is null || given.Published == published;
            evidence.Add(new("published", published.ToString(), "byline", masthead.PublishedSpan!.Value.In(document.Text), masthead.PublishedSpan, 0.97, agrees));
        }
        if (given.Source is { } source) evidence.Add(new("source", source, Archivist, "", null, 1));
        if (given.Url is { } url) evidence.Add(new("url", url, Archivist, "", null, 1));
        var (read, span) = chosen.Time is { } time ? (time, chosen.Fact.Span) : (masthead.Published, masthead.PublishedSpan);
        return new ArticleFacts(
            masthead.Title?.Text ?? titles.FirstOrDefault()?.Value,
            given.Published ?? read,
            given.Published is { } day ? new ArticleDate(day.Date, null) : read is null ? null : new ArticleDate(read.Date, span),
            LanguageOf(document, given, evidence),
            evidence);
    }

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
