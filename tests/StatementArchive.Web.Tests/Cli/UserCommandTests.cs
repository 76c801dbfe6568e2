using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

public sealed class UserCommandTests : IDisposable
{
    private const string Password = "correct horse battery staple";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<ProgramResult> AddAsync(string name, string role, string password) =>
        ArchiveProgram.RunInShellAsync($"printf '%s\\n' '{password}' | \"$@\"", "user", "add", name, "--role", role, "--data", _folder["archive"]);

    private Task<ProgramResult> RunAsync(params string[] words) => ArchiveProgram.RunAsync([.. words, "--data", _folder["archive"]]);

    [Fact]
    public async Task A_user_is_added_listed_and_disabled_and_no_password_is_printed_or_kept()
    {
        var added = await AddAsync("Ada Lind", "editor", Password);
        Assert.Equal((0, "Ada Lind can sign in now, as editor."), (added.ExitCode, added.Output.Trim()));
        Assert.StartsWith("Ada Lind\teditor\tsince ", (await RunAsync("user", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync("user", "disable", "ada lind")).ExitCode);
        Assert.Contains("\tdisabled ", (await RunAsync("user", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("user", "disable", "Ada Lind")).ExitCode);
        Assert.Equal<object>(["user added", "user disabled"], await ArchiveFile.ColumnAsync(_folder["archive"], "SELECT Action FROM AuditLog ORDER BY Id"));
        Assert.DoesNotContain(Password, added.Output + added.Error, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(_folder["archive"], "*", SearchOption.AllDirectories), file => Assert.DoesNotContain(Password, File.ReadAllText(file, System.Text.Encoding.Latin1), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Ada", "editor", "short", 1, "at least 12")]
    [InlineData("Ada", "editor", "", 1, "Passwords must")]
    [InlineData("Ada", "emperor", Password, 2, "emperor")]
    [InlineData("Ada", "7", Password, 2, "--role needs")]
    [InlineData("", "editor", Password, 1, "name")]
    public async Task What_cannot_be_added_is_refused_with_words(string name, string role, string password, int exitCode, string says)
    {
        var result = await AddAsync(name, role, password);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("AuditLog")]
    [InlineData("Users")]
    public async Task A_user_and_the_entry_of_the_log_that_tells_of_them_are_stored_together_or_not_at_all(string broken)
    {
        Assert.Equal(0, (await RunAsync("user", "list")).ExitCode);
        await ArchiveFile.ColumnAsync(_folder["archive"], $"""CREATE TRIGGER broken BEFORE INSERT ON "{broken}" BEGIN SELECT RAISE(ABORT, 'there is no room'); END""");
        var refused = await AddAsync("Ada", "editor", Password);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("there is no room", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("A fault of this program", refused.Error, StringComparison.Ordinal);
        Assert.Equal<object>([0L, 0L], await ArchiveFile.ColumnAsync(_folder["archive"], "SELECT count(*) FROM Users UNION ALL SELECT count(*) FROM AuditLog"));
        await ArchiveFile.ColumnAsync(_folder["archive"], "DROP TRIGGER broken");
        Assert.Equal(0, (await AddAsync("Ada", "editor", Password)).ExitCode);
        Assert.Equal<object>([1L, 1L], await ArchiveFile.ColumnAsync(_folder["archive"], "SELECT count(*) FROM Users UNION ALL SELECT count(*) FROM AuditLog"));
    }

    [Fact]
    public async Task Who_could_not_be_disabled_is_not_said_to_be()
    {
        Assert.Equal(0, (await AddAsync("Ada", "editor", Password)).ExitCode);
        await ArchiveFile.ColumnAsync(_folder["archive"], """CREATE TRIGGER meanwhile BEFORE UPDATE ON "Users" BEGIN SELECT RAISE(IGNORE); END""");
        var refused = await RunAsync("user", "disable", "Ada");
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("Nothing was changed.", refused.Error, StringComparison.Ordinal);
        Assert.Equal<object>(["user added"], await ArchiveFile.ColumnAsync(_folder["archive"], "SELECT Action FROM AuditLog ORDER BY Id"));
    }

    [Theory]
    [InlineData(2, "user")]
    [InlineData(2, "user", "add", "Ada")]
    [InlineData(2, "user", "disable")]
    [InlineData(1, "user", "disable", "Nobody")]
    public async Task Exit_codes_tell_wrong_usage_from_failure(int exitCode, params string[] words) => Assert.Equal(exitCode, (await RunAsync(words)).ExitCode);

    [Fact]
    public async Task A_server_prints_the_link_to_the_first_account_only_while_there_is_none()
    {
        async Task<string> StartAndStopAsync()
        {
            using var server = ArchiveProgram.Start(null, null, "serve", "--urls", "http://127.0.0.1:0", "--StatementArchive:Seeds=none", "--data", _folder["archive"]);
            while (await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.Contains("is open at", StringComparison.Ordinal))
            {
            }
            ArchiveProgram.AskToStop(server);
            return await server.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        }

        Assert.Matches(@"Make the first account here, once, within a day: http://127\.0\.0\.1:\d+/account/setup\?token=[0-9a-f]{64}", await StartAndStopAsync());
        Assert.Equal(0, (await AddAsync("Ada", "administrator", Password)).ExitCode);
        Assert.DoesNotContain("/account/setup", await StartAndStopAsync(), StringComparison.Ordinal);
    }
}
