using System.IO.Compression;
using System.Text;

namespace StatementArchive.Parsing.Tests.Formats;

/// <summary>PDFs as no program writes them.</summary>
internal static class PdfFile
{
    public static byte[] Packed(string dictionary, string content, int times)
    {
        var bytes = Encoding.Latin1.GetBytes(content);
        for (var i = 0; i < times; i++)
        {
            using var output = new MemoryStream();
            using (var zlib = new ZLibStream(output, CompressionLevel.SmallestSize)) zlib.Write(bytes);
            bytes = output.ToArray();
        }
        return Stream($"/Filter[{string.Concat(Enumerable.Repeat("/FlateDecode", times))}]{dictionary}", bytes);
    }

    public static byte[] Stream(string dictionary, byte[] content) => [.. Encoding.ASCII.GetBytes($"<<{dictionary}/Length {content.Length}>>stream\n"), .. content, .. "\nendstream"u8];

    public static byte[] Pdf(byte[] content) => Pdf("6 0 R", [content]);

    /// <summary>A PDF of one page: objects 1 to 5 are its frame, what is given follows from 6 on.</summary>
    public static byte[] Pdf(string contents, IReadOnlyList<byte[]> objects, string resources = "", string font = "", string trailer = "", string catalog = "")
    {
        string[] frame =
        [
            $"<</Type/Catalog/Pages 2 0 R{catalog}>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", $"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {contents}/Resources 5 0 R>>",
            $"<</Type/Font/Subtype/Type1/BaseFont/Helvetica{font}>>", $"<</Font<</F 4 0 R>>{resources}>>",
        ];
        List<byte> file = [.. "%PDF-1.4\n"u8];
        var offsets = new List<int>();
        foreach (var one in frame.Select(Encoding.ASCII.GetBytes).Concat(objects))
        {
            offsets.Add(file.Count);
            file.AddRange([.. Encoding.ASCII.GetBytes($"{offsets.Count} 0 obj\n"), .. one, .. "\nendobj\n"u8]);
        }
        var start = file.Count;
        file.AddRange(Encoding.ASCII.GetBytes($"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n{string.Concat(offsets.Select(offset => $"{offset:0000000000} 00000 n \n"))}trailer<</Size {offsets.Count + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"));
        return [.. file];
    }
}
