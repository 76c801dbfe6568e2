using System.Diagnostics;
using System.Text.RegularExpressions;

namespace StatementArchive.Web.Tests.Cli;

/// <summary>A running server, a child process on a free loopback port; disposing stops it.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _error;

    private ServerProcess(Process process, Uri address, Task<string> error) => (_process, Address, _error) = (process, address, error);

    /// <summary>The address that it printed.</summary>
    public Uri Address { get; }

    public static Task<ServerProcess> StartAsync(string data, string seeds) =>
        StartAsync(null, null, "serve", "--data", data, "--urls", "http://127.0.0.1:0", $"--StatementArchive:Seeds={seeds}");

    public static async Task<ServerProcess> StartAsync(string? workingFolder, IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        var process = ArchiveProgram.Start(workingFolder, environment, args);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (Opened().Match(line) is { Success: true } match) return new ServerProcess(process, new Uri(match.Groups["url"].Value), error);
        }
        throw new InvalidOperationException($"The server did not open: {await error}");
    }

    /// <summary>Ends it at once, whatever it is doing (SIGKILL), and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks it to stop as a service manager does, and returns its exit code and what it said on standard error.</summary>
    public async Task<(int ExitCode, string Error)> StopAsync()
    {
        if (!_process.HasExited) ArchiveProgram.AskToStop(_process);
        await _process.WaitForExitAsync(CancellationToken.None);
        return (_process.ExitCode, await _error);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"is open at (?<url>http://\S+)")]
    private static partial Regex Opened();
}
