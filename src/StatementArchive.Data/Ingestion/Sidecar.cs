using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using StatementArchive.Parsing;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Mark = YamlDotNet.Core.Mark;

namespace StatementArchive.Data.Ingestion;

/// <summary>
/// What an archivist says of a document in the file <c>NAME.meta.yaml</c> beside it: one YAML 1.2 mapping of the keys below.
/// A key without a value is as good as none. Scalars are taken as they are written, so that <c>no</c> is a language.
/// </summary>
public sealed partial record Sidecar
{
    /// <summary>Largest sidecar, in bytes.</summary>
    public const int LargestFile = 64 * 1024;

    public const int LongestName = 300;

    private const int LongestUrl = 2_000;
    private const int LongestNote = 10_000;
    private const int MostSubjects = 100;

    private static readonly string[] Keys = ["source", "url", "published", "captured", "licence", "language", "subjects", "note"];

    /// <summary>The file as it was given, verbatim.</summary>
    public required string Text { get; init; }

    /// <summary>Name of the publication in which the article stood.</summary>
    public string? Source { get; private init; }

    /// <summary>The article's own address, absolute, http or https.</summary>
    public string? Url { get; private init; }

    public PublicationTime? Published { get; private init; }

    public PublicationTime? Captured { get; private init; }

    public string? Licence { get; private init; }

    /// <summary>BCP 47 language tag, well-formed (RFC 5646, section 2.1).</summary>
    public string? Language { get; private init; }

    /// <summary>Headings under which every statement of the document belongs.</summary>
    public IReadOnlyList<string> Subjects { get; private init; } = [];

    /// <summary>A public remark.</summary>
    public string? Note { get; private init; }

