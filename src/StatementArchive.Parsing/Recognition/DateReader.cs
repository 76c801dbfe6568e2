using System.Globalization;

namespace StatementArchive.Parsing.Recognition;

/// <summary>
/// Finds dates in running text: <c>3 January 2020</c>, <c>January 3rd, 2020</c>, <c>3. März 2024</c>, <c>3 de enero de 2020</c>,
/// <c>2020-01-03</c> (ISO 8601-1), <c>03.01.2020</c>, <c>3/1/2020</c>, <c>January 2020</c>, <c>3 January</c>, and the like in Persian, Arabic, Kurdish and
/// Turkish, in the Gregorian and both Hijri calendars. Impossible dates are no dates. Linear in the text's length.
/// </summary>
public static class DateReader
{
    /// <summary>All dates of a text, in order, not overlapping.</summary>
    public static IReadOnlyList<DateMention> Find(string text) => Find(text, new TextSpan(0, text.Length));

    /// <summary>All dates inside a passage, in order, not overlapping; offsets are those of the whole text.</summary>
    public static IReadOnlyList<DateMention> Find(string text, TextSpan passage)
    {
        var cursor = new Cursor(text, Words.Of(text, passage));
        var mentions = new List<DateMention>();
        for (var at = 0; at < cursor.Words.Count;)
        {
            var (words, mention) = cursor.ReadAt(at);
            if (mention is not null) mentions.Add(cursor.WithWeekday(mention, at));
            at += Math.Max(words, 1);
        }
        return mentions;
    }

