using System.Text.Json;
using StatementArchive.Tests;

namespace StatementArchive.Web.Tests.Cli;

public sealed class ParseCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Prints_one_JSON_object_with_the_fixed_keys()
    {
        var (exitCode, output, error) = await ArchiveProgram.RunAsync("parse", Repository.SeedArticle, "--json");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal('{', output[0]); // no byte order mark
        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal("The killing of Soleimani and the drive to war", root.GetProperty("title").GetString());
        Assert.Equal("2020-01-04T11:11", root.GetProperty("published").GetString());
        Assert.Equal("martin", root.GetProperty("submittedBy").GetString());
        Assert.Equal("en", root.GetProperty("language").GetString());
        Assert.Equal("Workers' Liberty", root.GetProperty("source").GetProperty("name").GetString()); // from the sidecar
        Assert.Equal(await File.ReadAllTextAsync(Repository.SeedArticle, TestContext.Current.CancellationToken), root.GetProperty("text").GetString());
        Assert.True(root.GetProperty("preface").GetArrayLength() > 0);
        Assert.Equal(JsonValueKind.String, root.GetProperty("leftOut")[0].GetProperty("reason").ValueKind);
        Assert.Equal(
            [
                ("Worker-communist Party of Iran Hekmatist (Official Line)", "organisation", null, "2020-01-03", "signoff"),
                ("Worker-communist Party of Iran Hekmatist", "organisation", null, "2020-01-03/2020-01-04", "bounds"),
                ("Organisation of the Communist Alternative in Iraq", "organisation", null, "2020-01-03", "signoff"),
                ("Morad Shirin", "person", "Iranian Revolutionary Marxist Tendency", "../2020-01-04", "bounds"),
            ],
            root.GetProperty("statements").EnumerateArray().Select(s => (
                s.GetProperty("authors")[0].GetProperty("name").GetString(),
                s.GetProperty("authors")[0].GetProperty("kind").GetString(),
                s.GetProperty("authors")[0].GetProperty("affiliation").GetString(),
                s.GetProperty("date").GetProperty("edtf").GetString(),
                s.GetProperty("date").GetProperty("basis").GetString())));
        Assert.All(root.GetProperty("statements").EnumerateArray(), s => Assert.All(
            new[] { "ordinal", "title", "start", "end", "body", "language", "authors", "date", "signOff", "evidence" }, key => Assert.True(s.TryGetProperty(key, out _), key)));
    }

    [Fact]
    public async Task Offsets_count_code_points()
    {
        var file = _folder.Write("a.txt", "🚩🚩 Flags\n\nStatement by the Socialist Party of Wales\n\nWe speak today, 🚩 and we mean it.\n\nSocialist Party of Wales\n\n3 March 2021\n");
        var (_, output, _) = await ArchiveProgram.RunAsync("parse", file, "--json");

        using var json = JsonDocument.Parse(output);
        var runes = json.RootElement.GetProperty("text").GetString()!.EnumerateRunes().ToList();
        var quoted = json.RootElement.GetProperty("statements").EnumerateArray().SelectMany(s => s.GetProperty("evidence").EnumerateArray()).Where(e => e.GetProperty("start").ValueKind == JsonValueKind.Number).ToList();
        Assert.NotEmpty(quoted);
        Assert.All(quoted, e => Assert.Equal(
            e.GetProperty("quote").GetString(), string.Concat(runes[e.GetProperty("start").GetInt32()..e.GetProperty("end").GetInt32()])));
    }

    [Fact]
    public async Task Prints_a_summary_for_people()
    {
        var (exitCode, output, error) = await ArchiveProgram.RunAsync("parse", Repository.SeedArticle);

        Assert.Equal((0, ""), (exitCode, error));
        Assert.All(
            new[]
            {
                "The killing of Soleimani and the drive to war", "2020-01-04T11:11", "martin", "Workers' Liberty", "Statement 4 of 4", "Morad Shirin, Iranian Revolutionary Marxist Tendency",
                "2020-01-03/2020-01-04 (bounds)", "Preface", "Left out", "Evidence", "Hekmatist Party (Official Line)",
            },
            words => Assert.Contains(words, output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_text_is_shown_from_top_to_bottom_as_it_was_split_and_each_fact_with_what_was_not_taken()
    {
        var (_, output, _) = await ArchiveProgram.RunAsync("parse", Repository.SeedArticle);

        string[] inOrder =
        [
            "Left out: title, characters 0 to 45", "Left out: byline", "Preface", "Thanks to the Worker-communist Party", "Statement 1 of 4", "▌ Worker-communist Party of Iran Hekmatist (Official Line)",
            "▌ Earlier this morning", "▌ 3 January 2020", "+ author = Worker-communist Party of Iran Hekmatist (Official Line), by heading-name (0.99)", "- author = Hekmatist Party (Official Line), by signoff-name", "Statement 2 of 4",
        ];
        var places = inOrder.Select(words => output.IndexOf(words, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task Colours_are_for_terminals_that_want_them()
    {
        const string OnTerminal = "script -qec \"$(printf '%q ' \"$@\")\" /dev/null";
        Assert.DoesNotContain('\u001b', (await ArchiveProgram.RunAsync("parse", Repository.SeedArticle)).Output);
        Assert.Contains("\u001b[1;36mStatement 1 of 4", (await ArchiveProgram.RunInShellAsync($"export TERM=xterm; unset NO_COLOR; {OnTerminal}", "parse", Repository.SeedArticle)).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[1;36m", (await ArchiveProgram.RunInShellAsync($"export TERM=xterm NO_COLOR=1; {OnTerminal}", "parse", Repository.SeedArticle)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_several_articles_is_shown_article_by_article()
    {
        var file = _folder.Write("rows.jsonl", "{\"text\": \"Words of the first.\", \"author\": \"Ada\"}\n{\"text\": 1\n{\"text\": \"Words of the third.\", \"author\": \"Bakers' Union\"}\n");
        var (exitCode, output, error) = await ArchiveProgram.RunAsync("parse", file);
        Assert.Equal(1, exitCode);
        Assert.Contains("row 2: ", error, StringComparison.Ordinal);
        Assert.Matches("(?s)== row 1.*Words of the first.*== row 3.*Bakers' Union", output);
    }

    [Fact]
    public async Task No_document_drives_the_terminal()
    {
        var file = _folder.Write("a.txt", "A \u001b[31mred\u001b]0;title\u0007 title\n\nWords \u009b31m that are \u001b[2J not what \u202Ethey\u202C seem.\n");
        var (exitCode, output, _) = await ArchiveProgram.RunAsync("parse", file);
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain(output, c => (char.IsControl(c) && c != '\n') || c is '\u202E' or '\u202C');
    }

    [Theory]
    [InlineData("--json")]
    [InlineData("--")]
    public async Task A_reader_that_stops_reading_is_no_error(string option)
    {
        var file = _folder.Write("long.txt", string.Concat(Enumerable.Repeat("Some words that go on.\n\n", 20_000)));
        string[] args = option == "--" ? ["parse", file] : ["parse", file, option];
        var (exitCode, _, error) = await ArchiveProgram.RunInShellAsync("set -o pipefail; \"$@\" | head -c 10", args);
        Assert.Equal((0, ""), (exitCode, error));
    }

    [Fact]
    public async Task Reads_from_a_pipe()
    {
        var (exitCode, output, _) = await ArchiveProgram.RunInShellAsync("echo 'Words from a pipe.' | \"$@\"", "parse", "/dev/stdin", "--json");
        Assert.Equal(0, exitCode);
        Assert.Contains("Words from a pipe.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_is_UTF_8_whatever_the_locale()
    {
        var file = _folder.Write("a.txt", "بیانیه\n\nما می‌گوییم نه.\n");
        var (_, output, _) = await ArchiveProgram.RunInAsync(null, new Dictionary<string, string> { ["LC_ALL"] = "de_DE.ISO-8859-1", ["LANG"] = "de_DE.ISO-8859-1" }, "parse", file);
        Assert.Contains("بیانیه", output, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "empty.txt", [], "empty" },
        { "zero.txt", [65, 0, 66], "offset 1" },
        { "picture.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "PNG" },
        { "blank.txt", " \n\t\n"u8.ToArray(), "white space" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task What_cannot_be_read_is_refused_in_words(string name, byte[] bytes, string reason)
    {
        var file = _folder.Write(name, bytes);
        var (exitCode, output, error) = await ArchiveProgram.RunAsync("parse", file);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains(file, error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_a_folder_and_a_wrong_sidecar_are_refused_in_words()
    {
        Assert.Contains("no such file", (await Failing(_folder["nix.txt"])).Error, StringComparison.Ordinal);
        Assert.Contains("folder", (await Failing(_folder.Path)).Error, StringComparison.Ordinal);
        var file = _folder.Write("a.txt", "Words.");
        _folder.Write("a.txt.meta.yaml", "source: X\nsorce: Y");
        Assert.Contains("line 2: unknown key 'sorce'", (await Failing(file)).Error, StringComparison.Ordinal);

        static async Task<ProgramResult> Failing(string path)
        {
            var result = await ArchiveProgram.RunAsync("parse", path, "--json");
            Assert.Equal((1, ""), (result.ExitCode, result.Output));
            return result;
        }
    }

    [Fact]
    public async Task Stores_nothing()
    {
        _folder.Write("a.txt", "Words.");
        var (exitCode, _, _) = await ArchiveProgram.RunInAsync(_folder.Path, null, "parse", "a.txt");
        Assert.Equal(0, exitCode);
        Assert.Equal(["a.txt"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_name_that_begins_with_a_hyphen_stands_after_two()
    {
        _folder.Write("-a.txt", "Words.");
        Assert.Equal(0, (await ArchiveProgram.RunInAsync(_folder.Path, null, "parse", "--", "-a.txt")).ExitCode);
        Assert.Equal(2, (await ArchiveProgram.RunInAsync(_folder.Path, null, "parse", "-a.txt")).ExitCode);
    }
}
