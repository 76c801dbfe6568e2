using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing.Inference;

/// <summary>Who signs with a first name alone, if the document elsewhere names exactly one person of that first name in full.</summary>
internal static class FullNames
{
    private const int ShortestName = 3;

    // Places where a document introduces people stand at its top; looking further would cost without telling more.
    private const int FurthestInCharacters = 20_000;

    /// <summary>The signer with the full name and, where it stands before the name with an office ('The CGCU President Lejon Chua'), the group; <c>null</c> if no name or several fit.</summary>
    public static NamedAuthor? Of(Segmentation segmentation, NamedAuthor signer)
    {
        if (Words.Of(signer.Name) is not [{ IsCapitalised: true, Text.Length: >= ShortestName } first]) return null;
        var document = segmentation.Context.Document;
        var passages = document.Facts.Where(fact => fact.Kind is DocumentFactKind.Title or DocumentFactKind.Subtitle).Select(fact => (Text: fact.Value, Span: (TextSpan?)null))
            .Append((document.Text[..Math.Min(document.Text.Length, FurthestInCharacters)], new TextSpan(0, 0)));
        var found = new Dictionary<string, NamedAuthor>();
        foreach (var (text, span) in passages)
        {
            var words = Words.Of(text);
            for (var at = 0; at + 1 < words.Count; at++)
            {
                if (words[at].Text != first.Text || !IsSurname(words[at + 1]) || text[words[at].Span.End..words[at + 1].Span.Start] != " ") continue;
                var name = new TextSpan(words[at].Span.Start, words[at + 1].Span.End);
                found.TryAdd(NameKey.Of(name.In(text)), new NamedAuthor(name.In(text), span is null ? default : name, new KindVerdict(AuthorKind.Person, "full-name", 0.8), GroupBefore(text, words, at)));
            }
        }
        return found.Count == 1 ? found.Values.First() : null;
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
