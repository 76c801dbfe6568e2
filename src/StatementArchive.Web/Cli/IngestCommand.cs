using Spectre.Console;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Web.Hosting;

namespace StatementArchive.Web.Cli;

/// <summary><c>ingest PATH… [--source NAME] [--draft]</c>: takes files and folders into the archive, each document whole or not at all.</summary>
internal static class IngestCommand
{
    public static async Task<int> RunAsync(string[] settings, IReadOnlyList<string> paths, string? source, bool asDraft, CancellationToken cancellation)
    {
        var missing = paths.Where(path => !File.Exists(path) && !Directory.Exists(path)).ToList();
        foreach (var path in missing) await Console.Error.WriteLineAsync(Printable.Line($"{path}: there is no such file or folder; nothing was taken in."));
        if (missing.Count > 0) return CommandLine.Failed;

        using var host = ArchiveHost.BuildForCommands(settings);
        await ArchiveDatabase.PrepareAsync(host.Services, cancellation);
        var run = new Run(host.Services.GetRequiredService<FileIngester>(), host.Services.GetRequiredService<TimeProvider>(), [.. paths.SelectMany(DocumentFiles.Find)], source, asDraft);
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        try
        {
            if (terminal.Profile.Out.IsTerminal) await run.WithProgressAsync(terminal, cancellation);
            else await run.WithLinesAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"Stopped{run.Where}. What was taken in is stored; the same command goes on where it stopped.");
            return CommandLine.Failed;
        }
        finally
        {
            Console.WriteLine($"{run.Added} new, {run.AlreadyThere} already there, {run.Failed} failed.");
        }
        return run.Failed == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    private sealed class Run(FileIngester ingester, TimeProvider clock, IReadOnlyList<FoundFile> files, string? source, bool asDraft)
    {
        private int _added;
        private int _alreadyThere;
        private int _failed;
        private int _looked;

        // Of the file at hand if it is one of several articles: stored, whether the file comes to its end or not.
        private ContainerProgress _part;

        public int Added => _added + _part.New;

        public int AlreadyThere => _alreadyThere + _part.Known;

        public int Failed => _failed + _part.Refused;

        /// <summary>Where it stopped, for people, with a blank before it.</summary>
        public string Where
        {
            get
            {
                var place = _part.Entries > 0 ? Printable.Line($" after {_part.Place} of {files[_looked].Path}") : "";
                var left = files.Count - _looked - (_part.Entries > 0 ? 1 : 0);
                return left == 0 ? place : $"{place}; {left} {(left == 1 ? "file was" : "files were")} not looked at";
            }
        }

        /// <summary>A line for every file, and for a long one now and then: what was refused, and how far it is, on standard error, the rest on standard output.</summary>
        public async Task WithLinesAsync(CancellationToken cancellation)
        {
            foreach (var file in files)
            {
                var outcome = await NextAsync(file, new Lines(new IngestPace(clock), Path.GetFileName(file.Path)).Report, cancellation);
                await (outcome is IngestOutcome.Failed ? Console.Error : Console.Out).WriteLineAsync(Line(file, outcome));
                foreach (var held in Held(file, outcome)) await Console.Out.WriteLineAsync(held);
                foreach (var refusal in Refusals(file, outcome)) await Console.Error.WriteLineAsync(refusal);
            }
        }

        /// <summary>A bar, and lines only for what needs attention.</summary>
        public Task WithProgressAsync(IAnsiConsole console, CancellationToken cancellation) => console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask("Ingesting", maxValue: files.Count);
                foreach (var file in files)
                {
                    task.Description = $"{_looked} of {files.Count} {(files.Count == 1 ? "file" : "files")}";
                    var outcome = await NextAsync(file, new Bar(context, new IngestPace(clock), Path.GetFileName(file.Path)).Report, cancellation);
                    foreach (var line in Held(file, outcome).Concat(Refusals(file, outcome))) console.WriteLine(line);
                    if (outcome is IngestOutcome.Failed or IngestOutcome.Added { Doubt: not null } or IngestOutcome.AlreadyThere { Remarks.Count: > 0 }) console.WriteLine(Line(file, outcome));
                    task.Increment(1);
                }
            });

        private async Task<IngestOutcome> NextAsync(FoundFile file, Action<ContainerProgress> show, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            var outcome = await ingester.IngestAsync(file, source, asDraft, cancellation, new Told(progress => show(_part = progress)));
            _part = default;
            _looked++;
            switch (outcome)
            {
                case IngestOutcome.Several several:
                    (_added, _alreadyThere, _failed) = (_added + several.New, _alreadyThere + several.Known, _failed + several.Refused + (several.Fault is null ? 0 : 1));
                    break;
                case IngestOutcome.Added: _added++; break;
                case IngestOutcome.AlreadyThere: _alreadyThere++; break;
                default: _failed++; break;
            }
            return outcome;
        }

        private static string Line(FoundFile file, IngestOutcome outcome) => Printable.Line(outcome switch
        {
            IngestOutcome.Added added =>
                $"new: {file.Path} as {added.Slug}, {added.Statements} {(added.Statements == 1 ? "statement" : "statements")}{(added.Status == PublicationStatus.Draft ? ", a draft" : "")}{(added.Doubt is { } doubt ? $" because of {doubt}" : "")}",
            IngestOutcome.AlreadyThere known =>
                $"already there{(known.CaptureAdded ? ", capture added" : "")}: {file.Path} as {known.Slug}{(known.Remarks.Count == 0 ? "" : $"; unchanged, although {string.Join(", and ", known.Remarks)}")}",
            IngestOutcome.Several several => $"several: {file.Path}: {several.New} new{(several.Held == 0 ? "" : $", {several.Held} of them held as drafts")}, {several.Known} already there{(several.Captures == 0 ? "" : $" ({several.Captures} {(several.Captures == 1 ? "capture" : "captures")} added)")}, {several.Refused} refused",
            IngestOutcome.Failed failed => $"failed: {file.Path}: {failed.Reason}",
            _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
        });

        private static IEnumerable<string> Held(FoundFile file, IngestOutcome outcome)
        {
            if (outcome is not IngestOutcome.Several several) yield break;
            foreach (var doubt in several.FirstHeld) yield return Printable.Line($"a draft: {file.Path}: {doubt}");
            if (several.Held > several.FirstHeld.Count) yield return Printable.Line($"a draft: {file.Path}: {several.Held - several.FirstHeld.Count} more, which the log names");
        }

        private static IEnumerable<string> Refusals(FoundFile file, IngestOutcome outcome)
        {
            if (outcome is not IngestOutcome.Several several) yield break;
            foreach (var refusal in several.FirstRefusals) yield return Printable.Line($"failed: {file.Path}: {refusal}");
            if (several.Refused > several.FirstRefusals.Count) yield return Printable.Line($"failed: {file.Path}: {several.Refused - several.FirstRefusals.Count} more, which the log names");
            if (several.Fault is { } fault) yield return Printable.Line($"failed: {file.Path}: {fault}");
        }
    }

    /// <summary>Told on the thread that ingests, unlike <see cref="Progress{T}"/>, so what is counted never runs behind what is stored.</summary>
    private sealed class Told(Action<ContainerProgress> tell) : IProgress<ContainerProgress>
    {
        public void Report(ContainerProgress value) => tell(value);
    }

    /// <summary>A second bar for a file of several articles.</summary>
    private sealed class Bar(ProgressContext context, IngestPace pace, string name)
    {
        private ProgressTask? _task;

        public void Report(ContainerProgress progress)
        {
            _task ??= context.AddTask(Markup.Escape(Printable.Line(name)), maxValue: Math.Max(1, progress.Length));
            _task.Description = Markup.Escape(Printable.Line($"{name}: {pace.Tell(progress)}"));
            _task.Value = progress.BytesRead;
        }
    }

    /// <summary>Lines for a file of several articles, at most one in ten seconds.</summary>
    private sealed class Lines(IngestPace pace, string name)
    {
        private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

        private TimeSpan _next = Between;

        public void Report(ContainerProgress progress)
        {
            var line = pace.Tell(progress);
            if (pace.Elapsed < _next) return;
            _next = pace.Elapsed + Between;
            Console.Error.WriteLine(Printable.Line($"{name}: {line}"));
        }
    }
}
