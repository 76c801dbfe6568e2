using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Parsing;
using StatementArchive.Parsing.Formats;

namespace StatementArchive.Web.Pages.Admin.Drafts;

/// <summary>
/// An article on which somebody works: on one side its text, line by line, with what becomes of every passage; on the other what is known of
/// each statement, why, and what else was weighed. Every change is a form, is kept at once, and can be undone.
/// </summary>
public sealed class DraftModel(ArchiveContext db, WorkingCopies copies, Publication publication, NameSuggestions names, DraftDuplicates duplicates, IOptions<ArchiveOptions> options) : PageModel
{
    /// <summary>Lines of text on one page; a long article has several.</summary>
    public const int LinesOfPage = 1_000;

    private bool? _handOut;

    // By the keys of the parts: the page on which each begins.
    private readonly Dictionary<int, int> _pages = [];

    public OpenDraft Open { get; private set; } = null!;

    /// <summary>The parts of this page of the article, each with its lines.</summary>
    public IReadOnlyList<PartView> Parts { get; private set; } = [];

    public int PageNumber { get; private set; } = 1;

    public int LastPage { get; private set; } = 1;

    public Coverage Covered { get; private set; } = null!;

    /// <summary>Why what was asked for was not done; <c>null</c> if nothing was refused.</summary>
    public string? Problem { get; private set; }

    /// <summary>What somebody else did meanwhile; <c>null</c> if nobody did.</summary>
    public ConflictView? Conflict { get; private set; }

    public IReadOnlyList<NameSuggestion> Suggestions { get; private set; } = [];

    /// <summary>Names of authors that may be meant, for filling in.</summary>
    public IReadOnlyList<string> KnownNames { get; private set; } = [];

    /// <summary>What the archive has of the authors on this page of the draft.</summary>
    public IReadOnlyDictionary<DraftAuthor, AuthorInArchive> InArchive { get; private set; } = new Dictionary<DraftAuthor, AuthorInArchive>();

    /// <summary>Revisions of published statements by their addresses, the newest first.</summary>
    public ILookup<string, RevisionView> Revisions { get; private set; } = Enumerable.Empty<RevisionView>().ToLookup(revision => revision.Slug);

    /// <summary>Where else its statements were published.</summary>
    public IReadOnlyList<Elsewhere> Elsewhere { get; private set; } = [];

    /// <summary>What the archive has that is much like the statements of this page.</summary>
    public DraftComparison Compared { get; private set; } = DraftComparison.None;

    /// <summary>Whether the public is to have the kept file, as it was chosen or, before that, as it holds.</summary>
    public bool HandsOut => _handOut ?? Open.Article.Original.IsHandedOut;

    /// <summary>What the kept file tells beside its text, for whoever decides whether the public may have it.</summary>
    public IReadOnlyList<FileTrace> Traces { get; private set; } = [];

    /// <summary>Why that cannot be read; <c>null</c> if it was.</summary>
    public string? TracesProblem { get; private set; }

    /// <summary>What was sent and refused, in words, so that nothing that was typed is lost; empty if nothing was.</summary>
    public IReadOnlyList<(string Label, string Value)> Refused { get; private set; } = [];

    /// <summary>What somebody who publishes looks at first, each in words and with the place of the page where it stands.</summary>
    public IReadOnlyList<(string Words, string Place)> StillOpen { get; private set; } = [];

    /// <summary>Where each statement stands, by its place among them and those that are withdrawn, from 1.</summary>
    public IReadOnlyList<(int Ordinal, string Place)> Places => [.. Open.Content.Statements.Select(part => (Open.Content.OrdinalOf(part.Key), PlaceOf(part)))];

