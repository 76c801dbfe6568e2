using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing.Inference;

/// <summary>Whether an author is an organisation or a person, and the words that tell.</summary>
public sealed record KindFinding(AuthorKind Kind, string Rule, TextSpan Span, double Confidence);

/// <summary>
/// The kind of an author: by the words of the name where they tell, else by how the document speaks of it. The rules are
/// tried in order; the first that knows decides, and the shape of the name is the guess that remains.
/// </summary>
public static class KindInference
{
    public static readonly IReadOnlyList<(string Name, Func<Segmentation, NamedAuthor, AffiliationFinding?, KindFinding?> Finds)> Rules =
    [
        ("by-its-words", (_, author, _) => author.Kind.Confidence >= NameReader.Sure ? ByItsWords(author) : null),
        // 'Communist Alternative (CA)': people have no acronyms.
        ("has-acronym", (_, author, _) => author.Acronym is { } acronym ? new KindFinding(AuthorKind.Organisation, "has-acronym", acronym, 0.9) : null),
        ("has-affiliation", (_, author, affiliation) => affiliation is null ? null : new KindFinding(AuthorKind.Person, "has-affiliation", author.Span, 0.9)),
        // 'the Momentum', 'the Rahe Kargar': people's names take no article.
        ("takes-article", (segmentation, author, _) => segmentation.Overview.BehindArticle(author.Name) is { } named ? new KindFinding(AuthorKind.Organisation, "takes-article", named, 0.85) : null),
        ("by-its-shape", (_, author, _) => ByItsWords(author)),
    ];

    public static KindFinding Infer(Segmentation segmentation, NamedAuthor author, AffiliationFinding? affiliation) =>
        Rules.Select(rule => rule.Finds(segmentation, author, affiliation)).First(found => found is not null)!;

    private static KindFinding ByItsWords(NamedAuthor author) => new(author.Kind.Kind, author.Kind.Rule, author.Span, author.Kind.Confidence);
}
