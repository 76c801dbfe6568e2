using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;
using StatementArchive.Parsing;

namespace StatementArchive.Web.Pages;

/// <summary>A search form.</summary>
/// <param name="Id">Of the field; unique on its page.</param>
/// <param name="Action">The path of the list that it searches.</param>
public sealed record SearchBox(string Id, string Action, string Label, string Hint, string? Value);

/// <summary>Links to the other pages of a list.</summary>
/// <param name="Number">The page that is shown, from 1.</param>
/// <param name="Url">The address of a page.</param>
public sealed record Pager(int Number, int Last, Func<int, string> Url)
{
    /// <summary>First, last, and those around the shown one; <c>null</c> where pages are passed over.</summary>
    public IEnumerable<int?> Numbers()
    {
        var before = 0;
        foreach (var number in Enumerable.Range(1, Last).Where(n => n == 1 || n == Last || Math.Abs(n - Number) <= 1))
        {
            if (number - before == 2) yield return number - 1;
            else if (number - before > 2) yield return null;
            yield return before = number;
        }
    }
}

/// <summary>Statements over time, each bar with the list that it stands for.</summary>
public sealed record Timeline(IReadOnlyList<TimeBin> Bins, StatementFilter Filter);

/// <summary>Statements in a list.</summary>
/// <param name="Sought">What was searched for, to be marked; <c>null</c> if nothing was.</param>
/// <param name="Query">The query as it was typed, for marking it in the statements too.</param>
/// <param name="ShowsArticle">Whether each says in which article it stands.</param>
/// <param name="FormsOff">Keys of name forms that were not searched for.</param>
public sealed record StatementList(IReadOnlyList<StatementRow> Rows, SearchedWords? Sought = null, string? Query = null, bool ShowsArticle = true, string Heading = "h2", IReadOnlyList<string>? FormsOff = null)
{
    /// <summary>The address of a statement, with what was searched for.</summary>
    public string PathOf(StatementRow row) => "/statements/" + Uri.EscapeDataString(row.Slug) + new StatementFilter { Text = Query, FormsOff = Query is null ? [] : FormsOff ?? [] }.ToQueryString();
}

/// <summary>A statement in a list and where its page is.</summary>
public sealed record StatementLink(StatementRow Row, string Path);

/// <summary>Why a fact is believed, and what else was weighed.</summary>
public sealed record EvidenceList(string Summary, IReadOnlyList<EvidenceItem> Items)
{
    /// <summary>Whether the best evidence for what was chosen is weak; without any, nothing is claimed to be sure.</summary>
    public static bool IsGuess(IEnumerable<EvidenceItem> items) =>
        items.Where(e => e.IsChosen).Select(e => e.Confidence).DefaultIfEmpty(0).Max() < EvidenceItem.Sure;
}

/// <summary>What stands where something was withdrawn.</summary>
public sealed record TombstoneView(string Title, Tombstone Stone);

/// <summary>A subject under which a statement or an article stands.</summary>
/// <param name="Evidence">Who put it there.</param>
public sealed record SubjectView(string Slug, string Name, IReadOnlyList<EvidenceItem> Evidence)
{
    /// <summary>Whether nothing says surely that it belongs there.</summary>
    public bool IsGuess => EvidenceList.IsGuess(Evidence);

    /// <summary>Subjects by name, each with those of the items that speak for it, under whichever of its names.</summary>
    public static async Task<IReadOnlyList<SubjectView>> OfAsync(ArchiveContext db, IReadOnlyList<Subject> subjects, IReadOnlyList<EvidenceItem> items, CancellationToken cancellation)
    {
        if (subjects.Count == 0) return [];
        var named = items.Where(item => item.Fact == "subject").ToList();
        var meant = await db.ByKeysAsync<Subject>([.. named.Select(item => INamedRecord.KeyOf(item.Value)).Distinct()], cancellation);
        return
        [
            .. subjects.OrderBy(subject => INamedRecord.KeyOf(subject.Name), StringComparer.Ordinal)
                .Select(subject => new SubjectView(subject.Slug, subject.Name, [.. named.Where(item => meant.GetValueOrDefault(INamedRecord.KeyOf(item.Value))?.Id == subject.Id)])),
        ];
    }
}

/// <summary>Organisations or people by name.</summary>
/// <param name="Search">What was searched for; <c>null</c> if nothing was.</param>
/// <param name="Counts">Public statements of all authors.</param>
/// <param name="State">Of the index that counted them.</param>
public sealed record AuthorList(AuthorKind Kind, string? Search, PageOf<AuthorRow> Page, SearchFacets Counts, IndexState State)
{
    /// <summary>Number of an author's public statements; for an organisation, its people's for it included.</summary>
    public int Statements(AuthorRow author) => (Kind == AuthorKind.Person ? Counts.Authors : Counts.Organisations).GetValueOrDefault(author.Id);

    public string Title => $"{(Kind == AuthorKind.Person ? "People" : "Organisations")}{(Search is null ? "" : $": “{Search}”")}{(Page.Number > 1 ? $", page {Page.Number}" : "")}";

    /// <summary>The address of a page of this list.</summary>
    public string Url(int page) =>
        (Kind == AuthorKind.Person ? "/people" : "/organisations") + new StatementFilter { Text = Search, Page = page }.ToQueryString();
}
