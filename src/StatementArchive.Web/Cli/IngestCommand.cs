using Spectre.Console;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Web.Hosting;

namespace StatementArchive.Web.Cli;

/// <summary><c>ingest PATH… [--source NAME] [--draft]</c>: takes files and folders into the archive, each file whole or not at all.</summary>
internal static class IngestCommand
{
    public static async Task<int> RunAsync(string[] settings, IReadOnlyList<string> paths, string? source, bool asDraft, CancellationToken cancellation)
    {
        var missing = paths.Where(path => !File.Exists(path) && !Directory.Exists(path)).ToList();
        foreach (var path in missing) await Console.Error.WriteLineAsync(Printable.Line($"{path}: there is no such file or folder; nothing was taken in."));
        if (missing.Count > 0) return CommandLine.Failed;

        using var host = ArchiveHost.BuildForCommands(settings);
        await ArchiveDatabase.PrepareAsync(host.Services, cancellation);
        var run = new Run(host.Services.GetRequiredService<FileIngester>(), [.. paths.SelectMany(DocumentFiles.Find)], source, asDraft);
        var progress = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        try
        {
            if (progress.Profile.Out.IsTerminal) await run.WithProgressAsync(progress, cancellation);
            else await run.WithLinesAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"Stopped; {run.Left} files were not looked at. The same command goes on where it stopped.");
            return CommandLine.Failed;
        }
        finally
        {
            Console.WriteLine($"{run.Added} new, {run.AlreadyThere} already there, {run.Failed} failed.");
        }
        return run.Failed == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    private sealed class Run(FileIngester ingester, IReadOnlyList<FoundFile> files, string? source, bool asDraft)
    {
        public int Added { get; private set; }

        public int AlreadyThere { get; private set; }

        public int Failed { get; private set; }

        public int Left => files.Count - Added - AlreadyThere - Failed;

        /// <summary>A line for every file: what was refused on standard error, the rest on standard output.</summary>
        public async Task WithLinesAsync(CancellationToken cancellation)
        {
            foreach (var file in files)
            {
                var outcome = await NextAsync(file, cancellation);
                await (outcome is IngestOutcome.Failed ? Console.Error : Console.Out).WriteLineAsync(Line(file, outcome));
            }
        }

        /// <summary>A bar, and lines only for what needs attention.</summary>
        public Task WithProgressAsync(IAnsiConsole console, CancellationToken cancellation) => console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("Ingesting", maxValue: files.Count);
                foreach (var file in files)
                {
                    task.Description = $"{Added + AlreadyThere + Failed} of {files.Count}";
                    var outcome = await NextAsync(file, cancellation);
                    if (outcome is IngestOutcome.Failed or IngestOutcome.AlreadyThere { Remarks.Count: > 0 }) console.WriteLine(Line(file, outcome));
                    task.Increment(1);
                }
            });

        private async Task<IngestOutcome> NextAsync(FoundFile file, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = await ingester.IngestAsync(file, source, asDraft, cancellation);
            switch (outcome)
            {
                case IngestOutcome.Added: Added++; break;
                case IngestOutcome.AlreadyThere: AlreadyThere++; break;
                default: Failed++; break;
            }
            return outcome;
        }

        private static string Line(FoundFile file, IngestOutcome outcome) => Printable.Line(outcome switch
        {
            IngestOutcome.Added added =>
                $"new: {file.Path} as {added.Slug}, {added.Statements} {(added.Statements == 1 ? "statement" : "statements")}{(added.Status == PublicationStatus.Draft ? ", a draft" : "")}",
            IngestOutcome.AlreadyThere known =>
                $"already there: {file.Path} as {known.Slug}{(known.Remarks.Count == 0 ? "" : $"; unchanged, although {string.Join(", and ", known.Remarks)}")}",
            IngestOutcome.Failed failed => $"failed: {file.Path}: {failed.Reason}",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        });
    }
}
