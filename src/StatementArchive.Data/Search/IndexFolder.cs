using System.Globalization;

namespace StatementArchive.Data.Search;

/// <summary>
/// The folder <c>index</c> of the data folder: one folder an index, numbered, and a file that names the one in use. An index is built beside the one in
/// use and takes its place by a rename; what the file does not name is a remainder.
/// </summary>
internal sealed class IndexFolder(string dataPath)
{
    private const string CurrentFile = "current";

    private readonly string _path = Path.Combine(dataPath, "index");

    /// <summary>Path of the index in use; <c>null</c> if there is none.</summary>
    public string? Current
    {
        get
        {
            try
            {
                var name = File.ReadAllText(Path.Combine(_path, CurrentFile)).Trim();
                return IsNumber(name) && Directory.Exists(Path.Combine(_path, name)) ? Path.Combine(_path, name) : null;
            }
            catch (IOException)
            {
                return null;
            }
        }
    }

    /// <summary>Makes an empty folder for a new index, which is not in use yet.</summary>
    public string New()
    {
        Directory.CreateDirectory(_path);
        var next = Directory.EnumerateDirectories(_path).Select(Path.GetFileName).OfType<string>().Where(IsNumber).Select(name => long.Parse(name, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).Max() + 1;
        return Directory.CreateDirectory(Path.Combine(_path, next.ToString(CultureInfo.InvariantCulture))).FullName;
    }

    /// <summary>Puts an index into use.</summary>
    public void Use(string index)
    {
        var beside = Path.Combine(_path, CurrentFile + ".new");
        File.WriteAllText(beside, Path.GetFileName(index));
        File.Move(beside, Path.Combine(_path, CurrentFile), overwrite: true);
    }

    /// <summary>Removes an index that is not in use; one that somebody still reads goes with the next start.</summary>
    public static void Remove(string index)
    {
        try
        {
            Directory.Delete(index, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever remains is unnamed, and removed with the next start.
        }
    }

    /// <summary>Removes every index but the one in use.</summary>
    public void RemoveOthers()
    {
        var current = Current;
        if (!Directory.Exists(_path)) return;
        foreach (var index in Directory.EnumerateDirectories(_path).Where(index => IsNumber(Path.GetFileName(index)) && index != current)) Remove(index);
    }

    private static bool IsNumber(string name) => name.Length is > 0 and < 19 && name.All(char.IsAsciiDigit);
}
