namespace StatementArchive.Parsing.Recognition;

/// <summary>
/// Finds many names in a text at once, compared as <see cref="NameTokens.SameName"/> does: a trie of their words, so that the time depends on the text
/// and not on how many names there are.
/// </summary>
public sealed class NameFinder
{
    // No name has more words; a longer one begins no search backwards.
    private const int MostTokensBefore = 100;

    private readonly Dictionary<(int Node, string Token), int> _below = [];
    private readonly List<int> _names = [None];
    private readonly int _longest;

    private const int None = -1;

    /// <param name="names">Names without words are never found.</param>
    public NameFinder(IEnumerable<string> names)
    {
        var index = 0;
        foreach (var name in names)
        {
            var tokens = NameTokens.Of(name);
            var node = 0;
            foreach (var token in tokens)
            {
                if (!_below.TryGetValue((node, token), out var next))
                {
                    next = _names.Count;
                    _names.Add(None);
                    _below.Add((node, token), next);
                }
                node = next;
            }
            if (node != 0 && _names[node] == None) _names[node] = index;
            _longest = Math.Max(_longest, tokens.Count);
            index++;
        }
    }

    /// <summary>Where a name stands among those that are looked for: the first that is the same; <c>null</c> if none is.</summary>
    public int? IndexOf(string name)
    {
        var node = 0;
        foreach (var token in NameTokens.Of(name))
        {
            if (!_below.TryGetValue((node, token), out node)) return null;
        }
        return _names[node] == None ? null : _names[node];
    }

    /// <summary>The names that begin at a token, the shortest first: which, and of how many tokens.</summary>
    public IEnumerable<(int Name, int Length)> At(IReadOnlyList<NameToken> tokens, int at) =>
        at < tokens.Count && _below.ContainsKey((0, tokens[at].Key)) ? Walk(tokens, at) : [];

    /// <summary>Whether a passage of tokens is part of a name with more tokens.</summary>
    public bool IsPartOfLonger(IReadOnlyList<NameToken> tokens, int at, int length)
    {
        for (var first = Math.Max(0, at - Math.Min(_longest, MostTokensBefore)); first <= at; first++)
        {
            foreach (var (_, longer) in At(tokens, first))
            {
                if (longer > length && first + longer >= at + length) return true;
            }
        }
        return false;
    }

    private IEnumerable<(int Name, int Length)> Walk(IReadOnlyList<NameToken> tokens, int at)
    {
        var node = 0;
        for (var length = 0; at + length < tokens.Count && _below.TryGetValue((node, tokens[at + length].Key), out node);)
        {
            length++;
            if (_names[node] != None) yield return (_names[node], length);
        }
    }
}
