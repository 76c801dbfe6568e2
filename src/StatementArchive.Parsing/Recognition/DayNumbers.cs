using System.Collections.Frozen;

namespace StatementArchive.Parsing.Recognition;

/// <summary>Days of a month in words, as Persian writes them: 'سوم', 'بیست و یکم'.</summary>
internal static class DayNumbers
{
    private static readonly FrozenDictionary<string, int> Days = new[]
    {
        "اول|یکم", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم", "یازدهم", "دوازدهم", "سیزدهم", "چهاردهم", "پانزدهم", "شانزدهم", "هفدهم", "هجدهم|هیجدهم", "نوزدهم", "بیستم",
    }.SelectMany((names, index) => names.Split('|').Select(name => (Key: NameKey.Of(name), Day: index + 1))).ToFrozenDictionary(pair => pair.Key, pair => pair.Day);

    /// <summary>The day that the words at a place name and how many words they are; <c>null</c> if they name none.</summary>
    public static (int Day, int Words)? Read(IReadOnlyList<Word> words, int at)
    {
        var key = NameKey.Of(words[at].Text);
        if (Days.TryGetValue(key, out var day)) return (day, 1);
        if (key == NameKey.Of("سی‌ام")) return (30, 1);
        if (at + 2 < words.Count && words[at + 1].Text == "و" && Days.TryGetValue(NameKey.Of(words[at + 2].Text), out var unit) && unit < 10)
            return key == NameKey.Of("بیست") ? (20 + unit, 3) : key == NameKey.Of("سی") && unit == 1 ? (31, 3) : null;
        return null;
    }
}
