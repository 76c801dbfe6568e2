using StatementArchive.Parsing.Inference;
using static StatementArchive.Parsing.Tests.Documents;

namespace StatementArchive.Parsing.Tests;

/// <summary>Whole documents in Persian, Arabic, Kurdish and Turkish: byline, authors, sign-off and date as their writers set them.</summary>
public sealed class LanguagesTests
{
    private const string Persian = "کارگران نانوایی این شهر سال‌هاست که برای مزد خود مبارزه می‌کنند و هیچ‌کس به خواست آنان پاسخ نداده است.";
    private const string Arabic = "يناضل عمال المخابز في هذه المدينة منذ سنوات طويلة من أجل أجورهم ولم يستجب أحد لمطالبهم حتى الآن في البلاد.";
    private const string Sorani = "کرێکارانی نانەواخانەکانی ئەم شارە ساڵانێکی زۆرە بۆ کرێکانیان خەبات دەکەن و هیچ کەسێک وەڵامی داواکانیان ناداتەوە.";
    private const string Turkish = "Bu şehrin fırın işçileri yıllardır ücretleri için mücadele ediyor ve hiç kimse onların taleplerine yanıt vermedi.";
    private const string Kurmanji = "Karkerên firinên vî bajarî ev bi salan e ku ji bo mûçeyên xwe têdikoşin û tu kes bersiva daxwazên wan nade û jî guh nade wan.";

    public static TheoryData<string, string, string, string, string> Documents => new()
    {
        { $"درباره نان\n\nتاریخ: ۱۵ دی ۱۳۹۸\n\n{Persian}\n\n{Persian}\n\nحزب نانوایان ایران\n۱۳ دی ۱۳۹۸ - ۳ ژانویه ۲۰۲۰\n", "fa", "حزب نانوایان ایران", "2020-01-03", "2020-01-05" },
        { $"درباره نان\n\n{Persian}\n\n{Persian}\n\nبا درودهای رفیقانه\n\nسازمان نانوایان\n\nتهران، ۱۳ دی‌ماه ۱۳۹۸\n", "fa", "سازمان نانوایان", "2020-01-03", "" },
        { $"حول الخبز\n\nالتاريخ: 5 يناير 2020\n\n{Arabic}\n\n{Arabic}\n\nنقابة عمال المخابز\n3 كانون الثاني/يناير 2020\n", "ar", "نقابة عمال المخابز", "2020-01-03", "2020-01-05" },
        { $"لەسەر نان\n\n{Sorani}\n\n{Sorani}\n\nیەکێتی نانەواکان\n٣ی ئازاری ٢٠٢٠\n", "ckb", "یەکێتی نانەواکان", "2020-03-03", "" },
        { $"Ekmek üzerine\n\nTarih: 5 Ocak 2020\n\n{Turkish}\n\n{Turkish}\n\nSaygılarımızla,\n\nFırın İşçileri Sendikası\n3 Ocak 2020\n", "tr", "Fırın İşçileri Sendikası", "2020-01-03", "2020-01-05" },
        { $"Li ser nan\n\n{Kurmanji}\n\n{Kurmanji}\n\nPartiya Karkerên Firinê\n3'ê Cotmeha 2020'an\n", "kmr", "Partiya Karkerên Firinê", "2020-10-03", "" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_signed_text_is_dated_and_ascribed_in_its_language(string text, string language, string author, string date, string published)
    {
        var article = Parsed(text);
        var statement = Assert.Single(article.Statements);
        Assert.Equal((language, date, DateBasis.SignOff), (statement.Language, statement.Date?.Edtf, statement.Date?.Basis));
        Assert.Equal(new StatementAuthor(author, AuthorKind.Organisation, null), Assert.Single(statement.Authors));
        Assert.Equal(published, article.Published?.ToString() ?? "");
    }

    [Fact]
    public void Statements_of_several_authors_are_split_in_persian()
    {
        var article = Parsed($"بیانیه‌های چند سازمان\n\nنویسندگان: حزب نانوایان، اتحادیه آسیابانان\n\nحزب نانوایان\n\n{Persian}\n\n{Persian}\n\nاتحادیه آسیابانان\n\n{Persian}\n\n۱۳ دی ۱۳۹۸\n");
        Assert.Equal(["حزب نانوایان", "اتحادیه آسیابانان"], article.Statements.Select(statement => statement.Authors.Single().Name));
        Assert.Equal("2020-01-03", article.Statements[1].Date?.Edtf);
    }

    [Theory]
    [InlineData(Persian, "fa")]
    [InlineData(Arabic, "ar")]
    [InlineData(Sorani, "ckb")]
    [InlineData(Kurmanji, "kmr")]
    [InlineData(Turkish, "tr")]
    [InlineData("Die Bäckerinnen dieser Stadt kämpfen seit Jahren um ihren Lohn, und niemand hat ihnen geantwortet.", "de")]
    [InlineData("Les boulangers de cette ville luttent depuis des années pour leur salaire, et personne ne leur a répondu.", "fr")]
    [InlineData("Los panaderos de esta ciudad luchan desde hace años por su salario y nadie les ha respondido.", "es")]
    [InlineData("The bakers of this town have fought for their wages for years, and nobody has given them an answer.", "en")]
    public void The_language_is_told(string text, string tag) => Assert.Equal(tag, LanguageInference.Infer(text, new TextSpan(0, text.Length))?.Tag);

    [Fact]
    public void An_order_of_day_and_month_follows_the_language() => Assert.Equal(
        "2020-04-03",
        Parsed($"Über das Brot\n\nDie Bäckerinnen dieser Stadt kämpfen seit Jahren um ihren Lohn, und niemand hat ihnen geantwortet.\n\nDie Bäckerinnen dieser Stadt kämpfen weiter um ihren Lohn, bis ihnen jemand antwortet.\n\nBäckergewerkschaft\n03/04/2020\n").Statements.Single().Date?.Edtf);
}
