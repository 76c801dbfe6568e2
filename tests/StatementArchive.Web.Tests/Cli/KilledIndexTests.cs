namespace StatementArchive.Web.Tests.Cli;

public sealed class KilledIndexTests
{
    private const int Rounds = 4;

    [Fact]
    public async Task Killed_at_any_moment_the_index_finds_every_statement_once_after_the_next_start()
    {
        using var archive = new IndexedArchive();
        await archive.AddAsync(4_000);
        var random = new Random(20200104);
        for (var round = 0; round < Rounds; round++)
        {
            // While it is built: from nothing, and from wherever the kill before left it.
            if (Directory.Exists(archive.Index) && round % 2 == 0) Directory.Delete(archive.Index, recursive: true);
            await using (var building = await StartAsync(archive))
            {
                await WaitAsync(random.Next(900));
                await building.KillAsync();
            }
            if (round % 2 == 1) await archive.AssertNextStartFindsAllAsync();

            // While it follows what another process stores, at the request of a reader.
            await using (var following = await StartAsync(archive))
            {
                await archive.AddAsync(400);
                using var reader = new HttpClient { BaseAddress = following.Address };
                var answer = reader.GetAsync(new Uri("/statements?q=bread", UriKind.Relative), TestContext.Current.CancellationToken);
                await WaitAsync(random.Next(250));
                await following.KillAsync();
                await Record.ExceptionAsync(() => answer);
            }
            await archive.AssertNextStartFindsAllAsync();

            // While one is built beside it and put in its place.
            using (var reindexing = ArchiveProgram.Start(null, null, "reindex", "--data", archive.Data))
            {
                var drained = Task.WhenAll(reindexing.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), reindexing.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
                while (Directory.GetDirectories(archive.Index).Length < 2 && !reindexing.HasExited) await WaitAsync(5);
                await WaitAsync(random.Next(900));
                reindexing.Kill();
                await reindexing.WaitForExitAsync(TestContext.Current.CancellationToken);
                await drained;
            }
            await archive.AssertNextStartFindsAllAsync();
        }
        await WholeArticles.AssertAsync(archive.Data);
    }

    private static Task WaitAsync(int milliseconds) => Task.Delay(milliseconds, TestContext.Current.CancellationToken);

    private static Task<ServerProcess> StartAsync(IndexedArchive archive) => ServerProcess.StartAsync(archive.Data, Path.Combine(archive.Data, "none"));
}
