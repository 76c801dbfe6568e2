using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Formats.Html;

/// <summary>
/// Tells the main text of a page from navigation, adverts, comments and teasers. Two questions, in this order: which
/// elements are furniture by what they are or call themselves, and which part of the page holds the prose that remains.
/// </summary>
internal static partial class MainText
{
    /// <summary>An element that holds this share of all prose is the page's text, whatever it calls itself.</summary>
    private const double ShareThatCannotBeFurniture = 0.5;

    /// <summary>If less of the prose than this remains beside the furniture, teasers are not furniture.</summary>
    private const double LeastShareThatRemains = 0.25;

    /// <summary>Into a child that holds this share of its parent's prose the search goes on.</summary>
    private const double ShareOfMainChild = 0.9;

    private static readonly string[] SeeAlso =
    [
        "see also", "read also", "read more", "also read", "more on this", "related:", "lesen sie auch", "lesen sie mehr", "siehe auch", "mehr zum thema", "mehr dazu", "auch interessant",
        "lire aussi", "à lire aussi", "voir aussi", "vea también", "vea ademas", "vea además", "lea también", "lee también", "ver también", "leia também", "leggi anche", "lees ook", "okuyun", "اقرأ أيضا", "بیشتر بخوانید",
        "mire:", "vea:", "lea:", "voir :", "voir:", "siehe:", "see:",
    ];

    /// <summary>What stands over the comments of readers, folded, without a number before or behind it.</summary>
    private static readonly FrozenSet<string> OverComments = new[]
    {
        "comments", "comment", "reader comments", "leave a comment", "leave a reply", "post a comment", "join the discussion",
        "kommentare", "kommentar", "leserkommentare", "kommentare zu diesem artikel", "kommentar schreiben", "kommentar verfassen", "schreibe einen kommentar", "so konnen sie kommentieren",
        "commentaires", "commentaire", "laisser un commentaire", "reagissez a cet article", "vos commentaires", "comentarios", "comentario", "deja un comentario", "dejar un comentario", "deja una respuesta",
        "commenti", "lascia un commento", "plaats een reactie", "yorumlar", "yorum yap", "نظرات", "دیدگاه ها", "ارسال نظر", "التعليقات", "اترك تعليقا",
    }.ToFrozenSet();

    private const int LongestLabelOverComments = 40;
    private const int FewestWordsAboveComments = 40;

    /// <summary>Platforms and words by which a site calls its readers to follow it there.</summary>
    private static readonly FrozenSet<string> Platforms = new[] { "youtube", "facebook", "twitter", "instagram", "telegram", "whatsapp", "tiktok", "newsletter", "linkedin", "mastodon", "bluesky" }.ToFrozenSet();

    private static readonly FrozenSet<string> CallsToFollow = new[]
    {
        "follow", "subscribe", "join", "like", "folgen", "folge", "folgt", "abonnieren", "abonniere", "abonniert", "mira", "sigue", "siguenos", "suscribete", "unete", "suivez", "abonnez", "rejoignez", "seguici", "iscriviti",
    }.ToFrozenSet();

    /// <summary>Links to the rest of a text, folded; the beginning of a short line.</summary>
    private static readonly string[] CallsToReadOn =
    [
        "read more", "continue reading", "read on", "weiterlesen", "weiter lesen", "mehr lesen", "lire la suite", "en savoir plus", "leer mas", "seguir leyendo", "leggi tutto", "continua a leggere", "lees verder", "ler mais", "devamini oku", "ادامه مطلب", "اقرأ المزيد",
    ];

    /// <summary>Words that call readers to pass a page on, folded; the beginning of a short line.</summary>
    private static readonly string[] CallsToShare =
    [
        "share", "share this", "share on", "tweet", "tweet this", "teilen", "beitrag teilen", "artikel teilen", "teilen mit", "teilen auf", "partager", "partager sur", "partagez", "partager cet article", "comparte", "comparte esto", "compartir", "compartir en",
        "condividi", "condividi su", "delen", "deel dit", "compartilhe", "compartilhar", "paylas", "bunu paylas", "اشتراک گذاری", "به اشتراک بگذارید", "شارک", "مشاركة",
    ];

