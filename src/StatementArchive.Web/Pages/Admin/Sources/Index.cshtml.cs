using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Web.Pages.Admin.Records;

namespace StatementArchive.Web.Pages.Admin.Sources;

/// <summary>All sources, and pairs that may be one.</summary>
public sealed class IndexModel(ArchiveContext db, Data.Editing.Sources sources) : RecordListModel<Source>(db, sources, "article")
{
    protected override IQueryable<RecordRow> Rows(IQueryable<Source> records) => records.Select(r => new RecordRow(r.Id, r.Name, r.Articles.Count));
}
