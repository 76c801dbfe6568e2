using Microsoft.Extensions.DependencyInjection;
using StatementArchive.Data.Queries;
using StatementArchive.Data.Search;

namespace StatementArchive.Data.Tests.Search;

public sealed class MisspeltArchive : IAsyncLifetime
{
    internal TestArchive Archive { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Archive = await SpokenArchive.OfAsync(
    [
        ("Ana Lopez", "On the General Strike", "The strike of the bakers goes on, and the strike of the millers with it."),
        ("Ana Lopez", null, "A strike is no crime. Bread for Tehran and for Łódź."),
        ("Qasem Hosseini", null, "Many a strike was won so. The general says nothing."),
        ("Qasem Hosseini", null, "The bakers of Tehran want flour, and the co-operative mills have it."),
        ("Qasem Hosseini", null, "Peace in Tehran, peace everywhere."),
        ("Ana Lopez", null, "Nobody will mend the oven but the bakers."),
        ("محمدرضا شالگونی", null, "اعتصاب کارگران نان هفت‌تپه ادامه دارد و ما می‌خواهیم که پیروز شود"),
        ("محمدرضا شالگونی", null, "کارگران می‌خواهیم می‌خواهیم که اعتصاب"),
        ("ناصر عبدالهادی", null, "العمال يريدون الحرية والخبز، والحرية لا توهب"),
        ("Анна Лопес", null, "Забастовка пекарей продолжается, и забастовка мельников тоже."),
        .. Enumerable.Range(0, 6).Select(number => ("Rosa Klein", (string?)null, $"Roses number {number} for the garden.")),
    ]);

    public async ValueTask DisposeAsync() => await Archive.DisposeAsync();
}

public sealed class RespellingsTests(MisspeltArchive misspelt) : IClassFixture<MisspeltArchive>
{
    private readonly TestArchive _archive = misspelt.Archive;

