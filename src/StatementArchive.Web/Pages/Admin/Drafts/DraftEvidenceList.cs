using StatementArchive.Data.Editing;

namespace StatementArchive.Web.Pages.Admin.Drafts;

/// <summary>Why a fact of a draft is believed, and what else was weighed; each quote leads to where it stands in the text.</summary>
/// <param name="LineOf">Where the line begins in which a place of the text lies.</param>
public sealed record DraftEvidenceList(string Summary, IReadOnlyList<DraftEvidence> Items, Func<int, int> LineOf);
