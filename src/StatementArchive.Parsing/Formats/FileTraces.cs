using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using MimeKit;

namespace StatementArchive.Parsing.Formats;

/// <summary>Something in a file that may tell who wrote, sent, received or saved it.</summary>
/// <param name="Where">Where it stands, as the format calls it: <c>Delivered-To</c>, <c>lastModifiedBy</c> …</param>
/// <param name="Value">What stands there, at most <see cref="FileTraces.LongestValue"/> UTF-16 code units of it.</param>
public sealed record FileTrace(string Where, string Value);

/// <summary>
/// What the bytes of a document tell beside its text. For people who decide whether others may have the file; that nothing is found in a mail, in
/// a PDF or in a Word document does not say that nothing is in it.
/// </summary>
public static partial class FileTraces
{
    public const int LongestValue = 300;

    /// <summary>Traces that are told of at most.</summary>
    public const int Most = 60;

    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    // What every mail has, and what is its own: the rest is of the way it went and of those it went to.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase) { "Subject", "Date", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Language", "Content-Disposition" };

    /// <summary>Whether files of a kind are made by one person's program and carry that person's name or address as a rule: mails, PDF, Word documents.</summary>
    /// <param name="mediaType">As <see cref="Document.MediaType"/>.</param>
    public static bool AreUsualIn(string mediaType) => mediaType is "message/rfc822" or "application/pdf" or Word;

    /// <summary>
    /// Whether a file that was read as a document of a kind may tell who had it before: text that is nothing but text does not, a page and Markdown do not if they
    /// are nothing but text, links and pictures, and what is read as facts.
    /// </summary>
    /// <param name="mediaType">As <see cref="Document.MediaType"/>.</param>
    /// <param name="limits">Those it was read with.</param>
    public static bool MayBeIn(string mediaType, ReadOnlyMemory<byte> bytes, ReadingLimits limits) => mediaType switch
    {
        "text/plain" => false,
        "text/markdown" => OfMarkdown(bytes, limits).Any(),
        "text/html" or "application/xhtml+xml" => OfHtml(bytes).Any(),
        _ => true,
    };

    /// <summary>The traces in a file that was read as a document of a kind, in its order, each once.</summary>
    /// <exception cref="UnreadableDocumentException">It is not of this kind, or damaged.</exception>
    public static IReadOnlyList<FileTrace> Of(string mediaType, ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        try
        {
            IEnumerable<FileTrace> traces = mediaType switch
            {
                "message/rfc822" => OfMail(bytes),
                Word => OfWord(bytes),
                "application/pdf" => OfPdf(bytes, limits),
                "text/markdown" => OfMarkdown(bytes, limits),
                "text/html" or "application/xhtml+xml" => OfHtml(bytes),
                _ => [],
            };
            return [.. traces.Where(trace => !string.IsNullOrWhiteSpace(trace.Value)).Select(trace => trace with { Value = Short(trace.Value) }).Distinct().Take(Most)];
        }
        // The libraries throw whatever the damage happens to hit.
        catch (Exception fault) when (fault is not (UnreadableDocumentException or OutOfMemoryException))
        {
            throw new UnreadableDocumentException($"What the file tells beside its text cannot be read: {fault.Message}");
        }
    }

    private static List<FileTrace> OfMail(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        return [.. HeaderList.Load(new ParserOptions { CharsetEncoding = Encoding.UTF8 }, stream).Where(header => !Harmless.Contains(header.Field)).Select(header => new FileTrace(header.Field, header.Value))];
    }

    private static List<FileTrace> OfWord(ReadOnlyMemory<byte> bytes)
    {
        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        using var word = WordprocessingDocument.Open(stream, isEditable: false, new OpenSettings { AutoSave = false });
        var (core, more) = (word.PackageProperties, word.ExtendedFilePropertiesPart?.Properties);
        List<FileTrace> traces =
        [
            new("creator", core.Creator ?? ""),
            new("lastModifiedBy", core.LastModifiedBy ?? ""),
            new("Company", more?.Company?.Text ?? ""),
            new("Manager", more?.Manager?.Text ?? ""),
            new("Template", more?.Template?.Text ?? ""),
        ];
        var comments = word.MainDocumentPart?.WordprocessingCommentsPart?.Comments?.Elements<Comment>() ?? [];
        traces.AddRange(comments.Select(comment => new FileTrace("comment by", comment.Author?.Value ?? "")));
        var changes = word.MainDocumentPart?.Document?.Descendants().Where(element => element is InsertedRun or DeletedRun or Inserted or Deleted) ?? [];
        traces.AddRange(changes.Select(change => new FileTrace("change by", change.GetAttributes().FirstOrDefault(attribute => attribute.LocalName == "author").Value ?? "")));
        return traces;
    }

    private static List<FileTrace> OfPdf(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        using var pdf = PdfReader.Open(bytes, new PdfWatch(limits));
        var told = pdf.Information;
        List<FileTrace> traces = [new("Author", told.Author ?? ""), new("Creator", told.Creator ?? ""), new("Producer", told.Producer ?? ""), new("Keywords", told.Keywords ?? ""), new("CreationDate", told.CreationDate ?? ""), new("ModDate", told.ModifiedDate ?? "")];
        try
        {
            if (pdf.TryGetXmpMetadata(out var metadata)) traces.Add(new FileTrace("XMP metadata", metadata.GetXDocument().Root?.Value ?? ""));
        }
        catch (XmlException)
        {
            traces.Add(new FileTrace("XMP metadata", "(not well-formed)"));
        }
        return traces;
    }

