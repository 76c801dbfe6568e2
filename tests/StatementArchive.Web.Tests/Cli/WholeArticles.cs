using System.Security.Cryptography;

namespace StatementArchive.Web.Tests.Cli;

/// <summary>Asserts of an archive, whatever was done to the processes that wrote it, that what it holds is whole.</summary>
internal static class WholeArticles
{
    // Each finds something that an article cannot lack or have too much of.
    private static readonly string[] Gaps =
    [
        "SELECT Sha256 FROM Originals WHERE Id NOT IN (SELECT OriginalId FROM OriginalContents) OR Id NOT IN (SELECT OriginalId FROM Articles)",
        "SELECT Slug FROM Articles WHERE Id NOT IN (SELECT ArticleId FROM Statements)",
        "SELECT Slug FROM Articles a WHERE (SELECT max(Ordinal) FROM Statements WHERE ArticleId = a.Id) <> (SELECT count(*) FROM Statements WHERE ArticleId = a.Id)",
        "SELECT Slug FROM Articles WHERE Id NOT IN (SELECT ArticleId FROM Evidence)",
        "SELECT Slug FROM Statements s WHERE (SELECT count(*) FROM Revisions WHERE StatementId = s.Id) <> RevisionNumber",
        "SELECT Slug FROM Statements s WHERE (SELECT count(*) FROM Changes WHERE StatementId = s.Id) <> (Status = 'Published')",
        "SELECT Slug FROM Authors WHERE Id NOT IN (SELECT AuthorId FROM StatementAuthors UNION SELECT AffiliationId FROM StatementAuthors WHERE AffiliationId IS NOT NULL UNION SELECT OrganisationId FROM Affiliations)",
        "SELECT \"table\" FROM pragma_foreign_key_check",
        "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    ];

    public static async Task AssertAsync(string data)
    {
        foreach (var gap in Gaps) Assert.True(await ArchiveFile.ColumnAsync(data, gap) is { Count: 0 }, gap);
        var hashes = await ArchiveFile.ColumnAsync(data, "SELECT Sha256 FROM Originals ORDER BY Id");
        var contents = await ArchiveFile.ColumnAsync(data, "SELECT Bytes FROM OriginalContents ORDER BY OriginalId");
        Assert.Equal(hashes, contents.Select(bytes => Convert.ToHexStringLower(SHA256.HashData((byte[])bytes))));
    }
}
