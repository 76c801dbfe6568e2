using System.Globalization;
using System.Text;
using StatementArchive.Data.Queries;
using StatementArchive.Parsing.Recognition;

namespace StatementArchive.Data.Search;

/// <summary>
/// Reads the language of the search box: words, "phrases", OR, -without, prefix*, "near words"~5, field:value, date:from..to and brackets. The text is cut
/// into parts from left to right, brackets that do not fit are dropped, and what is left is grouped. OR joins its neighbours before all else.
/// </summary>
internal sealed class SearchQueryReader
{
    private const int MostNotes = 10;

    // Two days, the dots between, quotation marks and a comma have 27.
    private const int LongestDates = 32;

    // What closes a quotation, by what opens it: as languages have it, and as keyboards mix it.
    private static readonly Dictionary<char, string> Closers = new() { ['"'] = "\"”", ['“'] = "”\"“", ['„'] = "“”\"", ['”'] = "”\"", ['«'] = "»", ['»'] = "«»" };

    // Marks that end a word also where no space follows; between digits they belong to the number.
    private const string Apart = ",;!?،؛؟…[]{}<>";

    private enum PartKind
    {
        Term,
        Open,
        Close,
        Or,
        And,
        Near,
    }

    /// <param name="Slop">Of <see cref="PartKind.Near"/>.</param>
    private readonly record struct Part(PartKind Kind, int Start, int Length, SearchNode? Node = null, bool IsWithout = false, int Slop = 0);

    // As typed, but for characters that are no text: they are spaces.
    private readonly string _text;
    private readonly List<SearchNote> _notes = [];
    private readonly List<Part> _parts = [];

    // Opening quotation marks that nothing behind closes, so that the rest of the text is looked through once for each kind only.
    private readonly HashSet<char> _unclosed = [];
    private bool _isWithout;
    private int _at;

    public SearchQueryReader(string typed)
    {
        _text = string.Create(typed.Length, typed, static (text, typed) =>
        {
            for (var at = 0; at < typed.Length; at++) text[at] = IsUnreadable(typed, at) ? ' ' : typed[at];
        });
        var first = _text.AsSpan().CommonPrefixLength(typed);
        if (first < typed.Length) Note(first, 1, "This character is no text; it and others like it are read as spaces.");
    }

    public (SearchNode? Root, IReadOnlyList<SearchNote> Notes) Read()
    {
        while (_at < _text.Length) Cut();
        var root = Grouped(WithoutStrayBrackets());
        if (root is null && _notes.Count == 0 && !string.IsNullOrWhiteSpace(_text)) Note(0, _text.Length, "There is no word to look for.");
        var notes = _notes.OrderBy(note => note.Start).ToList();
        if (notes.Count <= MostNotes) return (root, notes);
        var more = notes[MostNotes];
        return (root, [.. notes.Take(MostNotes), more with { Length = _text.Length - more.Start, Message = "More from here on was not understood." }]);
    }

    private void Cut()
    {
        var start = _at;
        switch (_text[_at])
        {
            case '(':
                _parts.Add(new Part(PartKind.Open, start, 1, IsWithout: TakeWithout()));
                _at++;
                break;
            case ')':
                _isWithout = false;
                _parts.Add(new Part(PartKind.Close, start, 1));
                _at++;
                break;
            case '|':
                SkipRun('|');
                _isWithout = false;
                _parts.Add(new Part(PartKind.Or, start, _at - start));
                break;
            case '*':
                SkipRun('*');
                Note(start, _at - start, "A star stands right behind the beginning of a word: work*. This one is left out.");
                break;
            case var mark when Closers.ContainsKey(mark):
                if (CloserOf(start) < 0)
                {
                    Note(start, 1, "This quotation mark has no partner; the words behind it are searched one by one.");
                    _at++;
                    break;
                }
                var isWithout = TakeWithout();
                if (Phrase(SearchField.Anywhere) is { } phrase) _parts.Add(new Part(PartKind.Term, start, _at - start, phrase, isWithout));
                break;
            case var _ when IsMinus():
                _isWithout = true;
                _at++;
                break;
            case var _ when IsWordAt(start):
                if (_isWithout || !Operator()) Term();
                break;
            default:
                // Marks around words are nobody's mistake: 'Bread & roses!'
                _at++;
                break;
        }
    }