    /// <summary>The words of a passage; each reader returns how many words it took, 0 for 'not mine'.</summary>
    private readonly struct Cursor(string text, IReadOnlyList<Word> words)
    {
        public IReadOnlyList<Word> Words { get; } = words;

        public (int Words, DateMention? Mention) ReadAt(int at)
        {
            var read = InFigures(at);
            if (read.Words == 0) read = DayFirst(at);
            if (read.Words == 0) read = MonthFirst(at);
            return read;
        }

        public DateMention WithWeekday(DateMention mention, int at) =>
            at > 0 && CalendarNames.IsWeekday(Words[at - 1]) && Gap(at - 1) is " " or ", " or " the " or ". " or "، "
                ? mention with { Span = mention.Span with { Start = Words[at - 1].Span.Start } }
                : mention;

        // 2020-01-03 is one word; 03.01.2020, 3/1/2020 and 2020/01/03 are three.
        private (int Words, DateMention? Mention) InFigures(int at)
        {
            string[] hyphenated = Words[at].Text.AsSpan().ContainsAny('-', '‐', '‑') ? Words[at].Text.Split('-', '‐', '‑') : [];
            if (hyphenated.Length == 3) return (1, Figures(Words[at].Span, hyphenated, '-', at + 1));
            if (at + 2 >= Words.Count || Gap(at) is not ("." or "/") || Gap(at + 1) != Gap(at)) return (0, null);
            var last = YearOf(Words[at + 2]);
            var parts = new[] { Words[at].Text, Words[at + 1].Text, last is { } year ? Words[at + 2].Text[..4] : Words[at + 2].Text };
            // A version or an address in figures has more of the same separator.
            if (Gap(at + 2) == Gap(at) || (at > 0 && Gap(at - 1) == Gap(at))) return (0, null);
            return parts.All(IsNumber) && (parts[0].Length == 4 || parts[2].Length == 4)
                ? (3, Figures(SpanOf(at, at + 2), parts, Gap(at)[0], at + 3, last?.Era))
                : (0, null);
        }

        /// <param name="behind">Index of the word behind the figures, which can name their era.</param>
        private DateMention? Figures(TextSpan span, string[] parts, char separator, int behind, CalendarSystem? era = null)
        {
            if (!parts.All(IsNumber)) return null;
            if (parts[0].Length == 4) return Checked(span, Number(parts[0]), Number(parts[1]), Number(parts[2]), CalendarOf(Number(parts[0]), era ?? EraOf(behind)));
            if (parts[2].Length != 4) return null;
            var year = Number(parts[2]);
            var calendar = separator == '.' ? CalendarSystem.Gregorian : CalendarOf(year, era ?? EraOf(behind));
            var dayFirst = Checked(span, year, Number(parts[1]), Number(parts[0]), calendar);
            if (separator == '.' || calendar != CalendarSystem.Gregorian) return dayFirst;
            var monthFirst = Checked(span, year, Number(parts[0]), Number(parts[1]));
            return dayFirst is null || monthFirst is null || dayFirst == monthFirst
                ? dayFirst ?? monthFirst
                : dayFirst with { Swapped = monthFirst };
        }

        // Years of the 14th and 15th century in figures are Hijri years: solar ones of our time are below 1416, lunar ones above.
        private static CalendarSystem CalendarOf(int year, CalendarSystem? era) =>
            era ?? year switch
            {
                >= 1290 and <= FirstLunarYear => CalendarSystem.SolarHijri,
                > FirstLunarYear and < 1500 => CalendarSystem.LunarHijri,
                _ => CalendarSystem.Gregorian,
            };

        private const int FirstLunarYear = 1415;

        // 3 January 2020 · 3rd of January, 2020 · 3. Januar 2020 · 3 de enero de 2020 · 1er janvier · 3 January · ۱۳ دی ماه سال ۱۳۹۸ · 3 كانون الثاني/يناير 2020
        private (int Words, DateMention? Mention) DayFirst(int at)
        {
            if (Day(at) is not var (day, words)) return (0, null);
            var month = at + words;
            if (month < Words.Count && Gap(month - 1) == " " && Words[month].Text is "of" or "de" or "di" or "من" or "ی") month++;
            if (CalendarNames.Month(Words, month) is not { } named || !Joins(Gap(month - 1))) return (0, null);
            var (last, year, era, isMonth) = YearAfter(month + named.Words - 1, named);
            if (named.IsDoubtful && year is null && !isMonth) return (0, null);
            return (last - at + 1, Checked(SpanOf(at, last), year, named.Month, day, Calendar(named, era)));
        }

        // January 3, 2020 · January 3rd 2020 · January 3 · January 2020 · دی ماه ۱۳۹۸
        private (int Words, DateMention? Mention) MonthFirst(int at)
        {
            if (CalendarNames.Month(Words, at) is not { } named) return (0, null);
            var end = at + named.Words - 1;
            var (last, year, era, _) = YearAfter(end, named);
            if (year is not null) return (last - at + 1, Checked(SpanOf(at, last), year, named.Month, null, Calendar(named, era)));
            if (!Words[at].HasCase || Day(end + 1) is not var (day, words) || !Joins(Gap(end))) return (0, null);
            (last, year, era, _) = YearAfter(end + words, named);
            return (last - at + 1, Checked(SpanOf(at, last), year, named.Month, day, Calendar(named, era)));
        }

        private static CalendarSystem Calendar(MonthName named, CalendarSystem? era) =>
            // 'Nisan' and the like are Gregorian months whatever era follows; only a year that is marked otherwise contradicts.
            named.Calendar != CalendarSystem.Gregorian ? named.Calendar : era is CalendarSystem.SolarHijri or CalendarSystem.LunarHijri ? CalendarSystem.Gregorian : named.Calendar;

        private (int Last, int? Year, CalendarSystem? Era, bool IsMonth) YearAfter(int at, MonthName named)
        {
            var next = at + 1;
            // The same month by its other name: 'كانون الثاني/يناير'.
            if (Gap(at) is "/" or " / " or " (" && CalendarNames.Month(Words, next) is { } other && other.Calendar == named.Calendar && other.Month == named.Month)
            {
                at = next + other.Words - 1;
                next = at + 1;
            }
            var isMonth = next < Words.Count && Gap(at) is " " or "\u200c" && NameKey.Of(Words[next].Text) is "ماه" or "مانگی" or "ayi";
            if (isMonth)
            {
                at = next;
                next++;
            }
            if (next < Words.Count && Gap(next - 1) == " " && Words[next].Text is "de" or "del" or "of" or "سال" or "عام" or "سنة" or "لعام" or "ساڵی" or "sala") next++;
            if (next >= Words.Count || !Joins(Gap(next - 1)) || YearOf(Words[next]) is not var (year, era)) return (at, null, null, isMonth);
            era ??= EraOf(next + 1);
            return (next, year, era, isMonth);
        }

        // '2020', '2020'de', '2020م', '1441هـ', '1398ش'
        private static (int Year, CalendarSystem? Era)? YearOf(Word word)
        {
            var digits = word.Text.TakeWhile(char.IsDigit).Count();
            if (digits != 4 || Number(word.Text[..4]) is not (>= 1000 and < 3000 and var year)) return null;
            var suffix = word.Text[4..];
            if (suffix.Length == 0 || suffix[0] is '\'' or '’') return (year, null);
            return EraOf(suffix) is { } era ? (year, era) : suffix.Length <= 3 && suffix.All(char.IsLower) ? (year, null) : null;
        }

        private CalendarSystem? EraOf(int at)
        {
            if (at >= Words.Count || at == 0 || Gap(at - 1).Trim() is not ("" or "(" or ".")) return null;
            var key = NameKey.Of(Words[at].Text);
            var next = at + 1 < Words.Count && Gap(at).Trim().Length == 0 ? NameKey.Of(Words[at + 1].Text) : "";
            if (key is "هجری") return next is "شمسی" or "خورشیدی" ? CalendarSystem.SolarHijri : next is "قمری" || next.Length == 0 ? CalendarSystem.LunarHijri : null;
            return EraOf(Words[at].Text);
        }

        private static CalendarSystem? EraOf(string mark) => NameKey.Of(mark) switch
        {
            "م" or "میلادی" or "میلادیه" or "للمیلاد" or "زاینی" => CalendarSystem.Gregorian,
            "ه" or "هجری" or "هجریه" or "للهجره" or "قمری" or "ق" or "هق" => CalendarSystem.LunarHijri,
            "ش" or "شمسی" or "خورشیدی" or "هش" or "هەتاوی" => CalendarSystem.SolarHijri,
            _ => null,
        };

        private static DateMention? Checked(TextSpan span, int? year, int month, int? day, CalendarSystem calendar = CalendarSystem.Gregorian)
        {
            if (month is < 1 or > 12 || year is < 1000 or > 2999) return null;
            // 29 February is possible as long as no year says otherwise.
            return day is { } number && (number < 1 || number > CalendarSystems.DaysInMonth(calendar, year, month)) ? null : new DateMention(span, year, month, day) { Calendar = calendar };
        }

        private static bool Joins(string gap) => gap.Trim() is "" or "," or "." or "،" && gap.Length is > 0 and < 4 && !gap.Contains('\n');

        private (int Day, int Words)? Day(int at)
        {
            if (at >= Words.Count) return null;
            var word = Words[at];
            var digits = word.Text.TakeWhile(char.IsDigit).Count();
            if (digits is 1 or 2)
            {
                var suffix = word.Text[digits..];
                return suffix is "" or "st" or "nd" or "rd" or "th" or "er" or "º" or "o" or "e" or "ê" or "'ê" or "’ê" or "ی" or "م" or "ام" or "\u200cام" ? (Number(word.Text[..digits]), 1) : null;
            }
            return digits == 0 && !word.HasCase ? DayNumbers.Read(Words, at) : null;
        }

        private static bool IsNumber(string word) => word.Length is > 0 and <= 4 && word.All(char.IsDigit);

        // Digits of every script count: char.IsDigit and the numeric value agree on them.
        private static int Number(string digits) => digits.Aggregate(0, (value, digit) => (10 * value) + (int)CharUnicodeInfo.GetNumericValue(digit));

        private string Gap(int at) => at >= 0 && at + 1 < Words.Count ? text[Words[at].Span.End..Words[at + 1].Span.Start] : "";

        private TextSpan SpanOf(int first, int last) => new(Words[first].Span.Start, Words[last].Span.End);
    }
}
