using System.Text;

namespace StatementArchive.Web.Text;

/// <summary>Which way a text runs, as the value of HTML's <c>dir</c>.</summary>
public static class TextDirection
{
    /// <summary>
    /// <c>rtl</c> if more of the letters belong to right-to-left scripts than to others, else <c>ltr</c>. The first strong letter
    /// alone would mislead: a Persian text may begin with a Latin name.
    /// </summary>
    public static string Of(string text)
    {
        int leftward = 0, rightward = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsRightToLeft(rune)) leftward++;
            else if (Rune.IsLetter(rune)) rightward++;
        }
        return leftward > rightward ? "rtl" : "ltr";
    }

    // The blocks that Unicode reserves for right-to-left scripts (DerivedBidiClass.txt, default values R and AL).
    private static bool IsRightToLeft(Rune rune) => Rune.IsLetter(rune) && rune.Value is
        >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF
        or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF;
}
