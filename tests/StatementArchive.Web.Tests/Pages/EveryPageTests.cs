using System.Net;
using AngleSharp.Html.Dom;

namespace StatementArchive.Web.Tests.Pages;

/// <summary>What has to hold on every page that a reader can get to.</summary>
public sealed class EveryPageTests(FixtureSite site) : IClassFixture<FixtureSite>
{
    /// <summary>Every page that can be reached by links from home, with its document.</summary>
    private async Task<Dictionary<string, IHtmlDocument>> WalkAsync()
    {
        var pages = new Dictionary<string, IHtmlDocument>();
        var waiting = new Queue<string>(["/"]);
        while (waiting.TryDequeue(out var path))
        {
            if (pages.ContainsKey(path) || path.EndsWith("/original", StringComparison.Ordinal)) continue;
            var (response, page) = await site.OpenAsync(path);
            Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path} answered {response.StatusCode}");
            pages.Add(path, page);
            // One step into the filters is enough: they combine without end.
            if (path.Contains('?', StringComparison.Ordinal)) continue;
            foreach (var href in page.QuerySelectorAll("a[href^='/']").Select(a => a.GetAttribute("href")!.Split('#')[0])) waiting.Enqueue(href);
        }
        return pages;
    }

    [Fact]
    public async Task Every_page_is_well_formed_and_shows_nothing_unpublished()
    {
        var pages = await WalkAsync();
        Assert.True(pages.Count > 60);
        foreach (var area in new[] { "/statements/", "/articles/", "/organisations/", "/people/", "/sources/", "/subjects/" })
            Assert.Contains(pages.Keys, path => path.StartsWith(area, StringComparison.Ordinal));
        var faults = pages.SelectMany(page => Faults(page.Value).Select(fault => $"{page.Key}: {fault}")).ToList();
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        var titles = pages.Where(page => !page.Key.Contains('?', StringComparison.Ordinal) && !page.Key.Contains("bulletin-", StringComparison.Ordinal));
        Assert.Empty(titles.GroupBy(page => page.Value.Title).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Theory]
    [InlineData("/statements?p=-1")]
    [InlineData("/statements/there-is-none")]
    [InlineData("/statements?p=50")]
    public async Task Pages_of_errors_are_well_formed(string path)
    {
        var (_, page) = await site.OpenAsync(path);
        Assert.Empty(Faults(page));
    }

    private static IEnumerable<string> Faults(IHtmlDocument page)
    {
        if (page.DocumentElement.InnerHtml.Contains(FixtureArchive.Unseen, StringComparison.OrdinalIgnoreCase)) yield return "shows what is not published";
        if (page.DocumentElement.GetAttribute("lang") != "en" || page.DocumentElement.GetAttribute("dir") != "ltr") yield return "has no lang or dir";
        if (page.Title is not { Length: >= 17 and < 200 }) yield return $"title: {page.Title}";
        if (page.QuerySelector("meta[name=viewport]") is null) yield return "no viewport";
        if (page.QuerySelectorAll("h1").Length != 1) yield return "not one h1";

        var level = 0;
        foreach (var heading in page.QuerySelectorAll("h1, h2, h3, h4, h5, h6"))
        {
            // The filters stand before the list in the document, but are beside it.
            var own = heading.LocalName[1] - '0';
            if (level != 0 && own > level + 1) yield return $"h{level} is followed by h{own}: {heading.TextContent.Trim()}";
            level = own;
            if (string.IsNullOrWhiteSpace(heading.TextContent)) yield return "an empty heading";
        }
        foreach (var id in page.QuerySelectorAll("[id]").GroupBy(e => e.Id).Where(same => same.Count() > 1)) yield return $"id {id.Key} stands twice";
        foreach (var reference in page.QuerySelectorAll("[aria-labelledby]").Select(e => e.GetAttribute("aria-labelledby")!))
        {
            if (page.GetElementById(reference) is null) yield return $"nothing has the id {reference}";
        }
        foreach (var label in page.QuerySelectorAll("label[for]").Where(l => page.GetElementById(l.GetAttribute("for")!) is null)) yield return $"a label of nothing: {label.TextContent}";
        foreach (var input in page.QuerySelectorAll("input:not([type=hidden])").Where(i => page.QuerySelector($"label[for='{i.Id}']") is null)) yield return $"{input.Id} has no label";
        foreach (var jump in page.QuerySelectorAll("a[href^='#']").Where(a => page.GetElementById(a.GetAttribute("href")![1..]) is null)) yield return $"leads nowhere: {jump.OuterHtml}";
        foreach (var link in page.QuerySelectorAll("a").Where(a => string.IsNullOrWhiteSpace(a.TextContent) && !a.HasAttribute("aria-label"))) yield return $"a link without words: {link.OuterHtml}";
        foreach (var text in page.QuerySelectorAll(".prose, .say, .verbatim").Where(e => e.GetAttribute("dir") is not ("ltr" or "rtl"))) yield return $"a text without dir: {text.OuterHtml[..80]}";
        foreach (var time in page.QuerySelectorAll("time").Where(t => string.IsNullOrEmpty(t.GetAttribute("datetime")))) yield return $"no datetime: {time.OuterHtml}";

        foreach (var element in page.All)
        {
            if (element.LocalName == "script" && (element.GetAttribute("src") is not { } source || !source.StartsWith("/js/", StringComparison.Ordinal) || !element.HasAttribute("defer") || element.TextContent.Length > 0)) yield return $"has a script of its own: {element.OuterHtml}";
            if (element.LocalName is "style" or "iframe" or "object" or "embed" or "img" or "base") yield return $"has <{element.LocalName}>";
            if (element.Attributes.FirstOrDefault(a => a.Name == "style" || a.Name.StartsWith("on", StringComparison.Ordinal)) is { } inline) yield return $"has the attribute {inline.Name}";
            if (element.LocalName == "link" && element.GetAttribute("href") is not ['/', not '/', ..] and not "/") yield return $"asks another host: {element.OuterHtml}";
            if (element is IHtmlAnchorElement && element.GetAttribute("href") is { } href && !href.StartsWith('/') && !href.StartsWith('#'))
            {
                if (!href.StartsWith("https://", StringComparison.Ordinal) && !href.StartsWith("http://", StringComparison.Ordinal)) yield return $"leads to {href}";
                if (element.GetAttribute("rel") != "nofollow noopener noreferrer") yield return $"goes out without rel: {href}";
            }
        }
    }
}
