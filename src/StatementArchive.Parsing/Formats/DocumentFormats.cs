using System.Text;
using StatementArchive.Parsing.Formats.Containers;
using StatementArchive.Parsing.Formats.Html;

namespace StatementArchive.Parsing.Formats;

/// <summary>The formats that the archive reads, in the order in which they are tried: the first that knows the bytes reads them.</summary>
public static class DocumentFormats
{
    private static readonly (string Name, Func<ReadOnlyMemory<byte>, DeclaredType?, ReadingLimits, Document?> TryRead)[] InOrder =
    [
        ("PDF", (bytes, _, limits) => PdfReader.TryRead(bytes, limits)),
        ("Word document (DOCX)", (bytes, _, limits) => DocxReader.TryRead(bytes, limits)),
        ("e-mail", (bytes, _, limits) => EmailReader.TryRead(bytes, limits)),
        ("HTML", (bytes, declared, limits) => HtmlReader.TryRead(bytes, limits, declared)),
        ("Markdown", (bytes, _, limits) => MarkdownReader.TryRead(bytes, limits)),
        ("plain text", (bytes, _, _) => PlainTextReader.TryRead(bytes)),
    ];

    /// <summary>The formats' names, for messages and documentation.</summary>
    public static IEnumerable<string> Names => InOrder.Select(format => format.Name);

    /// <summary>Reads a document by its content; names and endings of files play no part.</summary>
    /// <param name="declared">What it was delivered as, where it was.</param>
    /// <exception cref="UnreadableDocumentException">Empty, binary, broken, beyond the limits, or of a format not listed.</exception>
    public static Document Read(ReadOnlyMemory<byte> bytes, ReadingLimits? limits = null, DeclaredType? declared = null)
    {
        if (bytes.IsEmpty) throw new UnreadableDocumentException("The file is empty.");
        foreach (var (_, tryRead) in InOrder)
        {
            if (tryRead(bytes, declared, limits ?? ReadingLimits.Default) is { } document) return document;
        }
        throw new UnreadableDocumentException(DataFormats.NameOf(bytes) is { } data ? $"This is {data} of a kind that is not read. {Known}" : Refusal(bytes.Span));
    }

    private static string Known => new StringBuilder("Known formats: ").AppendJoin("; ", Names).Append("; files of several: ").AppendJoin("; ", ContainerFormats.Names).Append('.').ToString();

    private static string Refusal(ReadOnlySpan<byte> bytes)
    {
        var known = Known;
        if (BinarySignatures.NameOf(bytes) is { } name) return $"This is {name}, which is not read. {known}";
        return bytes.IndexOf((byte)0) is var zero and >= 0
            ? $"This is no text: a zero byte stands at offset {zero}. {known}"
            : $"This is no text: the first byte that is not UTF-8 stands at offset {TextDecoding.FirstInvalidUtf8(bytes)}, and no other encoding fits. {known}";
    }
}
