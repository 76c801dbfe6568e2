using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats.Html;

/// <summary>What a page's mark-up says of it: JSON-LD, Open Graph, Dublin Core, Highwire tags, microdata, <c>time</c> elements, the visible heading; in that order of trust within each fact.</summary>
internal static class HtmlFacts
{
    private const int LongestDateLine = 120;
    private const int NearTheTitle = 6;
    private const int MostVisibleDates = 5;
    private const int LongestJson = 1_000_000;
    private const int LongestFact = 1_000;

    // Of one kind of mark-up; no page says as much of itself.
    private const int MostFacts = 500;

    private const int MostTitles = 20;

    private static readonly string[] ArticleTypes = ["Article", "NewsArticle", "BlogPosting", "ReportageNewsArticle", "OpinionNewsArticle", "WebPage", "PressRelease", "SocialMediaPosting", "TechArticle", "ScholarlyArticle", "Report"];

    /// <summary>Names of meta elements, by fact, the most trusted first.</summary>
    private static readonly (DocumentFactKind Kind, string Rule, double Confidence, string[] Names)[] MetaElements =
    [
        (DocumentFactKind.Title, "open-graph", 0.85, ["og:title"]),
        (DocumentFactKind.Title, "dublin-core", 0.85, ["dc.title", "dcterms.title", "citation_title"]),
        (DocumentFactKind.Title, "twitter-card", 0.75, ["twitter:title"]),
        (DocumentFactKind.Subtitle, "open-graph", 0.6, ["og:description", "description"]),
        (DocumentFactKind.Author, "meta-author", 0.8, ["author", "article:author", "dc.creator", "dcterms.creator", "citation_author", "byl", "parsely-author", "sailthru.author"]),
        (DocumentFactKind.Published, "open-graph", 0.9, ["article:published_time", "og:article:published_time", "og:published_time"]),
        (DocumentFactKind.Published, "dublin-core", 0.85, ["dc.date.issued", "dc.date", "dcterms.issued", "dcterms.date", "dcterms.created", "dc.date.created", "citation_publication_date", "citation_date"]),
        (DocumentFactKind.Published, "meta-date", 0.65, ["date", "pubdate", "publishdate", "publish-date", "parsely-pub-date", "sailthru.date", "datepublished", "article.published", "publication_date", "article_date_original"]),
        (DocumentFactKind.Published, "meta-modified", 0.3, ["last-modified"]),
        (DocumentFactKind.Source, "open-graph", 0.85, ["og:site_name"]),
        (DocumentFactKind.Source, "dublin-core", 0.75, ["dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name", "publisher"]),
        (DocumentFactKind.Url, "open-graph", 0.85, ["og:url"]),
        (DocumentFactKind.Language, "open-graph", 0.6, ["og:locale", "dc.language", "dcterms.language"]),
    ];

    public static IReadOnlyList<DocumentFact> Of(IHtmlDocument dom, IReadOnlyList<FlatBlock> blocks)
    {
        var facts = new List<DocumentFact>();
        facts.AddRange(FromJsonLd(dom));
        facts.AddRange(FromMetaElements(dom));
        facts.AddRange(FromMicrodata(dom));
        facts.AddRange(FromTimeElements(dom));
        if (dom.QuerySelector("link[rel~=canonical]")?.GetAttribute("href") is { } canonical) Add(facts, DocumentFactKind.Url, canonical, "canonical-link", 0.9);
        if (dom.DocumentElement.GetAttribute("lang") is { } language) Add(facts, DocumentFactKind.Language, language, "lang-attribute", 0.7);
        if (dom.Title is { Length: > 0 } title) Add(facts, DocumentFactKind.Title, title, "title-element", 0.6);
        if (facts.Where(fact => fact.Kind == DocumentFactKind.Title).Select(fact => SiteName.InTitle(fact.Value, Host(dom))).FirstOrDefault(name => name is not null) is { } site) Add(facts, DocumentFactKind.Source, site, "site-in-title", 0.7);
        if (TitleHeading(facts, blocks) is { } heading) Add(facts, DocumentFactKind.Title, heading.Text, "heading-in-title", 0.97);
        else if (!blocks.Any(block => block.IsPostByline) && blocks.FirstOrDefault(block => block is { Kind: BlockKind.Heading, Level: 1 } && !IsOfSite(facts, NameKey.Of(block.Text))) is { } first) Add(facts, DocumentFactKind.Title, first.Text, "first-heading", 0.7);
        foreach (var fact in VisibleBylines(blocks).Take(1).SelectMany(byline => byline)) facts.Add(fact);
        foreach (var date in VisibleDates(blocks, TitleHeading(facts, blocks)).Take(MostVisibleDates)) facts.Add(date);
        return facts;
    }

