using Microsoft.EntityFrameworkCore;
using StatementArchive.Data.Queries;

namespace StatementArchive.Data.Tests.Queries;

public sealed class PublicRecordsTests
{
    [Fact]
    public async Task A_few_statements_are_looked_up_without_going_through_all_articles()
    {
        await using var archive = await TestArchive.CreateAsync();
        int[] ids = [1, 2, 3];
        var plan = await archive.ReadAsync(async db =>
        {
            var sql = db.PublicStatements().Where(s => EF.Parameter(ids).Contains(s.Id)).Select(s => s.Slug).ToQueryString();
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = "EXPLAIN QUERY PLAN " + string.Join('\n', sql.Split('\n').Where(line => !line.StartsWith(".param", StringComparison.Ordinal)));
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@ids", "[1,2,3]");
            command.Parameters.Add(parameter);
            await using var rows = await command.ExecuteReaderAsync();
            var steps = new List<string>();
            while (await rows.ReadAsync()) steps.Add(rows.GetString(3));
            return steps;
        });
        Assert.Equal("SEARCH s USING INTEGER PRIMARY KEY (rowid=?)", plan[0]);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN a", StringComparison.Ordinal));
    }
}
