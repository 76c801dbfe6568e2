using System.Text;
using StatementArchive.Parsing;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using Mark = YamlDotNet.Core.Mark;

namespace StatementArchive.Data.Ingestion;

/// <summary>
/// What an archivist says of a document in the file <c>NAME.meta.yaml</c> beside it: one YAML 1.2 mapping of the keys below.
/// A key without a value is as good as none. Scalars are taken as they are written, so that <c>no</c> is a language.
/// </summary>
public sealed record Sidecar
{
    /// <summary>Largest sidecar, in bytes.</summary>
    public const int LargestFile = 64 * 1024;

    private const int MostSubjects = UploadFacts.MostSubjects;

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
                if (!Keys.Contains(key.Value)) throw Wrong(key.Start, $"unknown key '{GivenValues.Shown(key.Value)}'; known are {string.Join(", ", Keys)}");
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

    private static string Name(string key, Scalar scalar) => Faultless(key, scalar, GivenValues.FaultOfName);

    private static string Remark(Scalar scalar) => Faultless("note", scalar, GivenValues.FaultOfRemark);

    private static string Address(Scalar scalar) => Faultless("url", scalar, GivenValues.FaultOfUrl);

    private static string Tag(Scalar scalar) => Faultless("language", scalar, GivenValues.FaultOfLanguage);

    private static PublicationTime Moment(string key, Scalar scalar) =>
        GivenValues.TryReadMoment(scalar.Value) ?? throw Wrong(scalar.Start, $"'{key}': {GivenValues.FaultOfMoment(scalar.Value)}");

    private static string Faultless(string key, Scalar scalar, Func<string, string?> faultOf) => faultOf(scalar.Value) is { } fault ? throw Wrong(scalar.Start, $"'{key}': {fault}") : scalar.Value;

    private static void RejectExtras(NodeEvent node, Mark at, string? key)
    {
        if (!node.Anchor.IsEmpty) throw Wrong(at, Aliases(key));
        if (!node.Tag.IsEmpty && !node.Tag.IsNonSpecific) throw Wrong(at, "tags ('!…') are not allowed");
    }

    private static bool IsEmpty(Scalar scalar) => scalar is { Style: ScalarStyle.Plain, Value: "" or "~" or "null" };

    private static string Aliases(string? key) => (key is null ? "" : $"'{key}': ") + "anchors and aliases ('&…', '*…') are not allowed";

    private static RejectedSubmissionException Wrong(Mark at, string what) => new($"The sidecar's line {at.Line}: {what}.");
}
