using StatementArchive.Data.Ingestion;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>Takes a value of a statement that was weighed and not taken, as if an archivist had typed it.</summary>
/// <param name="Fact"><c>author</c>, <c>kind</c>, <c>affiliation</c>, <c>date</c>, <c>title</c>, <c>language</c>.</param>
/// <param name="Value">As its evidence has it.</param>
/// <param name="Author">For whom of several authors, by their place from 0; <c>null</c> if only one can be meant, or it is no author's.</param>
public sealed record TakeAlternative(int Key, string Fact, string Value, int? Author = null) : DraftEdit
{
    /// <summary>For an author: the kind of the record that the archive has under this name; <c>null</c> if there is none, or there are some of both kinds.</summary>
    public AuthorKind? KnownKind { get; init; }

    /// <summary>
    /// For which of the authors a value can be taken that was weighed, by their places from 0; <c>null</c> is the statement itself. Of whom its words tell, for that
    /// one alone; else for each of whom something else holds, and whoever takes it says for whom.
    /// </summary>
    /// <returns>Empty if it holds already, or it is not clear what would change.</returns>
    public static IReadOnlyList<int?> For(DraftStatement statement, DraftEvidence item)
    {
        if (item.IsChosen) return [];
        return item.Fact switch
        {
            "author" when statement.Authors.Any(author => author.Name == item.Value) => [],
            "author" => statement.Authors.Count < 2 ? Whole(true) : Places(_ => true),
            "kind" => KindOf(item.Value) is { } kind ? Places(author => author.Kind != kind) : [],
            "affiliation" => Places(author => author.Kind == AuthorKind.Person && author.Affiliation != item.Value),
            "date" => Whole(StatementDate.TryRead(item.Value, DateBasis.Archivist) is not null && item.Value != statement.Date?.Edtf),
            "title" => Whole(item.Value != statement.Title),
            "language" => Whole(item.Value != statement.Language),
            _ => [],
        };

        static IReadOnlyList<int?> Whole(bool isOther) => isOther ? [null] : [];

        IReadOnlyList<int?> Places(Func<DraftAuthor, bool> isOther)
        {
            var owner = statement.OwnerOf(item);
            return [.. Enumerable.Range(0, statement.Authors.Count).Where(place => (owner is null || owner == place) && isOther(statement.Authors[place])).Select(place => (int?)place)];
        }
    }

    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var (_, part, statement) = StatementOf(draft, Key);
        var places = statement.Evidence.Where(item => item.Fact == Fact && item.Value == Value).SelectMany(item => For(statement, item)).Distinct().ToList();
        if (Author is null && places is [not null, _, ..]) throw new RefusedEditException("Say for which of the authors it is taken.");
        var place = Author is null && places is [{ } only] ? only : Author;
        if (!places.Contains(place)) throw new RefusedEditException("This is not among what was weighed and can be taken.");
        var authors = statement.Authors;
        DraftEdit edit = Fact switch
        {
            "author" when authors.Count == 0 => new SetAuthors(Key, [new DraftAuthor(Value, KindOfAuthor(statement) ?? AuthorKind.Organisation)]),
            // Those who speak jointly with whom it replaces go on speaking.
            "author" => new SetAuthors(Key, [.. authors.Select((author, at) => at == (place ?? 0) ? new DraftAuthor(Value, KindOfAuthor(statement) ?? author.Kind) : author)]),
            // Another kind is another record; and only a person speaks for somebody.
            "kind" => new SetAuthors(Key, [.. authors.Select((author, at) => at == place ? KindOf(Value) == AuthorKind.Person ? author with { Kind = AuthorKind.Person, Slug = null } : new DraftAuthor(author.Name, AuthorKind.Organisation) : author)]),
            "affiliation" => new SetAuthors(Key, [.. authors.Select((author, at) => at == place ? author with { Affiliation = Value, AffiliationSlug = null } : author)]),
            "date" => new SetDate(Key, Value),
            "title" => new DescribeStatement(Key, Value, statement.Language, statement.TranslationOf, statement.Subjects),
            _ => new DescribeStatement(Key, statement.Title, Value, statement.TranslationOf, statement.Subjects),
        };
        var whose = place is { } one && authors.Count > 1 ? $"{authors[one].Name} in " : "";
        return (edit.Apply(draft, text).Draft, $"Took {Told(Fact, Value)} for {whose}{Named(draft, part)}");
    }

    // A title is words of the text, which can be destroyed one day; what was done goes into the log, which cannot.
    internal static string Told(string fact, string value) => fact == "title" ? "another title" : $"the {fact} '{GivenValues.Shown(value)}'";

    // Whoever stood there before says nothing of it.
    private AuthorKind? KindOfAuthor(DraftStatement statement)
    {
        var name = Model.Author.KeyOf(Value);
        return statement.Evidence.Where(item => item is { Fact: "kind", Quote.Length: > 0 } && Names(Model.Author.KeyOf(item.Quote)))
            .OrderByDescending(item => item.Confidence).Select(item => KindOf(item.Value)).FirstOrDefault(kind => kind is not null) ?? KnownKind;

        // This one alone, as far as the words of a name do not stand in its own.
        bool Names(string words) => words.Contains(name, StringComparison.Ordinal)
            && !statement.Authors.Select(author => Model.Author.KeyOf(author.Name)).Any(other => words.Contains(other, StringComparison.Ordinal) && !name.Contains(other, StringComparison.Ordinal));
    }

    private static AuthorKind? KindOf(string value) => value switch
    {
        "person" => AuthorKind.Person,
        "organisation" => AuthorKind.Organisation,
        _ => null,
    };
}

/// <summary>Takes a value of the article as a whole that was weighed and not taken, as if an archivist had typed it.</summary>
/// <param name="Fact">One of <see cref="DraftFacts.Names"/>.</param>
/// <param name="Value">As its evidence has it.</param>
public sealed record TakeArticleAlternative(string Fact, string Value) : DraftEdit
{
    /// <summary>Whether evidence speaks for another value than the one that holds.</summary>
    public static bool IsFor(DraftFacts facts, DraftEvidence item) => !item.IsChosen && DraftFacts.Names.Contains(item.Fact) && item.Value != facts.Of(item.Fact);

    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        if (!DraftFacts.Names.Contains(Fact)) throw new RefusedEditException("This is no fact of the article that can be taken.");
        return (new DescribeArticle(draft.Facts.With(Fact, Value)).Apply(draft, text).Draft, $"Took {TakeAlternative.Told(Fact, Value)} for the article");
    }
}
