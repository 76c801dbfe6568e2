using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using StatementArchive.Parsing.Formats;
using StatementArchive.Parsing.Formats.Containers;

namespace StatementArchive.Parsing.Tests.Formats.Containers;

public sealed class ZipReaderTests
{
    private static readonly byte[] Letter = "A letter.\n\nIt says little.\n"u8.ToArray();

    private static readonly byte[] Table = "title,text\nx,one\ny,two\n"u8.ToArray();

    [Fact]
    public void Every_file_is_read_as_what_it_is()
    {
        var zip = Containers.Zip(("a/letter.txt", Letter), ("a/", []), ("__MACOSX/._letter.txt", Letter), ("page_files/look.css", Letter), ("rows.csv", Table), ("rows.csv.gz", Containers.Gzip(Table)), ("picture.png", [0x89, .. "PNG\r\n"u8]));

        var entries = Containers.Entries(zip);

        Assert.Equal("application/zip", Containers.Opened(zip).MediaType);
        Assert.Equal(["a/letter.txt", "rows.csv › row 2", "rows.csv › row 3", "rows.csv.gz › row 2", "rows.csv.gz › row 3", "picture.png"], entries.Select(entry => entry.Place));
        Assert.Equal("text/plain", Containers.Parsed(entries[0]).MediaType);
        Assert.Contains("PNG", Assert.Throws<UnreadableDocumentException>(() => Containers.Parsed(entries[^1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Word_document_is_no_ZIP_of_articles_but_a_file_of_one()
    {
        var word = Containers.Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<w/>"u8.ToArray()));

        using var stream = new MemoryStream(word);
        Assert.Null(ContainerFormats.TryOpen(stream));
        Assert.Equal(word, Assert.Single(Containers.Entries(Containers.Zip(("letter.docx", word)))).Bytes.ToArray());
    }

    [Fact]
    public void A_ZIP_in_a_ZIP_is_read_and_one_more_is_not()
    {
        var inner = Containers.Zip(("letter.txt", Letter));

        Assert.Equal("inner.zip › letter.txt", Assert.Single(Containers.Entries(Containers.Zip(("inner.zip", inner)))).Place);
        var entry = Assert.Single(Containers.Entries(Containers.Zip(("outer.zip", Containers.Zip(("inner.zip", inner))))));
        Assert.Equal("outer.zip › inner.zip", entry.Place);
        Assert.Contains("unpack", entry.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../letter.txt")]
    [InlineData("a/../../letter.txt")]
    [InlineData("/etc/letter.txt")]
    [InlineData("C:/letter.txt")]
    [InlineData(@"a\letter.txt")]
    public void A_ZIP_whose_names_lead_out_of_it_is_refused_whole(string name) =>
        Assert.Contains($"'{name}'", Containers.Refusal(Containers.Zip(("letter.txt", Letter), (name, Letter))), StringComparison.Ordinal);

    [Fact]
    public void Too_many_entries_are_refused_before_they_are_read()
    {
        var zip = Containers.Zip([.. Enumerable.Range(0, 12).Select(i => ($"{i}.txt", Letter))]);

        Assert.Contains("more than 11 entries", Containers.Refusal(zip, new ReadingLimits { ZipEntries = 11 }), StringComparison.Ordinal);
        Assert.Equal(12, Containers.Entries(zip, new ReadingLimits { ZipEntries = 12 }).Count);
    }

    [Fact]
    public void A_hundred_thousand_entries_are_too_many() =>
        Assert.Contains("more than 65,535 entries", Containers.Refusal(Containers.Zip([.. Enumerable.Range(0, 100_000).Select(i => ($"{i}", Array.Empty<byte>()))])), StringComparison.Ordinal);

    [Fact]
    public void What_inflates_beyond_the_limits_ends_the_reading()
    {
        var zip = Containers.Zip(("a.txt", new byte[3_000_000]), ("b.txt", Letter));

        Assert.Contains("more than 2,000,000 bytes", Containers.Refusal(zip, new ReadingLimits { InflatedBytes = 2_000_000 }), StringComparison.Ordinal);
        Assert.Contains("20 times its size", Containers.Refusal(zip, new ReadingLimits { AlwaysInflated = 1_000_000, InflationRatio = 20 }), StringComparison.Ordinal);
        // Large alone, it spoils only itself.
        Assert.Equal([true, false], Containers.Entries(zip, new ReadingLimits { LargestEntry = 1_000_000 }).Select(entry => entry.Problem is not null));
    }

    [Fact]
    public void Damage_in_one_file_spoils_no_other()
    {
        using var output = new MemoryStream();
        using (var zip = new ZipArchive(output, ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "a.txt", "b.txt" })
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(Letter);
            }
        }
        var bytes = output.ToArray();
        bytes[bytes.AsSpan().IndexOf("little"u8)] ^= 1;

        var entries = Containers.Entries(bytes);

        Assert.Contains("checksum", entries[0].Problem, StringComparison.Ordinal);
        Assert.Null(entries[1].Problem);
    }

    [Fact]
    public void An_encrypted_file_says_so()
    {
        var zip = Containers.Zip(("a.txt", Letter));
        // The flag's first bit, in the local header and in the directory (APPNOTE, section 4.4.4).
        zip[6] |= 1;
        zip[zip.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;

        Assert.Contains("encrypted", Assert.Single(Containers.Entries(zip)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ZIP_that_is_cut_off_is_refused()
    {
        var zip = Containers.Zip(("a.txt", Letter), ("b.txt", Letter));

        Assert.Contains("broken or cut off", Containers.Refusal(zip[..(zip.Length / 2)]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_crawls_of_a_WACZ_are_read_and_their_digests_compared()
    {
        var warc = Containers.Gzip(Encoding.UTF8.GetBytes(WarcReaderTests.Response("<html><body><p>Words of some length.</p></body></html>")));
        var digest = Convert.ToHexStringLower(SHA256.HashData(warc));
        byte[] Package(string hash) => Containers.Zip(("datapackage.json", Encoding.UTF8.GetBytes($$"""{"resources":[{"path":"archive/data.warc.gz","hash":"sha256:{{hash}}"}]}""")), ("pages/pages.jsonl", "{\"text\":\"no article\"}\n"u8.ToArray()), ("archive/data.warc.gz", warc));

        var entry = Assert.Single(Containers.Entries(Package(digest)));

        Assert.Equal("application/wacz", Containers.Opened(Package(digest)).MediaType);
        Assert.StartsWith("archive/data.warc.gz › record 1 at byte 0", entry.Place, StringComparison.Ordinal);
        Assert.Equal("Words of some length.", Containers.Parsed(entry).Text);
        Assert.Contains("changed or damaged", Containers.Entries(Package(new string('0', 64)))[^1].Problem, StringComparison.Ordinal);
    }
}
