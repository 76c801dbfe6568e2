using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Model;
using StatementArchive.Data.Search;

namespace StatementArchive.Data.Tests.Search;

public sealed class SearchSuggestionsTests : IAsyncLifetime
{
    private TestArchive _archive = null!;

    public async ValueTask InitializeAsync() => _archive = await SpokenArchive.OfAsync(
        ("Qasem Suleimani", "The old mill of Łódź", "First."),
        ("Hosny Sule", "On the killing of Suleimani", "Second."),
        ("Qasem Suleimani", "The old mill again", "Third."),
        ("قاسم سلیمانی", "درباره سلام", "چهارم"),
        ("Jean l'Ouverture", "The old mill", "Fifth."));

    public async ValueTask DisposeAsync() => await _archive.DisposeAsync();

    private async Task<IReadOnlyList<SearchSuggestion>> OfAsync(string typed)
    {
        await using var scope = _archive.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SearchSuggestions>().OfAsync(typed, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("q", "Qasem Suleimani")] // of one letter names alone
    [InlineData("sule", "Qasem Suleimani; Hosny Sule; On the killing of Suleimani")] // who spoke more often comes first
    [InlineData("SULÉ", "Qasem Suleimani; Hosny Sule; On the killing of Suleimani")]
    [InlineData("qas sul", "Qasem Suleimani")]
    [InlineData("sul qas", "Qasem Suleimani")]
    [InlineData("ouver", "Jean l'Ouverture")]
    [InlineData("l'ou", "Jean l'Ouverture")]
    [InlineData("سلی", "قاسم سلیمانی")]
    [InlineData("سلي", "قاسم سلیمانی")] // the Arabic yeh
    [InlineData("سل", "قاسم سلیمانی; درباره سلام")]
    [InlineData("old mi", "The old mill; The old mill again; The old mill of Łódź")] // the newest first
    [InlineData("mill lo", "The old mill of Łódź")]
    [InlineData("ill", "")] // no beginning
    [InlineData("fir", "")] // texts are not looked at
    [InlineData("!", "")]
    public async Task Each_word_typed_begins_a_word_of_a_name_or_a_title(string typed, string expected) =>
        Assert.Equal(expected, string.Join("; ", (await OfAsync(typed)).Select(suggestion => suggestion.Text)));

    [Fact]
    public async Task What_is_stored_later_is_suggested_too()
    {
        Assert.Empty(await OfAsync("becky"));
        await _archive.AddAsync("Bread\n\nAuthor: Becky Stone\n\nBecky Stone\n\nWe bake for this town at night and sell by day, and we shall go on doing so whatever the price of flour may be.\n");
        Assert.Equal("Becky Stone", Assert.Single(await OfAsync("becky")).Text);
    }

    [Fact]
    public async Task Another_form_of_a_name_shows_the_author_and_the_form_that_was_meant()
    {
        await AddFormAsync("سردار سلیمانی", NameStatus.Attested);
        await AddFormAsync("Shadow Commander", NameStatus.Suggested);
        Assert.Equal(new SearchSuggestion(SuggestionKind.Person, "qasem-suleimani", "Qasem Suleimani", "سردار سلیمانی"), Assert.Single(await OfAsync("سرد")));
        Assert.Null((await OfAsync("qas"))[0].FoundAs);
        // A form that nobody attested is not the author's yet.
        Assert.Empty(await OfAsync("shadow"));
    }

    [Fact]
    public async Task Authors_and_titles_that_are_withdrawn_are_suggested_no_longer()
    {
        Assert.NotEmpty(await OfAsync("hosny"));
        Assert.NotEmpty(await OfAsync("killing"));
        await _archive.ReadAsync(db => db.Statements.Where(s => s.Title == "On the killing of Suleimani").ExecuteUpdateAsync(set => set.SetProperty(s => s.Status, PublicationStatus.Draft)));
        Assert.Empty(await OfAsync("hosny"));
        Assert.Empty(await OfAsync("killing"));
    }

    [Fact]
    public async Task At_most_eight_are_suggested_and_titles_keep_places_beside_names()
    {
        await using var archive = await SpokenArchive.OfAsync([.. Enumerable.Range(0, 30).Select(number => ($"Speaker {(char)('A' + (number % 26))}ndrew{number}", (string?)$"Speaking for the {number}th time", $"Text {number}."))]);
        await using var scope = archive.Services.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<SearchSuggestions>().OfAsync("spea", TestContext.Current.CancellationToken);
        Assert.Equal((5, 3), (found.Count(one => one.Kind == SuggestionKind.Person), found.Count(one => one.Kind == SuggestionKind.Statement)));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(100_000)]
    public async Task Whatever_is_typed_is_answered(int length)
    {
        Assert.Empty(await OfAsync(new string('x', length)));
        Assert.Empty(await OfAsync(string.Concat(Enumerable.Repeat("x ", length / 2))));
        Assert.Empty(await OfAsync(string.Concat(Enumerable.Repeat("😀", length / 2)) + "\ud800"));
    }

    private async Task AddFormAsync(string form, NameStatus status)
    {
        var sule = await _archive.ReadAsync(db => db.StatementsOfAsync("qasem-suleimani"));
        await _archive.ReadAsync(async db =>
        {
            db.Add(new AuthorName { AuthorId = sule.Author, Form = form, Key = Parsing.Recognition.NameKey.Of(form), Kind = Parsing.NameFormKind.Body, Status = status, ArticleId = sule.Article, StatementId = sule.Statement, Start = form.Length, End = form.Length + 1 });
            return await db.SaveChangesAsync();
        });
    }
}

file static class Spoken
{
    public static async Task<(int Author, int Statement, int Article)> StatementsOfAsync(this ArchiveContext db, string slug)
    {
        var first = await db.Set<StatementAuthor>().Where(a => a.Author.Slug == slug).OrderBy(a => a.StatementId).Select(a => new { a.AuthorId, a.StatementId, a.Statement.ArticleId }).FirstAsync();
        return (first.AuthorId, first.StatementId, first.ArticleId);
    }
}
