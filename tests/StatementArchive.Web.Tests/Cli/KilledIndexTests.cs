namespace StatementArchive.Web.Tests.Cli;

public sealed class KilledIndexTests
{
    // By what a kill waits for: any moment of the work; the first file of a new segment; the commit that names it; that a new index is put into use.
    private static readonly string?[] Moments = [null, "_*", "segments_*", "current"];

    private readonly Random _random = new(20200104);

    [Fact]
    public async Task Killed_at_any_moment_the_index_finds_every_statement_once_after_the_next_start()
    {
        using var archive = new IndexedArchive();
        await archive.AddAsync(2_000);
        foreach (var moment in Moments)
        {
            // While it is built from nothing.
            if (Directory.Exists(archive.Index)) Directory.Delete(archive.Index, recursive: true);
            await using (var building = await StartAsync(archive))
            {
                await WaitAsync(archive, moment, 600);
                await building.KillAsync();
            }

            // While it is still built, or follows what another process stores, at the request of a reader.
            if (moment is not null) await archive.AssertNextStartFindsAllAsync();
            await using (var following = await StartAsync(archive))
            {
                await archive.AddAsync(200);
                using var reader = new HttpClient { BaseAddress = following.Address };
                var answer = reader.GetAsync(new Uri("/statements?q=bread", UriKind.Relative), TestContext.Current.CancellationToken);
                await WaitAsync(archive, moment, 250);
                await following.KillAsync();
                await Record.ExceptionAsync(() => answer);
            }
            await archive.AssertNextStartFindsAllAsync();

            // While one is built beside it and put in its place.
            using (var reindexing = ArchiveProgram.Start(null, null, "reindex", "--data", archive.Data))
            {
                var drained = Task.WhenAll(reindexing.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), reindexing.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
                while (Directory.GetDirectories(archive.Index).Length < 2 && !reindexing.HasExited) await Task.Delay(5, TestContext.Current.CancellationToken);
                await WaitAsync(archive, moment, 600);
                reindexing.Kill();
                await reindexing.WaitForExitAsync(TestContext.Current.CancellationToken);
                await drained;
            }
            await archive.AssertNextStartFindsAllAsync();
        }
        await WholeArticles.AssertAsync(archive.Data);
    }

    // Until a file is written or a new one comes, and at most some time: whether the moment is met does not matter for what has to hold.
    private async Task WaitAsync(IndexedArchive archive, string? files, int milliseconds)
    {
        var before = files is null ? null : State();
        for (var left = files is null ? _random.Next(milliseconds) : 2 * milliseconds; left > 0 && (before is null || State() == before); left -= 2) await Task.Delay(2, TestContext.Current.CancellationToken);

        string State()
        {
            try
            {
                return string.Join('\n', Directory.EnumerateFiles(archive.Index, files!, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{file} {(files == "current" ? File.ReadAllText(file) : "")}"));
            }
            catch (IOException)
            {
                // A file that was there is gone: something happens.
                return "";
            }
        }
    }

    private static Task<ServerProcess> StartAsync(IndexedArchive archive) => ServerProcess.StartAsync(archive.Data, Path.Combine(archive.Data, "none"));
}