    /// <summary>Reads a sidecar; nothing in it is skipped or guessed.</summary>
    /// <exception cref="RejectedSubmissionException">Not UTF-8, no YAML, or a key or value that is not allowed; names line and key.</exception>
    public static Sidecar Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LargestFile) throw new RejectedSubmissionException($"The sidecar is larger than {LargestFile / 1024} KiB.");
        var text = Decode(bytes);
        try
        {
            return Read(text);
        }
        catch (YamlException e)
        {
            throw new RejectedSubmissionException($"The sidecar is no YAML: line {e.Start.Line}, column {e.Start.Column}: {e.Message}");
        }
        catch (InvalidOperationException)
        {
            // The library ends some broken lists with this, and without a place.
            throw new RejectedSubmissionException("The sidecar is no YAML: a list or mapping in brackets is not closed.");
        }
    }

    /// <summary>The keys to which the two give different values, in the order in which they are documented.</summary>
    public static IEnumerable<string> KeysThatDiffer(Sidecar? one, Sidecar? other)
    {
        (string Key, Func<Sidecar, object?> Value)[] values =
        [
            ("source", s => s.Source), ("url", s => s.Url), ("published", s => s.Published), ("captured", s => s.Captured), ("licence", s => s.Licence),
            ("language", s => s.Language), ("subjects", s => s.Subjects.Count == 0 ? null : string.Join('\n', s.Subjects)), ("note", s => s.Note),
        ];
        return values.Where(v => !Equals(one is null ? null : v.Value(one), other is null ? null : v.Value(other))).Select(v => v.Key);
    }

    /// <summary>What is wrong with the name of a source, in words; <c>null</c> if nothing is.</summary>
    public static string? FaultOfName(string name) =>
        string.IsNullOrWhiteSpace(name) ? "it is empty"
        : name.Length > LongestName ? $"it is longer than {LongestName} characters"
        : FaultOfCharacters(name, severalLines: false);

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new RejectedSubmissionException($"The sidecar is not UTF-8: the byte at offset {e.Index} is not part of a character.");
        }
    }

    private static Sidecar Read(string text)
    {
        var sidecar = new Sidecar { Text = text };
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        if (parser.TryConsume<StreamEnd>(out _)) return sidecar;
        parser.Consume<DocumentStart>();
        if (parser.Accept<Scalar>(out var only) && IsEmpty(only))
        {
            parser.MoveNext();
        }
        else
        {
            if (!parser.Accept<MappingStart>(out var mapping)) throw Wrong(parser.Current!.Start, "expected lines of the form 'key: value'");
            RejectExtras(mapping, mapping.Start, null);
            parser.MoveNext();
            var seen = new HashSet<string>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                if (!parser.TryConsume<Scalar>(out var key)) throw Wrong(parser.Current!.Start, "expected a key");
                RejectExtras(key, key.Start, null);
                if (!Keys.Contains(key.Value)) throw Wrong(key.Start, $"unknown key '{Shown(key.Value)}'; known are {string.Join(", ", Keys)}");
                if (!seen.Add(key.Value)) throw Wrong(key.Start, $"the key '{key.Value}' stands here a second time");
                sidecar = key.Value == "subjects" ? sidecar with { Subjects = ReadSubjects(parser) } : sidecar.With(key.Value, ReadScalar(parser, key.Value));
            }
        }
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _)) throw Wrong(parser.Current!.Start, "a second YAML document begins here; a sidecar is one");
        return sidecar;
    }

    private Sidecar With(string key, Scalar? scalar) => scalar is null ? this : key switch
    {
        "source" => this with { Source = Name(key, scalar) },
        "licence" => this with { Licence = Name(key, scalar) },
        "note" => this with { Note = Remark(scalar) },
        "url" => this with { Url = Address(scalar) },
        "language" => this with { Language = Tag(scalar) },
        "published" => this with { Published = Moment(key, scalar) },
        _ => this with { Captured = Moment(key, scalar) },
    };

    private static Scalar? ReadScalar(Parser parser, string key)
    {
        if (!parser.TryConsume<Scalar>(out var scalar)) throw Wrong(parser.Current!.Start, parser.Current is AnchorAlias ? Aliases(key) : $"'{key}' takes one value, not a list or a mapping");
        RejectExtras(scalar, scalar.Start, key);
        return IsEmpty(scalar) ? null : scalar;
    }

    private static List<string> ReadSubjects(Parser parser)
    {
        const string key = "subjects";
        if (!parser.TryConsume<SequenceStart>(out var sequence)) return ReadScalar(parser, key) is { } one ? [Name(key, one)] : [];
        RejectExtras(sequence, sequence.Start, key);
        var subjects = new List<string>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var at = parser.Current!.Start;
            if (subjects.Count == MostSubjects) throw Wrong(at, $"'{key}' lists more than {MostSubjects}");
            subjects.Add(ReadScalar(parser, key) is { } subject ? Name(key, subject) : throw Wrong(at, $"'{key}' has an empty entry"));
        }
        return subjects;
    }

    private static string Name(string key, Scalar scalar) => FaultOfName(scalar.Value) is { } fault ? throw Wrong(scalar.Start, $"'{key}': {fault}") : scalar.Value;

    private static string Remark(Scalar scalar) =>
        scalar.Value.Length > LongestNote ? throw Wrong(scalar.Start, $"'note': it is longer than {LongestNote} characters")
        : FaultOfCharacters(scalar.Value, severalLines: true) is { } fault ? throw Wrong(scalar.Start, $"'note': {fault}")
        : scalar.Value;

    private static string Address(Scalar scalar) =>
        scalar.Value.Length <= LongestUrl && FaultOfCharacters(scalar.Value, severalLines: false) is null && !scalar.Value.Any(char.IsWhiteSpace)
            && Uri.TryCreate(scalar.Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0
            ? scalar.Value
            : throw Wrong(scalar.Start, $"'url': '{Shown(scalar.Value)}' is no absolute http or https address without user name, of at most {LongestUrl} characters");

    private static string Tag(Scalar scalar) => scalar.Value.Length <= 35 && LanguageTag().IsMatch(scalar.Value)
        ? scalar.Value
        : throw Wrong(scalar.Start, $"'language': '{Shown(scalar.Value)}' is no BCP 47 language tag such as en, fa or ckb-Arab");

    private static PublicationTime Moment(string key, Scalar scalar)
    {
        var parts = IsoMoment().Match(scalar.Value);
        if (parts.Success && DateOnly.TryParseExact(parts.Groups["day"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            if (!parts.Groups["time"].Success) return new PublicationTime(day);
            if (TimeOnly.TryParseExact(parts.Groups["time"].Value, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                && TryReadZone(parts.Groups["zone"].Value, out var offset)) return new PublicationTime(day, time, offset);
        }
        throw Wrong(scalar.Start, $"'{key}': '{Shown(scalar.Value)}' is no day or moment such as 2020-01-04, 2020-01-04T11:11 or 2020-01-04T11:11:30+01:00");
    }

    private static bool TryReadZone(string zone, out TimeSpan? offset)
    {
        offset = zone switch
        {
            "" => null,
            "Z" or "z" => TimeSpan.Zero,
            _ => TimeSpan.ParseExact(zone[1..], @"hh\:mm", CultureInfo.InvariantCulture) * (zone[0] == '-' ? -1 : 1),
        };
        return offset is not { } known || known.Duration() <= TimeSpan.FromHours(14);
    }

    private static string? FaultOfCharacters(string text, bool severalLines)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsControl(text[at]) && !(severalLines && text[at] is '\n' or '\t')) return $"it holds the control character U+{(int)text[at]:X4}";
            if (!char.IsSurrogate(text[at])) continue;
            if (!Rune.TryGetRuneAt(text, at, out _)) return "it holds half of a surrogate pair";
            at++;
        }
        return null;
    }

    private static void RejectExtras(NodeEvent node, Mark at, string? key)
    {
        if (!node.Anchor.IsEmpty) throw Wrong(at, Aliases(key));
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) throw Wrong(at, "tags ('!…') are not allowed");
    }

    private static bool IsEmpty(Scalar scalar) => scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" };

    private static string Aliases(string? key) => (key is null ? "" : $"'{key}': ") + "anchors and aliases ('&…', '*…') are not allowed";

    private static string Shown(string value) => value.Length <= 60 ? value : value[..60] + "…";

    private static RejectedSubmissionException Wrong(Mark at, string what) => new($"The sidecar's line {at.Line}: {what}.");

    [GeneratedRegex(@"^(?<day>[0-9]{4}-[0-9]{2}-[0-9]{2})([Tt ](?<time>[0-9]{2}:[0-9]{2}(:[0-9]{2})?)([.][0-9]{1,9})?(?<zone>[Zz]|[+-](0[0-9]|1[0-4]):[0-5][0-9])?)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex IsoMoment();

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(-[A-WYZa-wyz0-9](-[A-Za-z0-9]{2,8})+)*(-[Xx](-[A-Za-z0-9]{1,8})+)?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}
