using System.Globalization;
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

        public int Left => files.Count - _looked;

        private int _looked;

        /// <summary>A line for every file: what was refused on standard error, the rest on standard output.</summary>
        public async Task WithLinesAsync(CancellationToken cancellation)
        {
            foreach (var file in files)
            {
                var outcome = await NextAsync(file, null, cancellation);
                await (outcome is IngestOutcome.Failed ? Console.Error : Console.Out).WriteLineAsync(Line(file, outcome));
                foreach (var refusal in Refusals(file, outcome)) await Console.Error.WriteLineAsync(refusal);
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
                    task.Description = $"{_looked} of {files.Count}";
                    var outcome = await NextAsync(file, new Bar(context, Path.GetFileName(file.Path)), cancellation);
                    foreach (var refusal in Refusals(file, outcome)) console.WriteLine(refusal);
                    if (outcome is IngestOutcome.Failed or IngestOutcome.AlreadyThere { Remarks.Count: > 0 }) console.WriteLine(Line(file, outcome));
                    task.Increment(1);
                }
            });

        private async Task<IngestOutcome> NextAsync(FoundFile file, IProgress<ContainerProgress>? progress, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = await ingester.IngestAsync(file, source, asDraft, cancellation, progress);
            _looked++;
            switch (outcome)
            {
                case IngestOutcome.Several several:
                    (Added, AlreadyThere, Failed) = (Added + several.New, AlreadyThere + several.Known, Failed + several.Refused + (several.Fault is null ? 0 : 1));
                    break;
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
            IngestOutcome.Several several => $"several: {file.Path}: {several.New} new, {several.Known} already there, {several.Refused} refused",
            IngestOutcome.Failed failed => $"failed: {file.Path}: {failed.Reason}",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        });

        private static IEnumerable<string> Refusals(FoundFile file, IngestOutcome outcome)
        {
            if (outcome is not IngestOutcome.Several several) yield break;
            foreach (var refusal in several.FirstRefusals) yield return Printable.Line($"failed: {file.Path}: {refusal}");
            if (several.Refused > several.FirstRefusals.Count) yield return Printable.Line($"failed: {file.Path}: {several.Refused - several.FirstRefusals.Count} more, which the log names");
            if (several.Fault is { } fault) yield return Printable.Line($"failed: {file.Path}: {fault}");
        }
    }

    /// <summary>A second bar for a file of several articles, with its rate; told on the thread that ingests, so what it shows never runs behind.</summary>
    private sealed class Bar(ProgressContext context, string name) : IProgress<ContainerProgress>
    {
        private readonly long _start = TimeProvider.System.GetTimestamp();
        private ProgressTask? _task;

        public void Report(ContainerProgress value)
        {
            _task ??= context.AddTask(Markup.Escape(Printable.Line(name)), maxValue: Math.Max(1, value.Length));
            _task.Description = Markup.Escape(string.Create(CultureInfo.InvariantCulture, $"{Printable.Line(name)}: {value.Entries:N0} articles, {value.Entries / Math.Max(0.001, TimeProvider.System.GetElapsedTime(_start).TotalSeconds):N0} a second"));
            _task.Value = value.BytesRead;
        }
    }
}