    private async Task<IReadOnlyList<string>> OfAsync(string query, StatementFilter? filter = null)
    {
        await using var scope = _archive.Services.CreateAsyncScope();
        var asked = (filter ?? StatementFilter.Everything) with { Text = query };
        var (found, _) = await scope.ServiceProvider.GetRequiredService<StatementListing>().FindAsync(asked, TestContext.Current.CancellationToken);
        return await scope.ServiceProvider.GetRequiredService<Respellings>().OfAsync(asked, found!, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("stirke", "strike")]
    [InlineData("strikke", "strike")]
    [InlineData("trike", "strike")] // the first letter is missing
    [InlineData("ztrike", "strike")]
    [InlineData("STIRKE", "strike")]
    [InlineData("tehrn", "Tehran")] // as texts write it
    [InlineData("lodsz", "Łódź")]
    [InlineData("breed", "Bread")]
    [InlineData("bakerz peece", null)] // no statement has both
    [InlineData("bakerz floor", "bakers flour")]
    [InlineData("pakers", "bakers")]
    [InlineData("اعتساب", "اعتصاب")]
    [InlineData("میخاهیم", "می‌خواهیم")]
    [InlineData("الحریت", "الحرية")]
    [InlineData("забостовка", "забастовка")]
    [InlineData("bakers -strik floor", "bakers -strik flour")]
    [InlineData("(floor OR breadd) \"of tehran\"", "(flour OR Bread) \"of tehran\"")]
    [InlineData("\"of tehrran\" bakers", "\"of Tehran\" bakers")]
    [InlineData("title:strikee", "title:Strike")]
    [InlineData("author:lopes", "author:Lopez")]
    [InlineData("bakers floor date:2020-01", "bakers flour date:2020-01-01..2020-01-31")]
    [InlineData("co-oprative", "co-operative")]
    public async Task A_misspelt_word_gives_way_to_one_of_the_archive(string typed, string? meant) => Assert.Equal(meant, await OfAsync(typed) is [var likeliest, ..] ? likeliest : null);

    [Theory]
    [InlineData("Kasem Hoseini", "Qasem Hosseini")]
    [InlineData("qasem hosseni bakers", "Qasem Hosseini bakers")]
    [InlineData("\"Kasem Hoseini\"", "\"Qasem Hosseini\"")]
    [InlineData("Anna Lopes", "Ana Lopez")]
    [InlineData("محمد رضا شالگونی", "محمدرضا شالگونی")] // joined or apart
    [InlineData("محمدرظا شالکونی", "محمدرضا شالگونی")]
    [InlineData("ناصر عبد الهادي", "ناصر عبدالهادی")]
    [InlineData("Ана Лопез", "Анна Лопес")]
    [InlineData("rosa klien", null)] // 'klein' is found by the word alone
    public async Task A_misspelt_name_gives_way_to_one_that_is_known(string typed, string? meant)
    {
        var spellings = await OfAsync(typed);
        if (meant is not null) Assert.Equal(meant, spellings[0]);
        else Assert.Equal("Rosa Klein", spellings[0], ignoreCase: true);
    }

    [Theory]
    [InlineData("bakers")] // as it should be
    [InlineData("roses")] // enough is found
    [InlineData("rsoe*")] // a beginning
    [InlineData("-stirke")]
    [InlineData("lang:fq")]
    [InlineData("xqzwvk")] // like nothing
    [InlineData("of")]
    [InlineData("2021")]
    [InlineData("!!!")]
    [InlineData("")]
    public async Task What_is_spelled_as_it_should_be_is_left_alone(string typed) => Assert.Empty(await OfAsync(typed));

    [Fact]
    public async Task Short_words_differ_in_one_letter_at_most()
    {
        Assert.Contains("the", await OfAsync("teh"));
        Assert.DoesNotContain("the", await OfAsync("tqx"));
    }

    [Fact]
    public async Task At_most_three_are_proposed_and_each_finds_more()
    {
        foreach (var typed in new[] { "menn", "stire", "bakes", "tho", "peaze", "bakerz strik" })
        {
            var spellings = await OfAsync(typed);
            Assert.InRange(spellings.Count, 0, Respellings.Most);
            foreach (var spelling in spellings) Assert.True(await TotalAsync(spelling) > await TotalAsync(typed), $"{spelling} for {typed}");
        }
    }

    [Fact]
    public async Task What_the_filter_leaves_out_is_not_proposed()
    {
        Assert.Equal(["strike"], await OfAsync("stirke", StatementFilter.Everything with { To = new DateOnly(2020, 1, 3) }));
        Assert.Empty(await OfAsync("stirke", StatementFilter.Everything with { From = new DateOnly(2020, 1, 6) }));
        Assert.Equal(["strike"], await OfAsync("stirke", StatementFilter.Everything with { Authors = ["qasem-hosseini"] }));
        Assert.Empty(await OfAsync("stirke", StatementFilter.Everything with { Authors = ["rosa-klein"] }));
    }

    [Fact]
    public async Task Long_searches_are_answered_without_a_proposal()
    {
        Assert.Empty(await OfAsync(new string('x', 255)));
        Assert.Empty(await OfAsync(string.Join(' ', Enumerable.Range(0, 190).Select(number => "stirke" + (char)('a' + (number % 26))))));
        Assert.Empty(await OfAsync(string.Join(' ', Enumerable.Repeat("stirke", 30))));
        Assert.Empty(await OfAsync(string.Concat(Enumerable.Repeat("𐏈ab", 300))));
    }

    private async Task<int> TotalAsync(string query)
    {
        await using var scope = _archive.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<StatementSearch>().FindAsync(new SearchRequest(SearchQuery.Read(query).Root, StatementFilter.Everything, SearchOrder.Newest, 0, 0, new HashSet<string>()), ChosenFacets.None, TestContext.Current.CancellationToken)).Total;
    }
}