    /// <summary>What the statements are called of which the draft has other publications, by their addresses.</summary>
    public IReadOnlyDictionary<string, string> Republished { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether who looks may read what the public may not any more: who works on drafts alone does not.</summary>
    public bool MayCompareHidden => User.MayActAs(ArchiveRole.Editor);

    public bool IsPublished => Open.Article.Status == PublicationStatus.Published;

    public string Path => Address(Open.Article.Id, 1, null);

    /// <summary>Where the line begins in which a place of the text lies; the place itself if it stands on another page.</summary>
    public int LineOf(int place) => Parts.SelectMany(part => part.Lines).Where(line => line.Start <= place && place < line.End).Select(line => line.Start).DefaultIfEmpty(place).First();

    /// <summary>Whether a fact of a statement is only inferred.</summary>
    public static bool IsGuess(DraftStatement statement, string fact) =>
        (fact == "date" && statement.Date?.Basis == DateBasis.Bounds)
        || statement.Evidence.Where(item => item.Fact == fact && item.IsChosen).Select(item => item.Confidence).DefaultIfEmpty(0).Max() < EvidenceItem.Sure;

    /// <summary>The same page of the text.</summary>
    public string Here(string? handler) => Address(Open.Article.Id, PageNumber, handler);

    public async Task<IActionResult> OnGetAsync(int id, int p = 1, CancellationToken cancellation = default) => await ShowAsync(id, p, cancellation) ?? Page();

    /// <summary>What is done with a line of the text that was chosen.</summary>
    /// <param name="at">Where the line begins.</param>
    /// <param name="words">Words of the line before which it is cut; empty for the whole line.</param>
    public Task<IActionResult> OnPostLineAsync(int id, int version, int? at, string? words, string? act, string? reason, int p = 1, CancellationToken cancellation = default) => EditAsync(id, version, p, open =>
    {
        if (at is not { } start) throw new RefusedEditException("Choose a line first: the dot before it.");
        var part = open.Content.Parts.FirstOrDefault(one => one.Start <= start && start < one.End) ?? throw new RefusedEditException("This line is no longer there.");
        var line = open.Text.Lines(part.Start, part.End).FirstOrDefault(one => one.Start <= start && start < one.End);
        if (line.IsEmpty) throw new RefusedEditException("This line is no longer there.");
        var place = Place(open.Text, line, words);
        var index = open.Content.IndexOf(part.Key);
        return act switch
        {
            "split" => new SplitPart(part.Key, place) { KnownDistinct = open.DistinctFrom(part) },
            "begin" => new MoveBoundary(part.Key, place),
            "end" => index + 1 < open.Content.Parts.Count ? new MoveBoundary(open.Content.Parts[index + 1].Key, place) : throw new RefusedEditException("Nothing stands behind the last part; split it here."),
            "heading" => new SetHeading(part.Key, string.IsNullOrEmpty(words) ? line.End : place + CodePoints(words)),
            "signoff" => new SetSignOff(part.Key, line.Start),
            "hide" => string.IsNullOrEmpty(words) ? new RedactPassage(line.Start, line.End, reason) : new RedactPassage(place, place + CodePoints(words), reason),
            _ => throw new RefusedEditException("Choose what to do with the line."),
        };
    }, cancellation);

    public Task<IActionResult> OnPostMarkAsync(int id, int version, int key, PartFate fate, string? reason, string? statement, int p = 1, CancellationToken cancellation = default) =>
        EditAsync(id, version, p, _ => new MarkPart(key, fate, reason, GivenAddress.Slug(statement)), cancellation, key);

    public Task<IActionResult> OnPostJoinAsync(int id, int version, int key, int p = 1, CancellationToken cancellation = default) => EditAsync(id, version, p, open => new JoinWithNext(key)
    {
        KnownDistinct = open.Content.Parts.SkipWhile(part => part.Key != key).Take(2).ToList() is [var part, var next] ? (open.DistinctFrom(part), open.DistinctFrom(next)) : ([], []),
    }, cancellation, key);

    public Task<IActionResult> OnPostAuthorsAsync(int id, int version, int key, AuthorFields[] authors, int p = 1, CancellationToken cancellation = default) =>
        EditAsync(id, version, p, _ => new SetAuthors(key, [.. authors.Where(author => !string.IsNullOrWhiteSpace(author.Name)).Select(author => author.Meant())]), cancellation, key);

    public Task<IActionResult> OnPostDateAsync(int id, int version, int key, string? date, int p = 1, CancellationToken cancellation = default) => EditAsync(id, version, p, _ => new SetDate(key, GivenDate.Edtf(date)), cancellation, key);

    public Task<IActionResult> OnPostConfirmAsync(int id, int version, int key, string? fact, int p = 1, CancellationToken cancellation = default) => EditAsync(id, version, p, _ => new ConfirmFact(key, fact ?? ""), cancellation, key);

    /// <summary>Takes what was weighed and not taken.</summary>
    /// <param name="key">The statement; <c>null</c> for a fact of the article.</param>
    /// <param name="author">For whom of several authors, by their place from 0.</param>
    public async Task<IActionResult> OnPostTakeAsync(int id, int version, int? key, string? fact, string? value, int? author, int p = 1, CancellationToken cancellation = default)
    {
        var kind = fact == "author" && value is not null ? await AuthorsInArchive.KindAsync(db, value, cancellation) : null;
        return await EditAsync(id, version, p, open =>
        {
            var weighed = key is { } part ? open.Content.Parts[open.Content.IndexOf(part)].Statement?.Evidence ?? [] : open.ArticleEvidence;
            // Forms send line ends of their own.
            var item = weighed.FirstOrDefault(one => one.Fact == fact && one.Value.ReplaceLineEndings() == value?.ReplaceLineEndings()) ?? throw new RefusedEditException("This is not among what was weighed.");
            return key is { } of ? new TakeAlternative(of, item.Fact, item.Value, author) { KnownKind = kind } : new TakeArticleAlternative(item.Fact, item.Value);
        }, cancellation, key);
    }

    /// <summary>Says that a statement that is much like one of the draft is not the same, or that it is to be asked again.</summary>
    /// <param name="statement">Address of the other.</param>
    public async Task<IActionResult> OnPostDistinguishAsync(int id, int version, int key, string? statement, bool distinct, int p = 1, CancellationToken cancellation = default)
    {
        var other = await db.Statements.AsNoTracking().Where(s => s.Slug == statement && s.ArticleId != id)
            .Select(s => new { s.Id, s.Slug, IsWithdrawn = s.Status == PublicationStatus.Withdrawn || s.Article.Status == PublicationStatus.Withdrawn }).SingleOrDefaultAsync(cancellation);
        if (other is { IsWithdrawn: true } && !MayCompareHidden) return await ForbiddenAsync(id, cancellation) ?? await RefusedAsync(id, p, "That statement was withdrawn; an editor says whether this is the same.", cancellation, StatusCodes.Status403Forbidden);
        return await EditAsync(id, version, p, _ => other is null ? throw new RefusedEditException("There is no such statement in another article.") : new Distinguish(key, other.Id, other.Slug, distinct), cancellation, key);
    }

    public Task<IActionResult> OnPostDescribeAsync(int id, int version, int key, string? title, string? language, int? translationOf, string? subjects, int p = 1, CancellationToken cancellation = default) =>
        EditAsync(id, version, p, _ => new DescribeStatement(key, title, GivenLanguage.Tag(language), translationOf, (subjects ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)), cancellation, key);

    public Task<IActionResult> OnPostArticleAsync(int id, int version, string? title, string? language, string? published, string? submittedBy, string? source, string? url, string? captured, string? licence, string? note, int p = 1, CancellationToken cancellation = default) =>
        EditAsync(id, version, p, _ => new DescribeArticle(new DraftFacts(title, GivenLanguage.Tag(language), GivenDate.Edtf(published), submittedBy, source, url, GivenDate.Edtf(captured), licence, note)), cancellation);

    public Task<IActionResult> OnPostRevealAsync(int id, int version, int start, int p = 1, CancellationToken cancellation = default) => EditAsync(id, version, p, _ => new RevealPassage(start), cancellation);

    public async Task<IActionResult> OnPostRestoreAsync(int id, int version, int key, string? slug, int number, int p = 1, CancellationToken cancellation = default)
    {
        var content = await db.Revisions.AsNoTracking().Where(r => r.Statement.Slug == slug && r.Statement.ArticleId == id && r.Number == number && r.Content != "").Select(r => r.Content).SingleOrDefaultAsync(cancellation);
        return await EditAsync(id, version, p, _ => content is null ? throw new RefusedEditException("There is no such revision.") : new RestoreRevision(key, slug!, number, RevisionContent.Read(content)), cancellation, key);
    }

    public Task<IActionResult> OnPostUndoAsync(int id, int version, int p = 1, CancellationToken cancellation = default) => ChangeAsync(id, p, () => copies.UndoAsync(id, version, User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostRedoAsync(int id, int version, int p = 1, CancellationToken cancellation = default) => ChangeAsync(id, p, () => copies.RedoAsync(id, version, User.Id(), cancellation), cancellation);

    public Task<IActionResult> OnPostDiscardAsync(int id, int version, int p = 1, CancellationToken cancellation = default) => ChangeAsync(id, p, () => copies.DiscardAsync(id, version, User.Id(), cancellation), cancellation);

    /// <summary>Decides whether a name is an author's; that is no change of the draft, but of the archive's names.</summary>
    public async Task<IActionResult> OnPostNameAsync(int id, int name, bool theirs, int p = 1, CancellationToken cancellation = default)
    {
        if (await ForbiddenAsync(id, cancellation) is { } forbidden) return forbidden;
        if (!ModelState.IsValid) return await RefusedAsync(id, p, Unreadable(), cancellation);
        return await names.DecideAsync(id, name, theirs, User.MayActAs(ArchiveRole.Editor), User.Id(), cancellation) switch
        {
            NameDecision.Made => See(id, p, "#names"),
            NameDecision.Public => await RefusedAsync(id, p, "This name stands in what is published, too; an editor decides on it.", cancellation, StatusCodes.Status403Forbidden),
            _ => await RefusedAsync(id, p, "This name does not wait for a decision here any more.", cancellation),
        };
    }

    /// <param name="handOut">Whether the public may have the kept file; of a correction it is not asked.</param>
    public async Task<IActionResult> OnPostPublishAsync(int id, int version, string? reason, bool handOut = false, int p = 1, CancellationToken cancellation = default)
    {
        if (!User.MayActAs(ArchiveRole.Editor)) return Forbid();
        if (!ModelState.IsValid) return await RefusedAsync(id, p, Unreadable(), cancellation);
        _handOut = handOut;
        var isDraft = await db.Articles.AnyAsync(a => a.Id == id && a.Status == PublicationStatus.Draft, cancellation);
        switch (await publication.PublishAsync(id, version, reason, User.Id(), cancellation, isDraft ? handOut : null))
        {
            case PublicationOutcome.Done done:
                return Redirect("/articles/" + Uri.EscapeDataString(done.Slug));
            case PublicationOutcome.Conflict:
                return await ConflictAsync(id, p, version, cancellation);
            case PublicationOutcome.Refused refused:
                return await RefusedAsync(id, p, refused.Reason, cancellation);
            default:
                return NotFound();
        }
    }

    /// <summary>Hands the kept file of what is published out, or does so no more; at once, and not as a correction.</summary>
    public async Task<IActionResult> OnPostHandOutAsync(int id, bool handOut, int p = 1, CancellationToken cancellation = default)
    {
        if (!User.MayActAs(ArchiveRole.Editor)) return Forbid();
        await publication.HandOutAsync(id, handOut, User.Id(), cancellation);
        return See(id, p, "#file");
    }

    private Task<IActionResult> EditAsync(int id, int version, int p, Func<OpenDraft, DraftEdit> edit, CancellationToken cancellation, int? key = null) =>
        ChangeAsync(id, p, () => copies.ApplyAsync(id, version, edit, User.Id(), cancellation), cancellation, key);

    private async Task<IActionResult> ChangeAsync(int id, int p, Func<Task<EditOutcome>> change, CancellationToken cancellation, int? key = null)
    {
        if (await ForbiddenAsync(id, cancellation) is { } forbidden) return forbidden;
        if (!ModelState.IsValid) return await RefusedAsync(id, p, Unreadable(), cancellation);
        switch (await change())
        {
            case EditOutcome.Done:
                return See(id, p, key is { } part ? string.Create(CultureInfo.InvariantCulture, $"#part{part}") : "");
            case EditOutcome.Conflict:
                return await ConflictAsync(id, p, Version(), cancellation);
            case EditOutcome.Refused refused:
                return await RefusedAsync(id, p, refused.Reason, cancellation);
            case EditOutcome.Forbidden:
                return Forbid();
            default:
                return NotFound();
        }
    }

    // Whoever may not do it is told before all else; whether it holds is asked again when it is written.
    private async Task<IActionResult?> ForbiddenAsync(int id, CancellationToken cancellation) =>
        !User.MayActAs(ArchiveRole.Editor) && await db.Articles.AnyAsync(a => a.Id == id && a.Status != PublicationStatus.Draft, cancellation) ? Forbid() : null;

    private RedirectResult See(int id, int p, string fragment) => Redirect(Address(id, p, null) + fragment);

    private string Unreadable() => "Something in what was sent cannot be read. " + string.Join(' ', ModelState.Values.SelectMany(value => value.Errors).Select(error => error.ErrorMessage).Distinct().Take(3));

    private async Task<IActionResult> RefusedAsync(int id, int p, string reason, CancellationToken cancellation, int status = StatusCodes.Status422UnprocessableEntity)
    {
        if (await ShowAsync(id, p, cancellation) is { } missing) return missing;
        Problem = reason;
        Refused = ChangeWords.Of(Request.Query["handler"].ToString(), SentFields(), Open, Version() >= Open.BeganAt);
        Response.StatusCode = status;
        return Page();
    }

    private async Task<IActionResult> ConflictAsync(int id, int p, int version, CancellationToken cancellation)
    {
        if (await ShowAsync(id, p, cancellation) is { } missing) return missing;
        var (handler, fields) = (Request.Query["handler"].ToString(), SentFields());
        var isSameWork = version >= Open.BeganAt;
        Conflict = new ConflictView(
            isSameWork,
            [.. Open.Steps.Where(step => step.Version > version)],
            handler,
            fields,
            ChangeWords.Of(handler, fields, Open, isSameWork),
            isSameWork && int.TryParse(Request.Form["key"], NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? Open.Content.Parts.FirstOrDefault(part => part.Key == key) : null);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private List<(string Name, string Value)> SentFields() =>
        [.. Request.Form.Where(field => field.Key is not ("version" or "__RequestVerificationToken")).SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")))];

    private int Version() => int.TryParse(Request.Form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private async Task<IActionResult?> ShowAsync(int id, int p, CancellationToken cancellation)
    {
        if (await copies.OpenAsync(id, cancellation) is not { } open) return NotFound();
        if (open.Article.Status == PublicationStatus.Published && !User.MayActAs(ArchiveRole.Editor)) return Forbid();
        Open = open;
        ReadPage(p);
        Covered = Coverage.Of(open);
        Suggestions = await names.OfArticleAsync(id, cancellation);
        KnownNames =
        [
            .. open.Article.DeclaredAuthors.Select(author => author.Name)
                .Concat(open.Content.Statements.SelectMany(part => part.Statement!.Authors.SelectMany(author => new[] { author.Name, author.Affiliation })).OfType<string>())
                .Concat(open.Content.Statements.SelectMany(part => part.Statement!.Evidence.Where(item => item.Fact is "author" or "affiliation").Select(item => item.Value)))
                .Distinct().Order(StringComparer.Ordinal),
        ];
        InArchive = await AuthorsInArchive.FindAsync(db, Parts.SelectMany(view => view.Part.Statement?.Authors ?? []), cancellation);
        Compared = await duplicates.OfAsync(open, Parts.Where(view => !view.IsContinued).Select(view => view.Part), cancellation);
        if (User.MayActAs(ArchiveRole.Editor) && open.Article.Original.MediaType != "text/plain") await ReadTracesAsync(open.Article.Original, cancellation);
        StillOpen = [.. Unsettled()];
        var republished = open.Content.Parts.Select(part => part.RepublicationOf).OfType<string>().ToList();
        if (republished.Count > 0)
        {
            Republished = (await db.Statements.AsNoTracking().Where(s => EF.Parameter(republished).Contains(s.Slug)).Select(s => new { s.Slug, s.Title, s.Edtf, Authors = s.Authors.OrderBy(a => a.Position).Select(a => a.Author.Name).ToList() }).ToListAsync(cancellation))
                .ToDictionary(s => s.Slug, s => $"{s.Title ?? (s.Authors.Count == 0 ? "a statement" : string.Join(", ", s.Authors))}, {s.Edtf ?? "undated"}");
        }
        if (IsPublished)
        {
            Elsewhere = await Admin.Elsewhere.OfAsync(db, id, cancellation);
            Revisions = (await db.Revisions.AsNoTracking().Where(r => r.Statement.ArticleId == id && r.Content != "").OrderByDescending(r => r.Number)
                .Select(r => new RevisionView(r.Statement.Slug, r.Number, r.At, r.Reason)).ToListAsync(cancellation)).ToLookup(revision => revision.Slug);
        }
        return null;
    }

    private async Task ReadTracesAsync(Original original, CancellationToken cancellation)
    {
        if (await db.Set<OriginalContent>().AsNoTracking().Where(content => content.OriginalId == original.Id).Select(content => content.Bytes).SingleOrDefaultAsync(cancellation) is not { } bytes) return;
        try
        {
            Traces = FileTraces.Of(original.MediaType, bytes, options.Value.Limits);
        }
        catch (UnreadableDocumentException fault)
        {
            TracesProblem = fault.Message;
        }
    }

    private IEnumerable<(string Words, string Place)> Unsettled()
    {
        var statements = Open.Content.Statements.ToList();
        (string What, Func<DraftPart, bool> IsSo)[] questions =
        [
            ("the archive withdrew a statement that is nearly the same", part => IsLike(part, other => other.Withdrawn is not null)),
            ("words of it are hidden in a statement that is nearly the same", part => IsLike(part, other => other.ShowsHidden)),
            ("no author is known", part => part.Statement!.Authors.Count == 0),
            ("the author is only inferred", part => part.Statement!.Authors.Count > 0 && IsGuess(part.Statement, "author")),
            ("no date is known", part => part.Statement!.Date is null),
            ("the date is only inferred", part => part.Statement!.Date is not null && IsGuess(part.Statement, "date")),
            ("it may have been published before", part => IsLike(part, other => other.Withdrawn is null)),
        ];

        bool IsLike(DraftPart part, Func<NearDuplicate, bool> isSo) => Compared.OfParts.TryGetValue(part.Key, out var compared) && compared.Alike.Any(isSo);

        foreach (var (what, isSo) in questions)
        {
            if (statements.Where(isSo).ToList() is not [var first, .. var others]) continue;
            var of = others.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", and so of {Words.Count(others.Count, "other")}");
            yield return (string.Create(CultureInfo.InvariantCulture, $"Statement {Open.Content.OrdinalOf(first.Key)}: {what}{of}"), PlaceOf(first));
        }
        if (Suggestions.Count > 0) yield return ($"{Words.Count(Suggestions.Count, "name waits", "names wait")} for a decision", "#names");
        if (Compared.Missing > 0) yield return ("Not all of the archive was compared with it yet", "#uncompared");
    }

    // Of a part that begins on another page of the text, with that page.
    private string PlaceOf(DraftPart part)
    {
        var page = _pages[part.Key];
        return (page == PageNumber ? "" : Address(Open.Article.Id, page, null)) + string.Create(CultureInfo.InvariantCulture, $"#part{part.Key}");
    }

    private void ReadPage(int p)
    {
        List<PartView> parts = [];
        var (first, count) = ((Math.Max(1, p) - 1) * LinesOfPage, 0);
        foreach (var part in Open.Content.Parts)
        {
            var lines = Open.Text.Lines(part.Start, part.End).ToList();
            var shown = lines.Skip(Math.Max(0, first - count)).Take(Math.Max(0, Math.Min(lines.Count, first + LinesOfPage - count) - Math.Max(0, first - count))).ToList();
            if (shown.Count > 0) parts.Add(new PartView(part, [.. shown.Select(line => new LineView(line.Start, line.End, Open.Text.Passage(line.Start, line.End)))], shown[0].Start > lines[0].Start, lines.Count));
            _pages[part.Key] = (count / LinesOfPage) + 1;
            count += lines.Count;
        }
        LastPage = Math.Max(1, (count + LinesOfPage - 1) / LinesOfPage);
        PageNumber = Math.Clamp(p, 1, LastPage);
        if (PageNumber != Math.Max(1, p))
        {
            ReadPage(PageNumber);
            return;
        }
        Parts = parts;
    }

    private static int Place(DraftText text, TextSpan line, string? words)
    {
        if (string.IsNullOrEmpty(words)) return line.Start;
        var passage = text.Passage(line.Start, line.End);
        var at = passage.IndexOf(words, StringComparison.Ordinal);
        if (at < 0) throw new RefusedEditException("These words do not stand in the chosen line.");
        if (passage.IndexOf(words, at + 1, StringComparison.Ordinal) >= 0) throw new RefusedEditException("These words stand in the chosen line more than once; give more of them.");
        return line.Start + CodePoints(passage[..at]);
    }

    private static int CodePoints(string text) => new CodePointIndex(text).Length;

    private static string Address(int id, int page, string? handler)
    {
        var query = string.Join('&', new[] { handler is null ? null : $"handler={handler}", page > 1 ? string.Create(CultureInfo.InvariantCulture, $"p={page}") : null }.OfType<string>());
        return string.Create(CultureInfo.InvariantCulture, $"/admin/drafts/{id}") + (query.Length > 0 ? "?" + query : "");
    }

    /// <summary>A part with the lines of it that are shown.</summary>
    /// <param name="IsContinued">Whether lines of it stand on the page before.</param>
    public sealed record PartView(DraftPart Part, IReadOnlyList<LineView> Lines, bool IsContinued, int LineCount);

    /// <summary>A line of the text; offsets in code points.</summary>
    public sealed record LineView(int Start, int End, string Text);

    /// <param name="At">UTC.</param>
    public sealed record RevisionView(string Slug, int Number, DateTime At, string Reason);

    /// <summary>What two people want of one draft.</summary>
    /// <param name="IsSameWork">Whether the draft is still the one that was seen, with steps since; otherwise its records changed, and its parts have other keys.</param>
    /// <param name="Since">What the other did, the last first; empty if only a step was undone.</param>
    /// <param name="Handler">Of the change that was not made.</param>
    /// <param name="Fields">Of the change that was not made.</param>
    /// <param name="Told">The change that was not made, in words.</param>
    /// <param name="Part">The part that was meant, as it is now.</param>
    public sealed record ConflictView(bool IsSameWork, IReadOnlyList<StepTaken> Since, string Handler, IReadOnlyList<(string Name, string Value)> Fields, IReadOnlyList<(string Label, string Value)> Told, DraftPart? Part)
    {
        /// <summary>Whether it is known what the change would be made to.</summary>
        public bool CanBeMade => IsSameWork || Fields.All(one => one.Name is not ("key" or "translationOf"));
    }

    /// <summary>What became of all characters that are not white space.</summary>
    /// <param name="Missing">Those in no part.</param>
    /// <param name="Twice">Those in more than one.</param>
    public sealed record Coverage(int Statements, int StatementCount, int Preface, int Republished, int LeftOut, int Withdrawn, IReadOnlyList<string> Reasons, int Missing, int Twice)
    {
        public int All => Statements + Preface + Republished + LeftOut + Withdrawn + Missing - Twice;

        public static Coverage Of(OpenDraft open)
        {
            var counts = open.Content.Parts.ToLookup(part => part.Fate, part => open.Text.Inked(part.Start, part.End));
            var (at, missing, twice) = (0, 0, 0);
            foreach (var part in open.Content.Parts.OrderBy(part => part.Start))
            {
                if (at < part.Start) missing += open.Text.Inked(at, part.Start);
                else if (part.Start < at) twice += open.Text.Inked(part.Start, Math.Min(at, part.End));
                at = Math.Max(at, part.End);
            }
            return new Coverage(
                counts[PartFate.Statement].Sum(), counts[PartFate.Statement].Count(), counts[PartFate.Preface].Sum(), counts[PartFate.Republication].Sum(), counts[PartFate.LeftOut].Sum(), counts[PartFate.Withdrawn].Sum(),
                [.. open.Content.Parts.Select(part => part.Reason).OfType<string>().Distinct()], missing + open.Text.Inked(at, open.Text.Length), twice);
        }
    }
}

/// <summary>A row of the form for authors.</summary>
public sealed class AuthorFields
{
    public string? Name { get; set; }

    public AuthorKind Kind { get; set; }

    public string? Affiliation { get; set; }

    /// <summary>The address of the record that was meant before, and the names and kind by which it was shown: changed ones mean another record.</summary>
    public string? Slug { get; set; }

    public string? WasName { get; set; }

    public AuthorKind WasKind { get; set; }

    public string? AffiliationSlug { get; set; }

    public string? WasAffiliation { get; set; }

    public DraftAuthor Meant() => new(
        Name!, Kind, Name == WasName && Kind == WasKind ? GivenValues.Worded(Slug) : null, Affiliation, Affiliation == WasAffiliation ? GivenValues.Worded(AffiliationSlug) : null);
}
