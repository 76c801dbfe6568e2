using System.Text.Json;
using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

public sealed class SearchCommandTests
{
    [Fact]
    public async Task Prints_the_facets_with_subjects_and_years_as_one_JSON_object()
    {
        using var folder = new TempFolder();
        var rows = folder.Write("rows.jsonl", """
            {"author": "Ana Lopez", "kind": "person", "date": "2020-03-05", "subject": ["Price of flour", "War"], "text": "Bread for all."}
            {"author": "Ana Lopez", "kind": "person", "date": "2019-03-05", "subject": "War", "text": "Bread and roses."}

            """);
        Assert.Equal(0, (await ArchiveProgram.RunAsync("ingest", "--data", folder["data"], rows)).ExitCode);

        var (exitCode, output, error) = await ArchiveProgram.RunAsync("search", "--data", folder["data"], "--json", "bread subject:war");

        Assert.Equal((0, ""), (exitCode, error));
        using var json = JsonDocument.Parse(output);
        Assert.Equal(2, json.RootElement.GetProperty("total").GetInt32());
        var facets = json.RootElement.GetProperty("facets");
        Assert.Equal(["author", "organisation", "source", "subject", "language", "year"], facets.EnumerateObject().Select(facet => facet.Name));
        Assert.Equal([("war", "War", 2), ("price-of-flour", "Price of flour", 1)], Values("subject"));
        Assert.Equal([("2019", "2019", 1), ("2020", "2020", 1)], Values("year"));
        Assert.Empty(json.RootElement.GetProperty("notes").EnumerateArray());

        Assert.Empty(json.RootElement.GetProperty("didYouMean").EnumerateArray());
        using var misspelt = JsonDocument.Parse((await ArchiveProgram.RunAsync("search", "--data", folder["data"], "--json", "braed subject:war")).Output);
        Assert.Equal(["Bread subject:war"], misspelt.RootElement.GetProperty("didYouMean").EnumerateArray().Select(spelling => spelling.GetString()));
        Assert.Contains("\nDid you mean: Bread\n", (await ArchiveProgram.RunAsync("search", "--data", folder["data"], "braed")).Output, StringComparison.Ordinal);

        IEnumerable<(string?, string?, int)> Values(string facet) =>
            facets.GetProperty(facet).EnumerateArray().Select(value => (value.GetProperty("value").GetString(), value.GetProperty("name").GetString(), value.GetProperty("count").GetInt32()));
    }
}
