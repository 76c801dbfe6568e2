using StatementArchive.Parsing.Inference;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Segmenting;

/// <summary>How a document was split.</summary>
/// <param name="RunnerUp">The best reading that splits elsewhere; <c>null</c> if there is none.</param>
/// <param name="Confidence">From 0 (the runner-up is as good) to <see cref="ReadingWeights.ConfidenceWithoutRival"/>.</param>
public sealed record Segmentation(BoundaryContext Context, Reading Reading, Reading? RunnerUp, double Confidence)
{
    public Masthead Masthead => Context.Masthead;

    /// <summary>Where the title stands; <c>null</c> if it is no part of the text.</summary>
    public TextSpan? Title => Masthead.Title?.Span ?? Context.Document.LeftOut.FirstOrDefault(passage => passage.Reason == "title")?.Span;

    public IReadOnlyList<Segment> Segments => Reading.Segments;

    /// <summary>Every name of the byline and of the headings.</summary>
    public IReadOnlyList<string> Names => field ??=
        [.. Masthead.Authors.Select(author => author.Name).Concat(Segments.SelectMany(segment => segment.Heading?.Authors ?? []).Select(author => author.Name)).Distinct()];

    /// <summary>Whether the article holds one text, be it in several languages.</summary>
    public bool IsOneText => _isOneText ??= Segments.Skip(1).All(segment => segment.IsTranslation);

    private bool? _isOneText;

    internal ArticleOverview Overview => field ??= new ArticleOverview(this);

    /// <summary>The lines between masthead and first statement.</summary>
    public IEnumerable<Line> Preface => Before.Where(line => !line.IsSeparator && !line.IsFurniture);

    /// <summary>The lines that belong to nothing, each with the reason: separators outside of statements, and what a record narrates between speeches.</summary>
    public IEnumerable<(Line Line, string Reason)> LeftOut => Before.Where(line => line.IsSeparator || line.IsFurniture).Concat(Between)
        .Select(line => (line, line.IsSeparator ? "separator" : line.IsFurniture ? PageFurniture.Reason : Signatures.Contains(line) ? "signatories" : IsRecord ? "procedure" : "outside of statements"));

    private bool IsRecord => Segments.Any(segment => segment.Heading is { Form: AuthorLineForm.SpeakerLabel });

    private HashSet<Line> Signatures => field ??= [.. Context.Signatories.SelectMany(list => Context.Lines.Take(list.End).Skip(list.Label))];

    private IEnumerable<Line> Before => Context.Lines.Take(Segments[0].FirstLine).Skip(Context.FirstLine);

    private IEnumerable<Line> Between =>
        Segments.SelectMany((segment, at) => Context.Lines.Take(at + 1 < Segments.Count ? Segments[at + 1].FirstLine : Context.Lines.Count).Skip(segment.EndLine));
}

/// <summary>Document → segments: reads the masthead, forms the readings of what stands below it, and takes the best.</summary>
public static class Segmenter
{
    public static Segmentation Split(Document document)
    {
        document = SpeakerLabels.SetApart(PageFurniture.SetApart(document));
        var context = new BoundaryContext(document, MastheadReader.Read(document));
        var readings = Readings.Of(context);
        var best = readings[0];
        var runnerUp = readings.FirstOrDefault(reading => !reading.SplitsAs(best));
        var confidence = runnerUp is null ? ReadingWeights.ConfidenceWithoutRival : Math.Min(ReadingWeights.ConfidenceWithoutRival, 1 - Math.Exp((runnerUp.Score - best.Score) / ReadingWeights.LeadOfConfidence));
        return new Segmentation(context, best, runnerUp, confidence);
    }
}
