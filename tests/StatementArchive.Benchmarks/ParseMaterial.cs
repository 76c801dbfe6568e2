using System.Text;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Benchmarks;

/// <summary>How the text of a document is laid out.</summary>
internal enum ParseLayout
{
    /// <summary>One long statement.</summary>
    Whole,

    /// <summary>Letters of a paragraph each, with salutation and signature.</summary>
    Letters,

    /// <summary>Headings with an author each, over two paragraphs.</summary>
    Headings,

    /// <summary>A record of a sitting: the speaker's name before each paragraph.</summary>
    Speakers,

    /// <summary>Many short articles in one file.</summary>
    Articles,
}

/// <summary>A heading or a paragraph; its line breaks are meant.</summary>
internal readonly record struct Piece(string Text, bool IsHeading = false);

internal sealed record Article(string Author, IReadOnlyList<Piece> Pieces);

/// <summary>Real paragraphs and names, recombined. The same files give the same documents.</summary>
internal sealed class ParseMaterial
{
    private const int ParagraphLength = 500;
    private const int MostOfFile = 12_000_000;
    private const int ArticleLength = 2_000;

    private readonly List<string> _paragraphs = [];
    private readonly List<string> _firstNames = [];
    private readonly List<string> _lastNames = [];

    public int Paragraphs => _paragraphs.Count;

    /// <summary>How many different names there are.</summary>
    public int Names => _firstNames.Count * _lastNames.Count;

    public static ParseMaterial Read(IReadOnlyList<string> files)
    {
        var material = new ParseMaterial();
        var names = new HashSet<string>();
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file);
            var read = 0;
            foreach (var record in (ContainerFormats.TryOpen(stream) ?? throw new InvalidOperationException($"{file} holds no records.")).Entries.Select(entry => entry.Record).OfType<BulkRecord>())
            {
                if (read > MostOfFile) break;
                read += record.Text.Length;
                material._paragraphs.AddRange(ParagraphsOf(record.Text));
                names.UnionWith(record.Authors.Where(author => author.Split(' ') is [{ Length: > 2 }, { Length: > 2 }] && author.All(c => c == ' ' || char.IsAsciiLetter(c))));
            }
        }
        material._firstNames.AddRange(names.Select(name => name.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal));
        material._lastNames.AddRange(names.Select(name => name.Split(' ')[1]).Distinct().Order(StringComparer.Ordinal));
        return material;
    }

    /// <summary>Articles of at least a number of bytes of UTF-8 in all; one, if the layout does not say otherwise.</summary>
    public IReadOnlyList<Article> Articles(ParseLayout layout, int size)
    {
        var random = new Random(size);
        if (layout != ParseLayout.Articles) return [OneArticle(layout, size, random)];
        var articles = new List<Article>();
        for (var written = 0; written < size; written += ArticleLength) articles.Add(OneArticle(ParseLayout.Whole, Math.Min(ArticleLength, size - written), random));
        return articles;
    }

    private Article OneArticle(ParseLayout layout, int size, Random random)
    {
        var pieces = new List<Piece> { new("On the state of the world", IsHeading: true) };
        for (var written = 0; written < size;)
        {
            var first = pieces.Count;
            pieces.AddRange(Statement(layout, random));
            written += pieces.Skip(first).Sum(piece => Encoding.UTF8.GetByteCount(piece.Text) + 2);
        }
        return new Article(Name(random), pieces);
    }

    private IEnumerable<Piece> Statement(ParseLayout layout, Random random) => layout switch
    {
        ParseLayout.Letters => [new("Dear Sirs,"), new(Paragraph(random)), new($"Yours sincerely,\n{Name(random)}")],
        ParseLayout.Headings => [new($"{Name(random)}, {Of(_lastNames, random)} Workers' Union", IsHeading: true), new(Paragraph(random)), new(Paragraph(random))],
        ParseLayout.Speakers => [new($"Mr. {Of(_lastNames, random).ToUpperInvariant()}. {Paragraph(random)}")],
        _ => [new(Paragraph(random))],
    };

    private string Name(Random random) => $"{Of(_firstNames, random)} {Of(_lastNames, random)}";

    private string Paragraph(Random random) => Of(_paragraphs, random);

    private static string Of(List<string> of, Random random) => of[random.Next(of.Count)];

    /// <summary>The sources have lost their paragraphs, or break lines anywhere: a few sentences make one. What is left at the end is none.</summary>
    public static IEnumerable<string> ParagraphsOf(string text)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        for (var start = 0; start + ParagraphLength < words.Length;)
        {
            var end = words.IndexOf(". ", start + ParagraphLength, StringComparison.Ordinal);
            if (end < 0) break;
            yield return words[start..(end + 1)];
            start = end + 2;
        }
    }
}
