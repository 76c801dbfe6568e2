using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Search;

namespace StatementArchive.Data.Tests.Search;

/// <summary>An archive of statements that are given as they are, with its index.</summary>
internal static class SpokenArchive
{
    /// <param name="said">A statement each, on successive days from 1 January 2020.</param>
    public static async Task<TestArchive> OfAsync(params (string Author, string? Title, string Text)[] said)
    {
        var archive = await TestArchive.CreateAsync();
        var rows = said.Select((one, at) => JsonSerializer.Serialize(new { author = one.Author, author_kind = "person", title = one.Title, date = new DateOnly(2020, 1, 1).AddDays(at).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), source = "The Oven", lang = one.Text.Any(c => c > 'ԯ') ? "fa" : "en", text = one.Text }));
        var file = new FoundFile(archive.Folder.Write("in/rows.jsonl", string.Join('\n', rows) + "\n"));
        var outcome = Assert.IsType<IngestOutcome.Several>(await archive.Services.GetRequiredService<FileIngester>().IngestAsync(file, null, false, TestContext.Current.CancellationToken, null));
        Assert.Equal((said.Length, null), (outcome.New, outcome.Fault));
        archive.Services.GetRequiredService<StatementIndex>().Open();
        await archive.Services.GetRequiredService<StatementIndex>().FollowAsync(null, TestContext.Current.CancellationToken);
        return archive;
    }
}