    // The host that serves the page, as the page says it or as most of its own links do.
    private static string? Host(IHtmlDocument dom)
    {
        var stated = new[] { dom.QuerySelector("link[rel~=canonical]")?.GetAttribute("href"), dom.QuerySelector("meta[property='og:url']")?.GetAttribute("content"), dom.QuerySelector("base[href]")?.GetAttribute("href"), dom.QuerySelector("a[rel~=home]")?.GetAttribute("href") };
        return stated.Concat(dom.QuerySelectorAll("link[href], a[href]").Take(MostLinks).Select(link => link.GetAttribute("href")))
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri.Host : null)
            .Where(host => host is not null)
            .Select((host, at) => (Host: host!, Weight: at < stated.Length ? MostLinks : 1))
            .GroupBy(one => one.Host).MaxBy(group => group.Sum(one => one.Weight))?.Key;
    }

    /// <summary>A line that gives author and date together, or a date behind its label, outside of what belongs to other pages.</summary>
    private static IEnumerable<IReadOnlyList<DocumentFact>> VisibleBylines(IReadOnlyList<FlatBlock> blocks)
    {
        foreach (var block in blocks.Where(block => block is { IsPostByline: false, Kind: not BlockKind.Heading, LeftOutReason: null or "byline" or "header" or "outside of the text", Text.Length: <= LongestByline }))
        {
            foreach (var line in block.Text.Split('\n'))
            {
                if (PostByline.TryRead(line, new TextSpan(0, line.Length)) is not { } byline) continue;
                if (byline.Author is null && !BeginsWithDateLabel(line)) continue;
                List<DocumentFact> facts = [new DocumentFact(DocumentFactKind.Published, byline.Date.Span.In(line), "visible-byline", null, 0.66)];
                if (byline.Author is { } author) facts.Add(new DocumentFact(DocumentFactKind.Author, author.In(line), "visible-byline", null, 0.6));
                yield return facts;
            }
        }
    }

    private static bool BeginsWithDateLabel(string line) => Words.Of(line) is [var label, ..] && DateLabels.Contains(NameKey.Of(label.Text));

    private static readonly string[] DateLabels = ["date", "published", "posted", "datum", "veroffentlicht", "publiziert", "publie", "fecha", "publicado", "tarih", "تاریخ", "التاريخ"];

    private const int FewestWordsOfATitlePart = 3;
    private const int LongestByline = 300;
    private const int MostLinks = 300;

    /// <summary>Dates that stand alone in a short line near the title, or in what calls itself a byline: as readers find them.</summary>
    private static IEnumerable<DocumentFact> VisibleDates(IReadOnlyList<FlatBlock> blocks, FlatBlock? title)
    {
        var at = title is null ? -1 : Enumerable.Range(0, blocks.Count).First(index => ReferenceEquals(blocks[index], title));
        for (var index = 0; index < blocks.Count; index++)
        {
            var block = blocks[index];
            var isNear = at >= 0 && Math.Abs(index - at) <= NearTheTitle;
            if (block.IsPostByline || block.Text.Length > LongestDateLine || (!isNear && block.LeftOutReason != "byline")) continue;
            if (DateReader.Find(block.Text) is [{ FullDay: not null }]) yield return new DocumentFact(DocumentFactKind.Published, block.Text.Replace('\n', ' ').Trim(), "visible-date", null, isNear ? 0.7 : 0.5);
        }
    }

    /// <summary>The heading that the page's titles repeat; they add the site's name or shorten. If no heading does, any block that is a whole part of a title.</summary>
    public static FlatBlock? TitleHeading(IReadOnlyList<DocumentFact> facts, IReadOnlyList<FlatBlock> blocks)
    {
        var stated = facts.Where(fact => fact.Kind == DocumentFactKind.Title).Take(MostTitles).ToList();
        var titles = stated.Select(fact => NameKey.Of(fact.Value)).Where(key => key.Length > 0).ToList();
        var parts = stated.SelectMany(fact => SiteName.PartsOf(fact.Value)).Select(NameKey.Of).Where(key => key.Count(c => c == ' ') >= FewestWordsOfATitlePart - 1).ToHashSet();
        return blocks.Where(block => block.Kind == BlockKind.Heading && block.Text.Length <= 400 && !block.Text.EndsWith('…') && !block.Text.EndsWith("...", StringComparison.Ordinal)).FirstOrDefault(block => IsRepeated(NameKey.Of(block.Text)))
            ?? blocks.FirstOrDefault(block => block.Kind != BlockKind.ListItem && block.Text.Length <= 400 && parts.Contains(NameKey.Of(block.Text)));

        bool IsRepeated(string heading) => heading.Length > 0 && titles.Any(title => title == heading
            || (heading.Length >= 0.4 * title.Length && (title.StartsWith(heading + " ", StringComparison.Ordinal) || (title.EndsWith(" " + heading, StringComparison.Ordinal) && !IsOfSite(facts, heading)))));
    }

    // The site's name stands over every page of the site.
    private static bool IsOfSite(IReadOnlyList<DocumentFact> facts, string heading) => facts
        .Where(fact => fact.Kind == DocumentFactKind.Source).Select(fact => NameKey.Of(fact.Value))
        .Any(site => site.Length > 0 && (heading == site || heading.StartsWith(site + " ", StringComparison.Ordinal)));

    private static void Add(List<DocumentFact> facts, DocumentFactKind kind, string? value, string rule, double confidence)
    {
        var clean = string.Join(' ', (value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (facts.Count < MostFacts && clean.Length is > 0 and <= LongestFact && !facts.Any(fact => fact.Kind == kind && fact.Value == clean)) facts.Add(new DocumentFact(kind, clean, rule, null, confidence));
    }

    private static List<DocumentFact> FromMetaElements(IHtmlDocument dom)
    {
        var facts = new List<DocumentFact>();
        var metas = dom.QuerySelectorAll("meta[content]")
            .Select(meta => (Name: (meta.GetAttribute("name") ?? meta.GetAttribute("property") ?? meta.GetAttribute("itemprop") ?? "").ToLowerInvariant(), Content: meta.GetAttribute("content")))
            .Where(meta => meta.Name.Length > 0)
            .ToLookup(meta => meta.Name, meta => meta.Content);
        foreach (var (kind, rule, confidence, names) in MetaElements)
        {
            foreach (var content in names.SelectMany(name => metas[name]))
            {
                // Some sites put an address where a name belongs.
                if (kind == DocumentFactKind.Author && content?.Contains("://", StringComparison.Ordinal) == true) continue;
                Add(facts, kind, kind == DocumentFactKind.Language ? content?.Replace('_', '-') : content, rule, confidence);
            }
        }
        return facts;
    }

    private static List<DocumentFact> FromMicrodata(IHtmlDocument dom)
    {
        var facts = new List<DocumentFact>();
        foreach (var element in dom.QuerySelectorAll("[itemprop]").Take(500))
        {
            var value = element.GetAttribute("content") ?? element.GetAttribute("datetime") ?? TextOf(element);
            switch (element.GetAttribute("itemprop"))
            {
                case "datePublished":
                    Add(facts, DocumentFactKind.Published, value, "microdata", 0.85);
                    break;
                case "headline":
                    Add(facts, DocumentFactKind.Title, value, "microdata", 0.8);
                    break;
                case "author" when value is { Length: < 200 }:
                    Add(facts, DocumentFactKind.Author, value, "microdata", 0.75);
                    break;
            }
        }
        return facts;
    }

    /// <summary>An element's text; <c>null</c> if it is longer than a fact, without reading all of it.</summary>
    private static string? TextOf(IElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Descendants<IText>())
        {
            text.Append(node.Data);
            if (text.Length >= LongestFact) return null;
        }
        return text.ToString();
    }

    private static List<DocumentFact> FromTimeElements(IHtmlDocument dom)
    {
        var facts = new List<DocumentFact>();
        foreach (var time in dom.QuerySelectorAll("time").Take(20))
        {
            var isPublication = time.HasAttribute("pubdate") || (time.ClassName ?? "").Contains("publish", StringComparison.OrdinalIgnoreCase) || (time.ClassName ?? "").Contains("entry-date", StringComparison.OrdinalIgnoreCase);
            Add(facts, DocumentFactKind.Published, time.GetAttribute("datetime") ?? TextOf(time), "time-element", isPublication ? 0.85 : IsBeside(time) ? 0.7 : 0.6);
        }
        return facts;
    }

    // In a byline beside the author's name, or in an element that calls itself a date.
    private static bool IsBeside(IElement time) => time.ParentElement is { } parent && (parent.ClassName ?? "").Contains("date", StringComparison.OrdinalIgnoreCase);

    private static List<DocumentFact> FromJsonLd(IHtmlDocument dom)
    {
        var facts = new List<DocumentFact>();
        foreach (var script in dom.QuerySelectorAll("script[type='application/ld+json']").Take(20))
        {
            if (script.TextContent is not { Length: > 0 and < LongestJson } json) continue;
            try
            {
                using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 });
                FromJsonLd(document.RootElement, facts, 0);
            }
            catch (JsonException)
            {
                // Broken JSON-LD is common and says nothing; the other mark-up speaks.
            }
        }
        return facts;
    }

    private static void FromJsonLd(JsonElement element, List<DocumentFact> facts, int depth)
    {
        if (depth > 8) return;
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) FromJsonLd(item, facts, depth + 1);
            return;
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        if (element.TryGetProperty("@graph", out var graph)) FromJsonLd(graph, facts, depth + 1);
        if (!element.TryGetProperty("@type", out var type) || !Texts(type).Any(ArticleTypes.Contains)) return;
        var isPage = Texts(type).All(name => name == "WebPage");
        var confidence = isPage ? 0.7 : 0.95;
        foreach (var name in new[] { "headline", "name" }) if (element.TryGetProperty(name, out var title) && title.ValueKind == JsonValueKind.String) Add(facts, DocumentFactKind.Title, title.GetString(), "json-ld", isPage ? 0.6 : 0.9);
        if (element.TryGetProperty("datePublished", out var published) && published.ValueKind == JsonValueKind.String) Add(facts, DocumentFactKind.Published, published.GetString(), "json-ld", confidence);
        if (element.TryGetProperty("author", out var author)) foreach (var name in NamesOf(author)) Add(facts, DocumentFactKind.Author, name, "json-ld", 0.9);
        if (element.TryGetProperty("publisher", out var publisher)) foreach (var name in NamesOf(publisher)) Add(facts, DocumentFactKind.Source, name, "json-ld", 0.85);
        if (element.TryGetProperty("inLanguage", out var language) && language.ValueKind == JsonValueKind.String) Add(facts, DocumentFactKind.Language, language.GetString(), "json-ld", 0.7);
    }

    private static IEnumerable<string> Texts(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!),
        _ => [],
    };

    private static IEnumerable<string> NamesOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(NamesOf),
        JsonValueKind.Object when element.TryGetProperty("name", out var name) => Texts(name),
        _ => [],
    };
}
