using System.Globalization;

namespace StatementArchive.Parsing.Recognition;

/// <summary>
/// Finds dates in running text: <c>3 January 2020</c>, <c>January 3rd, 2020</c>, <c>3. März 2024</c>, <c>3 de enero de 2020</c>,
/// <c>2020-01-03</c> (ISO 8601-1), <c>03.01.2020</c>, <c>3/1/2020</c>, <c>January 2020</c>, <c>3 January</c>. Impossible
/// dates are no dates. Linear in the text's length.
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
            at > 0 && CalendarNames.IsWeekday(Words[at - 1]) && Gap(at - 1) is " " or ", " or " the " or ". "
                ? mention with { Span = mention.Span with { Start = Words[at - 1].Span.Start } }
                : mention;

        // 2020-01-03 is one word; 03.01.2020, 3/1/2020 and 2020/01/03 are three.
        private (int Words, DateMention? Mention) InFigures(int at)
        {
            var hyphenated = Words[at].Text.Split('-', '‐', '‑');
            if (hyphenated.Length == 3) return (1, Figures(Words[at].Span, hyphenated, '-'));
            if (at + 2 >= Words.Count || Gap(at) is not ("." or "/") || Gap(at + 1) != Gap(at)) return (0, null);
            var parts = new[] { Words[at].Text, Words[at + 1].Text, Words[at + 2].Text };
            // A version or an address in figures has more of the same separator.
            if (Gap(at + 2) == Gap(at) || (at > 0 && Gap(at - 1) == Gap(at))) return (0, null);
            return parts.All(IsNumber) && (parts[0].Length == 4 || parts[2].Length == 4)
                ? (3, Figures(SpanOf(at, at + 2), parts, Gap(at)[0]))
                : (0, null);
        }

        private static DateMention? Figures(TextSpan span, string[] parts, char separator)
        {
            if (!parts.All(IsNumber)) return null;
            if (parts[0].Length == 4) return Checked(span, Number(parts[0]), Number(parts[1]), Number(parts[2]));
            if (parts[2].Length != 4) return null;
            var dayFirst = Checked(span, Number(parts[2]), Number(parts[1]), Number(parts[0]));
            if (separator == '.') return dayFirst;
            var monthFirst = Checked(span, Number(parts[2]), Number(parts[0]), Number(parts[1]));
            return dayFirst is null || monthFirst is null || dayFirst == monthFirst
                ? dayFirst ?? monthFirst
                : dayFirst with { Swapped = monthFirst };
        }

        // 3 January 2020 · 3rd of January, 2020 · 3. Januar 2020 · 3 de enero de 2020 · 1er janvier · 3 January
        private (int Words, DateMention? Mention) DayFirst(int at)
        {
            if (Day(Words[at]) is not { } day) return (0, null);
            var month = at + 1;
            if (month < Words.Count && Gap(at) == " " && Words[month].Text is "of" or "de" or "di") month++;
            if (month >= Words.Count || CalendarNames.Month(Words[month]) is not { } named || !Joins(Gap(month - 1))) return (0, null);
            var (last, year) = YearAfter(month);
            return (last - at + 1, Checked(SpanOf(at, last), year, named, day));
        }

        // January 3, 2020 · January 3rd 2020 · January 3 · January 2020
        private (int Words, DateMention? Mention) MonthFirst(int at)
        {
            if (CalendarNames.Month(Words[at]) is not { } month) return (0, null);
            var (last, year) = YearAfter(at);
            if (year is not null) return (last - at + 1, Checked(SpanOf(at, last), year, month, null));
            if (at + 1 >= Words.Count || Day(Words[at + 1]) is not { } day || !Joins(Gap(at))) return (0, null);
            (last, year) = YearAfter(at + 1);
            return (last - at + 1, Checked(SpanOf(at, last), year, month, day));
        }

        private (int Last, int? Year) YearAfter(int at)
        {
            var next = at + 1;
            if (next < Words.Count && Gap(at) == " " && Words[next].Text is "de" or "del" or "of") next++;
            return next < Words.Count && Joins(Gap(next - 1)) && Words[next].Text is { Length: 4 } year && IsNumber(year) && Number(year) is >= 1000 and < 3000
                ? (next, Number(year))
                : (at, null);
        }

        private static DateMention? Checked(TextSpan span, int? year, int month, int? day)
        {
            if (month is < 1 or > 12 || year is < 1000 or > 2999) return null;
            // 29 February is possible as long as no year says otherwise.
            return day is { } number && (number < 1 || number > DateTime.DaysInMonth(year ?? 2000, month)) ? null : new DateMention(span, year, month, day);
        }

        private static bool Joins(string gap) => gap.Trim() is "" or "," or "." && gap.Length is > 0 and < 4 && !gap.Contains('\n');

        private static int? Day(Word word)
        {
            var digits = word.Text.TakeWhile(char.IsDigit).Count();
            if (digits is 0 or > 2) return null;
            var suffix = word.Text[digits..];
            return suffix is "" or "st" or "nd" or "rd" or "th" or "er" or "º" or "o" or "e" ? Number(word.Text[..digits]) : null;
        }

        private static bool IsNumber(string word) => word.Length is > 0 and <= 4 && word.All(char.IsDigit);

        // Digits of every script count: char.IsDigit and the numeric value agree on them.
        private static int Number(string digits) => digits.Aggregate(0, (value, digit) => (10 * value) + (int)CharUnicodeInfo.GetNumericValue(digit));

        private string Gap(int at) => at + 1 < Words.Count ? text[Words[at].Span.End..Words[at + 1].Span.Start] : "";

        private TextSpan SpanOf(int first, int last) => new(Words[first].Span.Start, Words[last].Span.End);
    }
}
