using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// Word documents (Office Open XML, ECMA-376, transitional and strict). The text is that of the body in its order, tables
/// cell by cell; insertions that are tracked are part of it, deletions and hidden text are not. Running heads and feet,
/// notes, comments and text boxes stand below it, left out. What the file's properties say is evidence of little weight:
/// they speak of the template's or the typist's machine as often as of the document.
/// </summary>
public static class DocxReader
{
    /// <summary>The document, or <c>null</c> if the bytes are no Word document.</summary>
    /// <exception cref="UnreadableDocumentException">Encrypted, damaged, too large once inflated, or without text.</exception>
    public static Document? TryRead(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) && bytes.Span.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0)
            throw new UnreadableDocumentException("The Office document is encrypted. Save it without a password and try again.");
        if (!bytes.Span.StartsWith("PK\u0003\u0004"u8) || bytes.Span.IndexOf("word/"u8) < 0) return null;
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            if (!IsWordDocument(stream, limits)) return null;
            using var word = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { AutoSave = false });
            return Read(word);
        }
        // The libraries below throw whatever the damage happens to hit: a bad number, a missing part, a false checksum.
        catch (Exception fault) when (fault is not (UnreadableDocumentException or OutOfMemoryException))
        {
            throw new UnreadableDocumentException($"The Word document is damaged: {fault.Message}");
        }
    }

    /// <summary>Inflates every entry once within the limits, because what a ZIP says of its own sizes may be a lie, and looks whether the package declares a Word document.</summary>
    private static bool IsWordDocument(MemoryStream stream, ReadingLimits limits)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > limits.WordParts) throw new UnreadableDocumentException($"The Word document has {zip.Entries.Count} parts; more than {limits.WordParts} are not read.");
        if (zip.GetEntry("[Content_Types].xml") is not { } types) return false;
        var left = limits.WordInflatedBytes;
        var buffer = new byte[64 * 1024];
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            for (int read; (read = content.Read(buffer)) > 0;)
            {
                left -= read;
                if (left < 0) throw new UnreadableDocumentException(FormattableString.Invariant($"The Word document inflates to more than {limits.WordInflatedBytes:N0} bytes (at the part '{entry.FullName}'). Larger ones are not read."));
            }
        }
        using (var content = types.Open())
        using (var reader = new StreamReader(content))
        {
            if (!reader.ReadToEnd().Contains("wordprocessingml", StringComparison.Ordinal)) return false;
        }
        foreach (var entry in zip.Entries.Where(entry => entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || entry.FullName.EndsWith(".rels", StringComparison.OrdinalIgnoreCase)))
        {
            using var content = entry.Open();
            using var xml = XmlReader.Create(content, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            while (xml.Read())
            {
                // Word itself writes a few dozen levels. The library descends by recursion.
                if (xml.Depth > limits.XmlDepth) throw new UnreadableDocumentException($"The Word document nests more than {limits.XmlDepth} elements in each other (in the part '{entry.FullName}').");
            }
        }
        return true;
    }

    private static Document Read(WordprocessingDocument word)
    {
        var main = word.MainDocumentPart ?? throw new UnreadableDocumentException("The Word document has no main part.");
        var body = main.Document?.Body ?? throw new UnreadableDocumentException("The Word document has no body.");
        var layout = new DocxLayout(main);
        layout.AddBody(body);
        foreach (var part in main.HeaderParts) layout.LeaveOut(part.Header, "page furniture");
        foreach (var part in main.FooterParts) layout.LeaveOut(part.Footer, "page furniture");
        layout.LeaveOut(main.FootnotesPart?.Footnotes, "footnote");
        layout.LeaveOut(main.EndnotesPart?.Endnotes, "endnote");
        layout.LeaveOut(main.WordprocessingCommentsPart?.Comments, "comment");
        return layout.ToDocument(Facts(word));
    }

    private static IEnumerable<DocumentFact> Facts(WordprocessingDocument word)
    {
        var properties = word.PackageProperties;
        if (properties.Title?.Trim() is { Length: > 0 and <= 1000 } title) yield return new DocumentFact(DocumentFactKind.Title, title, "document-properties", null, 0.4);
        if (properties.Creator?.Trim() is { Length: > 0 and <= 300 } creator) yield return new DocumentFact(DocumentFactKind.Author, creator, "document-properties", null, 0.35);
        if (properties.Created is { } created)
            yield return new DocumentFact(DocumentFactKind.Published, created.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), "document-properties", null, 0.3);
    }
}
