using System.Diagnostics;
using System.Text;
using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

/// <summary>What a run of the program left behind.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);

/// <summary>The real executable as a child process.</summary>
internal static class ArchiveProgram
{
    // Of the same configuration as the tests; the copy beside the tests lacks the assets.
    private static readonly string Path = System.IO.Path.Combine(
        Repository.Root, "src", "StatementArchive.Web", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0", "statement-archive.dll");

    /// <summary>Runs it to its end.</summary>
    public static Task<ProgramResult> RunAsync(params string[] args) => RunInAsync(null, null, args);

    /// <summary>The same in a folder and with settings in the environment.</summary>
    public static async Task<ProgramResult> RunInAsync(string? workingFolder, IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        using var process = Start(workingFolder, environment, args);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProgramResult(process.ExitCode, await output, await error);
    }

    /// <summary>Starts it; the caller waits for it or kills it, and disposes it.</summary>
    public static Process Start(string? workingFolder, IReadOnlyDictionary<string, string>? environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path, .. args])
        {
            WorkingDirectory = workingFolder ?? System.IO.Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // The machine's own settings must not reach the program under test.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("StatementArchive__", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a line of Bash in which <c>"$@"</c> is the program with its arguments.</summary>
    public static async Task<ProgramResult> RunInShellAsync(string script, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", script, "bash", "dotnet", Path, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ProgramResult(process.ExitCode, await output, await error);
    }

    /// <summary>Starts a line of Bash in which <c>"$@"</c> is the program with its arguments and what it mounts is mounted for it alone, without being root; <c>null</c> where the system does not permit that.</summary>
    public static Process? StartWithOwnMounts(string script, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        string[] apart = ["--user", "--map-root-user", "--mount"];
        using (var probe = Process.Start(new ProcessStartInfo("bash", ["-c", "unshare \"$@\" 2>/dev/null", "bash", .. apart, "mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", "/tmp"]))!)
        {
            probe.WaitForExit();
            if (probe.ExitCode != 0) return null;
        }
        var start = new ProcessStartInfo("unshare", [.. apart, "bash", "-c", script, "bash", "dotnet", Path, .. args]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Process.Start(start);
    }

    /// <summary>Asks it to stop, as a service manager does (SIGTERM).</summary>
    public static void AskToStop(Process process)
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
