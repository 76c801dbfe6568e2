using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Duplicates;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;

namespace StatementArchive.Data.Editing;

/// <summary>What became of publishing.</summary>
public abstract record PublicationOutcome
{
    /// <param name="Statements">Addresses of the statements that were published or changed by it.</param>
    public sealed record Done(string Slug, IReadOnlyList<string> Statements) : PublicationOutcome;

    /// <summary>Somebody else was there before; nothing was changed.</summary>
    public sealed record Conflict : PublicationOutcome;

    public sealed record Refused(string Reason) : PublicationOutcome;

    public sealed record Gone : PublicationOutcome;
}

/// <summary>
/// Makes what somebody worked out the archive's records: publishes a draft, or corrects what is published. Each statement that changes gets a
/// revision; none is overwritten. One transaction: afterwards all of it holds, or nothing.
/// </summary>
public sealed class Publication(ArchiveContext db, WorkingCopies copies, NearDuplicates duplicates, TimeProvider clock)
{
    /// <param name="version">The version that was seen before.</param>
    /// <param name="reason">Why, in public words; needed for a correction.</param>
    /// <param name="isHandedOut">Whether the public may have the kept file; <c>null</c> for what held before.</param>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<PublicationOutcome> PublishAsync(int articleId, int version, string? reason, int? userId, CancellationToken cancellation, bool? isHandedOut = null) => db.InOneTransactionAsync(
        async () =>
        {
            try
            {
                return await WriteAsync(articleId, version, reason, userId, isHandedOut, cancellation);
            }
            catch (RefusedEditException e)
            {
                return new PublicationOutcome.Refused(e.Message);
            }
        },
        outcome => outcome is PublicationOutcome.Done, cancellation);

    /// <summary>Says whether the public may have the kept file of an article.</summary>
    /// <returns><c>false</c> if there is no such article, or if it is so already.</returns>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<bool> HandOutAsync(int articleId, bool isHandedOut, int? userId, CancellationToken cancellation) => db.InOneTransactionAsync(
        async () => await db.Articles.Include(a => a.Original).SingleOrDefaultAsync(a => a.Id == articleId, cancellation) is { } article && HandOut(article, isHandedOut, userId),
        isChanged => isChanged, cancellation);

    private bool HandOut(Article article, bool isHandedOut, int? userId)
    {
        if (article.Original.IsHandedOut == isHandedOut) return false;
        article.Original.IsHandedOut = isHandedOut;
        db.Audit(clock.GetUtcNow().UtcDateTime, userId, isHandedOut ? "file handed out" : "file kept back", "article", article.LoggedAs, after: new { article.Original.Sha256, article.Original.MediaType });
        return true;
    }

    /// <summary>Reads what the public would read if it were published now; afterwards nothing is changed.</summary>
    /// <param name="read">Reads with the same context, and is handed the article's number.</param>
    /// <returns>Why it cannot be published, in words; <c>null</c> if it can, and was read.</returns>
    /// <remarks>Other writers wait meanwhile.</remarks>
    /// <exception cref="ArchiveUnavailableException">The database cannot be written.</exception>
    public Task<string?> PreviewAsync(int articleId, int? userId, Func<int, Task> read, CancellationToken cancellation) => db.InOneTransactionAsync(
        async () =>
        {
            if (await OpenAsync(articleId, cancellation) is not var (_, open)) return "There is no such article.";
            try
            {
                await new Records(db, open, clock.GetUtcNow().UtcDateTime, userId, "Preview").WriteAsync(cancellation);
            }
            catch (RefusedEditException e)
            {
                return e.Message;
            }
            db.ChangeTracker.Clear();
            await read(articleId);
            return null;
        },
        _ => false, cancellation);

    private async Task<PublicationOutcome> WriteAsync(int articleId, int version, string? reason, int? userId, bool? isHandedOut, CancellationToken cancellation)
    {
        if (await OpenAsync(articleId, cancellation) is not var (copy, open)) return new PublicationOutcome.Gone();
        if (open.Version != version) return new PublicationOutcome.Conflict();
        var (article, now) = (open.Article, clock.GetUtcNow().UtcDateTime);
        var isCorrection = article.Status == PublicationStatus.Published;
        if (isCorrection && !open.IsChanged) return new PublicationOutcome.Refused("Nothing was changed.");
        if (isCorrection && string.IsNullOrWhiteSpace(reason)) return new PublicationOutcome.Refused("Say why it is corrected; the public reads it.");
        if (reason is not null && GivenValues.FaultOfRemark(reason) is { } fault) return new PublicationOutcome.Refused($"The reason: {fault}.");
        var changed = await new Records(db, open, now, userId, GivenValues.Worded(reason) ?? "Published").WriteAsync(cancellation);
        await RenewShinglesAsync(open, cancellation);
        await copies.EndAsync(articleId, copy, cancellation);
        if (isHandedOut is { } decided) HandOut(article, decided, userId);
        db.Audit(now, userId, isCorrection ? "article corrected" : "article published", "article", article.Slug, before: isCorrection ? DraftLog.Told(open.Records) : null, after: DraftLog.Told(open.Content), reason: reason);
        return new PublicationOutcome.Done(article.Slug, changed);
    }

    private async Task<(WorkingCopy? Copy, OpenDraft Open)?> OpenAsync(int articleId, CancellationToken cancellation)
    {
        if (await DraftReader.LoadAsync(db, articleId, cancellation) is not { Status: not PublicationStatus.Withdrawn } article) return null;
        var copy = await db.WorkingCopies.SingleOrDefaultAsync(one => one.ArticleId == articleId, cancellation);
        return (copy, await copies.OpenAsync(article, copy, cancellation));
    }

    // New statements are taken in with the next that come.
    private async Task RenewShinglesAsync(OpenDraft open, CancellationToken cancellation)
    {
        var places = open.Records.Statements.ToDictionary(part => part.Statement!.Slug!, part => (part.Start, part.End));
        foreach (var part in open.Content.Statements)
        {
            if (part.Statement!.Slug is not { } slug || !places.TryGetValue(slug, out var place) || place == (part.Start, part.End)) continue;
            var statement = open.Article.Statements.Single(s => s.Start == part.Start && s.Status != PublicationStatus.Withdrawn);
            await duplicates.RenewAsync(statement.Id, open.Text.Passage(part.Start, part.End), cancellation);
        }
    }

    /// <summary>The records of one article on their way to what its draft says.</summary>
    private sealed class Records(ArchiveContext db, OpenDraft open, DateTime now, int? userId, string reason)
    {
        // Above any place that a statement can have, for the time in which places are exchanged.
        private const int Elsewhere = 1_000_000;

        private readonly Article _article = open.Article;
        private readonly ArticleDraft _draft = open.Content;
        private readonly AuthorityRecords _authorities = new(db);
        private readonly bool _wasPublic = open.Article.Status == PublicationStatus.Published;

        /// <summary>Writes all and returns the addresses of the statements that changed for the public.</summary>
        public async Task<IReadOnlyList<string>> WriteAsync(CancellationToken cancellation)
        {
            if (!_draft.Statements.Any() && !_draft.Parts.Any(part => part.Fate == PartFate.Republication)) throw new RefusedEditException("There is no statement in it.");
            var kept = _draft.Statements.Where(part => part.Statement!.Slug is not null).ToDictionary(part => part.Statement!.Slug!);
            var gone = _article.Statements.Where(s => s.Status != PublicationStatus.Withdrawn && !kept.ContainsKey(s.Slug)).ToList();
            var forms = await db.PublicFormsAsync(_article.Id, cancellation);
            var before = _article.Statements.ToDictionary(s => s.Slug, s => JsonSerializer.Serialize(RevisionContent.Of(s), RevisionContent.Json));
            await DescribeArticleAsync(cancellation);
            foreach (var statement in gone) await RemoveAsync(statement, cancellation);
            await db.SaveChangesAsync(cancellation);
            // No two statements of an article share a place, not even for a moment.
            foreach (var statement in _article.Statements) statement.Ordinal += Elsewhere;
            await db.SaveChangesAsync(cancellation);

            var byKey = new Dictionary<int, Statement>();
            var ordinal = 0;
            foreach (var part in _draft.Parts.Where(part => part.Fate is PartFate.Statement or PartFate.Withdrawn))
            {
                ordinal++;
                byKey[part.Key] = part.Withdrawn is { } slug ? _article.Statements.Single(s => s.Slug == slug) : await StatementAsync(part, ordinal, cancellation);
                byKey[part.Key].Ordinal = ordinal;
            }
            foreach (var (statement, at) in _article.Statements.Where(s => s.Status == PublicationStatus.Withdrawn).Except(byKey.Values).OrderBy(s => s.Ordinal).Select((statement, at) => (statement, at))) statement.Ordinal = ordinal + 1 + at;
            foreach (var part in _draft.Statements) byKey[part.Key].TranslationOf = part.Statement!.TranslationOf is { } key ? byKey[key] : null;
            await DistinguishAsync(byKey, cancellation);
            await RepublishAsync(cancellation);
            await HideNamesAsync(cancellation);
            await HideRevisionsAsync(cancellation);
            _article.Status = PublicationStatus.Published;
            await db.SaveChangesAsync(cancellation);

            List<string> changed = [.. gone.Where(_ => _wasPublic).Select(s => s.Slug)];
            foreach (var part in _draft.Statements)
            {
                var statement = byKey[part.Key];
                var content = JsonSerializer.Serialize(RevisionContent.Of(statement), RevisionContent.Json);
                if (_wasPublic && statement.Status == PublicationStatus.Published && before.GetValueOrDefault(statement.Slug) == content) continue;
                changed.Add(statement.Slug);
                await PublishAsync(statement, content, cancellation);
            }
            await db.TellOfFormsAsync(_article.Id, forms, now, cancellation);
            await db.SaveChangesAsync(cancellation);
            return changed;
        }

        private async Task DescribeArticleAsync(CancellationToken cancellation)
        {
            var (before, facts) = (DraftFacts.Of(_article), _draft.Facts);
            foreach (var fact in DraftFacts.Names.Where(fact => before.Of(fact) != facts.Of(fact)))
            {
                foreach (var item in _article.Evidence.Where(e => e.StatementId == null && e.Fact == fact)) item.IsChosen = item.Value == facts.Of(fact);
                if (facts.Of(fact) is { } given) db.Add(new EvidenceItem { Article = _article, Fact = fact, Value = given, Rule = DraftEvidence.Archivist, Quote = "", Confidence = 1, IsChosen = true });
            }
            _article.Title = facts.Title;
            _article.Language = facts.Language;
            _article.Published = facts.Published;
            _article.PublishedOn = facts.Published is { } published ? GivenValues.TryReadMoment(published)?.Date ?? _article.PublishedOn : null;
            _article.SubmittedBy = facts.SubmittedBy;
            _article.Source = facts.Source is { } source ? await _authorities.SourceAsync(source, cancellation) : null;
            _article.Url = facts.Url;
            _article.Captured = facts.Captured;
            _article.Licence = facts.Licence;
            _article.Note = facts.Note;
            _article.Parts.Clear();
            _article.Parts.AddRange(_draft.Parts.Where(part => part.Fate is PartFate.Preface or PartFate.LeftOut).Select(part => new ArticlePart { Start = part.Start, End = part.End, LeftOutReason = part.Reason }));
            _article.Redactions.Clear();
            _article.Redactions.AddRange(_draft.Redactions.Select(hidden => new Redaction { Start = hidden.Start, End = hidden.End, Reason = hidden.Reason }));
            if (!_wasPublic) _article.Slug = await SlugAsync(db.Articles.Where(a => a.Id != _article.Id).Select(a => a.Slug), RecordSlugs.OfArticle(_article.Title, _article.Original.Sha256), _article.Slug, cancellation);
        }

        // What the public never saw goes; what it saw leaves a tombstone.
        private async Task RemoveAsync(Statement statement, CancellationToken cancellation)
        {
            foreach (var translation in _article.Statements.Where(s => s.TranslationOfId == statement.Id)) translation.TranslationOf = null;
            if (_wasPublic && statement.Status == PublicationStatus.Published)
            {
                statement.Status = PublicationStatus.Withdrawn;
                // It was joined with another.
                var isElsewhere = _draft.Statements.Any(part => part.Start <= statement.Start && statement.End <= part.End);
                db.Add(new Withdrawal { Statement = statement, At = now, Reason = isElsewhere ? WithdrawalReason.Duplicate : WithdrawalReason.Mistake, Note = reason, UserId = userId, IsDestroyed = false });
                db.Add(new Change { At = now, Kind = ChangeKind.Withdrawn, Statement = statement });
                return;
            }
            await db.AuthorNames.Where(n => n.StatementId == statement.Id && n.Status != NameStatus.Refused).ExecuteDeleteAsync(cancellation);
            await db.AuthorNames.Where(n => n.StatementId == statement.Id).ExecuteUpdateAsync(n => n.SetProperty(one => one.StatementId, (int?)null), cancellation);
            await db.StatementDistinctions.Where(d => d.OneId == statement.Id || d.OtherId == statement.Id).ExecuteDeleteAsync(cancellation);
            await db.Revisions.Where(r => r.StatementId == statement.Id).ExecuteDeleteAsync(cancellation);
            db.RemoveRange(_article.Evidence.Where(e => e.StatementId == statement.Id));
            db.RemoveRange(statement.Authors);
            db.RemoveRange(statement.Subjects);
            db.Remove(statement);
            _article.Statements.Remove(statement);
        }

        private async Task<Statement> StatementAsync(DraftPart part, int ordinal, CancellationToken cancellation)
        {
            var draft = part.Statement!;
            var statement = draft.Slug is { } slug ? _article.Statements.Single(s => s.Slug == slug) : null;
            if (statement is null)
            {
                statement = new Statement { Slug = $"unpublished-{_article.Original.Sha256[..16]}-{part.Key}", Article = _article, Ordinal = ordinal, Body = "", Words = 0, Start = part.Start, End = part.End, RevisionNumber = 0, Status = PublicationStatus.Draft };
                _article.Statements.Add(statement);
                // What counts revisions begins with none; the database wants to see the first.
                statement.RevisionNumber = 1;
            }
            // A text that nobody moved stays as it was written.
            if (IsRewritten(statement, part))
            {
                open.Text.WriteTo(statement, part, _draft.Redactions);
                if (statement.Body.Length == 0) throw new RefusedEditException(string.Create(CultureInfo.InvariantCulture, $"Statement {ordinal} is nothing but a heading."));
            }
            (statement.Start, statement.End) = (part.Start, part.End);
            statement.Title = draft.Title;
            statement.Language = draft.Language;
            (statement.Earliest, statement.Latest, statement.Precision, statement.Basis, statement.Edtf) = (draft.Date?.Earliest, draft.Date?.Latest, draft.Date?.Precision, draft.Date?.Basis, draft.Date?.Edtf);
            statement.Signatories.Clear();
            statement.Signatories.AddRange(draft.Signatories.Select(s => new Model.Signatory { Name = s.Name, Description = s.Description, Start = s.Start, End = s.End, IsHidden = _article.Redactions.Hide(s.Start, s.End) }));
            await AuthorsAsync(statement, draft, cancellation);
            await SubjectsAsync(statement, draft, cancellation);
            Believe(statement, draft);
            if (statement.Status == PublicationStatus.Draft)
            {
                var slugs = RecordSlugs.OfStatement(draft.Authors is [var first, ..] ? first.Name : null, draft.Date, draft.Title ?? _article.Title, _article.Original.Sha256, ordinal);
                statement.Slug = await SlugAsync(db.Statements.Where(s => s.Id != statement.Id || statement.Id == 0).Select(s => s.Slug), slugs, statement.Slug, cancellation);
                await db.SaveChangesAsync(cancellation);
            }
            return statement;
        }

        private bool IsRewritten(Statement statement, DraftPart part)
        {
            var before = open.Records.Statements.SingleOrDefault(one => one.Statement!.Slug == part.Statement!.Slug);
            return before is null || part.Statement!.Slug is null
                || (before.Start, before.End, before.Statement!.HeadingEnd, before.Statement.SignOffStart) != (part.Start, part.End, part.Statement.HeadingEnd, part.Statement.SignOffStart)
                || Hidden(open.Records) != Hidden(_draft);

            string Hidden(ArticleDraft draft) => string.Join(' ', draft.Redactions.Where(hidden => hidden.Start < part.End && part.Start < hidden.End).Select(hidden => $"{hidden.Start}-{hidden.End}"));
        }

        private async Task AuthorsAsync(Statement statement, DraftStatement draft, CancellationToken cancellation)
        {
            var wanted = new List<(Author Author, Author? Affiliation)>();
            foreach (var author in draft.Authors)
            {
                var found = await _authorities.AuthorAsync(author.Name, author.Kind, author.Slug, cancellation);
                // Two names can have become one author's.
                if (wanted.Exists(one => one.Author == found)) continue;
                wanted.Add((found,
                    author.Affiliation is { } organisation ? await _authorities.AuthorAsync(organisation, AuthorKind.Organisation, author.AffiliationSlug, cancellation) : null));
            }
            if (statement.Authors.OrderBy(a => a.Position).Select(a => (a.Author, a.Affiliation)).SequenceEqual(wanted)) return;
            var owners = wanted.SelectMany(one => new[] { one.Author.Id, one.Affiliation?.Id ?? 0 }).ToList();
            // A name that stood for somebody who did not speak here is nobody's; that it is not theirs holds wherever it is met.
            if (statement.Id != 0) await db.AuthorNames.Where(n => n.StatementId == statement.Id && !owners.Contains(n.AuthorId) && n.Status != NameStatus.Refused).ExecuteDeleteAsync(cancellation);
            db.RemoveRange(statement.Authors);
            await db.SaveChangesAsync(cancellation);
            statement.Authors.Clear();
            statement.Authors.AddRange(wanted.Select((one, at) => new Model.StatementAuthor { Statement = statement, Position = at + 1, Author = one.Author, Affiliation = one.Affiliation }));
        }

        private async Task SubjectsAsync(Statement statement, DraftStatement draft, CancellationToken cancellation)
        {
            var wanted = new List<Subject>();
            foreach (var name in draft.Subjects) wanted.Add(await _authorities.SubjectAsync(name, cancellation));
            foreach (var link in statement.Subjects.Where(link => !wanted.Contains(link.Subject)).ToList())
            {
                db.Remove(link);
                statement.Subjects.Remove(link);
            }
            statement.Subjects.AddRange(wanted.Except(statement.Subjects.Select(link => link.Subject)).Select(subject => new StatementSubject { Statement = statement, Subject = subject }).ToList());
        }

        // Evidence that the draft no longer has was of a passage that is another statement's now.
        private void Believe(Statement statement, DraftStatement draft)
        {
            var wanted = draft.Evidence.ToList();
            foreach (var item in _article.Evidence.Where(e => statement.Id != 0 && e.StatementId == statement.Id).ToList())
            {
                var at = wanted.FindIndex(one => one with { IsChosen = item.IsChosen } == new DraftEvidence(item.Fact, item.Value, item.Rule, item.Quote, item.Start, item.End, item.Confidence, item.IsChosen));
                if (at < 0)
                {
                    db.Remove(item);
                    _article.Evidence.Remove(item);
                    continue;
                }
                item.IsChosen = wanted[at].IsChosen;
                wanted.RemoveAt(at);
            }
            foreach (var one in wanted)
                _article.Evidence.Add(new EvidenceItem { Article = _article, Statement = statement, Fact = one.Fact, Value = one.Value, Rule = one.Rule, Quote = one.Quote, Start = one.Start, End = one.End, Confidence = one.Confidence, IsChosen = one.IsChosen });
        }

        private async Task DistinguishAsync(Dictionary<int, Statement> byKey, CancellationToken cancellation)
        {
            await db.SaveChangesAsync(cancellation);
            foreach (var (key, decision) in _draft.Statements.SelectMany(part => part.Statement!.Distinctions.Select(decision => (part.Key, decision))))
            {
                // A draft's statement can be gone meanwhile.
                if (await db.Statements.AsNoTracking().Where(s => s.Id == decision.StatementId).Select(s => s.Slug).SingleOrDefaultAsync(cancellation) is not { } other) continue;
                var statement = byKey[key];
                var (one, two) = (Math.Min(statement.Id, decision.StatementId), Math.Max(statement.Id, decision.StatementId));
                var known = await db.StatementDistinctions.SingleOrDefaultAsync(d => d.OneId == one && d.OtherId == two, cancellation);
                if (decision.IsDistinct && known is null)
                {
                    db.Add(new Distinction<Statement> { OneId = one, OtherId = two });
                    db.Audit(now, userId, "statements distinguished", "statement", statement.Slug, after: new { NotTheSameAs = other });
                }
                else if (!decision.IsDistinct && known is not null)
                {
                    db.Remove(known);
                    db.Audit(now, userId, "distinction taken back", "statement", statement.Slug, before: new { NotTheSameAs = other });
                }
            }
        }

        private async Task RepublishAsync(CancellationToken cancellation)
        {
            var wanted = _draft.Parts.Where(part => part.Fate == PartFate.Republication).ToList();
            // A link that was made once stays, also to what was taken back since.
            var kept = _article.Republications.Where(r => wanted.Exists(part => (part.Start, part.End, part.RepublicationOf) == (r.Start, r.End, r.Statement.Slug))).ToList();
            db.RemoveRange(_article.Republications.Except(kept));
            await db.SaveChangesAsync(cancellation);
            foreach (var part in wanted.Where(part => !kept.Exists(r => (part.Start, part.End) == (r.Start, r.End))))
            {
                var statement = await db.PublicStatements().SingleOrDefaultAsync(s => s.Slug == part.RepublicationOf, cancellation) ?? throw new RefusedEditException($"There is no published statement '{part.RepublicationOf}'.");
                if (statement.ArticleId == _article.Id) throw new RefusedEditException("Another publication of a statement stands in another article.");
                db.Add(new Republication { Article = _article, Statement = statement, Start = part.Start, End = part.End });
            }
        }

        // A name that can be read nowhere must not be told by the list of names either.
        private async Task HideNamesAsync(CancellationToken cancellation)
        {
            foreach (var name in await db.AuthorNames.Where(n => n.ArticleId == _article.Id).ToListAsync(cancellation))
            {
                var isHidden = _article.Redactions.Hide(name.Start, name.End);
                name.Status = (isHidden, name.Status) switch
                {
                    (true, NameStatus.Attested) => NameStatus.Hidden,
                    (true, NameStatus.Suggested) => NameStatus.HiddenSuggestion,
                    (false, NameStatus.Hidden) => NameStatus.Attested,
                    (false, NameStatus.HiddenSuggestion) => NameStatus.Suggested,
                    (_, var status) => status,
                };
            }
        }

        // What is hidden now must not be read in what was said before, be it another statement's by then.
        private async Task HideRevisionsAsync(CancellationToken cancellation)
        {
            var hidden = _draft.Redactions.Where(one => !open.Records.Redactions.Any(old => old.Start <= one.Start && one.End <= old.End)).ToList();
            if (hidden.Count == 0) return;
            // A title that somebody gave all the same is read by everybody, before as now.
            var given = _draft.Statements.Select(part => part.Statement!.Title).ToHashSet();
            foreach (var revision in await db.Revisions.Where(r => r.Statement.ArticleId == _article.Id && r.IsPublic).ToListAsync(cancellation))
            {
                var told = RevisionContent.Read(revision.Content);
                revision.IsPublic = !hidden.Exists(one => one.Start < told.End && told.Start < one.End) && (given.Contains(told.Title) || !HiddenWords.StandIn(told.Title, hidden, open.Text));
            }
        }

        private async Task PublishAsync(Statement statement, string content, CancellationToken cancellation)
        {
            if (statement.Status == PublicationStatus.Withdrawn) throw new RefusedEditException($"'{statement.Slug}' was withdrawn meanwhile; discard this, and correct what is published now.");
            var last = await db.Revisions.Where(r => r.StatementId == statement.Id).MaxAsync(r => (int?)r.Number, cancellation) ?? 0;
            db.Add(new Revision { Statement = statement, Number = last + 1, At = now, Reason = reason, Content = content, IsPublic = true, UserId = userId });
            db.Add(new Change { At = now, Kind = statement.Status == PublicationStatus.Published ? ChangeKind.Corrected : ChangeKind.Published, Statement = statement });
            statement.RevisionNumber = last + 1;
            statement.Status = PublicationStatus.Published;
            var day = statement.Earliest == statement.Latest ? statement.Earliest : null;
            foreach (var author in statement.Authors)
            {
                if (author.Affiliation is { } organisation) await AffiliateAsync(author.Author, organisation, day, cancellation);
            }
        }

        private async Task AffiliateAsync(Author person, Author organisation, DateOnly? day, CancellationToken cancellation)
        {
            var affiliation = await db.Affiliations.SingleOrDefaultAsync(a => a.PersonId == person.Id && a.OrganisationId == organisation.Id, cancellation);
            if (affiliation is null) db.Add(affiliation = new Affiliation { Person = person, Organisation = organisation });
            if (day is { } known)
            {
                if (affiliation.From is not { } from || known < from) affiliation.From = known;
                if (affiliation.To is not { } to || known > to) affiliation.To = known;
            }
            await db.SaveChangesAsync(cancellation);
        }

        private static async Task<string> SlugAsync(IQueryable<string> others, string[] candidates, string own, CancellationToken cancellation) =>
            candidates.Contains(own) && !candidates.TakeWhile(one => one != own).Any() ? own : await AuthorityRecords.FreeAsync(others, candidates, [], cancellation);
    }
}
