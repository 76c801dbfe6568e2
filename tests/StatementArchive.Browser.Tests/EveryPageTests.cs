using Microsoft.Playwright;

namespace StatementArchive.Browser.Tests;

/// <summary>What has to hold on every page in every window: no finding of axe, nothing that scrolls sideways or jumps, no complaint.</summary>
public sealed class EveryPageTests(Browser browser, BrowsableFixtureSite site) : IClassFixture<BrowsableFixtureSite>
{
    private static readonly string[] Paths =
    [
        "/",
        "/statements",
        "/statements?p=2",
        "/statements?q=signalmen&organisation=rail-workers-of-northport",
        "/statements?q=no+such+word",
        "/statements/northport-joint",
        "/statements/ada-lindqvist-northport",
        "/statements/hezb-karegaran-darya-2019-03",
        "/statements/dockers-undated",
        "/statements/long-named",
        "/articles",
        "/articles/joint-call-on-the-harbour",
        "/articles/untitled",
        "/organisations",
        "/organisations?q=nothing",
        "/organisations/rail-workers-of-northport",
        "/organisations/long-name",
        "/people",
        "/people/ada-lindqvist",
        "/sources",
        "/sources/harbour-news",
        "/subjects",
        "/subjects/harbour-closure",
        "/subjects/freedom-of-assembly-in-northport-in-southport-and-in-the-federation-of-seaside-municipalities-2018-2021",
        "/statements?subject=harbour-closure&year=2018&year=2019",
    ];

    private static readonly string[] Refused = ["/statements?p=-1&from=x", "/statements/no-such"];

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Is_accessible_light_and_dark_stays_in_its_window_and_does_not_jump(int width)
    {
        await using var window = await browser.OpenAsync(site, width);
        var page = window.Page;
        // The observer must be there before the first paint, and the policy of the pages lets no script inside them run.
        await page.AddInitScriptAsync("""
            window.shift = 0;
            new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value; })
                .observe({ type: 'layout-shift', buffered: true });
            """);
        var faults = new List<string>();
        foreach (var path in Paths.Concat(Refused))
        {
            await page.GotoAsync(path);
            await page.EvaluateAsync("document.fonts.ready.then(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))");
            var shift = await page.EvaluateAsync<double>("window.shift");
            await page.EvaluateAsync("document.querySelectorAll('details').forEach(fold => fold.open = true)");
            if (shift > 0.01) faults.Add($"{path} jumps by {shift}");
            var sideways = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (sideways > 0) faults.Add($"{path} is {sideways} pixels too wide");
            faults.AddRange((await Accessibility.FaultsAsync(page)).Select(fault => $"{path} {fault}"));
            // In the dark only the colours differ.
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            faults.AddRange((await Accessibility.FaultsOfColourAsync(page)).Select(fault => $"{path} (dark) {fault}"));
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Light });
        }
        // The console tells of a 400 and a 404 that were asked for.
        faults.AddRange(window.Complaints.Where(c => !c.StartsWith("Failed to load resource: the server responded with a status of 40", StringComparison.Ordinal)));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(768)]
    [InlineData(960)]
    [InlineData(1920)]
    public async Task Fits_every_width(int width)
    {
        await using var window = await browser.OpenAsync(site, width);
        var faults = new List<string>();
        foreach (var path in Paths)
        {
            await window.Page.GotoAsync(path);
            var sideways = await window.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            if (sideways > 0) faults.Add($"{path} is {sideways} pixels too wide");
        }
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Sets_about_66_characters_on_a_line()
    {
        await using var window = await browser.OpenAsync(site);
        await window.Page.GotoAsync("/statements/long-named", new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });
        var characters = await window.Page.EvaluateAsync<double>("""
            () => {
              const prose = document.querySelector('.prose'), probe = document.createElement('span');
              probe.textContent = 'The convoy was attacked near the airport and the two commanders were killed. '.repeat(4);
              probe.style.whiteSpace = 'nowrap'; probe.style.position = 'absolute';
              prose.append(probe);
              return prose.clientWidth / (probe.getBoundingClientRect().width / probe.textContent.length);
            }
            """);
        Assert.InRange(characters, 60, 75);
    }
}