    private bool TakeWithout()
    {
        var isWithout = _isWithout;
        _isWithout = false;
        return isWithout;
    }

    private void SkipRun(char c)
    {
        while (_at < _text.Length && _text[_at] == c) _at++;
    }

    // A hyphen inside a word, one with a space behind it, and dashes are none.
    private bool IsMinus()
    {
        if (_text[_at] is not ('-' or '\u2010' or '\u2011' or '\u2212')) return false;
        var (before, behind) = (_at - 1, _at + 1);
        while (before >= 0 && IsInvisible(_text[before])) before--;
        while (behind < _text.Length && IsInvisible(_text[behind])) behind++;
        return (before < 0 || char.IsWhiteSpace(_text[before]) || _text[before] is '(' or '|')
            && behind < _text.Length && (_text[behind] == '(' || Closers.ContainsKey(_text[behind]) || IsWordAt(behind));
    }

    private bool Operator()
    {
        var (start, end) = (_at, WordEnd(_at));
        if (KindOf(_text.AsSpan(start, end - start)) is not { } kind || (end < _text.Length && _text[end] is '*' or '~')) return false;
        _at = end;
        var slop = kind == PartKind.Near ? Between(start, start + "NEAR/".Length) : 0;
        _parts.Add(new Part(kind, start, end - start, Slop: slop));
        return true;
    }

    private static PartKind? KindOf(ReadOnlySpan<char> word) => word switch
    {
        "OR" => PartKind.Or,
        "AND" => PartKind.And,
        ['N', 'E', 'A', 'R', '/', _, ..] when !word[5..].ContainsAnyExceptInRange('0', '9') => PartKind.Near,
        _ => null,
    };

    // Digits from a place to where the reader is: how many words may lie between.
    private int Between(int start, int digits)
    {
        var between = 0;
        for (var at = digits; at < _at && between <= SearchQuery.MostBetween; at++) between = (between * 10) + CharUnicodeInfo.GetDecimalDigitValue(_text[at]);
        if (between <= SearchQuery.MostBetween) return between;
        Note(start, _at - start, $"At most {SearchQuery.MostBetween} words may lie between; so many are searched for.");
        return SearchQuery.MostBetween;
    }

    // A word, or a field and its value; 'x:y' without a field x is two words.
    private void Term()
    {
        var start = _at;
        var isWithout = TakeWithout();
        var nodes = new List<SearchNode>();
        while (FieldEnd() is { } colon)
        {
            var name = _text[_at..colon];
            var isDate = name.Equals(SearchQuery.DateField, StringComparison.OrdinalIgnoreCase);
            if (isDate && Dates(colon + 1) is { } dates)
            {
                Add([.. nodes, dates]);
                return;
            }
            var isField = SearchQuery.Fields.TryGetValue(name, out var field);
            var (nameAt, hasValue) = (_at, HasValue(colon + 1));
            if (hasValue && isField)
            {
                _at = colon + 1;
                if ((Closers.ContainsKey(_text[_at]) ? Phrase(field) : Word(field)) is { } value) nodes.Add(value);
                Add(nodes);
                return;
            }
            if (!hasValue && !isField && !isDate) break;
            _at = colon + 1;
            if (isDate)
            {
                Note(nameAt, _at - nameAt, "A date is a year, a month or a day, such as 2020, 2020-01 or 2020-01-31, or two of them with '..' between. What stands here is searched as words.");
                if (!hasValue) nodes.Add(Plain(name));
            }
            else
            {
                nodes.Add(Plain(name));
                Note(nameAt, _at - nameAt, isField
                    ? $"Right behind '{name}:' stands a word, or several in quotation marks. It is searched as a word."
                    : $"There is no field '{name}'; it is searched as a word. The fields are author, org, source, subject, lang, title and date.");
            }
            if (!hasValue || Closers.ContainsKey(_text[_at]))
            {
                if (hasValue && Phrase(SearchField.Anywhere) is { } phrase) nodes.Add(phrase);
                Add(nodes);
                return;
            }
        }
        if (Word(SearchField.Anywhere) is { } word) nodes.Add(word);
        Add(nodes);

        void Add(IReadOnlyList<SearchNode> read)
        {
            if (read.Count > 0) _parts.Add(new Part(PartKind.Term, start, _at - start, All(read), isWithout));
        }
    }

