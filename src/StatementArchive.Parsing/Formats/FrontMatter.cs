using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StatementArchive.Parsing.Formats;

/// <summary>What stands in YAML between two rules at the top of a Markdown file, as site generators have it.</summary>
/// <param name="Length">Number of characters that it takes up, with both its rules.</param>
/// <param name="Fields">Its fields in order.</param>
internal sealed record FrontMatter(int Length, IReadOnlyList<FrontMatterField> Fields)
{
    private const int Longest = 256 * 1024;

    /// <summary>Reads it; <c>null</c> if the text begins with none, or what stands between the rules is no YAML mapping, or one nested deeper than <see cref="ReadingLimits.YamlDepth"/>: then it is text.</summary>
    public static FrontMatter? TryRead(string source, ReadingLimits limits)
    {
        if (Find(source) is not var (yaml, length)) return null;
        try
        {
            return FieldsOf(new Parser(new StringReader(yaml.In(source))), yaml.Start, limits.YamlDepth) is { } fields ? new FrontMatter(length, fields) : null;
        }
        catch (Exception fault) when (fault is YamlException or InvalidOperationException)
        {
            // The library ends some broken lists with the second: '[' and below it, less indented, 'b: c'.
            return null;
        }
    }

    /// <summary>The lines between a rule on the first line and the next; <c>null</c> if there are none.</summary>
    private static (TextSpan Yaml, int Length)? Find(string source)
    {
        var (first, start) = LineAt(source, source.StartsWith('\ufeff') ? 1 : 0);
        if (source.AsSpan(first.Start, first.Length).TrimEnd(" \t") is not "---") return null;
        for (var at = start; at < source.Length && at - start <= Longest;)
        {
            var (line, next) = LineAt(source, at);
            if (source.AsSpan(line.Start, line.Length).TrimEnd(" \t") is "---" or "...") return (new TextSpan(start, at), next);
            at = next;
        }
        return null;
    }

    private static (TextSpan Line, int Next) LineAt(string source, int at)
    {
        var length = source.AsSpan(at).IndexOf('\n');
        if (length < 0) return (new TextSpan(at, source.Length), source.Length);
        var end = length > 0 && source[at + length - 1] == '\r' ? at + length - 1 : at + length;
        return (new TextSpan(at, end), at + length + 1);
    }

    // By its events: building nodes takes recursion, and comparing keys that are lists of aliases of lists can take for ever.
    private static List<FrontMatterField>? FieldsOf(IParser parser, int start, int deepest)
    {
        var fields = new List<FrontMatterField>();
        var (names, anchors) = (new HashSet<string>(), new Dictionary<AnchorName, IReadOnlyList<string>>());
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _)) return null;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var isName = parser.Accept<Scalar>(out _) || parser.Accept<AnchorAlias>(out _);
            var from = Place();
            if (Node(parser, deepest - 1, anchors) is not var (key, _) || Node(parser, deepest - 1, anchors) is not var (values, isWhole)) return null;
            var name = isName && key is [var only] ? only : null;
            if (name is not null && !names.Add(name)) return null;
            fields.Add(new FrontMatterField(name, values, isWhole, new TextSpan(from, Place())));
        }
        parser.Consume<DocumentEnd>();
        return parser.Accept<StreamEnd>(out _) ? fields : null;

        int Place() => start + (parser.Accept<ParsingEvent>(out var next) ? (int)next.Start.Index : 0);
    }

    /// <summary>Takes a node: the value of a scalar, or the scalars of a list, and whether that is all. <c>null</c> if it is nested too deep.</summary>
    private static (IReadOnlyList<string> Values, bool IsWhole)? Node(IParser parser, int deepest, Dictionary<AnchorName, IReadOnlyList<string>> anchors)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias)) return (Of(alias), true);
        var first = parser.Consume<NodeEvent>();
        if (first is Scalar scalar) return (Anchored(scalar, [scalar.Value]), true);
        var (values, isWhole) = (new List<string>(), true);
        for (var depth = 1; depth > 0;)
        {
            if (depth > deepest) return null;
            var read = parser.Consume<ParsingEvent>();
            depth += read.NestingIncrease;
            var value = read switch
            {
                AnchorAlias inner => Of(inner),
                Scalar inner => Anchored(inner, [inner.Value]),
                NodeEvent inner => Anchored(inner, []),
                _ => [],
            };
            if (depth == 1 && first is SequenceStart && value is [var one]) values.Add(one);
            else if (read is Scalar or AnchorAlias) isWhole = false;
        }
        return (Anchored(first, values), isWhole);

        IReadOnlyList<string> Of(AnchorAlias of) => anchors.GetValueOrDefault(of.Value) ?? throw new AnchorNotFoundException($"No node is called '{of.Value}'.");

        IReadOnlyList<string> Anchored(NodeEvent node, IReadOnlyList<string> values) => node.Anchor.IsEmpty ? values : anchors[node.Anchor] = values;
    }
}

/// <param name="Name"><c>null</c> if it is a list or a mapping.</param>
/// <param name="Values">Its value, or its values where it has a list. What is nested deeper is left aside.</param>
/// <param name="IsWhole">Whether nothing was left aside.</param>
/// <param name="Span">Its name and its value, in the file's text.</param>
internal sealed record FrontMatterField(string? Name, IReadOnlyList<string> Values, bool IsWhole, TextSpan Span);
