using System.Collections.Frozen;

namespace StatementArchive.Parsing.Recognition;

/// <summary>Names of months and weekdays in the languages of the archive's documents, folded by <see cref="NameKey.Of"/>.</summary>
internal static class CalendarNames
{
    private static readonly string[][] MonthsInOrder =
    [
        ["january", "jan", "januar", "janner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari", "ocak"],
        ["february", "feb", "februar", "feber", "fevrier", "fevr", "febrero", "febbraio", "fevereiro", "fev", "februari", "subat"],
        ["march", "mar", "marz", "mars", "marzo", "marco", "maart", "mart"],
        ["april", "apr", "avril", "avr", "abril", "abr", "aprile", "nisan"],
        ["may", "mai", "mayo", "maggio", "mag", "maio", "mei", "mayis"],
        ["june", "jun", "juni", "juin", "junio", "giugno", "giu", "junho", "haziran"],
        ["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "temmuz"],
        ["august", "aug", "aout", "agosto", "ago", "augustus", "agustos"],
        ["september", "sep", "sept", "septembre", "septiembre", "setiembre", "settembre", "set", "setembro", "eylul"],
        ["october", "oct", "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "ekim"],
        ["november", "nov", "novembre", "noviembre", "novembro", "kasim"],
        ["december", "dec", "dezember", "dez", "decembre", "diciembre", "dic", "dicembre", "dezembro", "aralik"],
    ];

    private static readonly FrozenDictionary<string, int> Months = MonthsInOrder
        .SelectMany((names, index) => names.Select(name => (name, index)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.index + 1);

    // Words of everyday language too: they name a month only when written with a capital, as these languages write months.
    private static readonly FrozenSet<string> AmbiguousWithWords =
        new[] { "may", "march", "mars", "mar", "set", "out", "gen", "mag", "lug", "ago", "mart", "ocak", "dic", "ene" }.ToFrozenSet();

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
    }.ToFrozenSet();

    /// <summary>The month that a word names, 1 to 12, or <c>null</c>.</summary>
    public static int? Month(Word word)
    {
        var key = NameKey.Of(word.Text);
        return Months.TryGetValue(key, out var month) && (word.IsCapitalised || !AmbiguousWithWords.Contains(key)) ? month : null;
    }

    public static bool IsWeekday(Word word) => Weekdays.Contains(NameKey.Of(word.Text));
}
