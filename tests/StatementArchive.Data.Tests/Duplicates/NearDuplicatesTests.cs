using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Duplicates;

namespace StatementArchive.Data.Tests.Duplicates;

/// <summary>Statements that were published before are found again, whatever editors did to them; letters of one pattern are told apart.</summary>
public sealed class NearDuplicatesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("We can't accept 1,250 deaths — never!", "we cant accept 1250 deaths never")]
    [InlineData("We can’t accept 1.250 deaths, never", "we cant accept 1250 deaths never")]
    [InlineData("平和を", "平 和 を")]
    public void Words_are_deaf_to_what_newspapers_change(string text, string words) => Assert.Equal(words.Split(' '), StatementWords.Of(text));

    // Kept in databases: another hash would need another version.
    [Theory]
    [InlineData("peace", 0xe49a36b0180d13f0UL)]
    [InlineData("صلح", 0x022f9828686d1846UL)]
    public void Hashes_stay_what_they_are(string word, ulong hash) => Assert.Equal(hash, Shingles.Hash(word));

    [Fact]
    public void Shingles_are_of_four_words_and_stay_what_they_are() =>
        Assert.Equal(new ulong[] { 0x20d9aeec56e9303d, 0xe3e0fdaeb3948449, 0xe6e1676f7e659028 }.Order(), Shingles.Of(StatementWords.Of("We can't accept 1,250 deaths — never!")));

    [Theory]
    [InlineData(3, 0)]
    [InlineData(20, 17)]
    [InlineData(100, 24)]
    [InlineData(100_000, 64)]
    public void A_sketch_has_as_many_hashes_as_the_text_is_long_between_bounds(int words, int hashes) =>
        Assert.Equal(hashes, Shingles.Sketch(Shingles.Of([.. Enumerable.Range(0, words).Select(i => i.ToString(CultureInfo.InvariantCulture))])).Count());

    internal static readonly string Speech = string.Join(' ', Enumerable.Range(0, 30).Select(i => $"The {Number(i)} reason why the harbour of {Name(i)} must be opened is that {Number(i + 7)} families of {Name(i + 3)} wait there."));

    private static string Number(int i) => new[] { "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth" }[i % 12] + (i / 12 == 0 ? "" : $" and {Name(i)}");

    private static string Name(int i) => $"{"BCDFGHKLMN"[i % 10]}a{"rstvz"[i % 5]}o{"lmnk"[i % 4]}{"aeiou"[i / 10 % 5]}";

    [Fact]
    public void Editing_leaves_it_the_same_statement()
    {
        foreach (var (edit, likeness) in new[]
        {
            (Speech.Replace("must", "has to", StringComparison.Ordinal).Replace("'", "’", StringComparison.Ordinal), Likeness.Same),
            ("A new headline for our readers\n\n" + Speech, Likeness.Same),
            (Speech[..(Speech.Length * 9 / 10)], Likeness.Same),
            (Speech.ToUpperInvariant().Replace(" ", "\n", StringComparison.Ordinal), Likeness.Same),
            (Speech[..(Speech.Length / 4)], Likeness.PartOf),
        })
        {
            Assert.Equal(likeness, Resemblance.Of(StatementWords.Of(Speech), StatementWords.Of(edit), 0, false)?.Likeness);
        }
        Assert.Equal(Likeness.ProbablySame, Resemblance.Of(StatementWords.Of(Speech), StatementWords.Of("So: " + Speech), 400, false)?.Likeness);
        Assert.Null(Resemblance.Of(StatementWords.Of(Speech), StatementWords.Of("Something else altogether, of which there is nothing in the other text whatever one looks for in it."), 0, false));
    }

    [Fact]
    public void Letters_of_one_pattern_with_other_figures_are_told_apart()
    {
        static string Grant(string town, string sum) => string.Concat(Enumerable.Repeat("The senator announced today that the department of justice has awarded a grant to the police. ", 3)) + $"The town of {town} will receive {sum} dollars for its fire brigade under the programme. " + string.Concat(Enumerable.Repeat("She has always stood up for those who risk their lives for others and will go on doing so. ", 3));
        Assert.Equal(Likeness.SamePattern, Resemblance.Of(StatementWords.Of(Grant("Lima", "124,300")), StatementWords.Of(Grant("Toledo", "98,450")), 30, true)?.Likeness);
        Assert.Equal(Likeness.Same, Resemblance.Of(StatementWords.Of(Grant("Lima", "124,300")), StatementWords.Of(Grant("Lima", "124.300")), 3, true)?.Likeness);
    }

    [Theory]
    [InlineData("No to the war. Yes to bread.", false, null)]
    [InlineData("We say no to the war and yes to bread and to roses.", true, Likeness.ProbablySame)]
    [InlineData("We say no to the war and yes to bread and to roses.", false, null)]
    public void Short_texts_that_are_equal_say_little(string text, bool shareAuthor, Likeness? likeness) =>
        Assert.Equal(likeness, Resemblance.Of(StatementWords.Of(text), StatementWords.Of(text.ToUpperInvariant()), null, shareAuthor)?.Likeness);

    private static async Task<T> WithAsync<T>(TestArchive archive, Func<NearDuplicates, Task<T>> work)
    {
        await using var scope = archive.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<NearDuplicates>());
    }

    [Fact]
    public async Task The_statements_of_the_archive_are_found_by_a_reprint_and_none_twice()
    {
        await using var archive = await TestArchive.CreateAsync();
        await archive.AddSeedAsync();
        Assert.Equal(0, await WithAsync(archive, near => near.FollowAsync(Cancellation)));
        var rows = await archive.ReadAsync(db => TestArchive.ScalarAsync<long>(db, "SELECT count(*) FROM \"Shingles\""));
        Assert.InRange(rows, 4 * 25, 4 * 65);
        Assert.Equal(0, await WithAsync(archive, near => near.FollowAsync(Cancellation)));
        Assert.Equal(rows, await archive.ReadAsync(db => TestArchive.ScalarAsync<long>(db, "SELECT count(*) FROM \"Shingles\"")));
        foreach (var (id, slug, article, text) in await archive.ReadAsync(async db => (await db.Statements.Select(s => new { s.Id, s.Slug, s.ArticleId, Text = s.Article.Text.Substring(s.Start, s.End - s.Start) }).ToListAsync()).Select(s => (s.Id, s.Slug, s.ArticleId, s.Text)).ToList()))
        {
            Assert.Empty(Assert.Single(await WithAsync(archive, near => near.OfAsync([Compared(text)], article, Cancellation))));
            var found = Assert.Single(Assert.Single(await WithAsync(archive, near => near.OfAsync([Compared("Reprinted from a leaflet.\n\n" + text.Replace("\n\n", "\n", StringComparison.Ordinal))], article + 1, Cancellation))));
            Assert.Equal((slug, Likeness.Same, true), (found.Slug, found.Likeness, found.IsPublic));
            Assert.Equal(text, found.Text);
        }
    }

    private static ComparedText Compared(string text, params int[] distinct) => new(text, null, null, [], null, distinct.ToHashSet());

    // 40 words that no other has.
    private static string Words(int i) => string.Join(' ', Enumerable.Range(0, 40).Select(word => $"w{i}x{word}"));

    [Fact]
    public async Task Each_of_many_texts_is_compared_and_none_is_told_what_another_is_like()
    {
        const int Texts = 120;
        await using var archive = await TestArchive.CreateAsync();
        foreach (var i in Enumerable.Range(0, Texts).Where(i => i % 2 == 0)) await archive.AddAsync(Words(i));
        await WithAsync(archive, near => near.FollowAsync(Cancellation));
        var slugs = await archive.ReadAsync(async db => (await db.Statements.OrderBy(s => s.Id).Select(s => new { s.Id, s.Slug }).ToListAsync()).ConvertAll(s => (s.Id, s.Slug)));
        // One was said not to be the same, two are too short to tell anything, and one is much longer than what it holds.
        List<ComparedText> texts = [.. Enumerable.Range(0, Texts).Select(i => i == 3 * 2 ? Compared(Words(i), slugs[3].Id) : Compared(Words(i))), Compared(""), Compared("Thank you."), Compared(string.Join(' ', Enumerable.Range(1_000, 100).Select(Words).Append(Words(8))))];
        var found = await WithAsync(archive, near => near.OfAsync(texts, 0, Cancellation));
        Assert.Equal(Enumerable.Range(0, Texts).Select(i => i % 2 == 1 || i == 3 * 2 ? "" : slugs[i / 2].Slug), found.Take(Texts).Select(alike => string.Join(' ', alike.Select(other => other.Slug))));
        Assert.Equal(["", "", $"{slugs[4].Slug} {Likeness.PartOf}"], found.Skip(Texts).Select(alike => string.Join(' ', alike.Select(other => $"{other.Slug} {other.Likeness}"))));
        Assert.Empty(await WithAsync(archive, near => near.OfAsync([], 0, Cancellation)));
    }

    [Fact]
    public async Task Another_version_of_the_hashes_makes_all_anew()
    {
        await using var archive = await TestArchive.CreateAsync();
        await archive.AddSeedAsync();
        await WithAsync(archive, near => near.FollowAsync(Cancellation));
        var rows = await archive.ReadAsync(db => TestArchive.ScalarAsync<long>(db, "SELECT count(*) FROM \"Shingles\""));
        await archive.ReadAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE \"Shinglings\" SET \"Version\" = 0; DELETE FROM \"Shingles\" WHERE \"Hash\" < 0; INSERT INTO \"Shingles\" VALUES (1, 1)", Cancellation));
        Assert.Equal(0, await WithAsync(archive, near => near.FollowAsync(Cancellation)));
        Assert.Equal(rows, await archive.ReadAsync(db => TestArchive.ScalarAsync<long>(db, "SELECT count(*) FROM \"Shingles\"")));
    }
}
