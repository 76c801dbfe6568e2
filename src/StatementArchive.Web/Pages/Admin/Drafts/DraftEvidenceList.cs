using StatementArchive.Data.Editing;

namespace StatementArchive.Web.Pages.Admin.Drafts;

/// <summary>Why a fact of a draft is believed, and what else was weighed and can be taken; each quote leads to where it stands in the text.</summary>
/// <param name="Part">Key of the statement that it speaks of; <c>null</c> for facts of the article as a whole.</param>
/// <param name="TakenFor">For which of the authors a value that was not taken can be, by their places from 0; <c>null</c> is the statement or the article itself.</param>
public sealed record DraftEvidenceList(string Summary, IReadOnlyList<DraftEvidence> Items, DraftModel Desk, int? Part, Func<DraftEvidence, IReadOnlyList<int?>> TakenFor);
