using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Benchmarks.Search;

/// <summary>
/// Statements recombined from the paragraphs of real ones, so that words are as frequent as they are, with authors, organisations, sources, languages
/// and dates as unevenly spread as in archives (Zipf's law). The same files and number give the same statements.
/// </summary>
/// <remarks>The texts are in the language of the files, whatever language a record names.</remarks>
internal sealed class SearchMaterial
{
    private const int Seed = 20_240_501;
    private const int Persons = 20_000;
    private const int Sources = 300;
    private const int FirstYear = 1990;
    private const int LastYear = 2024;
    private const int MostParagraphs = 12;

    // After each paragraph the chance that another one follows: three on the average.
    private const double GoesOn = 0.67;
    private const int WordsOfTitle = 8;
    private const double SpokenByAnOrganisation = 0.3;

    private static readonly string[] Languages = ["en", "fr", "es", "ar", "de", "pt", "ru", "fa", "it", "tr", "ckb"];
    private static readonly string[] Groups = ["Government of {0}", "Workers' Union of {0}", "Green Party of {0}", "Teachers' Union of {0}", "Peace Council of {0}"];
    private static readonly string[] Papers = ["{0} Gazette", "{0} Review", "{0} Herald"];
    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<string> _paragraphs = [];
    private readonly List<string> _persons = [];
    private readonly List<string> _organisations = [];
    private readonly List<string> _sources = [];

    /// <summary>Of the statements that were written.</summary>
    public DocumentFrequencies Frequencies { get; } = new();

    /// <param name="folder">Files of records (JSON Lines, CSV), packed or not.</param>
    /// <exception cref="InvalidOperationException">A file holds no records.</exception>
    public static SearchMaterial Read(string folder)
    {
        var material = new SearchMaterial();
        var (names, places) = (new SortedSet<string>(StringComparer.Ordinal), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            using var stream = File.OpenRead(file);
            foreach (var record in (ContainerFormats.TryOpen(stream) ?? throw new InvalidOperationException($"{file} holds no records.")).Entries.Select(entry => entry.Record).OfType<BulkRecord>())
            {
                material._paragraphs.AddRange(ParseMaterial.ParagraphsOf(record.Text));
                names.UnionWith(record.Authors.Where(author => author.Split(' ') is [{ Length: > 2 }, { Length: > 2 }] && author.All(c => c == ' ' || char.IsAsciiLetter(c))));
                if (record.Organisation is { } organisation) places.Add(organisation);
            }
        }
        var random = new Random(Seed);
        var (first, last) = (names.Select(name => name.Split(' ')[0]).Distinct().ToList(), names.Select(name => name.Split(' ')[1]).Distinct().ToList());
        var persons = new HashSet<string>();
        while (persons.Count < Math.Min(Persons, first.Count * last.Count / 2)) persons.Add($"{first[random.Next(first.Count)]} {last[random.Next(last.Count)]}");
        material._persons.AddRange(persons);
        material._organisations.AddRange(Groups.SelectMany(group => places, (group, place) => string.Format(CultureInfo.InvariantCulture, group, place)));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(material._organisations));
        material._sources.AddRange(last.SelectMany(name => Papers, (name, paper) => string.Format(CultureInfo.InvariantCulture, paper, name)));
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(material._sources));
        material._sources.RemoveRange(Sources, Math.Max(0, material._sources.Count - Sources));
        return material;
    }

    /// <summary>Writes statements as JSON Lines.</summary>
    public void Write(string file, int statements)
    {
        var random = new Random(Seed + statements);
        var (persons, organisations, sources) = (new Zipf(_persons.Count, 1), new Zipf(_organisations.Count, 1), new Zipf(_sources.Count, 1));
        var (languages, years) = (new Zipf(Languages.Length, 1.5), new Zipf(LastYear - FirstYear + 1, 0.5));
        // A person speaks for one organisation, whoever asks.
        var organisationOf = _persons.ConvertAll(_ => _organisations[organisations.Next(random)]);
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20);
        for (var at = 0; at < statements; at++)
        {
            var person = random.NextDouble() < SpokenByAnOrganisation ? -1 : persons.Next(random);
            var (title, text) = (Title(random), Text(random));
            var (date, year) = Date(LastYear - years.Next(random), random);
            JsonSerializer.Serialize(
                stream,
                new
                {
                    author = person < 0 ? _organisations[organisations.Next(random)] : _persons[person],
                    author_kind = person < 0 ? "organisation" : "person",
                    organisation = person < 0 ? null : organisationOf[person],
                    title,
                    date,
                    year,
                    source = _sources[sources.Next(random)],
                    language = Languages[languages.Next(random)],
                    text,
                },
                AsWritten);
            stream.WriteByte((byte)'\n');
            Frequencies.Add(title, text, random);
        }
    }

    private string Title(Random random) => string.Join(' ', Paragraph(random).Split(' ').Take(WordsOfTitle)).TrimEnd('.', ',', ';', ':');

    private string Text(Random random)
    {
        var paragraphs = new List<string> { Paragraph(random) };
        while (paragraphs.Count < MostParagraphs && random.NextDouble() < GoesOn) paragraphs.Add(Paragraph(random));
        return string.Join("\n\n", paragraphs);
    }

    private string Paragraph(Random random) => _paragraphs[random.Next(_paragraphs.Count)];

    // Most by day, some by month or by year, a few not at all.
    private static (string? Date, string? Year) Date(int year, Random random) => random.Next(100) switch
    {
        < 85 => (new DateOnly(year, 1, 1).AddDays(random.Next(DateTime.IsLeapYear(year) ? 366 : 365)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null),
        < 93 => (string.Create(CultureInfo.InvariantCulture, $"{year}-{random.Next(1, 13):00}"), null),
        < 98 => (null, year.ToString(CultureInfo.InvariantCulture)),
        _ => (null, null),
    };

    /// <summary>Numbers from 0, each as often as the inverse of its rank to the power of an exponent.</summary>
    private sealed class Zipf
    {
        private readonly double[] _upTo;

        public Zipf(int numbers, double exponent)
        {
            _upTo = new double[numbers];
            var sum = 0.0;
            for (var at = 0; at < numbers; at++) _upTo[at] = sum += Math.Pow(at + 1, -exponent);
        }

        public int Next(Random random)
        {
            var found = Array.BinarySearch(_upTo, random.NextDouble() * _upTo[^1]);
            return Math.Min(found < 0 ? ~found : found, _upTo.Length - 1);
        }
    }
}
