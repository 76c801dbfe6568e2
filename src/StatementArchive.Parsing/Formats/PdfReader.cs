using System.Globalization;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;
using UglyToad.PdfPig.Exceptions;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// PDF (ISO 32000) with a text layer; nothing is recognised from pictures. The text is that of the pages in reading order,
/// column by column. What the file's properties say is evidence of little weight.
/// </summary>
public static class PdfReader
{
    /// <summary>The signature may stand behind some bytes of something else, but within these (ISO 32000-1, annex H.3, note 13).</summary>
    private const int SignatureWindow = 1024;

    /// <summary>The document, or <c>null</c> if the bytes are no PDF.</summary>
    /// <exception cref="UnreadableDocumentException">Encrypted, damaged, without a text layer, or beyond the limits.</exception>
    public static Document? TryRead(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        if (bytes.Span[..Math.Min(bytes.Length, SignatureWindow)].IndexOf("%PDF-"u8) is not (>= 0 and var signature) || !IsBinaryOrFirst(bytes.Span, signature)) return null;
        var watch = new PdfWatch(limits);
        try
        {
            using var pdf = Open(bytes, watch);
            pdf.AddPageFactory<PdfPage, PdfPage.Factory>();
            return Read(pdf, watch);
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new UnreadableDocumentException("The PDF is encrypted. Save it without a password and try again.");
        }
        // The library throws whatever the damage happens to hit: a bad number, a missing object, a broken font.
        catch (Exception fault) when (fault is not (UnreadableDocumentException or OutOfMemoryException))
        {
            watch.ThrowIfRefused();
            throw new UnreadableDocumentException($"The PDF is damaged: {fault.Message}");
        }
    }

    /// <summary>Opens a PDF; the caller disposes it.</summary>
    internal static PdfDocument Open(ReadOnlyMemory<byte> bytes, PdfWatch watch) =>
        PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true, MaxStackDepth = 128, FilterProvider = watch });

    // A text that speaks of '%PDF-' in its first lines is no PDF.
    private static bool IsBinaryOrFirst(ReadOnlySpan<byte> bytes, int signature) => signature == 0 || bytes.IndexOf("endobj"u8) >= 0;

    private static Document Read(PdfDocument pdf, PdfWatch watch)
    {
        if (pdf.NumberOfPages > watch.Limits.PdfPages) throw new UnreadableDocumentException($"The PDF has {pdf.NumberOfPages} pages; more than {watch.Limits.PdfPages} are not read.");
        var pages = new List<IReadOnlyList<PdfLine>>();
        var sideways = new List<string>();
        var pictures = 0;
        for (var number = 1; number <= pdf.NumberOfPages; number++)
        {
            watch.CheckTime();
            var page = pdf.GetPage<PdfPage>(number);
            watch.ThrowIfRefused();
            pictures += page.Pictures;
            var words = NearestNeighbourWordExtractor.Instance.GetWords(Once(page.Letters)).Where(word => word.Text.Any(c => !char.IsControl(c) && !char.IsWhiteSpace(c))).ToLookup(word => word.TextOrientation);
            pages.Add(PdfPageLayout.Lines([.. words[TextOrientation.Horizontal]], number - 1, page.Height));
            // A stamp, a margin's note.
            sideways.AddRange(words.Where(turned => turned.Key != TextOrientation.Horizontal).Select(PdfPageLayout.TextOf).Where(text => text.Length > 0));
        }
        if (pages.All(page => page.Count == 0))
        {
            throw new UnreadableDocumentException(pictures > 0
                ? "The PDF is a scan: its pages are pictures without a text layer. Recognise its text first, and try again."
                : "The PDF holds no text.");
        }
        return PdfText.Build(pages, sideways, [.. Facts(pdf.Information)], string.Create(CultureInfo.InvariantCulture, $"text layer of PDF {pdf.Version:0.0}, {pdf.NumberOfPages} {(pdf.NumberOfPages == 1 ? "page" : "pages")}"));
    }

    // Some programs print a letter twice, a little beside itself, to make it bold.
    private static IReadOnlyList<Letter> Once(IReadOnlyList<Letter> letters)
    {
        var seen = new HashSet<(string, int, int)>();
        return [.. letters.Where(letter => letter.Value != "\0" && seen.Add((letter.Value, (int)Math.Round(letter.StartBaseLine.X), (int)Math.Round(letter.StartBaseLine.Y))))];
    }

    private static IEnumerable<DocumentFact> Facts(DocumentInformation information)
    {
        if (Property(information.Title) is { } title && !title.StartsWith("Microsoft Word - ", StringComparison.OrdinalIgnoreCase)) yield return new DocumentFact(DocumentFactKind.Title, title, "document-properties", null, 0.4);
        if (Property(information.Author) is { } author) yield return new DocumentFact(DocumentFactKind.Author, author, "document-properties", null, 0.35);
        if (information.GetCreatedDateTimeOffset() is { } created)
            yield return new DocumentFact(DocumentFactKind.Published, created.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), "document-properties", null, 0.3);
    }

    private static string? Property(string? value) => value?.Trim('\0', ' ', '\t', '\r', '\n') is { Length: > 0 and <= 1000 } trimmed && !trimmed.Contains('\0') ? trimmed : null;
}
