using StatementArchive.Data.Ingestion;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>Takes a value of a statement that was weighed and not taken, as if an archivist had typed it.</summary>
/// <param name="Fact"><c>author</c>, <c>kind</c>, <c>affiliation</c>, <c>date</c>, <c>title</c>, <c>language</c>.</param>
/// <param name="Value">As its evidence has it.</param>
public sealed record TakeAlternative(int Key, string Fact, string Value) : DraftEdit
{
    /// <summary>Whether evidence speaks for another value than the one that holds, and it is clear what would change. Of several authors nobody knows whose kind it is.</summary>
    public static bool IsFor(DraftStatement statement, DraftEvidence item) => !item.IsChosen && item.Fact switch
    {
        "author" => statement.Authors.All(author => author.Name != item.Value),
        "kind" => statement.Authors is [var only] && KindOf(item.Value) is { } kind && kind != only.Kind,
        "affiliation" => statement.Authors.Count(author => author.Kind == AuthorKind.Person) == 1 && statement.Authors.All(author => author.Affiliation != item.Value),
        "date" => StatementDate.TryRead(item.Value, DateBasis.Archivist) is not null && item.Value != statement.Date?.Edtf,
        "title" => item.Value != statement.Title,
        "language" => item.Value != statement.Language,
        _ => false,
    };

    public override (ArticleDraft Draft, string Description) Apply(ArticleDraft draft, DraftText text)
    {
        var (_, part, statement) = StatementOf(draft, Key);
        if (!statement.Evidence.Any(item => item.Fact == Fact && item.Value == Value && IsFor(statement, item))) throw new RefusedEditException("This is not among what was weighed and can be taken.");
        var authors = statement.Authors;
        DraftEdit edit = Fact switch
        {
            "author" => new SetAuthors(Key, [new DraftAuthor(Value, authors.Count > 0 ? authors[0].Kind : AuthorKind.Organisation)]),
            // Another kind is another record.
            "kind" => new SetAuthors(Key, [authors[0] with { Kind = KindOf(Value)!.Value, Slug = null }]),
            "affiliation" => new SetAuthors(Key, [.. authors.Select(author => author.Kind == AuthorKind.Person ? author with { Affiliation = Value, AffiliationSlug = null } : author)]),
            "date" => new SetDate(Key, Value),
            "title" => new DescribeStatement(Key, Value, statement.Language, statement.TranslationOf, statement.Subjects),
            _ => new DescribeStatement(Key, statement.Title, Value, statement.TranslationOf, statement.Subjects),
        };
        return (edit.Apply(draft, text).Draft, $"Took {Told(Fact, Value)} for {Named(draft, part)}");
    }

    // A title is words of the text, which can be destroyed one day; what was done goes into the log, which cannot.
    internal static string Told(string fact, string value) => fact == "title" ? "another title" : $"the {fact} '{GivenValues.Shown(value)}'";

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