    /// <summary>Words over the rubrics and keywords of a post, folded; the beginning of a line of links.</summary>
    private static readonly string[] OverKeywords =
    [
        "posted in", "filed under", "tagged", "tagged with", "tags", "categories", "category", "keywords", "veroffentlicht in", "veroffentlicht unter", "kategorie", "kategorien", "schlagworter", "schlagworte", "verschlagwortet mit",
        "publie dans", "classe dans", "etiquettes", "mots cles", "mot cle", "publicado en", "etiquetas", "etiquetado", "categorias", "archivado en", "pubblicato in", "etichette", "kategoriler", "etiketler", "برچسب ها", "الوسوم",
    ];

    private const int LongestCallToShareInWords = 5;

    private const int LongestCallInWords = 25;
    private const int CallsAtTheEnd = 4;

    private const int LongestCaption = 500;

    private static readonly FrozenDictionary<string, string> ByElement = new Dictionary<string, string>
    {
        ["nav"] = "navigation",
        ["menu"] = "navigation",
        ["footer"] = "footer",
        ["aside"] = "aside",
        ["form"] = "form",
        ["button"] = "form",
        ["fieldset"] = "form",
        ["label"] = "form",
        ["dialog"] = "notice",
        ["figcaption"] = "caption",
        ["option"] = "form",
        ["search"] = "form",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> ByRole = new Dictionary<string, string>
    {
        ["navigation"] = "navigation",
        ["banner"] = "header",
        ["contentinfo"] = "footer",
        ["complementary"] = "aside",
        ["search"] = "form",
        ["dialog"] = "notice",
        ["alertdialog"] = "notice",
        ["menu"] = "navigation",
        ["menubar"] = "navigation",
        ["toolbar"] = "navigation",
        ["tablist"] = "navigation",
    }.ToFrozenDictionary();

    /// <summary>Words of class names and identifiers by which sites call their furniture.</summary>
    private static readonly FrozenDictionary<string, string> ByName = new (string Reason, string Words)[]
    {
        ("navigation", "nav navi navigation navbar navbox menu submenu topmenu mainmenu breadcrumb breadcrumbs crumb pager pagination pagenav paging sitemap skip skiplink skiplinks toc toolbar topbar offcanvas burger hamburger sprungmarken jump prevnext previous next languages language langswitch languageswitcher"),
        ("footer", "footer foot colophon impressum imprint copyright legal disclaimer bottom"),
        ("aside", "sidebar sidebars aside widget widgets rail rightcolumn leftcolumn rightcol leftcol marginal marginalia secondary infobox"),
        ("notice", "cookie cookies consent gdpr dsgvo privacy popup modal overlay placeholder lightbox banner alert paywall subscribe subscription newsletter signup login register donate donation spende spenden"),
        ("comment", "comment comments commentlist commentaires comentarios kommentar kommentare disqus respond reply replies feedback discussion"),
        ("sharing", "share sharing shariff social socialmedia sharedaddy addtoany addthis bookmark bookmarks follow like likes tweet"),
        ("teaser", "related relatedposts related-posts recommended recommendation recommendations teaser teasers teaserlist more-articles readmore trending popular mostread latest recent promo promotion outbrain taboola carousel slider slideshow swiper similar yarpp crp aktuell aktuelles"),
        ("advert", "ad ads advert adverts advertisement advertising adsense banner-ad sponsor sponsored sponsors werbung anzeige anzeigen publicidad publicite"),
        ("form", "search searchform suche suchformular searchbox form"),
        ("caption", "caption captions credit credits photocredit wp-caption-text image-source image-credit image-caption photo-source beitragsbild bildquelle bildunterschrift bildnachweis legende copyright-notice"),
        ("keywords", "tags tag tagcloud tag-links taglist keywords categories category cat-links"),
        ("byline", "byline submitted postmeta post-meta entry-meta article-meta meta metadata post-info author authors authorbox author-box author-bio authorinfo vcard dateline pubdate timestamp posted-on post-date entry-date datum published"),
        ("hidden", "visually-hidden visuallyhidden sr-only screen-reader-text element-invisible noprint no-print print-hidden"),
        ("tools", "utility print printfriendly tools toolbox article-tools articletools rating vote voting rate"),
    }.SelectMany(group => group.Words.Split(' ').Select(word => (word, group.Reason))).DistinctBy(pair => pair.word).ToFrozenDictionary(pair => pair.word, pair => pair.Reason);

    /// <summary>Marks every block that is not main text with the reason.</summary>
    /// <returns>The element that holds the main text.</returns>
    public static IElement Mark(IElement body, IReadOnlyList<FlatBlock> blocks)
    {
        var prose = ProseBelow(body, blocks);
        var words = SumsBelow(body, blocks, block => Words.Count(block.Text));
        var posts = PostList.Find(blocks, element => (int)words.GetValueOrDefault(element));
        // Beside a text of its own a list of posts is a list of other pages.
        if (posts is not null && posts.Posts.Sum(post => words.GetValueOrDefault(post.Element)) < ShareThatCannotBeFurniture * words.GetValueOrDefault(body)) posts = null;
        var page = new Page(Above(body, element => element.LocalName == "a" && element.HasAttribute("href")), Above(body, element => element.LocalName == "p"), Lengths(body, blocks), prose, PartsOf(posts));
        var furniture = Furniture(body, prose, element => ReasonOf(page, element));
        // A page that is nothing but teasers is a list, and they are its text.
        if (blocks.Where(block => !furniture.ContainsKey(block.Element)).Sum(Prose) < LeastShareThatRemains * prose.GetValueOrDefault(body))
            furniture = Furniture(body, prose, element => ReasonOf(page, element) is var reason and not "teaser" ? reason : null);
        foreach (var block in blocks)
        {
            if (furniture.TryGetValue(block.Element, out var reason)) block.LeftOutReason = reason;
        }
        LeaveOutComments(blocks);
        LeaveOutInlineCaptions(body, blocks);
        foreach (var (_, byline) in posts?.Posts ?? []) byline.IsPostByline = true;
        var main = posts?.Container ?? WithItsLead(MainElement(body, ProseBelow(body, [.. blocks.Where(block => block.LeftOutReason is null)])));
        var inside = Descendants(main);
        foreach (var block in blocks.Where(block => block.LeftOutReason is null && !inside.Contains(block.Element))) block.LeftOutReason = "outside of the text";
        LeaveOutTeasers([.. blocks.Where(block => block.LeftOutReason is null)]);
        LeaveOutLinkLists([.. blocks.Where(block => block.LeftOutReason is null)]);
        LeaveOutSharing([.. blocks.Where(block => block.LeftOutReason is null)]);
        foreach (var block in blocks.Where(block => block.LeftOutReason is null).TakeLast(CallsAtTheEnd).Where(CallsToFollowTheSite)) block.LeftOutReason = "sharing";
        return main;
    }

    /// <summary>How much a block looks like prose: its characters outside of links, much less for scraps.</summary>
    private static double Prose(FlatBlock block)
    {
        var own = block.Text.Length - block.LinkLength;
        if (block.Kind == BlockKind.Heading) return own * 0.1;
        var words = Words.Count(block.Text);
        return own * (1 - block.LinkShare) * (words >= 12 ? 1 : words >= 6 ? 0.4 : 0.1);
    }

    /// <summary>What has to be known of every element, gathered once, so that no nesting costs more than its size.</summary>
    private sealed record Page(HashSet<IElement> WithLink, HashSet<IElement> WithParagraph, Dictionary<IElement, double> Length, Dictionary<IElement, double> Prose, HashSet<IElement> Posts);

    /// <summary>The posts of a list, and the way from each to its byline, which names its author.</summary>
    private static HashSet<IElement> PartsOf(PostList? posts)
    {
        var parts = new HashSet<IElement>();
        foreach (var (post, byline) in posts?.Posts ?? [])
        {
            parts.Add(post);
            for (var around = byline.Element; around is not null && around != post; around = around.ParentElement) parts.Add(around);
        }
        return parts;
    }

    /// <summary>The elements that are such a one or hold one.</summary>
    private static HashSet<IElement> Above(IElement body, Func<IElement, bool> isOne)
    {
        var above = new HashSet<IElement>();
        foreach (var element in InOrder(body).Where(isOne))
        {
            var around = element;
            while (around is not null && above.Add(around)) around = around.ParentElement;
        }
        return above;
    }

    private static Dictionary<IElement, double> Lengths(IElement body, IReadOnlyList<FlatBlock> blocks) => SumsBelow(body, blocks, block => block.Text.Length);

    private static Dictionary<IElement, double> ProseBelow(IElement body, IReadOnlyList<FlatBlock> blocks) => SumsBelow(body, blocks, Prose);

    private static Dictionary<IElement, double> SumsBelow(IElement body, IReadOnlyList<FlatBlock> blocks, Func<FlatBlock, double> measure)
    {
        var own = new Dictionary<IElement, double>();
        foreach (var block in blocks) own[block.Element] = own.GetValueOrDefault(block.Element) + measure(block);
        // Children before their parents: each passes its sum up once.
        foreach (var element in InOrder(body).Reverse().ToList())
        {
            if (own.TryGetValue(element, out var sum) && element != body && element.ParentElement is { } parent) own[parent] = own.GetValueOrDefault(parent) + sum;
        }
        return own;
    }

    private static Dictionary<IElement, string> Furniture(IElement body, Dictionary<IElement, double> prose, Func<IElement, string?> reasonOf)
    {
        var all = prose.GetValueOrDefault(body);
        var furniture = new Dictionary<IElement, string>();
        foreach (var element in InOrder(body))
        {
            if (element != body && element.ParentElement is { } parent && furniture.TryGetValue(parent, out var inherited)) furniture[element] = inherited;
            else if (element != body && prose.GetValueOrDefault(element) < ShareThatCannotBeFurniture * all && reasonOf(element) is { } reason) furniture[element] = reason;
        }
        return furniture;
    }

    private static string? ReasonOf(Page page, IElement element)
    {
        if (page.Posts.Contains(element)) return null;
        if (element.LocalName is "header" && !page.WithParagraph.Contains(element) && element.ParentElement?.LocalName is not ("article" or "main")) return "header";
        if (ByElement.TryGetValue(element.LocalName, out var reason)) return Holds(page, element, reason) ? reason : null;
        if (element.GetAttribute("role") is { } role && ByRole.TryGetValue(role, out reason)) return reason;
        if (element.LocalName is "html" or "body" or "main") return null;
        foreach (var name in Names(element))
        {
            if (ByName.TryGetValue(name, out reason) && Holds(page, element, reason) && !(Weak.Contains(name) && IsProse(page, element))) return reason;
        }
        return null;
    }

    // Page builders call blocks of running text by such words, too.
    private static readonly FrozenSet<string> Weak = new[]
    {
        "widget", "widgets", "secondary", "bottom", "foot", "legal", "alert", "banner", "latest", "recent", "bookmark", "bookmarks", "meta", "metadata", "vote", "tools", "datum", "infobox", "disclaimer", "privacy", "rail", "aktuell", "aktuelles", "similar", "published",
    }.ToFrozenSet();

    private const int ShortestProse = 100;

    private static bool IsProse(Page page, IElement element) => page.Prose.GetValueOrDefault(element) >= ShortestProse && page.Prose.GetValueOrDefault(element) >= 0.7 * page.Length.GetValueOrDefault(element);

    // A teaser leads somewhere, and a caption is short; what does not is text that is merely called so.
    private static bool Holds(Page page, IElement element, string reason) => reason switch
    {
        "teaser" => page.WithLink.Contains(element),
        "caption" => page.Length.GetValueOrDefault(element) <= LongestCaption,
        _ => true,
    };

    /// <summary>Class names and identifier, whole and by their words: 'post-tags' is 'post-tags', 'post' and 'tags'.</summary>
    private static IEnumerable<string> Names(IElement element)
    {
        var names = $"{element.ClassName} {element.Id}";
        if (names.Length is 1 or > 400) yield break;
        foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return name.ToLowerInvariant();
            var parts = NameParts().Split(name).Where(part => part.Length > 0).ToArray();
            // Names of a page builder's fields and paragraphs say how a text was entered, not what it is.
            if (parts is ["paragraph" or "field" or "col" or "grid" or "row", ..]) continue;
            if (parts.Length > 1)
            {
                yield return parts[^1].ToLowerInvariant();
                yield return $"{parts[^2]}-{parts[^1]}".ToLowerInvariant();
                yield return parts[0].ToLowerInvariant();
            }
        }
    }

