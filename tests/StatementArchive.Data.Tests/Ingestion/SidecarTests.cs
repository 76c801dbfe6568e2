using System.Text;
using StatementArchive.Data.Ingestion;

namespace StatementArchive.Data.Tests.Ingestion;

public sealed class SidecarTests
{
    private static Sidecar Read(string yaml) => Sidecar.Read(Encoding.UTF8.GetBytes(yaml));

    [Fact]
    public void Reads_every_key()
    {
        var sidecar = Read(
            """
            # from the paper's own site
            source: "Workers' Liberty"
            url: https://example.org/a?b=c
            published: 2020-01-04T11:11
            captured: 2024-05-06T07:08:09+02:00
            licence: CC BY 4.0
            language: ckb-Arab
            subjects: [War, "Killing of Soleimani"]
            note: |
              Two pages
              are missing.
            """);

        Assert.Equal("Workers' Liberty", sidecar.Source);
        Assert.Equal("https://example.org/a?b=c", sidecar.Url);
        Assert.Equal("2020-01-04T11:11", sidecar.Published?.ToString());
        Assert.Equal("2024-05-06T07:08:09+02:00", sidecar.Captured?.ToString());
        Assert.Equal("CC BY 4.0", sidecar.Licence);
        Assert.Equal("ckb-Arab", sidecar.Language);
        Assert.Equal(["War", "Killing of Soleimani"], sidecar.Subjects);
        Assert.Equal("Two pages\nare missing.", sidecar.Note?.TrimEnd('\n'));
        Assert.StartsWith("# from the paper", sidecar.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("source:\nurl: ~\nsubjects:\nnote: null\n")]
    [InlineData("---\n...\n")]
    public void A_key_without_a_value_is_as_good_as_none(string yaml)
    {
        var sidecar = Read(yaml);
        Assert.Empty(Sidecar.KeysThatDiffer(sidecar, null));
    }

    [Theory]
    [InlineData("language: no", "no")] // Norwegian, and not 'false'
    [InlineData("language: zh-Hant-TW", "zh-Hant-TW")]
    [InlineData("language: de-1996", "de-1996")]
    [InlineData("language: en-x-archive", "en-x-archive")]
    public void Takes_language_tags_as_they_are_written(string yaml, string expected) => Assert.Equal(expected, Read(yaml).Language);

    [Fact]
    public void A_source_may_be_a_number() => Assert.Equal("1984", Read("source: 1984").Source);

    [Fact]
    public void A_byte_order_mark_is_no_part_of_it() => Assert.Equal("X", Read("\uFEFFsource: X").Source);

    [Fact]
    public void One_subject_needs_no_list() => Assert.Equal(["War"], Read("subjects: War").Subjects);

    [Fact]
    public void A_list_that_is_not_closed_is_refused() => Assert.Contains("brackets is not closed", Assert.Throws<RejectedSubmissionException>(() => Read("subjects: [\nnote: Y\n")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sorce: X", "line 1", "unknown key 'sorce'")]
    [InlineData("source: A\nsource: B", "line 2", "'source' stands here a second time")]
    [InlineData("source: [A, B]", "line 1", "'source' takes one value")]
    [InlineData("note:\n  a: b", "line 2", "'note' takes one value")]
    [InlineData("subjects:\n- A\n- [B]", "line 3", "'subjects' takes one value")]
    [InlineData("subjects: [A, ]\nsource: ''", "line 2", "'source': it is empty")]
    [InlineData("subjects: [A, '', B]", "line 1", "'subjects': it is empty")]
    [InlineData("subjects: [A, ~]", "line 1", "empty entry")]
    [InlineData("source: '  '", "line 1", "it is empty")]
    [InlineData("source: \"a\\u0007b\"", "line 1", "U+0007")]
    [InlineData("source: \"a\\nb\"", "line 1", "U+000A")]
    [InlineData("url: example.org/a", "line 1", "'url'")]
    [InlineData("url: javascript:alert(1)", "line 1", "'url'")]
    [InlineData("url: file:///etc/passwd", "line 1", "'url'")]
    [InlineData("url: https://user:secret@example.org/", "line 1", "'url'")]
    [InlineData("url: 'https://example.org/a b'", "line 1", "'url'")]
    [InlineData("published: 4 January 2020", "line 1", "'published'")]
    [InlineData("published: 2020-02-30", "line 1", "'published'")] // never rounded
    [InlineData("published: 2020-01-04T25:00", "line 1", "'published'")]
    [InlineData("published: 2020-01-04T11:11+15:00", "line 1", "'published'")]
    [InlineData("captured: ٢٠٢٠-٠١-٠٤", "line 1", "'captured'")]
    [InlineData("source: X\nlanguage: English", "line 2", "'language'")]
    [InlineData("language: e", "line 1", "'language'")]
    [InlineData("source: &a X", "line 1", "anchors")]
    [InlineData("source: X\nnote: *a", "line", "a")]
    [InlineData("source: !!int 5", "line 1", "tags")]
    [InlineData("- source", "line 1", "key: value")]
    [InlineData("just words", "line 1", "key: value")]
    [InlineData("[a, b]: c", "line 1", "expected a key")]
    [InlineData("source: X\n---\nsource: Y", "line 2", "second YAML document")]
    [InlineData("source: \"X", "line", "no YAML")]
    [InlineData("source: X\n\tnote: Y", "line 1", "no YAML")] // where the value begins that it breaks
    public void Refuses_what_is_wrong_and_says_where(string yaml, string line, string what)
    {
        var refusal = Assert.Throws<RejectedSubmissionException>(() => Read(yaml));
        Assert.Contains(line, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(what, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_what_is_not_UTF_8_and_says_where()
    {
        var refusal = Assert.Throws<RejectedSubmissionException>(() => Sidecar.Read([.. "source: caf"u8, 0xE9, (byte)'\n']));
        Assert.Contains("offset 11", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_billion_laughs_at_the_first()
    {
        var bomb = string.Concat(Enumerable.Range(1, 20).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.Contains("line 1", Assert.Throws<RejectedSubmissionException>(() => Read(bomb)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_depth_without_descending()
    {
        var deep = "source: " + new string('[', 30_000);
        Assert.Throws<RejectedSubmissionException>(() => Read(deep));
    }

    [Fact]
    public void Refuses_more_than_64_KiB()
    {
        var refusal = Assert.Throws<RejectedSubmissionException>(() => Read("note: " + new string('x', Sidecar.LargestFile)));
        Assert.Contains("64 KiB", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_keys_that_differ() => Assert.Equal(
        ["url", "subjects"], Sidecar.KeysThatDiffer(Read("source: X\nsubjects: [A, B]"), Read("# new\nsource: X\nsubjects: [B, A]\nurl: https://example.org/")));
}
