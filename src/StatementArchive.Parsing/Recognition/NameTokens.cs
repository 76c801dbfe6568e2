namespace StatementArchive.Parsing.Recognition;

/// <summary>A folded word of a text and where it stands; hyphenated words are several.</summary>
public readonly record struct NameToken(string Key, TextSpan Span);

/// <summary>Compares names word by word: case, accents, punctuation and articles aside, nothing else.</summary>
public static class NameTokens
{
    /// <summary>The words of a passage without articles, folded, with offsets of the whole text.</summary>
    public static IReadOnlyList<NameToken> Of(string text, TextSpan passage)
    {
        var tokens = new List<NameToken>();
        foreach (var word in Words.Of(text, passage))
        {
            var at = word.Span.Start;
            foreach (var part in word.Text.Split('-', '‐', '‑', '\'', '’'))
            {
                var key = NameKey.Of(part);
                if (key.Length > 0 && !Vocabulary.Articles.Contains(key)) tokens.Add(new NameToken(key, new TextSpan(at, at + part.Length)));
                at += part.Length + 1;
            }
        }
        return tokens;
    }

    public static IReadOnlyList<string> Of(string name) => [.. Of(name, new TextSpan(0, name.Length)).Select(token => token.Key)];

    /// <summary>Whether two names are the same but for case, accents, punctuation and articles.</summary>
    public static bool SameName(string one, string other) => KeyOf(one) == KeyOf(other);

    /// <summary>What is equal for two names exactly if they are <see cref="SameName"/>: for looking names up instead of comparing each with each.</summary>
    public static string KeyOf(string name) => string.Join('\n', Of(name));

    /// <summary>Whether every word of the shorter name stands in the longer one, in the same order, and at least one of them carries meaning.</summary>
    public static bool IsShortFormOf(string shorter, string longer)
    {
        var wanted = Of(shorter);
        var at = 0;
        foreach (var word in Of(longer))
        {
            if (at < wanted.Count && wanted[at] == word) at++;
        }
        return at == wanted.Count && wanted.Any(word => word.Length > 3);
    }

    /// <summary>Whether <paramref name="acronym"/> is made of the first letters of the name's words, particles counted or not.</summary>
    public static bool IsAcronymOf(string acronym, string name)
    {
        var letters = new string([.. acronym.Where(char.IsLetter).Select(char.ToLowerInvariant)]);
        if (letters.Length < 2) return false;
        var all = NameKey.Of(name).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return letters == Initials(all) || letters == Initials(all.Where(word => !Vocabulary.Particles.Contains(word)));
    }

    /// <summary>Every place in a passage where a name stands, whatever its case, punctuation and articles.</summary>
    public static IEnumerable<TextSpan> Occurrences(IReadOnlyList<NameToken> passage, IReadOnlyList<string> name)
    {
        if (name.Count == 0) yield break;
        for (var at = 0; at + name.Count <= passage.Count; at++)
        {
            var matched = 0;
            while (matched < name.Count && passage[at + matched].Key == name[matched]) matched++;
            if (matched == name.Count) yield return new TextSpan(passage[at].Span.Start, passage[at + matched - 1].Span.End);
        }
    }

    private static string Initials(IEnumerable<string> words) => new([.. words.Select(word => word[0])]);
}
