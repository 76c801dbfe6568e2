using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing;

namespace StatementArchive.Benchmarks.Search;

/// <summary>A statement as the archive has it.</summary>
/// <param name="Author">Slug of the first author.</param>
/// <param name="Organisation">Slug of the organisation that spoke, or for which a person did.</param>
/// <param name="Year">Of the last day on which it can have been made.</param>
internal sealed record ArchiveRow(int Id, string Title, string Text, string Author, string? Organisation, string? Source, string? Language, int? Year);

/// <summary>The public statements of an archive, read from its database.</summary>
internal sealed class ArchiveRows(IServiceProvider services)
{
    private const int Batch = 500;

    /// <summary>All of them, those first that the archive shows last when it shows the newest first.</summary>
    public async IAsyncEnumerable<ArchiveRow> OldestFirstAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
        var ids = await db.PublicStatements().OrderBy(s => s.Latest ?? s.Earliest).ThenBy(s => s.ArticleId).ThenByDescending(s => s.Ordinal).Select(s => s.Id).ToListAsync(cancellation);
        // Sorting the texts themselves would write all of them to the disk once more.
        foreach (var batch in ids.Chunk(Batch))
        {
            var rows = await db.PublicStatements().Where(s => batch.Contains(s.Id)).Select(s => new
            {
                s.Id,
                Title = s.Title ?? s.Article.Title ?? "",
                Text = s.Article.Text.Substring(s.Start, s.End - s.Start),
                Author = s.Authors.Where(a => a.Position == 1).Select(a => a.Author.Slug).First(),
                Organisation = s.Authors.Where(a => a.Position == 1).Select(a => a.Author.Kind == AuthorKind.Organisation ? a.Author.Slug : a.Affiliation!.Slug).First(),
                Source = s.Article.Source!.Slug,
                s.Language,
                Day = s.Latest ?? s.Earliest,
            }).ToDictionaryAsync(s => s.Id, cancellation);
            foreach (var row in batch.Select(id => rows[id]))
                yield return new ArchiveRow(row.Id, row.Title, row.Text, row.Author, row.Organisation, row.Source, row.Language, row.Day?.Year);
        }
    }

    /// <summary>Slugs of organisations, those first for which the most statements were made.</summary>
    public async Task<IReadOnlyList<string>> OrganisationsAsync()
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ArchiveContext>();
        return await db.PublicStatements().SelectMany(s => s.Authors)
            .GroupBy(a => a.Author.Kind == AuthorKind.Organisation ? a.Author.Slug : a.Affiliation!.Slug)
            .OrderByDescending(g => g.Count()).ThenBy(g => g.Key)
            .Select(g => g.Key).ToListAsync();
    }
}
