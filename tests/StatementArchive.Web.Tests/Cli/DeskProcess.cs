using StatementArchive.Web.Tests.Admin;

namespace StatementArchive.Web.Tests.Cli;

/// <summary>Somebody at the desk of a server that is another process.</summary>
internal static class DeskProcess
{
    public const string Name = "ada";

    /// <summary>Makes a contributor with <see cref="DeskSite.Password"/> in a data folder.</summary>
    public static async Task AddContributorAsync(string data)
    {
        var result = await ArchiveProgram.RunInShellAsync($"echo '{DeskSite.Password}' | \"$@\"", "user", "add", Name, "--role", "contributor", "--data", data);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    public static async Task<DeskWorker> SignInAsync(Uri server)
    {
        var worker = new DeskWorker(new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server });
        using var answer = await worker.PostAsync("/account/login", "/account/login", ("name", Name), ("password", DeskSite.Password));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, answer.StatusCode);
        return worker;
    }
}
