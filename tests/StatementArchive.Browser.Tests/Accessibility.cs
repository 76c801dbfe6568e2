using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace StatementArchive.Browser.Tests;

/// <summary>What axe finds wrong on a page as it stands, one line for each rule that is broken.</summary>
internal static class Accessibility
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>By every rule.</summary>
    public static Task<IReadOnlyList<string>> FaultsAsync(IPage page) => RunAsync(page, null);

    /// <summary>By the rule of contrast alone: for a page that was looked at already and has other colours now.</summary>
    public static Task<IReadOnlyList<string>> FaultsOfColourAsync(IPage page) => RunAsync(page, ["color-contrast"]);

    private static async Task<IReadOnlyList<string>> RunAsync(IPage page, string[]? rules)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window")) await page.EvaluateAsync(Axe);
        // What passed is not read by anybody, and most of the work would be to tell of it.
        return await page.EvaluateAsync<string[]>(
            """
            async rules => {
              const options = { resultTypes: ['violations'] };
              if (rules) options.runOnly = { type: 'rule', values: rules };
              const { violations } = await axe.run(document, options);
              return violations.map(rule => `${rule.id}: ${rule.help} – ${rule.nodes.slice(0, 3).map(node => node.html).join(' | ')}`);
            }
            """,
            rules);
    }
}
