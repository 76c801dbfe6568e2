using System.Net;
using System.Net.Sockets;
using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

public sealed class ServeCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HttpClient _client = new();

    private string Data => _folder["archive"];

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_first_start_takes_the_seeds_in_and_the_second_changes_nothing()
    {
        await using (var first = await ServerProcess.StartAsync(Data, Repository.Seeds))
        {
            Assert.Contains("The killing of Soleimani", await _client.GetStringAsync(new Uri(first.Address, "/articles/the-killing-of-soleimani-and-the-drive-to-war"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Equal(0, (await first.StopAsync()).ExitCode);
        }
        var before = await ArchiveFile.DumpAsync(Data);
        Assert.Contains("Workers' Liberty", before, StringComparison.Ordinal);

        await using (await ServerProcess.StartAsync(Data, Repository.Seeds)) { }
        Assert.Equal(before, await ArchiveFile.DumpAsync(Data));
    }

    [Fact]
    public async Task Without_arguments_it_serves_with_all_its_state_under_the_working_folder()
    {
        File.Copy(Repository.SeedArticle, Directory.CreateDirectory(_folder["seeds"]) + "/a.txt");
        await using var server = await ServerProcess.StartAsync(_folder.Path, new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:0" });
        Assert.Equal("Healthy", await _client.GetStringAsync(new Uri(server.Address, "/healthz"), TestContext.Current.CancellationToken));
        Assert.Equal([1L], await ArchiveFile.ColumnAsync(_folder["data"], "SELECT count(*) FROM Articles"));
        Assert.Equal(["data", "seeds"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_archive_that_holds_anything_is_left_as_it_is()
    {
        await ArchiveProgram.RunAsync("ingest", "--data", Data, _folder.Write("a.txt", "Words."));
        await using (await ServerProcess.StartAsync(Data, Repository.Seeds)) { }
        Assert.Equal([1L], await ArchiveFile.ColumnAsync(Data, "SELECT count(*) FROM Articles"));
    }

    [Fact]
    public async Task A_start_that_was_killed_between_two_seeds_is_gone_on_with_by_the_next()
    {
        for (var i = 0; i < 40; i++) _folder.Write($"seeds/{i:00}.txt", string.Concat(Enumerable.Repeat($"Words of seed {i}.\n\n", 200)));
        using (var first = ArchiveProgram.Start(null, null, "serve", "--data", Data, "--urls", "http://127.0.0.1:0", $"--StatementArchive:Seeds={_folder["seeds"]}"))
        {
            await ArchiveFile.HasMoreAsync(Data, "Articles", 0);
            first.Kill();
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal([1L, 0L], [.. await ArchiveFile.ColumnAsync(Data, "SELECT count(*) < 40 FROM Articles"), .. await ArchiveFile.ColumnAsync(Data, "SELECT count(FinishedAt) FROM Seedings")]);

        await using (await ServerProcess.StartAsync(Data, _folder["seeds"])) { }
        Assert.Equal([40L, 1L], [.. await ArchiveFile.ColumnAsync(Data, "SELECT count(*) FROM Articles"), .. await ArchiveFile.ColumnAsync(Data, "SELECT count(FinishedAt) FROM Seedings")]);

        _folder.Write("seeds/later.txt", "Words that came too late.");
        await using (await ServerProcess.StartAsync(Data, _folder["seeds"])) { }
        Assert.Equal([40L], await ArchiveFile.ColumnAsync(Data, "SELECT count(*) FROM Articles"));
    }

    [Fact]
    public async Task A_seed_that_cannot_be_read_stops_nobody()
    {
        _folder.Write("seeds/a.txt", "Words.");
        _folder.Write("seeds/b.bin", [0]);
        await using var server = await ServerProcess.StartAsync(Data, _folder["seeds"]);
        Assert.Contains("b.bin", (await server.StopAsync()).Error, StringComparison.Ordinal);
        Assert.Equal([1L], await ArchiveFile.ColumnAsync(Data, "SELECT count(*) FROM Articles"));
    }

    [Fact]
    public async Task The_archive_takes_documents_in_while_it_is_served()
    {
        await using var server = await ServerProcess.StartAsync(Data, _folder["none"]);
        Assert.Equal(0, (await ArchiveProgram.RunAsync("ingest", "--data", Data, Repository.Seeds)).ExitCode);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync(new Uri(server.Address, "/organisations/worker-communist-party-of-iran-hekmatist"), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_second_server_on_one_data_folder_is_refused_in_words()
    {
        await using var server = await ServerProcess.StartAsync(Data, _folder["none"]);
        var (exitCode, output, error) = await ArchiveProgram.RunAsync("serve", "--data", Data, "--urls", "http://127.0.0.1:0");
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains($"Another server has the data folder {Data} open", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_was_asked_for_and_is_taken_is_refused_in_words()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var (exitCode, _, error) = await ArchiveProgram.RunAsync("serve", "--data", Data, "--urls", url);
        Assert.Equal(1, exitCode);
        Assert.Contains(url, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_usual_port_is_taken_a_free_one_is_found()
    {
        await using var first = await ServerProcess.StartAsync(null, null, "--data", Data);
        await using var second = await ServerProcess.StartAsync(null, null, "--data", Data + "2");
        Assert.NotEqual(first.Address, second.Address);
        Assert.True(first.Address.IsLoopback && second.Address.IsLoopback);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("ftp://127.0.0.1:0")]
    public async Task An_address_that_is_none_is_refused_in_words(string url)
    {
        var (exitCode, _, error) = await ArchiveProgram.RunAsync("serve", "--data", Data, "--urls", url);
        Assert.Equal(1, exitCode);
        Assert.Contains(url, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_is_refused_in_words()
    {
        var (exitCode, _, error) = await ArchiveProgram.RunAsync("serve", "--data", _folder.Write("file", "x") + "/data");
        Assert.Equal(1, exitCode);
        Assert.Contains("cannot be used", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_is_refused_in_words()
    {
        _folder.Write("archive/archive.db", new string('x', 4096));
        var (exitCode, _, error) = await ArchiveProgram.RunAsync("serve", "--data", Data);
        Assert.Equal(1, exitCode);
        Assert.Contains("no SQLite database", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
