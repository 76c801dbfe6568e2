using System.Text;
using System.Text.Json;
using StatementArchive.Data.Ingestion;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;
using StatementArchive.Web.Hosting;

namespace StatementArchive.Web.Cli;

/// <summary><c>parse FILE [--json]</c>: what the archive would make of a document and the sidecar beside it. Touches no data folder.</summary>
internal static class ParseCommand
{
    public static async Task<int> RunAsync(string[] settings, string path, bool asJson, CancellationToken cancellation)
    {
        var options = ArchiveHost.OptionsOf(settings);
        ParsedArticle article;
        try
        {
            if (Directory.Exists(path)) throw new RejectedSubmissionException("This is a folder; 'parse' reads one file.");
            var file = DocumentFiles.Find(path).Single();
            if (await DocumentFiles.TryOpenAsync(file, cancellation) is var (stream, beside))
            {
                await using var _ = stream;
                if (ContainerFormats.TryOpen(stream, options.Limits) is { } container) return await RunAsync(container, path, new Submission(ReadOnlyMemory<byte>.Empty, beside).Given, options.Limits, asJson, cancellation);
            }
            var (bytes, sidecar) = await DocumentFiles.ReadAsync(file, options.LargestFile, cancellation);
            article = ArticleParser.Parse(bytes, new Submission(bytes, sidecar).Given, options.Limits, cancellation);
        }
        catch (Exception e) when (e is RejectedSubmissionException or UnreadableDocumentException)
        {
            await Console.Error.WriteLineAsync(Printable.Line($"{path}: {e.Message}"));
            return CommandLine.Failed;
        }
        await using var output = Console.OpenStandardOutput();
        if (asJson)
        {
            await JsonSerializer.SerializeAsync(output, ParsedArticleJson.Of(article), ParsedArticleJson.Options, cancellation);
            output.WriteByte((byte)'\n');
        }
        else
        {
            // UTF-8 whatever the terminal's locale says, as JSON is.
            await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            new ParsedArticleSummary(writer, InColour).Write(article);
        }
        return CommandLine.Done;
    }

    // Files and pipes get plain text, and so does whoever asks for it (no-color.org).
    private static bool InColour =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && Environment.GetEnvironmentVariable("TERM") != "dumb";

    // Each article is written before the next is read: a container may be larger than memory.
    private static async Task<int> RunAsync(Container container, string path, GivenFacts given, ReadingLimits limits, bool asJson, CancellationToken cancellation)
    {
        await using var output = Console.OpenStandardOutput();
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await using var json = asJson ? new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = ParsedArticleJson.Options.Encoder }) : null;
        json?.WriteStartObject();
        json?.WriteString("mediaType", container.MediaType);
        json?.WriteStartArray("articles");
        var refused = await WriteAsync(container, path, given, limits, json, writer, cancellation);
        json?.WriteEndArray();
        json?.WriteEndObject();
        if (json is not null) await json.FlushAsync(cancellation);
        if (asJson) await writer.WriteLineAsync();
        return refused ? CommandLine.Failed : CommandLine.Done;
    }

    private static async Task<bool> WriteAsync(Container container, string path, GivenFacts given, ReadingLimits limits, Utf8JsonWriter? json, StreamWriter writer, CancellationToken cancellation)
    {
        var refused = false;
        try
        {
            foreach (var entry in container.Entries)
            {
                cancellation.ThrowIfCancellationRequested();
                if (entry.Revisit is not null) continue;
                try
                {
                    var article = ArticleParser.Parse(entry, given, limits, cancellation);
                    if (json is not null)
                    {
                        JsonSerializer.Serialize(json, ParsedArticleJson.Of(article), ParsedArticleJson.Options);
                        await json.FlushAsync(cancellation);
                        continue;
                    }
                    await writer.WriteLineAsync(Printable.Line($"== {entry.Place}"));
                    new ParsedArticleSummary(writer, InColour).Write(article);
                    await writer.WriteLineAsync();
                }
                catch (UnreadableDocumentException e)
                {
                    refused = true;
                    await Console.Error.WriteLineAsync(Printable.Line($"{path}: {entry.Place}: {e.Message}"));
                }
            }
        }
        catch (UnreadableDocumentException e)
        {
            refused = true;
            await Console.Error.WriteLineAsync(Printable.Line($"{path}: {e.Message}"));
        }
        return refused;
    }
}
