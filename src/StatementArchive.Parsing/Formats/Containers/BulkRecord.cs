using System.Globalization;
using StatementArchive.Parsing.Inference;

namespace StatementArchive.Parsing.Formats.Containers;

/// <summary>One statement as a table of statements gives it. Values are as they stand there.</summary>
public sealed record BulkRecord
{
    /// <summary>Media type of the record's bytes, without parameters.</summary>
    public required string MediaType { get; init; }

    /// <summary>How the bytes became text; <c>null</c> for UTF-8.</summary>
    public string? Encoding { get; init; }

    /// <summary>The statement's text, whole; holds more than white space.</summary>
    public required string Text { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    /// <summary>What the authors are; <c>null</c> if the record does not say.</summary>
    public AuthorKind? Kind { get; init; }

    public string? Organisation { get; init; }

    public string? Title { get; init; }

    public StatementDate? Date { get; init; }

    public PublicationTime? Published { get; init; }

    public string? Source { get; init; }

    /// <summary>Absolute, http or https.</summary>
    public string? Url { get; init; }

    /// <summary>BCP 47.</summary>
    public string? Language { get; init; }

    public IReadOnlyList<string> Subjects { get; init; } = [];
}

/// <summary>What a column of a table of statements can mean.</summary>
public enum RecordColumn
{
    Author,
    Kind,
    Organisation,
    Title,
    Date,
    Published,
    Year,
    Source,
    Url,
    Language,
    Subject,
    Text,
}

/// <summary>Gathers the columns of one row and makes a record of them; columns of other names are passed over, and stay in the row's bytes.</summary>
public sealed class RecordColumns
{
    private const int LongestName = 300;
    private const int LongestTitle = 2_000;
    private const int LongestUrl = 2_000;
    private const int MostAuthors = 500;
    private const int MostSubjects = 100;

    /// <summary>The names of columns, lower-case, with what they mean; several may mean the same, then the first that holds something counts.</summary>
    public static IReadOnlyDictionary<string, RecordColumn> Names { get; } = new Dictionary<string, RecordColumn>(StringComparer.OrdinalIgnoreCase)
    {
        ["author"] = RecordColumn.Author,
        ["authors"] = RecordColumn.Author,
        ["speaker"] = RecordColumn.Author,
        ["author_kind"] = RecordColumn.Kind,
        ["kind"] = RecordColumn.Kind,
        ["organisation"] = RecordColumn.Organisation,
        ["organization"] = RecordColumn.Organisation,
        ["title"] = RecordColumn.Title,
        ["date"] = RecordColumn.Date,
        ["published"] = RecordColumn.Published,
        ["year"] = RecordColumn.Year,
        ["source"] = RecordColumn.Source,
        ["url"] = RecordColumn.Url,
        ["language"] = RecordColumn.Language,
        ["lang"] = RecordColumn.Language,
        ["subject"] = RecordColumn.Subject,
        ["subjects"] = RecordColumn.Subject,
        ["text"] = RecordColumn.Text,
        ["body"] = RecordColumn.Text,
    };

    private readonly Dictionary<RecordColumn, (string Name, List<string> Values)> _columns = [];

    /// <summary>What a column of this name means; <c>null</c> if nothing that is known.</summary>
    public static RecordColumn? Meaning(string name) => Names.TryGetValue(name.Trim(), out var column) ? column : null;

    /// <summary>Adds a cell; a column with several values is added several times.</summary>
    public void Add(string name, string value)
    {
        if (Meaning(name) is not { } column || string.IsNullOrWhiteSpace(value)) return;
        if (!_columns.TryGetValue(column, out var cell)) _columns[column] = cell = (name, []);
        if (cell.Name == name) cell.Values.Add(value);
    }

