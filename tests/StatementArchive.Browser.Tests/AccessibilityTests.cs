namespace StatementArchive.Browser.Tests;

/// <summary>That the looks of the other tests see what there is to see.</summary>
public sealed class AccessibilityTests(Browser browser, BrowsableFixtureSite site) : IClassFixture<BrowsableFixtureSite>
{
    private const string Faulty = """
        <html lang="en"><head><title>Faulty</title></head>
        <body><main><h1>Faulty</h1><img src="data:,"><p style="color:#bbb;background:#fff">Hardly to be read.</p></main></body></html>
        """;

    [Fact]
    public async Task A_picture_without_words_and_pale_letters_are_found()
    {
        await using var window = await browser.OpenAsync(site);
        await window.Page.SetContentAsync(Faulty);
        var faults = await Accessibility.FaultsAsync(window.Page);
        Assert.Contains(faults, fault => fault.StartsWith("image-alt: ", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("color-contrast: ", StringComparison.Ordinal) && fault.Contains("Hardly to be read.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task By_the_rule_of_contrast_alone_only_pale_letters_are_found()
    {
        await using var window = await browser.OpenAsync(site);
        await window.Page.SetContentAsync(Faulty);
        Assert.StartsWith("color-contrast: ", Assert.Single(await Accessibility.FaultsOfColourAsync(window.Page)));
    }
}
