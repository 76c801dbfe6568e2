using System.Text;
using FsCheck;
using FsCheck.Fluent;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Parsing.Tests.Formats;

/// <summary>What every reader keeps, whatever it is given.</summary>
internal static class ReaderContract
{
    /// <summary>A document with some bytes changed, removed, doubled or cut off, as a bad disk or a bad will does.</summary>
    public static Arbitrary<byte[]> Mutations(params byte[][] documents) =>
        (from document in Gen.Elements(documents)
         from changes in (from at in Gen.Choose(0, document.Length - 1) from kind in Gen.Choose(0, 4) from value in Gen.Choose(0, 255) select (at, kind, value)).NonEmptyListOf()
         select changes.Aggregate(document, (bytes, change) => Changed(bytes, Math.Min(change.at, Math.Max(0, bytes.Length - 1)), change.kind, (byte)change.value)))
        .ToArbitrary();

    /// <summary>Reads bytes that may be anything: a document that keeps its offsets, or a refusal in words; nothing else.</summary>
    public static void ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            AccountsForEveryCharacter(DocumentFormats.Read(bytes));
        }
        catch (UnreadableDocumentException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    public static void AccountsForEveryCharacter(Document document)
    {
        var seen = new int[document.Text.Length];
        foreach (var span in document.Blocks.Select(block => block.Span).Concat(document.LeftOut.Select(passage => passage.Span)))
        {
            Assert.False(span.IsEmpty);
            for (var at = span.Start; at < span.End; at++) seen[at]++;
        }
        for (var at = 0; at < seen.Length; at++)
            Assert.True(seen[at] == 1 || (seen[at] == 0 && char.IsWhiteSpace(document.Text[at])), $"Character {at} (U+{(int)document.Text[at]:X4}) is in {seen[at]} parts.");
        foreach (var (block, next) in document.Blocks.Zip(document.Blocks.Skip(1))) Assert.True(block.Span.End <= next.Span.Start);
        foreach (var (line, next) in document.Lines.Zip(document.Lines.Skip(1))) Assert.True(line.Span.End <= next.Span.Start);
        foreach (var (mark, next) in document.Marks.Zip(document.Marks.Skip(1))) Assert.True(mark.Span.Start <= next.Span.Start);
        Assert.All(document.Marks, mark => Assert.True(!mark.Span.IsEmpty && mark.Span.End <= document.Text.Length));
    }

    /// <summary>Blocks by <c>|</c>, lines by <c>/</c>, headings with their level.</summary>
    public static string Outline(Document document) => string.Join('|', document.Blocks.Select(block =>
        (block.Kind switch { BlockKind.Heading => $"h{block.Level} ", BlockKind.ListItem => "- ", _ => "" }) + string.Join('/', block.Lines.Select(line => line.Text))));

    public static string Refusal(byte[] bytes) => Assert.Throws<UnreadableDocumentException>(() => DocumentFormats.Read(bytes)).Message;

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));

    private static byte[] Changed(byte[] bytes, int at, int kind, byte value) => bytes.Length == 0 ? bytes : kind switch
    {
        0 => [.. bytes[..at], value, .. bytes[(at + 1)..]],
        1 => [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + value)..]],
        2 => [.. bytes[..at], .. bytes[at..Math.Min(bytes.Length, at + value)], .. bytes[at..]],
        3 => [.. bytes[..at], .. Enumerable.Repeat(value, value), .. bytes[at..]],
        _ => value < 32 ? bytes[..at] : [.. bytes[..at], (byte)(bytes[at] ^ (1 << (value & 7))), .. bytes[(at + 1)..]],
    };
}
