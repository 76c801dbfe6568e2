using StatementArchive.Data.Ingestion;
using StatementArchive.Tests;

namespace StatementArchive.Data.Tests.Ingestion;

public sealed class DocumentFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private List<(string Name, string? Sidecar, string? Problem)> Found() =>
        [.. DocumentFiles.Find(_folder.Path).Select(f => (Path.GetRelativePath(_folder.Path, f.Path), Path.GetFileName(f.Sidecar), f.Problem))];

    [Fact]
    public void Finds_documents_in_the_order_of_their_names_and_passes_hidden_ones_over()
    {
        foreach (var name in new[] { "b.txt", "a/z.txt", "a/.git/config", ".hidden", "c" }) _folder.Write(name, "x");
        Assert.Equal([("a/z.txt", null, null), ("b.txt", null, null), ("c", null, null)], Found());
    }

    [Theory]
    [InlineData("a.txt.meta.yaml", "a.txt.meta.yaml")]
    [InlineData("a.meta.yaml", "a.meta.yaml")]
    public void A_sidecar_bears_the_whole_name_or_the_name_without_its_ending(string sidecar, string expected)
    {
        _folder.Write("a.txt", "x");
        _folder.Write(sidecar, "source: X");
        Assert.Equal([("a.txt", expected, null)], Found());
        Assert.Equal(expected, Path.GetFileName(DocumentFiles.Find(_folder["a.txt"]).Single().Sidecar));
    }

    [Fact]
    public void A_document_named_like_the_sidecar_without_its_ending_has_it()
    {
        foreach (var name in new[] { "a", "a.txt", "a.meta.yaml" }) _folder.Write(name, "x");
        Assert.Equal([("a", "a.meta.yaml", null), ("a.txt", null, null)], Found());
    }

    [Theory]
    [InlineData(new[] { "a.txt", "a.txt.meta.yaml", "a.meta.yaml" }, "a.txt", "two sidecars")]
    [InlineData(new[] { "a.txt", "a.html", "a.meta.yaml" }, "a.html", "a.html or a.txt")]
    [InlineData(new[] { "b.txt", "a.meta.yaml" }, "a.meta.yaml", "describes no file")]
    [InlineData(new[] { "a.txt", "a.txt.meta.yml" }, "a.txt.meta.yml", ".meta.yaml")]
    public void Says_what_is_wrong_with_sidecars(string[] names, string wrong, string problem)
    {
        foreach (var name in names) _folder.Write(name, "source: X");
        Assert.Contains(problem, Found().First(f => f.Name == wrong).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sidecar_is_no_document_even_if_it_is_named()
    {
        _folder.Write("a.txt", "x");
        Assert.Contains("sidecar", DocumentFiles.Find(_folder.Write("a.meta.yaml", "")).Single().Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_that_lead_round_in_a_circle_end()
    {
        _folder.Write("sub/a.txt", "x");
        Directory.CreateSymbolicLink(_folder["sub/round"], _folder.Path);
        Assert.Equal([("sub/a.txt", null, null)], Found());
    }

    [Fact]
    public async Task A_link_to_nothing_is_refused()
    {
        File.CreateSymbolicLink(_folder["a.txt"], _folder["nowhere"]);
        var found = DocumentFiles.Find(_folder.Path).Single();
        var refusal = await Assert.ThrowsAsync<RejectedSubmissionException>(() => DocumentFiles.ReadAsync(found, 10, TestContext.Current.CancellationToken));
        Assert.Contains("no such file", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task Reads_up_to_the_largest_file(int size, bool isTaken)
    {
        _folder.Write("a.txt", new byte[size]);
        var found = DocumentFiles.Find(_folder.Path).Single();
        var reading = DocumentFiles.ReadAsync(found, 10, TestContext.Current.CancellationToken);
        if (isTaken) Assert.Equal(size, (await reading).Bytes.Length);
        else Assert.Contains("larger than 10 bytes", (await Assert.ThrowsAsync<RejectedSubmissionException>(() => reading)).Message, StringComparison.Ordinal);
    }
}
