using StatementArchive.Parsing.Formats;
using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests.Formats;

public sealed class HostileMarkdownTests
{
    private const string Heading = "# One\n\nText of some length.\n\n# Two\n\n";

    private static string Repeated(string part, int times) => string.Concat(Enumerable.Repeat(part, times));

    private const string Front = "---\ntitle: T\n---\n\n";

    public static TheoryData<string> Monstrous =>
    [
        Front + Heading + Repeated("[", 200_000),
        Front + Heading + Repeated("*a", 300_000),
        Front + Heading + Repeated("` `` ", 300_000),
        Front + Heading + Repeated(">", 100_000) + " a",
        Front + Heading + string.Concat(Enumerable.Range(0, 2_000).Select(depth => new string(' ', 2 * depth) + "- a\n")),
    ];

    [Theory]
    [MemberData(nameof(Monstrous))]
    public void Mark_up_that_nobody_writes_is_read_or_refused_in_words(string text)
    {
        var fault = Record.Exception(() => Parsed(text));
        if (fault is not null) Assert.IsType<UnreadableDocumentException>(fault);
    }

    public static TheoryData<string> Read =>
    [
        Heading + new string('`', 2_000_000),
        "---\ntitle: " + new string('[', 50_000) + "\n---\n\n" + Prose,
        "---\ntitle: [\nb: c\n---\n\n" + Prose,
        "---\n" + Repeated("- ", 50_000) + "\n---\n\n" + Prose,
        "---\n" + Repeated("a: b\n", 200_000) + Prose, // a rule that nothing closes
        "---\n" + string.Concat(Enumerable.Range(0, 400).Select(depth => new string(' ', depth) + "a:\n")) + "---\n\n" + Prose,
    ];

    [Theory]
    [MemberData(nameof(Read))]
    public void What_is_odd_but_harmless_is_read_as_text(string text) => Assert.NotEmpty(Parsed(text).Statements);
}