    // The colon of 'name:'; an address has none: 'https://…'.
    private int? FieldEnd()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiLetter(_text[end])) end++;
        return end > _at && end < _text.Length && _text[end] == ':' ? end : null;
    }

    private bool HasValue(int at) => at < _text.Length && (Closers.ContainsKey(_text[at]) ? CloserOf(at) >= 0 : IsWordAt(at));

    // Reads on only if the value is one.
    private SearchDates? Dates(int start)
    {
        var end = start;
        while (end < _text.Length && end - start <= LongestDates && !char.IsWhiteSpace(_text[end]) && _text[end] is not ('(' or ')' or '|')) end++;
        if (end - start > LongestDates) return null;
        var value = string.Concat(_text[start..end].Select(c => char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)) : c)).Replace("…", "..", StringComparison.Ordinal);
        value = value.TrimEnd(',', ';').Trim('"', '“', '”', '„', '«', '»');
        var dots = value.IndexOf("..", StringComparison.Ordinal);
        var (from, to) = dots < 0 ? (value, value) : (value[..dots], value[(dots + 2)..]);
        if (!TryReadDays(from, out var first) || !TryReadDays(to, out var last) || (first, last) is (null, null)) return null;
        if (last?.To < first?.From)
        {
            Note(start, end - start, "The later date stands first; the range is read the other way round.");
            (first, last) = (last, first);
        }
        _at = end;
        return new SearchDates(first?.From, last?.To);
    }

    // No days at all leave an end open.
    private static bool TryReadDays(string value, out (DateOnly From, DateOnly To)? days)
    {
        days = null;
        if (value.Length == 0) return true;
        if (!CalendarDays.TryRead(value, out var first, out var last)) return false;
        days = (first, last);
        return true;
    }

    // At a quotation mark that has its partner.
    private SearchPhrase? Phrase(SearchField field)
    {
        var (start, end) = (_at, CloserOf(_at));
        var typed = _text.AsSpan(start + 1, end - start - 1);
        if (typed.Contains('*')) Note(start, end + 1 - start, "Between quotation marks a star has no meaning; it is left out.");
        var words = new StringBuilder(typed.Length);
        for (var at = start + 1; at < end; at++) words.Append(_text[at] == '*' || char.IsWhiteSpace(_text[at]) || (IsQuote(_text[at]) && !IsGershayim(at)) ? ' ' : _text[at]);
        var text = string.Join(' ', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        _at = end + 1;
        var slop = Slop();
        if (_at < _text.Length && _text[_at] == '*')
        {
            var star = _at;
            SkipRun('*');
            Note(star, _at - star, "A star stands behind a word, not behind a phrase. This one is left out.");
        }
        if (IsSearchable(text)) return new SearchPhrase(field, text, slop);
        Note(start, end + 1 - start, "There is no word between these quotation marks.");
        return null;
    }

    private int? Slop()
    {
        if (_at == _text.Length || _text[_at] != '~') return null;
        var start = _at++;
        SkipDigits();
        if (_at > start + 1) return Between(start, start + 1);
        Note(start, 1, "Behind ~ stands how many words may lie between, such as ~5. The words are searched side by side.");
        return null;
    }

    private void SkipDigits()
    {
        while (_at < _text.Length && char.IsDigit(_text[_at])) _at++;
    }

    // At the first letter of a word.
    private SearchNode? Word(SearchField field)
    {
        var start = _at;
        _at = WordEnd(start);
        var text = _text[start.._at];
        var isPrefix = IsPrefix(start);
        if (_at < _text.Length && _text[_at] == '~')
        {
            var mark = _at++;
            SkipDigits();
            Note(mark, _at - mark, "The sign ~ stands behind a phrase: \"drive war\"~5. Here it is left out.");
        }
        return !IsSearchable(text) ? null : isPrefix || field != SearchField.Anywhere ? new SearchWord(field, text, isPrefix) : Plain(text);
    }

    private bool IsPrefix(int start)
    {
        if (_at == _text.Length || _text[_at] != '*') return false;
        var (end, letters) = (_at, 0);
        SkipRun('*');
        if (_at < _text.Length && IsWordAt(_at))
        {
            Note(end, _at - end, "A star stands at the end of a word: work*. This one is read as a space.");
            return false;
        }
        // Of several words only the last goes on: 'co-op*'.
        for (var at = end; at > start && letters < SearchQuery.ShortestPrefix;)
        {
            Rune.DecodeLastFromUtf16(_text.AsSpan(start, at - start), out var rune, out var length);
            if (IsLetter(rune)) letters++;
            else if (!IsMark(rune)) break;
            at -= length;
        }
        if (letters >= SearchQuery.ShortestPrefix) return true;
        Note(start, _at - start, $"Before a star stand at least {SearchQuery.ShortestPrefix} letters. This is searched as a word.");
        return false;
    }

    // A word that would be read as an operator is spelled as a phrase.
    private static SearchNode Plain(string text) =>
        KindOf(text) is null ? new SearchWord(SearchField.Anywhere, text, false) : new SearchPhrase(SearchField.Anywhere, text, null);

    // Behind the last letter, digit or mark before a space or a sign of the language.
    private int WordEnd(int start)
    {
        var (at, end) = (start, start);
        while (at < _text.Length && !EndsWord(at))
        {
            Rune.DecodeFromUtf16(_text.AsSpan(at), out var rune, out var length);
            at += length;
            if (IsLetter(rune) || (IsMark(rune) && end == at - length)) end = at;
        }
        return end;
    }

    private bool EndsWord(int at) => char.IsWhiteSpace(_text[at]) || _text[at] is '(' or ')' or '|' or '*' or '~' || (IsQuote(_text[at]) && !IsGershayim(at))
        || (Apart.Contains(_text[at], StringComparison.Ordinal) && !(at + 1 < _text.Length && char.IsDigit(_text[at - 1]) && char.IsDigit(_text[at + 1])));

    private bool IsWordAt(int at) => Rune.TryGetRuneAt(_text, at, out var rune) && IsLetter(rune);

    private static bool IsLetter(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    // Of a letter that only stretches others, such as the tatweel, nothing is left to look for.
    private static bool IsSearchable(string text) => text.EnumerateRunes().Any(IsLetter) && NameKey.Of(text).Length > 0;

    // Marks of direction and joiners.
    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format;

    private static bool IsQuote(char c) => Closers.ContainsKey(c);

    // Hebrew acronyms hold what keyboards have for gershayim (Unicode Standard Annex 29, WB7b).
    private bool IsGershayim(int at) => _text[at] == '"' && at > 0 && at + 1 < _text.Length && IsHebrew(_text[at - 1]) && IsHebrew(_text[at + 1]);

    private static bool IsHebrew(char c) => c is >= '\u05D0' and <= '\u05EA';

    private int CloserOf(int open)
    {
        var mark = _text[open];
        if (_unclosed.Contains(mark)) return -1;
        for (var at = open + 1; at < _text.Length; at++)
        {
            if (Closers[mark].Contains(_text[at], StringComparison.Ordinal) && !IsGershayim(at)) return at;
        }
        _unclosed.Add(mark);
        return -1;
    }

    private List<Part> WithoutStrayBrackets()
    {
        var open = new Stack<int>();
        var isStray = new bool[_parts.Count];
        var isTooDeep = new bool[_parts.Count];
        for (var at = 0; at < _parts.Count; at++)
        {
            if (_parts[at].Kind == PartKind.Open)
            {
                isTooDeep[at] = open.Count >= SearchQuery.DeepestBrackets;
                open.Push(at);
            }
            else if (_parts[at].Kind == PartKind.Close)
            {
                if (open.TryPop(out var partner)) isTooDeep[at] = isTooDeep[partner];
                else isStray[at] = true;
            }
        }
        foreach (var at in open) isStray[at] = true;
        var fitting = new List<Part>(_parts.Count);
        var isWithout = false;
        for (var at = 0; at < _parts.Count; at++)
        {
            var part = _parts[at];
            if (isStray[at]) Note(part.Start, part.Length, "This bracket has no partner and is left out.");
            else if (isTooDeep[at]) Note(part.Start, part.Length, $"Brackets stand in each other at most {SearchQuery.DeepestBrackets} deep. This one is left out.");
            if (isStray[at] || isTooDeep[at])
            {
                // '-(a' is '-a'.
                isWithout |= part.IsWithout;
                continue;
            }
            fitting.Add(part with { IsWithout = part.Kind is PartKind.Term or PartKind.Open && (part.IsWithout || isWithout) });
            isWithout = false;
        }
        return fitting;
    }

    private SearchNode? Grouped(List<Part> parts)
    {
        var outer = new Stack<(List<Part> Group, Part Open)>();
        var group = new List<Part>();
        foreach (var part in parts)
        {
            switch (part.Kind)
            {
                case PartKind.Open:
                    outer.Push((group, part));
                    group = [];
                    break;
                case PartKind.Close:
                    var inner = Group(group);
                    (group, var open) = outer.Pop();
                    if (inner is not null) group.Add(new Part(PartKind.Term, open.Start, part.Start + 1 - open.Start, inner, open.IsWithout));
                    break;
                default:
                    group.Add(part);
                    break;
            }
        }
        return Group(group);
    }

    private SearchNode? Group(List<Part> parts)
    {
        var all = new List<List<SearchNode>>();
        Part? joiner = null;
        for (var at = 0; at < parts.Count; at++)
        {
            var part = parts[at];
            if (part.Kind != PartKind.Term)
            {
                var joins = all.Count > 0 && joiner is null && at + 1 < parts.Count && parts[at + 1].Kind == PartKind.Term
                    && (part.Kind != PartKind.Near || (all[^1] is [.., SearchWord { Field: SearchField.Anywhere, IsPrefix: false }] && parts[at + 1] is { IsWithout: false, Node: SearchWord { Field: SearchField.Anywhere, IsPrefix: false } }));
                if (joins) joiner = part;
                else Note(part.Start, part.Length, $"{NameOf(part.Kind)} joins what stands before it and behind it; here one of them is missing or of another kind, and it is left out. Put it in quotation marks to look for the word.");
                continue;
            }
            var node = part.IsWithout ? new SearchWithout(part.Node!) : part.Node!;
            if (joiner is { Kind: PartKind.Or }) all[^1].Add(node);
            else if (joiner is { Kind: PartKind.Near } near) all[^1][^1] = new SearchPhrase(SearchField.Anywhere, $"{((SearchWord)all[^1][^1]).Text} {((SearchWord)node).Text}", near.Slop);
            else all.Add([node]);
            joiner = null;
        }
        return all.Count == 0 ? null : All([.. all.Select(Any)]);
    }

    private static string NameOf(PartKind kind) => kind switch { PartKind.Or => "OR", PartKind.And => "AND", _ => "NEAR" };

    private static SearchNode All(IReadOnlyList<SearchNode> nodes) =>
        nodes is [not SearchWithout] ? nodes[0] : new SearchAll([.. nodes.SelectMany(node => node is SearchAll inner ? inner.Nodes : [node])]);

    private static SearchNode Any(IReadOnlyList<SearchNode> nodes) =>
        nodes is [var one] ? one : new SearchAny([.. nodes.SelectMany(node => node is SearchAny inner ? inner.Nodes : [node is SearchWithout ? new SearchAll([node]) : node])]);

    // Control characters but for tab and new lines, and halves of surrogate pairs.
    private static bool IsUnreadable(string typed, int at) => (char.IsControl(typed[at]) && typed[at] is not ('\t' or '\n' or '\r'))
        || (char.IsHighSurrogate(typed[at]) && (at + 1 == typed.Length || !char.IsLowSurrogate(typed[at + 1])))
        || (char.IsLowSurrogate(typed[at]) && (at == 0 || !char.IsHighSurrogate(typed[at - 1])));

    // One note for a run of the same: '((((('.
    private void Note(int start, int length, string message)
    {
        if (_notes is [.., var last] && last.Message == message && last.Start + last.Length == start) _notes[^1] = last with { Length = last.Length + length };
        else _notes.Add(new SearchNote(start, length, message));
    }
}