    // 'post-tags', 'coTeaserlist', 'block--related'
    [GeneratedRegex("[-_:/]+|(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameParts();

    private static IElement MainElement(IElement body, Dictionary<IElement, double> prose)
    {
        var main = body;
        while (true)
        {
            IElement? best = null;
            foreach (var child in main.Children)
            {
                if (best is null || prose.GetValueOrDefault(child) > prose.GetValueOrDefault(best)) best = child;
            }
            if (best is null || best.LocalName is "p" or "pre" or "blockquote" || prose.GetValueOrDefault(best) < ShareOfMainChild * prose.GetValueOrDefault(main) || prose.GetValueOrDefault(best) == 0) return main;
            main = best;
        }
    }

    /// <summary>An article around the prose holds its lead, too; of several articles side by side each is only one of a list.</summary>
    private static IElement WithItsLead(IElement main)
    {
        for (var around = main; around is not null && around.LocalName != "body"; around = around.ParentElement)
        {
            if (around.LocalName is "article" or "main" || around.GetAttribute("role") is "main" or "article") return around;
        }
        return main;
    }

    // What a heading calls comments goes on to the end of the text.
    private static void LeaveOutComments(IReadOnlyList<FlatBlock> blocks)
    {
        var words = 0;
        var isBelow = false;
        foreach (var block in blocks.Where(block => block.LeftOutReason is null))
        {
            isBelow |= words >= FewestWordsAboveComments && block.Text.Length <= LongestLabelOverComments && OverComments.Contains(NameKey.Of(block.Text).Trim(Digits));
            if (isBelow) block.LeftOutReason = "comment";
            words += Words.Count(block.Text);
        }
    }

    private static readonly char[] Digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ' '];

    // Picture, words and photographer in one paragraph, the words marked as what they are.
    private static void LeaveOutInlineCaptions(IElement body, IReadOnlyList<FlatBlock> blocks)
    {
        var withPicture = Above(body, element => element.LocalName is "img" or "picture");
        var candidates = blocks.Where(block => block.LeftOutReason is null && block.Text.Length <= LongestCaption && withPicture.Contains(block.Element)).ToList();
        if (candidates.Count == 0) return;
        var captions = CaptionsBelow(body);
        foreach (var block in candidates.Where(block => captions.GetValueOrDefault(block.Element) >= 0.8 * block.Text.Length)) block.LeftOutReason = "caption";
    }

    /// <summary>Number of characters of all that calls itself a caption below each element.</summary>
    private static Dictionary<IElement, long> CaptionsBelow(IElement body)
    {
        var (length, captions) = (new Dictionary<IElement, long>(), new Dictionary<IElement, long>());
        foreach (var element in InOrder(body).Reverse().ToList())
        {
            var own = length.GetValueOrDefault(element) + element.ChildNodes.OfType<IText>().Sum(text => text.Data.Length);
            length[element] = own;
            if (element == body || element.ParentElement is not { } parent) continue;
            length[parent] = length.GetValueOrDefault(parent) + own;
            var isCaption = element.LocalName is "span" or "small" or "em" or "i" && Names(element).Any(name => ByName.TryGetValue(name, out var reason) && reason == "caption");
            captions[parent] = captions.GetValueOrDefault(parent) + captions.GetValueOrDefault(element) + (isCaption ? own : 0);
        }
        return captions;
    }

    // 'VEA TAMBIÉN: …' with its link, or with the link below it; and a paragraph that is nothing but a link to another page and does not spell its address.
    private static void LeaveOutTeasers(List<FlatBlock> blocks)
    {
        var announced = false;
        foreach (var block in blocks)
        {
            var isLink = block.LinkShare >= 0.95 && !SpellsAddress(block.Text);
            var isShort = block.Text.Length < 300;
            if (isShort && (announced ? block.LinkShare >= 0.7 : isLink && block.Kind != BlockKind.Heading && Words.Count(block.Text) >= 5)) block.LeftOutReason = "teaser";
            else if (isShort && block.LinkShare >= 0.3 && BeginsWithSeeAlso(block.Text)) block.LeftOutReason = "teaser";
            announced = announced && block.LeftOutReason is not null;
            if (Words.Count(block.Text) > 3 || !BeginsWithSeeAlso(block.Text)) continue;
            block.LeftOutReason = "teaser";
            announced = true;
        }
    }

    private static bool BeginsWithSeeAlso(string text) => SeeAlso.Any(phrase => text.StartsWith(phrase, StringComparison.OrdinalIgnoreCase));

    private static bool SpellsAddress(string text) => text.Contains("://", StringComparison.Ordinal) || text.Contains('@') || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    // 'Comparte esto:' and below it 'Twitter', 'Facebook'; 'Posted in: War, Peace'
    private static void LeaveOutSharing(List<FlatBlock> blocks)
    {
        var goesOn = false;
        foreach (var block in blocks)
        {
            var key = NameKey.Of(block.Text);
            var words = Words.Count(block.Text);
            var isCall = words <= LongestCallToShareInWords && BeginsWith(key, CallsToShare) && (words <= 2 || block.Text.EndsWith(':') || block.LinkShare >= 0.5 || Words.Of(key).Any(word => Platforms.Contains(word.Text)));
            goesOn = isCall || (goesOn && words <= 2 && Words.Of(key).Any(word => Platforms.Contains(word.Text)));
            if (goesOn) block.LeftOutReason = "sharing";
            else if (words <= LongestCallToShareInWords && block.LinkShare >= 0.9 && BeginsWith(key, CallsToReadOn)) block.LeftOutReason = "links";
            else if (block.LinkShare >= 0.3 && BeginsWith(key, OverKeywords)) block.LeftOutReason = "keywords";
        }
    }

    private static bool BeginsWith(string key, string[] phrases) => phrases.Any(phrase => key.StartsWith(phrase, StringComparison.Ordinal) && (key.Length == phrase.Length || key[phrase.Length] == ' '));

    // '¡Mira lo que tiene nuestro canal de YouTube!'
    private static bool CallsToFollowTheSite(FlatBlock block)
    {
        var keys = Words.Of(block.Text).Select(word => NameKey.Of(word.Text)).ToList();
        return keys.Count <= LongestCallInWords && keys.Any(CallsToFollow.Contains) && keys.Any(Platforms.Contains);
    }

    // A list of links inside the text is navigation, whatever surrounds it.
    private static void LeaveOutLinkLists(List<FlatBlock> blocks)
    {
        for (var at = 0; at < blocks.Count; at++)
        {
            if (blocks[at].LinkShare < 0.7 || blocks[at].Kind == BlockKind.Heading) continue;
            var end = at;
            while (end < blocks.Count && blocks[end].LinkShare >= 0.7) end++;
            if (end - at >= 3)
            {
                foreach (var block in blocks[at..end]) block.LeftOutReason = "links";
            }
            at = end;
        }
    }

    private static HashSet<IElement> Descendants(IElement root) => [.. InOrder(root)];

    /// <summary>An element and all below it, parents before children, without recursion.</summary>
    private static IEnumerable<IElement> InOrder(IElement root)
    {
        var way = new Stack<(INode Node, int Next)>();
        way.Push((root, 0));
        yield return root;
        while (way.TryPop(out var at))
        {
            if (at.Next == at.Node.ChildNodes.Length) continue;
            way.Push((at.Node, at.Next + 1));
            if (at.Node.ChildNodes[at.Next] is not IElement child) continue;
            yield return child;
            way.Push((child, 0));
        }
    }
}
