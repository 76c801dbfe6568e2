namespace StatementArchive.Parsing.Tests.Formats.Containers;

/// <summary>Damages files as bad disks, bad lines and bad will do; the same seed damages the same way.</summary>
internal static class Damage
{
    public static byte[] Of(byte[] file, IReadOnlyList<byte[]> others, Random random)
    {
        for (var changes = 1 + random.Next(6); changes > 0 && file.Length > 0; changes--)
        {
            var at = random.Next(file.Length);
            var length = random.Next(1 + Math.Min(file.Length - at, random.Next(2) == 0 ? 8 : 4_096));
            file = random.Next(8) switch
            {
                0 or 1 => Flipped(file, at, random),
                2 => [.. file[..at], .. file[(at + length)..]],
                3 => [.. file[..(at + length)], .. file[at..]],
                4 => file[..at],
                5 => [.. file[..at], .. Slice(others[random.Next(others.Count)], random), .. file[at..]],
                6 => [.. file[..at], .. Enumerable.Repeat((byte)random.Next(256), random.Next(600)), .. file[at..]],
                _ => WithNumber(file, random),
            };
        }
        return file;
    }

    private static byte[] Flipped(byte[] file, int at, Random random)
    {
        byte[] copy = [.. file];
        copy[at] ^= (byte)(1 << random.Next(8));
        return copy;
    }

    private static byte[] Slice(byte[] other, Random random)
    {
        var at = random.Next(other.Length);
        return other[at..Math.Min(other.Length, at + random.Next(2_000))];
    }

    // Lengths, offsets and counts are where readers trust.
    private static byte[] WithNumber(byte[] file, Random random)
    {
        byte[] copy = [.. file];
        var digits = Enumerable.Range(0, copy.Length).Where(at => char.IsAsciiDigit((char)copy[at])).ToList();
        if (digits.Count > 0 && random.Next(2) == 0) copy[digits[random.Next(digits.Count)]] = (byte)('0' + random.Next(10));
        else
        {
            var at = random.Next(copy.Length);
            foreach (var offset in Enumerable.Range(at, Math.Min(4, copy.Length - at))) copy[offset] = random.Next(3) switch { 0 => 0xFF, 1 => 0, _ => (byte)random.Next(256) };
        }
        return copy;
    }
}
