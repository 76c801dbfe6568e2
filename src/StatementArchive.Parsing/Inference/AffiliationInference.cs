using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing.Inference;

/// <summary>The organisation for which a person speaks, and where it is named.</summary>
public sealed record AffiliationFinding(DeclaredAuthor Organisation, string Rule, double Confidence);

/// <summary>For whom a person speaks. The first rule that knows decides.</summary>
public static class AffiliationInference
{
    public static readonly IReadOnlyList<(string Name, Func<Segmentation, NamedAuthor, AffiliationFinding?> Finds)> Rules =
    [
        // 'Morad Shirin, Marxist Tendency'
        ("beside-the-name", (_, author) => author.Affiliation is { } beside ? new AffiliationFinding(beside, "beside-the-name", author.Kind.Confidence) : null),
        // British offices name their ministry: 'Secretary of State for Transport'.
        ("ministry-of-office", MinistryOfOffice),
        // The record of a parliament names the chamber in its page head.
        ("chamber-of-record", (segmentation, author) => segmentation.Overview.HeadedBy(author)?.Heading is { Form: AuthorLineForm.SpeakerLabel } && segmentation.Overview.Chamber is { } chamber
            ? new AffiliationFinding(chamber, "chamber-of-record", 0.9)
            : null),
        // 'Thanks to Morad Shirin of the Marxist Tendency'
        ("named-in-preface", NamedInPreface),
        // Who posts on a group's own site speaks for it, as far as anybody can tell.
        ("posts-on-its-site", PostsOnItsSite),
    ];

    /// <summary>The finding; <c>null</c> if nothing names one, or the author is an organisation.</summary>
    public static AffiliationFinding? Infer(Segmentation segmentation, NamedAuthor author) =>
        Rules.Select(rule => rule.Finds(segmentation, author)).FirstOrDefault(found => found is not null);

    private const string SecretaryOfState = "secretary of state for ";

    private static AffiliationFinding? MinistryOfOffice(Segmentation segmentation, NamedAuthor author)
    {
        // The office stands in the name, or before the name in brackets.
        var line = segmentation.Overview.HeadedBy(author) is { } segment ? segmentation.Context.Lines[segment.Start.LineIndex] : null;
        foreach (var (text, span) in new[] { (author.Name, author.Span), (line?.Text ?? "", line?.Span ?? default) })
        {
            var office = text.IndexOf('(', StringComparison.Ordinal) is > 0 and var open ? text[..open] : text;
            var key = NameKey.Of(office.Replace('-', ' '));
            if (key.IndexOf(SecretaryOfState, StringComparison.Ordinal) is not (>= 0 and var at)) continue;
            var topic = key[(at + SecretaryOfState.Length)..];
            if (Vocabulary.MinistriesOfSecretariesOfState.TryGetValue(topic, out var ministry)) return new AffiliationFinding(new DeclaredAuthor(ministry, span), "ministry-of-office", 0.7);
            var words = Words.Of(office).Select(word => word.Text).ToList();
            var first = words.FindLastIndex(word => word is "for") + 1;
            var where = office.IndexOf(words[first], office.LastIndexOf(" for ", StringComparison.Ordinal), StringComparison.Ordinal);
            return new AffiliationFinding(new DeclaredAuthor("Department for " + office[where..].Trim().TrimEnd(':', ','), span), "ministry-of-office", 0.5);
        }
        return null;
    }

    private static AffiliationFinding? PostsOnItsSite(Segmentation segmentation, NamedAuthor author)
    {
        if (author.Kind is { Kind: AuthorKind.Organisation, Confidence: >= NameReader.Sure }) return null;
        if (segmentation.Overview.HeadedBy(author)?.Heading is not { Form: AuthorLineForm.ByUnderHeading, Date: not null }) return null;
        return segmentation.Context.Document.Facts.Where(fact => fact.Kind == DocumentFactKind.Source).MaxBy(fact => fact.Confidence) is { } site && !IsOfThePress(site.Value)
            ? new AffiliationFinding(new DeclaredAuthor(site.Value, site.Span ?? default), "posts-on-its-site", 0.4)
            : null;
    }

    // Papers and broadcasters print what others hold.
    private static bool IsOfThePress(string name) => Words.Of(name).Any(word => Vocabulary.PressNouns.Contains(NameKey.Of(word.Text)));

    private static AffiliationFinding? NamedInPreface(Segmentation segmentation, NamedAuthor author) =>
        author.Kind is not { Kind: AuthorKind.Organisation, Confidence: >= NameReader.Sure } && segmentation.Overview.OrganisationInPreface(author.Name) is { } organisation
            ? new AffiliationFinding(organisation, "named-in-preface", 0.9)
            : null;
}
