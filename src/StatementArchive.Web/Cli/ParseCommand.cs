using System.Text;
using System.Text.Json;
using StatementArchive.Data.Ingestion;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;
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
            var (bytes, sidecar) = await DocumentFiles.ReadAsync(DocumentFiles.Find(path).Single(), options.LargestFile, cancellation);
            article = ArticleParser.Parse(bytes, new Submission(bytes, sidecar).Given, cancellation);
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
            ParsedArticleSummary.Write(article, writer);
        }
        return CommandLine.Done;
    }
}