    private static IEnumerable<FileTrace> OfMarkdown(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        if (TextDecoding.TryDecode(bytes.Span) is not var (source, _)) throw new UnreadableDocumentException("What the file tells beside its text cannot be read: it is no text.");
        if (FrontMatter.TryRead(source, limits) is { } front)
        {
            foreach (var field in MarkdownReader.Unread(front)) yield return new FileTrace("front matter", field.Span.In(source));
            foreach (Match comment in YamlComments().Matches(source[..front.Length])) yield return new FileTrace("comments", comment.Value);
        }
        foreach (Match comment in LinksToNothing().Matches(source)) yield return new FileTrace("comments", comment.Value);
        foreach (var trace in OfHtml(bytes)) yield return trace;
    }

    // A page as somebody's browser saved it shows what the site showed them. Where scripts, forms and comments stand, nobody can tell by looking.
    private static IEnumerable<FileTrace> OfHtml(ReadOnlyMemory<byte> bytes)
    {
        // In UTF-16 every second byte of what is looked for is zero; elsewhere it is ASCII.
        var page = Encoding.Latin1.GetString(bytes.Span).Replace("\0", "", StringComparison.Ordinal);
        foreach (var (where, sought) in Sought)
        {
            if (sought.Match(page) is { Success: true } found) yield return new FileTrace(where, found.Value);
        }
        // What is known to tell nothing is taken out first, for of the rest nobody can know.
        foreach (Match found in Heads().Matches(PlainHeads().Replace(page, ""))) yield return new FileTrace("people and programs in its head", found.Value);
        // Words in letters of any kind, which the encoding hides: NULs stand in UTF-16 alone.
        Encoding[] encodings = bytes.Span.Contains((byte)0) ? [Encoding.Unicode, Encoding.BigEndianUnicode] : [Encoding.UTF8];
        if (encodings.Select(encoding => SigningOut().Match(encoding.GetString(bytes.Span))).FirstOrDefault(match => match.Success) is { } way) yield return new FileTrace("a way to sign out", way.Value);
    }

    private static IEnumerable<(string Where, Regex Sought)> Sought =>
    [
        ("scripts", Scripts()), ("forms", Forms()), ("comments", Comments()), ("embedded objects", Embedded()),
        ("addresses on a computer", LocalAddresses()), ("keys in addresses", Keys()), ("a way to sign out", SigningOutInAddresses()),
    ];

    private static string Short(string value)
    {
        var line = string.Join(' ', value.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= LongestValue) return line;
        return line[..(char.IsHighSurrogate(line[LongestValue - 2]) ? LongestValue - 2 : LongestValue - 1)] + "…";
    }

    [GeneratedRegex("<script[^>]{0,200}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Scripts();

    [GeneratedRegex("<(form|input|select|textarea|button)[\\s/>][^>]{0,200}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Forms();

    [GeneratedRegex("<!--[^>]{0,200}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Comments();

    [GeneratedRegex("<(iframe|frame|object|embed|applet|svg|template)[\\s/>][^>]{0,200}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Embedded();

    // Attributes of any other name, and values with a '<', which may be the beginning of another element, leave an element as it is.
    [GeneratedRegex("""<([a-z]+:)?meta(\s+charset\s*=\s*["']?[-\w]+["']?|(\s+(name|property|http-equiv)\s*=\s*((viewport|description|robots|googlebot|referrer|format-detection|theme-color|color-scheme|content-type|content-language|x-ua-compatible|og:(title|type|url|image|description|site_name|locale))|"(viewport|description|robots|googlebot|referrer|format-detection|theme-color|color-scheme|content-type|content-language|x-ua-compatible|og:(title|type|url|image|description|site_name|locale))"|'(viewport|description|robots|googlebot|referrer|format-detection|theme-color|color-scheme|content-type|content-language|x-ua-compatible|og:(title|type|url|image|description|site_name|locale))')|\s+content\s*=\s*("[^"<]*"|'[^'<]*'|[^\s"'<>=`]+))+)\s*/?>""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PlainHeads();

    [GeneratedRegex("""<(([a-z]+:)?meta[\s/>][^>]{0,200}|([a-z]+:)?link[\s/][^<]*(\bre[lv]\s*=\s*["']?([^"'<>]*\s)?(author|me|made)\b|mailto:)[^>]{0,200}|o:[a-z]+>[^<]{0,200}|xml[\s>])""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Heads();

    [GeneratedRegex("(file:/|\\b[a-z]:\\\\|/home/|/Users/|\\\\Users\\\\)[^\"'<>\\s]{0,200}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LocalAddresses();

    [GeneratedRegex("[?&;](sid|s|session|sessionid|session_id|phpsessid|jsessionid|token|auth|key|user|userid|uid|email|login)=[^\"'<>\\s]{0,200}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Keys();

    [GeneratedRegex("\\b(log|sign)[ -]?(out|off)\\b|abmelden|ausloggen|déconnecter|déconnexion|cerrar sesión|disconnetti|uitloggen|logga ut|wyloguj|çıkış yap|выйти|вийти|خروج|تسجيل الخروج|退出登录|登出|ログアウト|로그아웃", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SigningOut();

    [GeneratedRegex("(log|sign)[-_]?(out|off)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SigningOutInAddresses();

    // '# saved by …' in the YAML of a front matter.
    [GeneratedRegex("(^|[ \\t])#[^\\r\\n]*", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex YamlComments();

    // '[//]: # (saved by …)': Markdown has no comments but those of HTML, so people write links that lead nowhere, which no reader is shown.
    [GeneratedRegex("^ {0,3}\\[[^\\]\\r\\n]{1,200}\\]:[ \\t]*(#|<>)[^\\r\\n]{0,200}", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LinksToNothing();
}
