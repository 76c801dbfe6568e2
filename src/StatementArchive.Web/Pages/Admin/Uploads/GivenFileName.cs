using System.Globalization;
using System.Text;
using StatementArchive.Data.Model;
using StatementArchive.Web.Cli;

namespace StatementArchive.Web.Pages.Admin.Uploads;

/// <summary>Names of files as whoever hands them in gives them. They are shown at the desk and are never a path.</summary>
internal static class GivenFileName
{
    private const string Nameless = "file without a name";

    // So that the ending stays in sight.
    private const int KeptAtEnd = 30;

    /// <summary>
    /// A name to show: without folders, on one line, without what would change the direction of writing, and of a long one the beginning and the
    /// end. At most <see cref="Upload.LongestName"/>.
    /// </summary>
    public static string ToShow(string given)
    {
        var name = WithoutFormat(Printable.Line(Split(given).Name)).Trim();
        return name.Length == 0 ? Nameless : name.Length <= Upload.LongestName ? name : $"{Start(name)}…{End(name)}";
    }

    /// <summary>The name in its folder and the folder as given, both of which only tell what lies beside what.</summary>
    public static (string Folder, string Name) Split(string given)
    {
        var name = given.LastIndexOfAny(['/', '\\']) + 1;
        return (given[..name], given[name..]);
    }

    // Half of a surrogate pair comes out as U+FFFD.
    private static string WithoutFormat(string name) => string.Concat(name.EnumerateRunes().Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format));

    private static string Start(string name)
    {
        var length = Upload.LongestName - KeptAtEnd - 1;
        return name[..(char.IsHighSurrogate(name[length - 1]) ? length - 1 : length)];
    }

    private static string End(string name) => name[^(char.IsLowSurrogate(name[^KeptAtEnd]) ? KeptAtEnd - 1 : KeptAtEnd)..];
}
