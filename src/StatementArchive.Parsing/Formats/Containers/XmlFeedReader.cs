using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AngleSharp.Html.Parser;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>
/// Feeds in XML: RSS 0.91 to 2.0 and 1.0 (RDF), Atom 1.0 (RFC 4287), with the modules Content and Dublin Core. Every entry is an article whose
/// bytes are its element, written out. Exports of WordPress are RSS too; what they mark as a draft, a menu or an attachment is passed over.
/// </summary>
internal static partial class XmlFeedReader
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom", Rss1 = "http://purl.org/rss/1.0/", Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        Content = "http://purl.org/rss/1.0/modules/content/", DublinCore = "http://purl.org/dc/elements/1.1/", DublinCoreTerms = "http://purl.org/dc/terms/", Xhtml = "http://www.w3.org/1999/xhtml";

    private const string WordPressExport = "http://wordpress.org/export/";

    public static Container? TryOpen(RewindableStream stream)
    {
        // Cheaper than decoding what is surely no XML: a bracket, whatever the encoding.
        var start = stream.Head.IndexOfAnyExcept((ReadOnlySpan<byte>)[0, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']);
        if (start < 0 || stream.Head[start] != '<') return null;
        if (TextDecoding.TryDecodeMarkup(stream.Head) is not var (head, _) || RootOf(head, stream.Limits) is not { } root) return null;
        var isAtom = root == Atom + "feed" || root == Atom + "entry";
        if (!isAtom && root != "rss" && root != Rdf + "RDF") return null;
        // RDF is a language for many things; a feed in it says that it is one (RDF Site Summary 1.0, section 5.2).
        if (root == Rdf + "RDF" && !head.Contains(Rss1.NamespaceName, StringComparison.Ordinal)) return null;
        // What it declares could stand for more than is written; documents of RSS 0.91 only name its definition, which is not fetched.
        if (head.Contains("<!ENTITY", StringComparison.Ordinal)) throw new UnreadableDocumentException("The feed declares entities of its own in its document type, which are not read.");
        var mediaType = isAtom ? "application/atom+xml" : "application/rss+xml";
        return new Container(mediaType, Read(stream, mediaType));
    }

    /// <summary>The name of the root element; <c>null</c> if the text is no XML as far as that.</summary>
    private static XName? RootOf(string head, ReadingLimits limits)
    {
        if (!head.AsSpan().TrimStart().StartsWith('<')) return null;
        try
        {
            using var xml = Reader(new StringReader(head.TrimStart()), limits);
            return xml.MoveToContent() == XmlNodeType.Element ? XName.Get(xml.LocalName, xml.NamespaceURI) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XmlReader Reader(TextReader text, ReadingLimits limits) => XmlReader.Create(text, new XmlReaderSettings
    {
        // A document type is passed over; an entity that only it explains is an error where it is used.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = limits.FeedBytes,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    });

    private static IEnumerable<ContainerEntry> Read(RewindableStream stream, string mediaType)
    {
        var limits = stream.Limits;
        if (TextDecoding.TryDecodeMarkup(stream.ReadWhole(limits.FeedBytes, "The feed")) is not var (text, encoding)) throw new UnreadableDocumentException("The feed is no text in any encoding that fits.");
        CheckDepth(text, limits);
        using var xml = Reader(new StringReader(text.TrimStart()), limits);
        var channel = new Channel(mediaType, encoding);
        var number = 0;
        while (NextPart(xml, channel) is { } part)
        {
            if (part.Name.LocalName is not ("item" or "entry"))
            {
                channel.Describe(part);
                continue;
            }
            number++;
            if (IsUnpublished(part)) continue;
            var place = FormattableString.Invariant($"entry {number}");
            var bytes = Encoding.UTF8.GetBytes(part.ToString(SaveOptions.DisableFormatting));
            yield return bytes.Length > limits.LargestEntry
                ? new ContainerEntry(place, default) { Problem = FormattableString.Invariant($"The entry is longer than {limits.LargestEntry:N0} bytes.") }
                : (part.Name.Namespace == Atom ? OfAtom(part, channel) : OfRss(part, channel)) is var (content, facts)
                    ? new ContainerEntry(place, bytes) { Feed = content, Facts = facts }
                    : new ContainerEntry(place, bytes) { Problem = "The entry has no text." };
        }
    }

    // Writing elements out costs as much more for each as they are deep.
    private static void CheckDepth(string text, ReadingLimits limits)
    {
        using var xml = Reader(new StringReader(text.TrimStart()), limits);
        try
        {
            while (xml.Read())
            {
                if (xml.Depth > limits.XmlDepth) throw new UnreadableDocumentException(FormattableString.Invariant($"The feed nests more than {limits.XmlDepth} elements in each other (line {((IXmlLineInfo)xml).LineNumber})."));
            }
        }
        catch (XmlException)
        {
            // What is no XML is told where it stands, behind the entries before it.
        }
    }

    /// <summary>The next element inside the feed: an entry, or what the feed says of itself; <c>null</c> at the end.</summary>
    /// <exception cref="UnreadableDocumentException">No well-formed XML, here.</exception>
    private static XElement? NextPart(XmlReader xml, Channel channel)
    {
        try
        {
            while (!xml.EOF)
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName is not ("rss" or "RDF" or "feed" or "channel")) return (XElement)XNode.ReadFrom(xml);
                if (xml.NodeType == XmlNodeType.Element)
                {
                    // What is set for the whole holds for all inside (XML Base, section 3; XML, section 2.12).
                    channel.Address = Resolved(channel.Address, xml.GetAttribute("xml:base"));
                    channel.Language ??= xml.GetAttribute("xml:lang");
                }
                xml.Read();
            }
            return null;
        }
        catch (XmlException e)
        {
            throw new UnreadableDocumentException($"The feed is no well-formed XML: {e.Message}");
        }
    }

    // A draft of somebody's blog is nobody's statement.
    private static bool IsUnpublished(XElement item) => item.Elements().Where(element => element.Name.NamespaceName.StartsWith(WordPressExport, StringComparison.Ordinal))
        .Any(element => (element.Name.LocalName == "status" && element.Value != "publish") || (element.Name.LocalName == "post_type" && element.Value is not ("post" or "page")));

    private static (FeedEntry Content, IReadOnlyList<DocumentFact> Facts)? OfRss(XElement item, Channel channel)
    {
        var link = Resolved(channel.Address, Text(Child(item, "link")));
        var guid = Child(item, "guid");
        // A guid is an address unless it says that it is none (RSS 2.0, 'guid').
        var permalink = guid?.Attribute("isPermaLink")?.Value == "false" ? null : Absolute(Text(guid));
        var facts = new FeedFacts("rss");
        facts.Add(DocumentFactKind.Title, PlainTitle(Text(Child(item, "title"))), 0.95);
        facts.Add(DocumentFactKind.Title, Text(item.Element(DublinCore + "title")), 0.9, "dublin-core");
        foreach (var creator in item.Elements(DublinCore + "creator")) facts.Add(DocumentFactKind.Author, creator.Value, 0.9, "dublin-core");
        foreach (var author in Children(item, "author")) facts.Add(DocumentFactKind.Author, NameOf(author.Value), 0.85);
        facts.Add(DocumentFactKind.Published, Text(Child(item, "pubDate")), 0.95);
        facts.Add(DocumentFactKind.Published, Text(item.Element(DublinCore + "date") ?? item.Element(DublinCoreTerms + "issued") ?? item.Element(DublinCoreTerms + "created")), 0.9, "dublin-core");
        facts.Add(DocumentFactKind.Url, (link ?? permalink)?.AbsoluteUri, 0.95);
        facts.Add(DocumentFactKind.Identifier, Text(guid) ?? item.Attribute(Rdf + "about")?.Value, 1);
        facts.Add(DocumentFactKind.Source, Text(Child(item, "source")), 0.9);
        facts.Add(DocumentFactKind.Language, Text(item.Element(DublinCore + "language")), 0.7, "dublin-core");
        channel.AddTo(facts);
        var whole = Text(item.Element(Content + "encoded"));
        return (whole ?? Text(Child(item, "description"))) is { } content ? (channel.Entry(content, whole is not null || IsMarkup(content) || CharacterReference().IsMatch(content), link), facts.All) : null;
    }

    private static (FeedEntry Content, IReadOnlyList<DocumentFact> Facts)? OfAtom(XElement entry, Channel channel)
    {
        var address = Resolved(channel.Address, entry.Attribute(XNamespace.Xml + "base")?.Value);
        var link = Resolved(address, entry.Elements(Atom + "link").FirstOrDefault(link => link.Attribute("rel")?.Value is null or "alternate")?.Attribute("href")?.Value);
        var facts = new FeedFacts("atom");
        facts.Add(DocumentFactKind.Title, TitleOf(entry.Element(Atom + "title")), 0.95);
        // An entry's own authors take the place of the feed's (RFC 4287, section 4.1.2).
        foreach (var author in entry.Elements(Atom + "author")) facts.Add(DocumentFactKind.Author, NameOf(author.Element(Atom + "name")?.Value), 0.9);
        facts.Add(DocumentFactKind.Published, Text(entry.Element(Atom + "published")), 0.95);
        facts.Add(DocumentFactKind.Published, Text(entry.Element(Atom + "updated")), 0.65, "atom-updated");
        facts.Add(DocumentFactKind.Url, link?.AbsoluteUri, 0.95);
        facts.Add(DocumentFactKind.Identifier, Text(entry.Element(Atom + "id")), 1);
        facts.Add(DocumentFactKind.Source, TitleOf(entry.Element(Atom + "source")?.Element(Atom + "title")), 0.9);
        facts.Add(DocumentFactKind.Language, (entry.Element(Atom + "content") ?? entry).Attribute(XNamespace.Xml + "lang")?.Value ?? entry.Attribute(XNamespace.Xml + "lang")?.Value, 0.7);
        channel.AddTo(facts);
        foreach (var element in new[] { entry.Element(Atom + "content"), entry.Element(Atom + "summary") })
        {
            if (element is null || ContentOf(element) is not var (content, isHtml) || string.IsNullOrWhiteSpace(content)) continue;
            return (channel.Entry(content, isHtml, Resolved(address, element.Attribute(XNamespace.Xml + "base")?.Value) ?? link), facts.All);
        }
        return null;
    }

    /// <summary>A text construct or content (RFC 4287, sections 3.1 and 4.1.3); <c>null</c> if it is none that is read, or stands elsewhere.</summary>
    private static (string Content, bool IsHtml)? ContentOf(XElement element) => element.Attribute("type")?.Value.ToLowerInvariant() switch
    {
        null or "text" or "text/plain" => (element.Value, false),
        "html" or "text/html" => (element.Value, true),
        "xhtml" or "application/xhtml+xml" => (string.Concat((element.Element(Xhtml + "div") ?? element).Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting))), true),
        _ => null,
    };

    private static string? TitleOf(XElement? title) => title is not null && ContentOf(title) is var (text, isHtml) ? isHtml ? WithoutMarkup(text) : text : null;

    // RSS does not say whether a title is HTML; if it looks like it, readers take it for it.
    private static string? PlainTitle(string? title) => title is not null && (IsMarkup(title) || CharacterReference().IsMatch(title)) ? WithoutMarkup(title) : title;

    // What is longer is no title, and would cost as much as a page.
    private const int LongestTitle = 10_000;

    private static string WithoutMarkup(string html) => html.Length > LongestTitle ? html : new HtmlParser().ParseDocument(html).Body?.TextContent ?? "";

    private static bool IsMarkup(string text) => Tag().IsMatch(text);

    // 'jo@example.org (Jo Bloggs)' (RSS 2.0, 'author'); an address alone is no name.
    private static string? NameOf(string? author)
    {
        var name = author?.Trim() ?? "";
        if (name.EndsWith(')') && name.IndexOf('(', StringComparison.Ordinal) is var open and >= 0 && name[..open].Contains('@', StringComparison.Ordinal)) name = name[(open + 1)..^1].Trim();
        return name.Contains('@', StringComparison.Ordinal) ? null : name;
    }

    // RSS 2.0 is in no namespace, 1.0 and 0.90 in theirs.
    private static IEnumerable<XElement> Children(XElement parent, string name) => parent.Elements().Where(child => child.Name.LocalName == name && child.Name.Namespace == parent.Name.Namespace);

    private static XElement? Child(XElement parent, string name) => Children(parent, name).FirstOrDefault();

    private static string? Text(XElement? element) => string.IsNullOrWhiteSpace(element?.Value) ? null : element.Value;

    private static Uri? Absolute(string? address) => Uri.TryCreate(address?.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;

    private static Uri? Resolved(Uri? against, string? address) =>
        string.IsNullOrWhiteSpace(address) ? against : against is null ? Absolute(address) : Uri.TryCreate(against, address.Trim(), out var uri) && uri.Scheme is "http" or "https" ? uri : against;

    /// <summary>What a feed says of itself, so far; its entries inherit it.</summary>
    private sealed class Channel(string mediaType, string encoding)
    {
        private readonly List<string> _authors = [];
        private string? _title;

        public Uri? Address { get; set; }

        public string? Language { get; set; }

        public void Describe(XElement part)
        {
            if (part.Name == DublinCore + "language") Language ??= Text(part);
            if (part.Name == DublinCore + "creator" && NameOf(part.Value) is { Length: > 0 } creator) _authors.Add(creator);
            if (part.Name.Namespace != Atom && part.Name.Namespace != Rss1 && part.Name.Namespace != XNamespace.None) return;
            switch (part.Name.LocalName)
            {
                case "title":
                    _title ??= part.Name.Namespace == Atom ? TitleOf(part) : PlainTitle(Text(part));
                    break;
                case "language":
                    Language ??= Text(part);
                    break;
                case "link" when part.Attribute("rel")?.Value is null or "alternate":
                    Address ??= Absolute(part.Attribute("href")?.Value ?? Text(part));
                    break;
                case "author" when NameOf((part.Element(Atom + "name") ?? part).Value) is { Length: > 0 } author:
                    _authors.Add(author);
                    break;
            }
        }

        public FeedEntry Entry(string content, bool isHtml, Uri? link) => new(mediaType, content, isHtml, link ?? Address, encoding);

        public void AddTo(FeedFacts facts)
        {
            if (!facts.Has(DocumentFactKind.Author))
            {
                foreach (var author in _authors) facts.Add(DocumentFactKind.Author, author, 0.7, "feed");
            }
            facts.Add(DocumentFactKind.Source, _title, 0.85, "feed");
            facts.Add(DocumentFactKind.Language, Language, 0.6, "feed");
        }
    }

    [GeneratedRegex(@"<[A-Za-z!/][^<>]{0,500}>", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,31});", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex CharacterReference();
}
