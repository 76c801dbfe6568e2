using System.Collections.Frozen;

namespace StatementArchive.Parsing.Recognition;

/// <summary>Lines that name a language, as they stand over the parts of a text in several: 'English', 'Deutsch:', '[español]', 'English version'.</summary>
public static class LanguageNames
{
    private const int LongestLine = 40;

    private static readonly FrozenDictionary<string, string> Tags = new (string Tag, string Names)[]
    {
        ("en", "english|englisch|anglais|ingles|inglese|ingilizce|انگلیسی|الانگلیزیه"),
        ("de", "deutsch|german|allemand|aleman|tedesco|almanca|آلمانی"),
        ("fr", "francais|french|franzosisch|frances|francese|fransizca|فرانسه"),
        ("es", "espanol|castellano|spanish|spanisch|espagnol|spagnolo|ispanyolca|اسپانیایی"),
        ("it", "italiano|italian|italienisch|italien"),
        ("pt", "portugues|portuguese|portugiesisch|portugais"),
        ("nl", "nederlands|dutch|niederlandisch"),
        ("el", "ελληνικα|greek|griechisch"),
        ("ru", "русский|russian|russisch|russe"),
        ("tr", "turkce|turkish|turkisch|turc"),
        ("fa", "فارسی|persian|farsi|persisch"),
        ("ar", "عربی|العربیه|العربیة|arabic|arabisch|arabe"),
        ("ckb", "کوردی|سۆرانی|sorani"),
        ("kmr", "kurdi|kurmanci|kurmanji|kurdish|kurdisch"),
        ("he", "עברית|hebrew"),
    }.SelectMany(language => language.Names.Split('|').Select(name => (Name: NameKey.Of(name), language.Tag))).DistinctBy(pair => pair.Name).ToFrozenDictionary(pair => pair.Name, pair => pair.Tag);

    private static readonly FrozenSet<string> Beside = new[] { "version", "translation", "text", "in", "auf", "en", "fassung", "ubersetzung", "traduction", "traduccion", "ترجمه", "متن", "below" }.ToFrozenSet();

    /// <summary>BCP 47 tag of the language; <c>null</c> if the line is something else.</summary>
    public static string? TryRead(string line)
    {
        if (line.Length > LongestLine) return null;
        var words = NameKey.Of(line).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !Beside.Contains(word)).ToList();
        return words is [var name] ? Tags.GetValueOrDefault(name) : null;
    }
}
