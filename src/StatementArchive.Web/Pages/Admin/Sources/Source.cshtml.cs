using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Web.Pages.Admin.Records;

namespace StatementArchive.Web.Pages.Admin.Sources;

/// <summary>A source, looked after.</summary>
public sealed class SourceModel(ArchiveContext db, Data.Editing.Sources sources) : RecordModel<Source>(db, sources);
