using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;
using StatementArchive.Parsing.Inference;
using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing;

/// <summary>The street from bytes to facts. Pure: it reads nothing but what it is handed, and may be called from several threads.</summary>
public static class ArticleParser
{
    /// <summary>Parses one document.</summary>
    /// <param name="bytes">The document as captured; its format is recognised by content.</param>
    /// <param name="given">What an archivist gives with it.</param>
    /// <param name="limits">What is beyond them is refused.</param>
    /// <param name="cancellation">Ends the work between its stages.</param>
    /// <exception cref="UnreadableDocumentException">Empty, binary, broken, beyond the limits, or of a format that is not read.</exception>
    /// <exception cref="OperationCanceledException"/>
    public static ParsedArticle Parse(ReadOnlyMemory<byte> bytes, GivenFacts given, ReadingLimits limits, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(given);
        return Parse(DocumentFormats.Read(bytes, limits), given, cancellation);
    }

    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, GivenFacts, ReadingLimits, CancellationToken)"/>
    public static ParsedArticle Parse(ReadOnlyMemory<byte> bytes, GivenFacts given, CancellationToken cancellation = default) =>
        Parse(bytes, given, ReadingLimits.Default, cancellation);

    /// <summary>Parses one document of which more is known than its bytes.</summary>
    /// <inheritdoc cref="Parse(ReadOnlyMemory{byte}, GivenFacts, ReadingLimits, CancellationToken)"/>
    public static ParsedArticle Parse(ReadOnlyMemory<byte> bytes, Delivery delivery, GivenFacts given, ReadingLimits limits, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        ArgumentNullException.ThrowIfNull(given);
        return Parse(DocumentFormats.Read(bytes, limits, delivery.Declared).WithFacts(delivery.Facts), given, cancellation);
    }

    private static ParsedArticle Parse(Document document, GivenFacts given, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var segmentation = Segmenter.Split(document);
        cancellation.ThrowIfCancellationRequested();
        return InCodePoints(Describe(segmentation.Context.Document, segmentation, given, cancellation));
    }

    /// <summary>Parses one article of a file that holds several.</summary>
    /// <exception cref="UnreadableDocumentException">The entry is broken, or of a format that is not read.</exception>
    /// <exception cref="OperationCanceledException"/>
    public static ParsedArticle Parse(ContainerEntry entry, GivenFacts given, CancellationToken cancellation = default) =>
        Parse(entry, given, ReadingLimits.Default, cancellation);

    /// <inheritdoc cref="Parse(ContainerEntry, GivenFacts, CancellationToken)"/>
    public static ParsedArticle Parse(ContainerEntry entry, GivenFacts given, ReadingLimits limits, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(given);
        if (entry.Problem is { } problem) throw new UnreadableDocumentException(problem);
        if (entry.Revisit is { } earlier) throw new UnreadableDocumentException($"It holds no document: the crawl found {earlier.Url} as it was on {earlier.Time}.");
        if (entry.Record is { } record) return InCodePoints(RecordFacts.Describe(record, entry.Place, given));
        var document = entry.Feed is { } feed ? FeedEntryReader.Read(feed, limits) : DocumentFormats.Read(entry.Bytes, limits, entry.Declared);
        var article = Parse(document.WithFacts(entry.Facts), given, cancellation);
        return article with { Evidence = [new Evidence("place", entry.Place, "container", "", null, 1), .. article.Evidence] };
    }

    private static ParsedArticle Describe(Document document, Segmentation segmentation, GivenFacts given, CancellationToken cancellation)
    {
        var masthead = segmentation.Masthead;
        var article = ArticleFacts.Infer(document, segmentation, given);
        var statements = new List<ParsedStatement>(segmentation.Segments.Count);
        foreach (var segment in segmentation.Segments)
        {
            cancellation.ThrowIfCancellationRequested();
            statements.Add(Describe(document, segmentation, segment, statements.Count + 1, article.Date, given));
        }
        return new ParsedArticle
        {
            MediaType = document.MediaType,
            Text = document.Text,
            Layout = new TextLayout(document.Lines.Select(line => line.Laid)),
            Title = article.Title,
            Published = article.Published,
            SubmittedBy = masthead.SubmittedBy?.Name,
            Language = article.Language,
            Captured = article.Captured,
            Source = article.Source,
            DeclaredAuthors = masthead.Authors,
            Preface = [.. Blocks(segmentation.Preface)],
            LeftOut =
            [
                .. document.LeftOut,
                .. masthead.Above.Select(line => new LeftOutPassage(line.Span, "above the title")),
                .. masthead.Title is { } title ? [new LeftOutPassage(title.Span, "title")] : Array.Empty<LeftOutPassage>(),
                .. masthead.Byline.Select(line => new LeftOutPassage(line.Span, "byline")),
                .. segmentation.LeftOut.Select(left => new LeftOutPassage(left.Line.Span, left.Reason)),
            ],
            Statements = Translations.Link(statements, segmentation),
            Evidence = article.Evidence,
            Confidence = segmentation.Confidence,
            RunnerUp = segmentation.RunnerUp?.Description,
        };
    }

    private static ParsedStatement Describe(Document document, Segmentation segmentation, Segment segment, int ordinal, ArticleDate? articleDate, GivenFacts given)
    {
        var lines = document.Lines.Take(segment.EndLine).Skip(segment.FirstLine).ToList();
        var heading = segment.BodyLine == segment.FirstLine
            ? default(TextSpan?)
            : new TextSpan(lines[0].Span.Start, document.Lines[segment.BodyLine - 1].Span.End);
        var signOff = segment.SignOff;
        var (body, signOffStart) = MarkdownBody.Write(document.Text, lines.Skip(segment.BodyLine - segment.FirstLine).Where(line => !line.IsFurniture).Select(line => line.Laid), signOff?.Lines[0].Line.Span.Start);
        var (authors, authorEvidence) = AuthorInference.Infer(segmentation, segment);
        var text = new TextSpan(document.Lines[segment.BodyLine < segment.EndLine ? segment.BodyLine : segment.FirstLine].Span.Start, lines[^1].Span.End);
        var (language, languageEvidence) = StatementLanguage(document, text, given);
        var (date, dateEvidence) = DateInference.Infer(new DateContext(segmentation, segment, articleDate, language));
        List<LeftOutPassage> omitted = [.. lines.Where(line => line.IsFurniture).Select(line => new LeftOutPassage(line.Span, PageFurniture.Reason))];
        return new ParsedStatement
        {
            Ordinal = ordinal,
            Title = segment.IsUnderTopic ? string.Join(' ', document.Lines.Take(segment.BodyLine).Skip(segment.FirstLine).Select(line => line.Text))
                : segment.IsPost ? document.Lines[segment.Start.LineIndex].Text
                : document.Lines.Take(segment.Start.LineIndex).Skip(segment.FirstLine).LastOrDefault(line => LineShapes.DateLine(document.Text, line.Span) is null)?.Text,
            Span = new TextSpan(lines[0].Span.Start, lines[^1].Span.End),
            Heading = heading,
            SignOff = signOff?.Span,
            Body = body,
            Omitted = omitted,
            BodySignOffStart = signOffStart,
            Language = language,
            Authors = authors,
            Date = date,
            Signatories = segment.Signatories?.Signatories ?? [],
            NameForms = NameFormInference.Infer(segmentation, segment, authors),
            Evidence =
            [
                .. BoundaryEvidence(document, segment), .. authorEvidence, .. dateEvidence, .. languageEvidence,
                .. omitted.Select(passage => new Evidence("omitted", passage.Reason, "page-furniture", passage.Span.In(document.Text), passage.Span, 0.9)),
            ],
        };
    }

    private static (string? Language, IEnumerable<Evidence> Evidence) StatementLanguage(Document document, TextSpan text, GivenFacts given)
    {
        if (given.Language is { } tag) return (tag, [new Evidence("language", tag, "archivist", "", null, 1)]);
        return LanguageInference.Infer(document.Text, text) is var (found, confidence)
            ? (found, [new Evidence("language", found, "letters", "", null, confidence)])
            : (null, []);
    }

    private static IEnumerable<Evidence> BoundaryEvidence(Document document, Segment segment)
    {
        var line = document.Lines[segment.FirstLine].Span;
        foreach (var rule in segment.Start.Rules)
        {
            var weight = ReadingWeights.OfRule[rule];
            yield return new Evidence("boundary", "start", rule, line.In(document.Text), line, 1 / (1 + Math.Exp(-weight)), weight > 0);
        }
    }

    private static IEnumerable<TextSpan> Blocks(IEnumerable<Line> lines) =>
        lines.GroupBy(line => line.Block).Select(block => new TextSpan(block.First().Span.Start, block.Last().Span.End));

    private static ParsedArticle InCodePoints(ParsedArticle article)
    {
        var index = new CodePointIndex(article.Text);
        if (index.IsIdentity) return article;
        return article with
        {
            DeclaredAuthors = [.. article.DeclaredAuthors.Select(author => author with { Span = index.FromUtf16(author.Span) })],
            Preface = [.. article.Preface.Select(index.FromUtf16)],
            LeftOut = [.. article.LeftOut.Select(passage => passage with { Span = index.FromUtf16(passage.Span) })],
            Evidence = [.. article.Evidence.Select(Converted)],
            Statements = [.. article.Statements.Select(statement => statement with
            {
                Span = index.FromUtf16(statement.Span),
                Heading = Optional(statement.Heading),
                Omitted = [.. statement.Omitted.Select(passage => passage with { Span = index.FromUtf16(passage.Span) })],
                SignOff = Optional(statement.SignOff),
                Signatories = [.. statement.Signatories.Select(signatory => signatory with { Span = index.FromUtf16(signatory.Span) })],
                NameForms = [.. statement.NameForms.Select(form => form with { Span = index.FromUtf16(form.Span) })],
                Evidence = [.. statement.Evidence.Select(Converted)],
            })],
        };

        TextSpan? Optional(TextSpan? span) => span is { } some ? index.FromUtf16(some) : null;

        Evidence Converted(Evidence evidence) => evidence with { Span = Optional(evidence.Span) };
    }
}
