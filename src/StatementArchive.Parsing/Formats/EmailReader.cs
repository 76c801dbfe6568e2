using System.Globalization;
using System.Text;
using MimeKit;
using MimeKit.Utils;
using StatementArchive.Parsing.Formats.Html;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// A mail as mail programs save it (<c>.eml</c>; RFC 5322 and MIME, RFC 2045 to 2049). Its text is that of the plain
/// part, or of the HTML part where there is no other; attachments are counted, not read. A mail that quotes the one it
/// answers is read without the quotation; one that holds nothing else, or passes another mail on, is read with it.
/// </summary>
public static class EmailReader
{
    private const int LongestHeader = 256 * 1024;

    /// <summary>The document, or <c>null</c> if the bytes are no mail: its header must hold a sender's address and a date.</summary>
    /// <exception cref="UnreadableDocumentException">Encrypted, broken, or without text.</exception>
    public static Document? TryRead(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        if (!HasMailHeader(bytes.Span)) return null;
        using var message = Load(bytes, limits);
        var texts = message.BodyParts.OfType<TextPart>().Where(part => !part.IsAttachment).ToList();
        foreach (var part in texts.Where(part => !part.IsHtml).Concat(texts.Where(part => part.IsHtml)))
        {
            var (text, encoding) = Decode(part);
            if (string.IsNullOrWhiteSpace(text)) continue;
            var how = encoding + Attached(message.Attachments.Count());
            if (!part.IsHtml) return OfPlainText(text, part.IsFlowed, message.Subject, Facts(message), how);
            if (OfHtml(text, message.Subject, Facts(message), how, limits) is { } document) return document;
        }
        throw new UnreadableDocumentException(IsEncrypted(message.Body)
            ? "The mail is encrypted. Save it decrypted and try again."
            : "The mail holds no text, only its header" + Attached(message.Attachments.Count()).Replace(';', ' ') + ".");
    }

    /// <summary>Whether the bytes begin with a header (RFC 5322, section 2.2) in which the two fields stand that every mail must have (section 3.6).</summary>
    private static bool HasMailHeader(ReadOnlySpan<byte> bytes)
    {
        bool from = false, date = false;
        var rest = bytes[..Math.Min(bytes.Length, LongestHeader)];
        while (!rest.IsEmpty)
        {
            var length = rest.IndexOf((byte)'\n');
            var line = (length < 0 ? rest : rest[..length]).TrimEnd((byte)'\r');
            rest = length < 0 ? [] : rest[(length + 1)..];
            if (line.IsEmpty) break;
            if (line[0] is (byte)' ' or (byte)'\t') continue;
            var colon = line.IndexOf((byte)':');
            if (colon <= 0 || line[..colon].ContainsAnyExceptInRange((byte)'!', (byte)'~')) return false;
            var name = Encoding.ASCII.GetString(line[..colon]);
            var value = line[(colon + 1)..];
            if (name.Equals("From", StringComparison.OrdinalIgnoreCase)) from |= value.Contains((byte)'@') || rest is [(byte)' ' or (byte)'\t', ..];
            else if (name.Equals("Date", StringComparison.OrdinalIgnoreCase)) date |= DateUtils.TryParse(value.ToArray(), out _);
        }
        return from && date;
    }

    private static MimeMessage Load(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        try
        {
            using var stream = new MemoryStream(bytes.ToArray(), writable: false);
            return MimeMessage.Load(new ParserOptions { MaxMimeDepth = limits.MailDepth, CharsetEncoding = Encoding.UTF8 }, stream);
        }
        catch (FormatException fault)
        {
            throw new UnreadableDocumentException($"The mail cannot be read: {fault.Message}");
        }
    }

    private static List<DocumentFact> Facts(MimeMessage message)
    {
        var facts = new List<DocumentFact>();
        if (message.Subject?.Trim() is { Length: > 0 and <= 1000 } subject) facts.Add(new DocumentFact(DocumentFactKind.Title, subject, "mail-header", null, 0.8));
        // An address is no name: what stands before its @ may be an office, a machine or a joke.
        facts.AddRange(message.From.Mailboxes.Select(mailbox => mailbox.Name?.Trim()).OfType<string>().Where(name => name.Length is > 0 and <= 300 && !name.Contains('@'))
            .Select(name => new DocumentFact(DocumentFactKind.Author, name, "mail-header", null, 0.7)));
        if (message.Date > DateTimeOffset.MinValue)
            facts.Add(new DocumentFact(DocumentFactKind.Published, message.Date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), "mail-header", null, 0.9));
        return facts;
    }

    private static (string Text, string Encoding) Decode(TextPart part)
    {
        using var stream = new MemoryStream();
        part.Content?.DecodeTo(stream);
        var bytes = stream.GetBuffer().AsSpan(0, (int)stream.Length);
        if (part.ContentType.CharsetEncoding is { } declared) return (declared.GetString(bytes), $"{declared.WebName}, as the mail declares");
        return TextDecoding.TryDecode(bytes) is var (text, encoding) ? (text, encoding) : throw new UnreadableDocumentException("The mail's text declares no encoding, and none fits.");
    }

    private static string Attached(int count) => count switch
    {
        0 => "",
        1 => "; an attachment was not read",
        _ => string.Create(CultureInfo.InvariantCulture, $"; {count} attachments were not read"),
    };

    private static bool IsEncrypted(MimeEntity? body) => body is not null && (body.ContentType.IsMimeType("multipart", "encrypted") || body.ContentType.IsMimeType("application", "pkcs7-mime") || body.ContentType.IsMimeType("application", "x-pkcs7-mime"));

    private static Document OfPlainText(string text, bool isFlowed, string? subject, IReadOnlyList<DocumentFact> facts, string encoding)
    {
        if (text.IndexOf('\0', StringComparison.Ordinal) is var zero and >= 0) throw new UnreadableDocumentException($"The mail's text is no text: a zero character stands at offset {zero} of it.");
        var quoted = QuotedReplies.In(text, subject);
        var own = Between(quoted, text).ToList();
        if (own.Count == 0) (own, quoted) = ([new TextSpan(0, text.Length)], []);
        return new Document
        {
            MediaType = "message/rfc822",
            Text = text,
            Encoding = encoding,
            Facts = facts,
            Blocks = [.. own.SelectMany(passage => isFlowed ? FlowedText.Blocks(text, passage) : PlainTextLayout.Blocks(text, passage))],
            LeftOut = [.. quoted.Select(passage => new LeftOutPassage(passage, QuotedReplies.Reason))],
        };
    }

    private static IEnumerable<TextSpan> Between(IEnumerable<TextSpan> quoted, string text)
    {
        var start = 0;
        foreach (var passage in quoted.Append(new TextSpan(text.Length, text.Length)))
        {
            var own = new TextSpan(start, passage.Start).TrimmedIn(text);
            // Untrimmed at its start: an indent is part of how the text is set.
            if (!own.IsEmpty) yield return new TextSpan(start, passage.Start);
            start = passage.End;
        }
    }

    private static Document? OfHtml(string source, string? subject, IReadOnlyList<DocumentFact> facts, string encoding, ReadingLimits limits)
    {
        var dom = HtmlReader.Parse(source.Replace('\0', '\ufffd'), limits);
        if (dom.Body is not { } body || HtmlFlattener.Flatten(body) is not { Count: > 0 } blocks) return null;
        QuotedReplies.Mark(blocks, subject);
        if (blocks.All(block => block.LeftOutReason is not null))
        {
            foreach (var block in blocks) block.LeftOutReason = null;
        }
        return HtmlDocumentBuilder.Build("message/rfc822", facts, blocks, encoding);
    }
}
