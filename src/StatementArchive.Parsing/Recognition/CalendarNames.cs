using System.Collections.Frozen;

namespace StatementArchive.Parsing.Recognition;

/// <summary>A month named by one word or by two.</summary>
/// <param name="IsDoubtful">Whether the same letters are an everyday word too, so that more than the name must speak for a date.</param>
internal readonly record struct MonthName(CalendarSystem Calendar, int Month, int Words, bool IsDoubtful);

/// <summary>Names of months and weekdays in the languages of the archive's documents, folded by <see cref="NameKey.Of"/>.</summary>
internal static class CalendarNames
{
    private static readonly (CalendarSystem Calendar, string[] MonthsInOrder)[] Names =
    [
        (CalendarSystem.Gregorian,
        [
            "january|jan|januar|janner|janvier|janv|enero|ene|gennaio|gen|janeiro|januari|ocak|cile|cileya|ژانویه|ژانویهٔ|جنوری|ینایر|کانون الثانی|جانفی|کانوونی دووەم|کانونی دووەم",
            "february|feb|februar|feber|fevrier|fevr|febrero|febbraio|fevereiro|fev|februari|subat|sibat|sibata|فوریه|فوریهٔ|فبروری|فبرایر|شباط|فیفری|شوبات",
            "march|mar|marz|mars|marzo|marco|maart|mart|adar|adara|مارس|مارچ|آذار|اذار|ئازار|مارت|ئادار",
            "april|apr|avril|avr|abril|abr|aprile|nisan|nisana|avrel|avrela|آوریل|اپریل|آپریل|ابریل|أبریل|نیسان|أفریل|نیسانی",
            "may|mai|mayo|maggio|mag|maio|mei|mayis|gulan|gulana|مه|می|مای|مایو|أیار|ایار|ئایار|مایس",
            "june|jun|juni|juin|junio|giugno|giu|junho|haziran|heziran|hezirana|puşper|ژوئن|جون|یونیو|حزیران|جوان|حوزەیران|حزەیران",
            "july|jul|juli|juillet|juil|julio|luglio|lug|julho|temmuz|tirmeh|tirmeha|ژوئیه|ژوییه|ژوئیهٔ|جولای|یولیو|تموز|جویلیة|جویلیه|تەممووز|تەمموز",
            "august|aug|aout|agosto|ago|augustus|agustos|tebax|tebaxa|gelawej|اوت|آگوست|اگست|أغسطس|اغسطس|آب|أوت|ئاب|ئۆگۆست",
            "september|sep|sept|septembre|septiembre|setiembre|settembre|set|setembro|eylul|ilon|ilona|rezber|سپتامبر|سپتمبر|سبتمبر|أیلول|ایلول|ئەیلوول|ئەیلول",
            "october|oct|oktober|okt|octobre|octubre|ottobre|ott|outubro|out|ekim|cotmeh|cotmeha|kewcer|اکتبر|اکتوبر|أکتوبر|تشرین الأول|تشرین الاول|تشرینی یەکەم",
            "november|nov|novembre|noviembre|novembro|kasim|mijdar|mijdara|sermawez|نوامبر|نومبر|نوفمبر|تشرین الثانی|تشرینی دووەم",
            "december|dec|dezember|dez|decembre|diciembre|dic|dicembre|dezembro|aralik|berfanbar|berfanbara|kanun|kanuna|دسامبر|دسمبر|دیسمبر|کانون الأول|کانون الاول|کانوونی یەکەم|کانونی یەکەم",
        ]),
        (CalendarSystem.SolarHijri,
        [
            "فروردین|فروردینماه|حمل|خاکەلێوە|farvardin|newroz", "اردیبهشت|اردیبهشتماه|ثور|گوڵان|بانەمەڕ|ordibehesht", "خرداد|خردادماه|جوزا|جۆزەردان|khordad", "تیر|تیرماه|سرطان|پووشپەڕ|tir",
            "مرداد|امرداد|مردادماه|اسد|گەلاوێژ|mordad", "شهریور|شهریورماه|سنبله|خەرمانان|shahrivar", "مهر|مهرماه|میزان|ڕەزبەر|mehr", "آبان|آبانماه|ابان|عقرب|گەڵاڕێزان|خەزەڵوەر|aban",
            "آذر|آذرماه|اذر|قوس|سەرماوەز|azar", "دی|دیماه|جدی|بەفرانبار|dey", "بهمن|بهمنماه|دلو|ڕێبەندان|bahman", "اسفند|اسفندماه|حوت|ڕەشەمە|ڕەشەمێ|esfand",
        ]),
        (CalendarSystem.LunarHijri,
        [
            "محرم|محرم الحرام|muharram", "صفر|safar", "ربیع الأول|ربیع الاول", "ربیع الثانی|ربیع الآخر|ربیع الاخر", "جمادی الأولى|جمادی الاولی|جمادی الاول|جمادی الأول", "جمادی الثانیة|جمادی الثانیه|جمادی الثانی|جمادی الآخرة|جمادی الاخره",
            "رجب|رجب المرجب|rajab", "شعبان|شعبان المعظم", "رمضان|رمضان المبارک|ramadan|ramazan", "شوال|shawwal", "ذو القعدة|ذی القعدة|ذوالقعدة|ذیالقعده|ذی القعده|ذیقعده", "ذو الحجة|ذی الحجة|ذوالحجة|ذیالحجه|ذی الحجه|ذیحجه",
        ]),
    ];

