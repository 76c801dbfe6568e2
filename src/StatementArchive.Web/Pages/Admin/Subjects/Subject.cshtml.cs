using StatementArchive.Data;
using StatementArchive.Data.Model;
using StatementArchive.Web.Pages.Admin.Records;

namespace StatementArchive.Web.Pages.Admin.Subjects;

/// <summary>A subject, looked after.</summary>
public sealed class SubjectModel(ArchiveContext db, Data.Editing.Subjects subjects) : RecordModel<Subject>(db, subjects);
