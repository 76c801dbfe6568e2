namespace StatementArchive.Parsing.Recognition;

/// <summary>Names to be met again, compared as <see cref="NameTokens.SameName"/> does.</summary>
public sealed class NameSet(IEnumerable<string> names)
{
    private readonly HashSet<string> _keys = [.. names.Select(Key).Where(key => key.Length > 0)];

    public static NameSet Empty { get; } = new([]);

    public int Count => _keys.Count;

    public bool Contains(string name) => _keys.Count > 0 && _keys.Contains(Key(name));

    public static string Key(string name) => string.Join(' ', NameTokens.Of(name));
}