    private static readonly FrozenDictionary<string, (CalendarSystem Calendar, int Month)> Months = Names
        .SelectMany(calendar => calendar.MonthsInOrder.SelectMany((names, index) => names.Split('|').Select(name => (Key: NameKey.Of(name), calendar.Calendar, Month: index + 1))))
        .DistinctBy(name => name.Key)
        .ToFrozenDictionary(name => name.Key, name => (name.Calendar, name.Month));

    // Words of everyday language too: they name a month only when written with a capital, as these languages write months.
    private static readonly FrozenSet<string> AmbiguousWithWords =
        new[] { "may", "march", "mars", "mar", "set", "out", "gen", "mag", "lug", "ago", "mart", "ocak", "dic", "ene", "cile", "gulan", "tir", "dey", "adar", "kanun", "newroz" }.ToFrozenSet();

    // The same in scripts without capitals, where a year, or the word for month, must stand behind the name.
    private static readonly FrozenSet<string> Doubtful =
        new[] { "مه", "می", "مای", "دی", "تیر", "مهر", "آب", "أوت", "اوت", "آذر", "اذر", "اسد", "قوس", "حوت", "دلو", "ثور", "حمل", "جدی", "میزان", "سرطان", "عقرب", "جوان", "صفر", "ئاب" }.Select(NameKey.Of).ToFrozenSet();

    private static readonly FrozenSet<string> Weekdays = new[]
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag",
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
        "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
        "lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica",
        "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
        "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
        "pazartesi", "sali", "carsamba", "persembe", "cuma", "cumartesi", "pazar",
        "dusem", "sesem", "carsem", "pencsem", "in", "semi", "yeksem",
        "شنبه", "یکشنبه", "دوشنبه", "سهشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "آدینه",
        "السبت", "الأحد", "الاحد", "الاثنین", "الإثنین", "الثلاثاء", "الأربعاء", "الاربعاء", "الخمیس", "الجمعة",
        "شەممە", "یەکشەممە", "دووشەممە", "سێشەممە", "چوارشەممە", "پێنجشەممە", "هەینی",
    }.Select(NameKey.Of).ToFrozenSet();

    /// <summary>The month that the words at a place name, or <c>null</c>.</summary>
    public static MonthName? Month(IReadOnlyList<Word> words, int at)
    {
        if (at >= words.Count) return null;
        var key = KeyOf(words[at]);
        if (at + 1 < words.Count && !words[at].HasCase && Months.TryGetValue($"{key} {KeyOf(words[at + 1])}", out var two)) return new MonthName(two.Calendar, two.Month, 2, IsDoubtful: false);
        // Sorani joins the year with an ending: 'ئازاری ٢٠٢٠', 'کانوونی دووەمی ٢٠٢٠'.
        if (!words[at].HasCase && at + 1 < words.Count && WithoutEnding(KeyOf(words[at + 1])) is { } bare && Months.TryGetValue($"{key} {bare}", out var ended)) return new MonthName(ended.Calendar, ended.Month, 2, IsDoubtful: false);
        if (!words[at].HasCase && !Months.ContainsKey(key) && WithoutEnding(key) is { } stem && Months.TryGetValue(stem, out var joined)) return new MonthName(joined.Calendar, joined.Month, 1, IsDoubtful: true);
        return Months.TryGetValue(key, out var one) && (words[at].IsCapitalised || !AmbiguousWithWords.Contains(key)) ? new MonthName(one.Calendar, one.Month, 1, Doubtful.Contains(key)) : null;
    }

    /// <summary>Whether a word alone names a month.</summary>
    public static bool IsMonth(Word word) => Month([word], 0) is not null;

    public static bool IsWeekday(Word word) => Weekdays.Contains(NameKey.Of(word.Text));

    private static string? WithoutEnding(string key) => key.Length > 3 && key[^1] == 'ی' ? key[..^1] : null;

    // 'Ocak'ta', 'Çileya'
    private static string KeyOf(Word word) => NameKey.Of(word.Text.IndexOfAny(['\'', '’']) is > 2 and var suffix ? word.Text[..suffix] : word.Text);
}
