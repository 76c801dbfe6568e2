using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Web.Pages.Admin.Records;

namespace StatementArchive.Web.Pages.Admin.Subjects;

/// <summary>All subjects, and pairs that may be one.</summary>
public sealed class IndexModel(ArchiveContext db, Data.Editing.Subjects subjects) : RecordListModel<Subject>(db, subjects, "statement")
{
    protected override IQueryable<RecordRow> Rows(IQueryable<Subject> records) => records.Select(r => new RecordRow(r.Id, r.Name, r.Statements.Count));
}
