using Microsoft.Playwright;
using StatementArchive.Browser.Tests;
using StatementArchive.Web.Tests.Pages;

[assembly: AssemblyFixture(typeof(Browser))]

namespace StatementArchive.Browser.Tests;

/// <summary>The Chromium that is installed on this machine. Where there is none, tests are skipped; on a build server they fail.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _chromium;

    public async ValueTask InitializeAsync()
    {
        if (Executable() is not { } path) return;
        // Playwright gives up after five seconds; how long a busy machine takes is not what these tests are about.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
    }

    /// <summary>A window of its own, watched for errors.</summary>
    public async Task<Window> OpenAsync(Site site, int width = 1280, bool withScripts = true)
    {
        if (_chromium is null)
        {
            const string Reason = "No Chromium is installed: neither CHROMIUM names one nor is there a chromium or chromium-browser on the path.";
            if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(Reason);
            Assert.Skip(Reason);
        }
        var context = await _chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ClientOptions.BaseAddress.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = withScripts,
        });
        return new Window(context, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? Executable()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named) return named;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { "chromium", "chromium-browser" }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists);
    }
}

/// <summary>A page in the browser, with everything that it complained about.</summary>
public sealed class Window : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];

    public Window(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => { if (message.Type is "error" or "warning") _complaints.Add(message.Text); };
        page.PageError += (_, error) => _complaints.Add(error);
        page.RequestFailed += (_, request) =>
        {
            if (!IsGivenUp(request)) _complaints.Add($"{request.Url}: {request.Failure}");
        };
    }

    // Whoever types on no longer waits for what would have been suggested before.
    private static bool IsGivenUp(IRequest request) => request.Failure == "net::ERR_ABORTED" && new Uri(request.Url).AbsolutePath == "/suggest";

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, policy violations and failed requests so far.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
