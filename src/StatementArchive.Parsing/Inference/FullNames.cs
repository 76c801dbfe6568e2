using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Inference;

/// <summary>Who signs with a first name alone, if the document elsewhere names exactly one person of that first name in full.</summary>
internal sealed class FullNames
{
    private const int ShortestName = 3;

    // Places where a document introduces people stand at its top; looking further would cost without telling more.
    private const int FurthestInCharacters = 20_000;

    private readonly Dictionary<string, Dictionary<string, NamedAuthor>> _byFirstName = [];

    public FullNames(Document document)
    {
        foreach (var fact in document.Facts.Where(fact => fact.Kind is DocumentFactKind.Title or DocumentFactKind.Subtitle)) Read(fact.Value, isText: false);
        Read(document.Text[..Math.Min(document.Text.Length, FurthestInCharacters)], isText: true);
    }

    /// <summary>Those of whose first name there is one only.</summary>
    public IEnumerable<NamedAuthor> All => _byFirstName.Values.Where(alike => alike.Count == 1).SelectMany(alike => alike.Values);

    /// <summary>The signer with the full name and, where it stands before the name with an office ('The CGCU President Lejon Chua'), the group; <c>null</c> if no name or several fit.</summary>
    public NamedAuthor? Of(NamedAuthor signer) =>
        Words.Of(signer.Name) is [var first] && _byFirstName.TryGetValue(first.Text, out var alike) && alike.Count == 1 ? alike.Values.First() : null;

    private void Read(string text, bool isText)
    {
        var words = Words.Of(text);
        for (var at = 0; at + 1 < words.Count; at++)
        {
            if (words[at] is not { IsCapitalised: true, Text: { Length: >= ShortestName } first } || !IsSurname(words[at + 1]) || text[words[at].Span.End..words[at + 1].Span.Start] != " ") continue;
            var name = new TextSpan(words[at].Span.Start, words[at + 1].Span.End);
            if (!_byFirstName.TryGetValue(first, out var alike)) _byFirstName.Add(first, alike = []);
            alike.TryAdd(NameKey.Of(name.In(text)), new NamedAuthor(name.In(text), isText ? name : default, new KindVerdict(AuthorKind.Person, "full-name", 0.8), GroupBefore(text, words, at)));
        }
    }

    private static bool IsSurname(Word word) => word.IsCapitalised && word.Text.Length > 1 && !Vocabulary.NoNameBegins.Contains(NameKey.Of(word.Text)) && !CalendarNames.IsMonth(word);

    private static DeclaredAuthor? GroupBefore(string text, IReadOnlyList<Word> words, int name)
    {
        if (name < 2 || !Vocabulary.Roles.Contains(NameKey.Of(words[name - 1].Text)) || !words[name - 2].IsCapitalised || Vocabulary.Articles.Contains(NameKey.Of(words[name - 2].Text))) return null;
        var group = words[name - 2];
        if (group.Text.AsSpan().ContainsAny('\'', '’')) return null;
        return text[group.Span.End..words[name - 1].Span.Start] == " " ? new DeclaredAuthor(group.Text, default) : null;
    }
}
