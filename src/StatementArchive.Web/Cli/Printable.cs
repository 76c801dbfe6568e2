using System.Text;

namespace StatementArchive.Web.Cli;

/// <summary>Text of documents and names of files as a terminal may be shown them.</summary>
internal static class Printable
{
    /// <summary>
    /// The text with control characters replaced by their pictures (U+2400 on) or U+FFFD, so that no document can move the cursor, change
    /// colours or rename the window, and without the embeddings, overrides and isolates of writing direction (Unicode Standard Annex 9), with
    /// which it could show words in another order than they stand. Line feeds and tabs stay.
    /// </summary>
    public static string Text(string text) => Without(text, keepLines: true);

    /// <summary>The same on one line.</summary>
    public static string Line(string text) => Without(text, keepLines: false);

    private static string Without(string text, bool keepLines)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u2028' or '\u2029') shown.Append('\uFFFD');
            else if (!char.IsControl(c) || (keepLines && c is '\n' or '\t')) shown.Append(c);
            else if (c is '\r' or '\n' or '\t') shown.Append(keepLines ? "" : " ");
            else shown.Append(c < ' ' ? (char)(0x2400 + c) : '\uFFFD');
        }
        return shown.ToString();
    }
}
