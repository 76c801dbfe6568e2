using System.Runtime.InteropServices;
using System.Text;

namespace StatementArchive.Parsing.Tests.Formats;

/// <summary>Damages texts where readers of texts stumble: at mark-up, at what the rules look for, at characters that are none. The same random numbers damage the same way.</summary>
internal static class TextDamage
{
    private static readonly string[] Characters =
    [
        "\0", "\u0001", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029", "\f", "\v", "\r", "\t", "\u00a0", "\u200b", "\u200c", "\u200d", "\u00ad", "\ufeff", "\ufffe", "\uffff", "\u202e", "\u202a", "\u2066", "\u2069", "\u200f",
        "\ud800", "\udfff", "\udc00\ud800", "🥖", "a\u0301\u0301\u0301", "ﷺ", "İ", "ß", "ǅ", "٣", "۱۳۹۸", "𝟛", "\U0001fffe", "\U000e0041",
    ];

    private static readonly string[] Markup =
    [
        "<div>", "</div>", "<p>", "</p>", "<br>", "<hr>", "<b>", "</i>", "<h1>", "</h2>", "<table><tr><td>", "</table>", "<ul><li>", "<script>", "</script>", "<style>", "<!--", "-->", "<![CDATA[", "]]>", "<svg><p>", "<math><mi>", "<template>", "<select><option>", "<article>",
        "<blockquote>", "<a href='javascript:x'>", "</a>", "<textarea>", "<plaintext>", "<title>", "<body>", "</html>", "<frameset>", "<time datetime=2020-01-04>", "<meta charset=utf-7>", "<script type='application/ld+json'>{\"author\":[[{}]]}</script>", "<p hidden>", "&#xD800;", "&#0;", "&#x110000;", "&amp", "&nbsp;", "<", ">", "\"", "<p class=\"",
        "```\n", "~~~", "\n* ", "\n- ", "\n> ", "\n# ", "\n===\n", "\n---\n", "\n    ", "\n1. ", "[", "](", "![x](", "[a]: b\n", "[^1]", "`", "**", "__", "\\", "\\\n", "|---|---|\n", "---\ntitle: [", "&lt;", "<https://", "\n:::",
    ];

    private static readonly string[] Words =
    [
        "\n\nAna Lopez, Bakers' Union\n\n", "\n\nAna Lopez\n", "\n3 January 2020\n", "31/02/2020", "۱۳ دی ۱۳۹۸", "\n\nYours sincerely,\n", "\n\nDear Sirs,\n\n", "\n* * *\n", "\nSubmitted by martin on 4 January 2020 - 11:11 Author: Red Dawn, X\n", "\nBy Ana Lopez\n", "\nAuthor:", "\nStatement by Red Dawn on bread\n", "\nMr. WARNER. ", "\nAna Lopez: ", "\nCandidate 2: Ana Lopez\n",
        "\nFrom: a\nDate: 3 January 2020\n", "\nSigned by:\nAna Lopez\nLi Wei\nUnion 42\n", "\n\nEnglish\n\n", "\n\nDeutsch:\n\n", "\n\nStatement in full\n\n", "\n[Time: 12:00]\n", "\n[Page S771]\n", "\nColumn 12\n", " We, the students of X, ", "(", ")", "(((", ", ", ":", "\n", "\n\n", " ",
    ];

    /// <summary>The text with up to eight changes.</summary>
    /// <param name="others">Texts of which pieces are put into it.</param>
    public static string Of(string text, IReadOnlyList<string> others, Random random)
    {
        for (var changes = 1 + random.Next(8); changes > 0 && text.Length > 0; changes--)
        {
            var (first, second, other) = (Piece(text, random), Piece(text, random), others[random.Next(others.Count)]);
            text = random.Next(9) switch
            {
                0 => text[..first.Start] + text[first.End..],
                1 => text[..first.End] + text[first.Start..],
                2 when first.End <= second.Start => text[..first.Start] + second.In(text) + text[first.End..second.Start] + first.In(text) + text[second.End..],
                // The beginning of one text, the end of another.
                3 => text[..first.Start] + other[Piece(other, random).Start..],
                4 => text[..first.Start] + Repeated(Markup[random.Next(Markup.Length)], random) + text[first.Start..],
                5 => text[..first.Start] + Piece(other, random).In(other) + text[first.Start..],
                6 => text[..first.Start] + Repeated(Words[random.Next(Words.Length)], random) + text[first.Start..],
                _ => text[..first.Start] + Repeated(Characters[random.Next(Characters.Length)], random) + text[first.Start..],
            };
        }
        return text;
    }

    /// <summary>The text's bytes, most often UTF-8; now and then in another encoding, with what the encoding cannot carry.</summary>
    public static byte[] Encoded(string text, Random random) => random.Next(12) switch
    {
        0 => [0xFF, 0xFE, .. MemoryMarshal.AsBytes(text.AsSpan())],
        1 => Encoding.Latin1.GetBytes(text),
        2 => [.. Encoding.UTF8.GetBytes(text), 0xED, 0xA0, 0x80],
        _ => Encoding.UTF8.GetBytes(text),
    };

    private static TextSpan Piece(string text, Random random)
    {
        var start = random.Next(text.Length);
        return new TextSpan(start, start + random.Next(Math.Min(text.Length - start, random.Next(2) == 0 ? 12 : 3_000) + 1));
    }

    private static string Repeated(string piece, Random random) => string.Concat(Enumerable.Repeat(piece, random.Next(12) == 0 ? random.Next(300) : 1));
}