    /// <summary>The row as an entry: with a record, or with what is wrong with it.</summary>
    public ContainerEntry Entry(string place, ReadOnlyMemory<byte> bytes, string mediaType)
    {
        var entry = new ContainerEntry(place, bytes);
        if (First(RecordColumn.Text) is not { } text) return entry with { Problem = "The row has no text." };
        if (_columns.Values.SelectMany(cell => cell.Values).Any(value => value.Contains('\0', StringComparison.Ordinal))) return entry with { Problem = "The row holds the character U+0000." };
        var authors = Values(RecordColumn.Author).Select(name => name.Trim()).ToList();
        if (authors.Count > MostAuthors) return entry with { Problem = FormattableString.Invariant($"The row names more than {MostAuthors} authors.") };
        var subjects = Values(RecordColumn.Subject).Select(name => name.Trim()).ToList();
        if (subjects.Count > MostSubjects) return entry with { Problem = FormattableString.Invariant($"The row names more than {MostSubjects} subjects.") };
        foreach (var name in authors.Concat(subjects).Append(Line(RecordColumn.Organisation)).Append(Line(RecordColumn.Source)))
        {
            if (name?.Length > LongestName) return entry with { Problem = FormattableString.Invariant($"The name '{name[..40]}…' is longer than {LongestName} characters.") };
        }
        if (Line(RecordColumn.Title)?.Length > LongestTitle) return entry with { Problem = FormattableString.Invariant($"The title is longer than {LongestTitle:N0} characters.") };
        if (Line(RecordColumn.Url) is { } url && !IsAddress(url)) return entry with { Problem = "The url is no absolute http or https address." };
        if (Line(RecordColumn.Language) is { } tag && !IsTag(tag)) return entry with { Problem = "The language is no BCP 47 tag." };
        var published = Line(RecordColumn.Published) is { } time ? PublicationTimeReader.TryRead(time) : null;
        if (published is null && Line(RecordColumn.Published) is { } odd) return entry with { Problem = $"'{Shown(odd)}' is no time of publication." };
        var date = DateOf(Line(RecordColumn.Date) ?? Line(RecordColumn.Year)) ?? (published is { } day ? new StatementDate(day.Date, day.Date, DatePrecision.Day, DateBasis.Metadata) : null);
        if ((Line(RecordColumn.Date) ?? Line(RecordColumn.Year)) is { } wrong && DateOf(wrong) is null) return entry with { Problem = $"'{Shown(wrong)}' is no date: a day, a month (2020-01) or a year is expected." };
        return entry with
        {
            Record = new BulkRecord
            {
                MediaType = mediaType,
                Text = text,
                Authors = authors,
                Kind = KindOf(Line(RecordColumn.Kind)),
                Organisation = Line(RecordColumn.Organisation),
                Title = Line(RecordColumn.Title),
                Date = date,
                Published = published,
                Source = Line(RecordColumn.Source),
                Url = Line(RecordColumn.Url),
                Language = Line(RecordColumn.Language),
                Subjects = subjects,
            },
        };
    }

    private List<string> Values(RecordColumn column) => _columns.TryGetValue(column, out var cell) ? cell.Values : [];

    private string? First(RecordColumn column) => Values(column).FirstOrDefault();

    private string? Line(RecordColumn column) => First(column)?.Trim();

    private static string Shown(string value) => value.Length <= 40 ? value : value[..40] + "…";

    private static bool IsAddress(string value) =>
        value.Length <= LongestUrl && !value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0;

    private static bool IsTag(string value) => value.Length is >= 2 and <= 35 && value.Split('-') is [{ Length: >= 2 and <= 8 }, ..] parts && parts.All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit)) && parts[0].All(char.IsAsciiLetter);

    private static AuthorKind? KindOf(string? value) => value switch
    {
        null => null,
        _ when value.StartsWith("person", StringComparison.OrdinalIgnoreCase) => AuthorKind.Person,
        _ when value.StartsWith("organi", StringComparison.OrdinalIgnoreCase) => AuthorKind.Organisation,
        _ => null,
    };

    private static StatementDate? DateOf(string? value)
    {
        if (value is null) return null;
        if (value.Length == 4 && DateOnly.TryParseExact(value, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year))
            return new StatementDate(year, year.AddYears(1).AddDays(-1), DatePrecision.Year, DateBasis.Metadata);
        if (value.Length == 7 && DateOnly.TryParseExact(value, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return new StatementDate(month, month.AddMonths(1).AddDays(-1), DatePrecision.Month, DateBasis.Metadata);
        return PublicationTimeReader.TryRead(value) is { Date: var day } ? new StatementDate(day, day, DatePrecision.Day, DateBasis.Metadata) : null;
    }
}
