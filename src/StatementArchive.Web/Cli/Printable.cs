using System.Text;

namespace StatementArchive.Web.Cli;

/// <summary>Text of documents and names of files as a terminal may be shown them.</summary>
internal static class Printable
{
    /// <summary>
    /// The text with control characters replaced by their pictures (U+2400 on) or U+FFFD, so that no document can move the cursor, change
    /// colours or rename the window. Line feeds and tabs stay.
    /// </summary>
    public static string Text(string text) => Without(text, keepLines: true);

    /// <summary>The same on one line.</summary>
    public static string Line(string text) => Without(text, keepLines: false);

    private static string Without(string text, bool keepLines)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsControl(c) || (keepLines && c is '\n' or '\t')) shown.Append(c);
            else if (c is '\r' or '\n' or '\t') shown.Append(keepLines ? "" : " ");
            else shown.Append(c < ' ' ? (char)(0x2400 + c) : '\uFFFD');
        }
        return shown.ToString();
    }
}
