using System.Text;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Parsing.Tests;

internal static class Documents
{
    public static Document Of(string text) => DocumentFormats.Read(Encoding.UTF8.GetBytes(text));

    public static ParsedArticle Parsed(string text, GivenFacts? given = null) => ArticleParser.Parse(Encoding.UTF8.GetBytes(text), given ?? GivenFacts.None);

    /// <summary>Running text of some length that names nobody and dates nothing.</summary>
    public const string Prose = "The price of bread has risen again while the wages of those who bake it have not moved for years.";
}
