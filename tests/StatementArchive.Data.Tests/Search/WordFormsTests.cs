using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using StatementArchive.Data.Search;

namespace StatementArchive.Data.Tests.Search;

public sealed class WordFormsTests
{
    private static readonly string[] Pieces =
    [
        "union", "Workers", "U.S.A", "don't", "l’union", "é", "école", "Expert_innen", "3.14", "1,000", "“drive”", "–", "-", "_", ".", "\n", "\n\n", "\t", "\0", "  ", " ", " ", " ", " ",
        "می", "خواهیم", "کتاب", "ها", "и", "мир", "日本", "a\u0308", "x:y", "co-op", "ß", "\ud83d\ude00", "٣", "NGO",
    ];

    [Fact]
    public void Finds_the_words_that_the_annex_finds_wherever_texts_are_ascii_or_not()
    {
        var random = new Random(20_261_125);
        for (var run = 0; run < 20_000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            // Words that are told apart by their letters and digits alone; Persian affixes are joined on purpose.
            if (text.Contains("می", StringComparison.Ordinal) || text.Contains("ها", StringComparison.Ordinal)) continue;
            var (expected, words) = (WholeTokens(text).Select(WordForms.Fold).ToList(), WordForms.Of(text));
            Assert.True(expected.SequenceEqual(words.Select(word => word.Key)), $"{text}: {string.Join(", ", expected)} and {string.Join(", ", words)}");
            Assert.All(words, word => Assert.Equal(word.Written, text[word.Start..word.End]));
        }
    }

    [Theory]
    [InlineData("NGO می go", "ngo می go")]
    [InlineData("می خواهیم", "میخواهیم")]
    [InlineData("union کتاب ها union", "union کتابها union")]
    public void Joins_affixes_of_the_arabic_script_alone(string text, string words) =>
        Assert.Equal(words, string.Join(' ', WordForms.Of(text).Select(word => word.Key)));

    [Theory]
    [InlineData(255, 3)]
    [InlineData(256, 2)]
    [InlineData(100_000, 2)]
    public void Leaves_out_what_is_too_long_for_a_word(int length, int words)
    {
        Assert.Equal(words, WordForms.Of("before " + new string('a', length) + " behind").Count);
        Assert.Equal(words, WordForms.Of("before " + new string('é', length) + " behind").Count);
    }

    // The parts of Lucene's tokens over the whole text at once.
    private static List<string> WholeTokens(string text)
    {
        var words = new List<string>();
        using var reader = new StringReader(text);
        using var tokenizer = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
        var offset = tokenizer.GetAttribute<IOffsetAttribute>();
        tokenizer.Reset();
        while (tokenizer.IncrementToken())
        {
            for (var at = offset.StartOffset; at < offset.EndOffset;)
            {
                if (!IsPart(text[at]))
                {
                    at++;
                    continue;
                }
                var first = at;
                while (at < offset.EndOffset && IsPart(text[at])) at++;
                if (char.IsLetterOrDigit(text[first])) words.Add(text[first..at]);
            }
        }
        return words;
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark or System.Globalization.UnicodeCategory.Format;
}
