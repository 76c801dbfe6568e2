using System.Globalization;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Pages;

/// <summary>Turns of phrase that several pages need.</summary>
public static class Words
{
    /// <summary>'1 statement', '1,234 statements'.</summary>
    public static string Count(int count, string one, string? many = null) =>
        $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <summary>With a comma between thousands.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>'97%', of a share from 0 to 1; 100% only for 1 itself.</summary>
    public static string Percent(double share) =>
        string.Create(CultureInfo.InvariantCulture, $"{(share < 1 ? Math.Min(99, Math.Round(share * 100)) : 100):0}%");

    /// <summary>The authors' names: 'A', 'A and B', 'A, B and C'; 'Unattributed statement' if there is none.</summary>
    public static string Names(IReadOnlyList<Speaker> speakers) => speakers.Count switch
    {
        0 => "Unattributed statement",
        1 => speakers[0].Author.Name,
        _ => $"{string.Join(", ", speakers.SkipLast(1).Select(s => s.Author.Name))} and {speakers[^1].Author.Name}",
    };

    /// <summary>What comes before a name in such a list.</summary>
    public static string Before(int at, int count) => at == 0 ? "" : at == count - 1 ? " and " : ", ";

    /// <summary>What comes behind one of several that may be meant, in a question.</summary>
    public static string Behind(int at, int count) => at == count - 1 ? "?" : at == count - 2 ? " or" : ",";

    /// <summary>Cut to what a title or a description holds, at a word's end.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        var space = text.LastIndexOf(' ', length);
        var end = space > length / 2 ? space : length;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + "…";
    }

    /// <summary>The path at which an author is found.</summary>
    public static string Path(AuthorRef author) =>
        (author.Kind == AuthorKind.Person ? "/people/" : "/organisations/") + Uri.EscapeDataString(author.Slug);

    /// <summary>The English name of a language: 'German' for <c>de</c>; the tag itself if it is not known.</summary>
    public static string Language(string? tag)
    {
        if (tag is null) return "another language";
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true).EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return tag;
        }
    }

    /// <summary>On what a statement's date rests.</summary>
    public static string Basis(DateBasis? basis) => basis switch
    {
        DateBasis.SignOff => "its closing lines say so",
        DateBasis.Heading => "its heading says so",
        DateBasis.Byline => "its byline says so",
        DateBasis.Metadata => "the document’s mark-up says so",
        DateBasis.Body => "its text names the day on which it speaks",
        DateBasis.Bounds => "nothing dates it; it lies between what it reports and its article",
        DateBasis.Archivist => "set by an archivist",
        null => "nothing dates it",
        _ => throw new ArgumentOutOfRangeException(nameof(basis)),
    };

    /// <summary>Why something was withdrawn.</summary>
    public static string Reason(WithdrawalReason reason) => reason switch
    {
        WithdrawalReason.RightsHolder => "Its author, or who holds the rights in it, asked for it.",
        WithdrawalReason.Legal => "A court or an authority ordered it.",
        WithdrawalReason.Safety => "It could endanger somebody.",
        WithdrawalReason.Mistake => "It was no statement, or not what it was taken for.",
        WithdrawalReason.Duplicate => "It stands in the archive elsewhere.",
        WithdrawalReason.Other => "The reason is of none of the usual kinds.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };

    /// <summary>In which way a given name is one.</summary>
    public static string Kind(GivenNameKind kind) => kind switch
    {
        GivenNameKind.Variant => "another form",
        GivenNameKind.Acronym => "acronym",
        GivenNameKind.OtherScript => "in another script",
        GivenNameKind.Transliteration => "transliteration",
        GivenNameKind.Translation => "translation",
        GivenNameKind.Former => "former name",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What an organisation is to another one; the other's name follows.</summary>
    public static string Relation(AuthorRelationKind kind) => kind switch
    {
        AuthorRelationKind.SplitFrom => "split from",
        AuthorRelationKind.MergedInto => "merged into",
        AuthorRelationKind.Predecessor => "came after",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What a text is to one that the archive has.</summary>
    public static string Likeness(Likeness likeness) => likeness switch
    {
        Data.Duplicates.Likeness.Same => "The archive has this statement",
        Data.Duplicates.Likeness.ProbablySame => "The archive probably has this statement",
        Data.Duplicates.Likeness.PartOf => "One of these stands in the other",
        Data.Duplicates.Likeness.SamePattern => "Same wording, other figures:",
        _ => throw new ArgumentOutOfRangeException(nameof(likeness)),
    };

    /// <summary>Where a name form was met.</summary>
    public static string Kind(NameFormKind kind) => kind switch
    {
        NameFormKind.Heading => "as a heading",
        NameFormKind.Byline => "in the byline",
        NameFormKind.SignOff => "as a sign-off",
        NameFormKind.Acronym => "as an acronym",
        NameFormKind.Body => "in the text",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Bytes as people say them: '14.4 kB', by thousands (SI).</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1000 => $"{bytes} bytes",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1000.0:0.#} kB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.#} MB"),
    };
}
