using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Inference;

/// <summary>An article from a record of one statement: the record's columns are its facts, and its text is one statement, whole.</summary>
internal static class RecordFacts
{
    /// <summary>The article; offsets are UTF-16 offsets of the record's text.</summary>
    /// <param name="place">Where the record stands in its file.</param>
    public static ParsedArticle Describe(BulkRecord record, string place, GivenFacts given)
    {
        var text = record.Text;
        var blocks = PlainTextLayout.Blocks(text, new TextSpan(0, text.Length));
        if (blocks.Count == 0) throw new UnreadableDocumentException("The row has no text.");
        var lines = blocks.SelectMany(block => block.Lines).ToList();
        var layout = new TextLayout(lines.Select(line => line.Laid));
        var (body, _) = MarkdownBody.Write(text, layout.Lines, null);
        var (authors, authorEvidence) = Authors(record);
        var (language, languageEvidence) = Language(record, given);
        var published = given.Published ?? record.Published;
        var (source, url) = (given.Source ?? record.Source, given.Url ?? record.Url);
        List<Evidence> evidence = [new("place", place, "container", "", null, 1)];
        if (record.Encoding is { } encoding) evidence.Add(new Evidence("encoding", encoding, "decoding", "", null, 1));
        if (record.Title is { } title) evidence.Add(Of("title", title));
        Weigh(evidence, "published", given.Published?.ToString(), record.Published?.ToString());
        Weigh(evidence, "source", given.Source, record.Source);
        Weigh(evidence, "url", given.Url, record.Url);
        return new ParsedArticle
        {
            MediaType = record.MediaType,
            Text = text,
            Layout = layout,
            Title = record.Title,
            Published = published,
            Language = language,
            Source = source is null && url is null ? null : new ArticleSource(source, url),
            Evidence = [.. evidence, .. languageEvidence],
            Statements =
            [
                new ParsedStatement
                {
                    Ordinal = 1,
                    Title = record.Title,
                    Span = new TextSpan(lines[0].Span.Start, lines[^1].Span.End),
                    Body = body,
                    Language = language,
                    Authors = authors,
                    Date = record.Date,
                    Subjects = record.Subjects,
                    Evidence = [.. authorEvidence, .. record.Date is { } date ? [Of("date", date.Edtf)] : Array.Empty<Evidence>(), .. languageEvidence, .. record.Subjects.Select(subject => Of("subject", subject))],
                },
            ],
        };
    }

    private static (List<StatementAuthor> Authors, List<Evidence> Evidence) Authors(BulkRecord record)
    {
        List<StatementAuthor> authors = [];
        List<Evidence> evidence = [];
        foreach (var name in record.Authors)
        {
            var affiliation = record.Organisation is { } organisation && NameKey.Of(organisation) != NameKey.Of(name) ? organisation : null;
            var (kind, rule, confidence) = record.Kind is { } stated ? (stated, Evidence.RecordRule, 1)
                : affiliation is not null ? (AuthorKind.Person, "has-affiliation", 0.9)
                : record.Organisation is not null ? (AuthorKind.Organisation, Evidence.RecordRule, 1)
                : NameReader.KindOf(name) is var verdict ? (verdict.Kind, verdict.Rule, verdict.Confidence) : default;
            if (kind == AuthorKind.Organisation) affiliation = null;
            authors.Add(new StatementAuthor(name, kind, affiliation));
            evidence.Add(Of("author", name));
            evidence.Add(new Evidence("kind", kind == AuthorKind.Person ? "person" : "organisation", rule, "", null, confidence));
            if (affiliation is not null) evidence.Add(Of("affiliation", affiliation));
        }
        if (authors.Count == 0 && record.Organisation is { } group)
        {
            authors.Add(new StatementAuthor(group, AuthorKind.Organisation, null));
            evidence.AddRange([Of("author", group), Of("kind", "organisation")]);
        }
        return (authors, evidence);
    }

    private static (string? Language, List<Evidence> Evidence) Language(BulkRecord record, GivenFacts given)
    {
        List<Evidence> evidence = [];
        Weigh(evidence, "language", given.Language, record.Language);
        if ((given.Language ?? record.Language) is { } tag) return (tag, evidence);
        if (LanguageInference.Infer(record.Text, new TextSpan(0, record.Text.Length)) is not var (found, confidence)) return (null, evidence);
        evidence.Add(new Evidence("language", found, "letters", "", null, confidence));
        return (found, evidence);
    }

    private static void Weigh(List<Evidence> evidence, string fact, string? given, string? stated)
    {
        if (given is not null) evidence.Add(new Evidence(fact, given, "archivist", "", null, 1));
        if (stated is not null) evidence.Add(Of(fact, stated) with { IsChosen = given is null || given == stated });
    }

    private static Evidence Of(string fact, string value) => new(fact, value, Evidence.RecordRule, "", null, 1);
}
