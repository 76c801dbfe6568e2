using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Parsing.Tests.Recognition;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("Die LINKE.", "die linke")]
    [InlineData("Bündnis 90/Die Grünen", "bundnis 90 die grunen")]
    [InlineData("Łódź – Straße", "lodz strasse")]
    [InlineData("كي", "کی")] // Arabic and Persian encodings of the same letters
    [InlineData("حِزْب", "حزب")] // vowel signs
    [InlineData("حـــزب", "حزب")] // stretched
    [InlineData("חֶסֶד", "חסד")]
    [InlineData("۱۳۹۸ و ١٤٤١", "1398 و 1441")]
    [InlineData("Ελλάδα", "ελλαδα")]
    [InlineData("й", "и")]
    [InlineData("…", "")]
    [InlineData("Brot\ud83e Rosen", "brot rosen")] // half a surrogate pair
    [InlineData("Ñandú \ufffe \uffff", "nandu")] // no characters
    [InlineData("Ñandú \ud83d", "nandu")] // half a pair
    [InlineData("\udc00 Ñandú", "nandu")]
    public void Folds_what_readers_type_alike(string name, string key) => Assert.Equal(key, NameKey.Of(name));

    [Theory]
    [InlineData("か", "が")] // Japanese
    [InlineData("は", "ぱ")]
    [InlineData("कि", "की")] // Hindi
    [InlineData("मत", "मित")]
    [InlineData("ปา", "ป่า")] // Thai tones
    [InlineData("คน", "คุน")]
    [InlineData("ক", "কু")] // Bengali
    [InlineData("கட", "கட்")] // Tamil
    public void Keeps_apart_what_marks_make_different(string one, string other) => Assert.NotEqual(NameKey.Of(one), NameKey.Of(other));
}
