using System.Globalization;

namespace StatementArchive.Data.Search;

/// <summary>
/// Reads the language of the search box, from left to right and once: words, "phrases", OR, -without, prefix*, "near words"~5, field:value, date:from..to
/// and brackets. OR joins its neighbours before everything else: 'a b OR c' is a, and b or c.
/// </summary>
internal sealed class SearchQueryReader
{
    private const int DeepestBrackets = 20;
    private const int ShortestPrefix = 2;
    private const int MostBetween = 50;

    private static readonly string[] DateForms = ["yyyy-MM-dd", "yyyy-MM", "yyyy"];
    private static readonly Dictionary<char, char> Quotes = new() { ['"'] = '"', ['“'] = '”', ['„'] = '“', ['«'] = '»', ['”'] = '”' };

    // As typed, but for characters that are no text: they are spaces.
    private readonly string _text;
    private readonly List<SearchNote> _notes = [];
    private readonly Stack<List<Part>> _open = [];
    private List<Part> _parts = [];
    private int _at;

    /// <summary>A part of a group on its way: a node, or the word that joins two.</summary>
    private readonly record struct Part(SearchNode? Node, int Start, int Length, bool IsOr = false);

    public SearchQueryReader(string typed)
    {
        _text = string.Create(typed.Length, typed, static (read, typed) =>
        {
            for (var at = 0; at < typed.Length; at++) read[at] = IsUnreadable(typed, at) ? ' ' : typed[at];
        });
        if (Enumerable.Range(0, typed.Length).Where(at => _text[at] != typed[at]).Select(at => (int?)at).FirstOrDefault() is { } first) Note(first, 1, "Characters that are no text are read as spaces.");
    }

    public (SearchNode? Root, IReadOnlyList<SearchNote> Notes) Read()
    {
        while (_at < _text.Length)
        {
            if (IsSpace(_text[_at])) _at++;
            else if (_text[_at] == '(') Open();
            else if (_text[_at] == ')') Close();
            else Term();
        }
        while (_open.Count > 0)
        {
            Note(_text.Length - 1, 1, "A bracket is not closed; it is read as closed here.");
            Leave();
        }
        var root = Group(_parts);
        if (root is null && _notes.Count == 0 && _text.Length > 0 && !string.IsNullOrWhiteSpace(_text)) Note(0, _text.Length, "There is no word to look for.");
        return (root, _notes);
    }

    private void Open()
    {
        if (_open.Count == DeepestBrackets) Note(_at, 1, $"Brackets stand in each other at most {DeepestBrackets} deep; this one is left out.");
        else
        {
            _open.Push(_parts);
            _parts = [];
        }
        _at++;
    }

    private void Close()
    {
        if (_open.Count == 0) Note(_at, 1, "This bracket closes nothing and is left out.");
        else Leave();
        _at++;
    }

    private void Leave()
    {
        var inner = Group(_parts);
        _parts = _open.Pop();
        if (inner is not null) _parts.Add(new Part(inner, _at, 0));
    }

    private void Term()
    {
        var start = _at;
        var isWithout = _text[_at] is '-' or '−' && (_at == 0 || IsSpace(_text[_at - 1]) || _text[_at - 1] == '(') && _at + 1 < _text.Length && !IsSpace(_text[_at + 1]) && _text[_at + 1] is not ('-' or ')');
        if (isWithout) _at++;
        if (isWithout && _text[_at] == '(')
        {
            // Brackets behind a minus: what they hold must not be.
            Note(start, 1, "A minus stands before a word, a phrase or a field, not before brackets; it is left out.");
            return;
        }
        var before = _at;
        var node = FieldValue();
        if (node is null && _at == before) node = Quotes.ContainsKey(_text[_at]) ? Phrase(SearchField.Anywhere) : Word(SearchField.Anywhere, start);
        if (node is null) return;
        if (node is SearchWord { Field: SearchField.Anywhere, IsPrefix: false, Text: "OR" or "|" })
        {
            _parts.Add(new Part(null, start, _at - start, IsOr: true));
            return;
        }
        if (node is SearchWord { Field: SearchField.Anywhere, IsPrefix: false, Text: "AND" })
        {
            if (_parts is not [.., { Node: not null }] || !HasMore()) Note(start, _at - start, "AND stands between two words; here it joins nothing and is left out.");
            return;
        }
        if (node is SearchWord { Field: SearchField.Anywhere, IsPrefix: false } near && SlopOf(near.Text) is { } slop && Near(slop)) return;
        _parts.Add(new Part(isWithout ? new SearchWithout(node) : node, start, _at - start));
    }

    // 'drive NEAR/5 war'
    private bool Near(int slop)
    {
        if (_parts is not [.., { Node: SearchWord { Field: SearchField.Anywhere, IsPrefix: false } before } last]) return false;
        var mark = _at;
        while (_at < _text.Length && IsSpace(_text[_at])) _at++;
        if (_at == _text.Length || _text[_at] is '(' or ')' or '-' || Quotes.ContainsKey(_text[_at]) || Word(SearchField.Anywhere, _at) is not SearchWord { IsPrefix: false, Text: not ("OR" or "AND") } behind)
        {
            _at = mark;
            return false;
        }
        _parts[^1] = new Part(new SearchPhrase(SearchField.Anywhere, $"{before.Text} {behind.Text}", slop), last.Start, _at - last.Start);
        return true;
    }

    private static int? SlopOf(string word) =>
        word.StartsWith("NEAR/", StringComparison.Ordinal) && int.TryParse(word.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var slop) ? Math.Min(slop, MostBetween) : null;

    private bool HasMore() => _text.AsSpan(_at).ContainsAnyExcept(' ', '\t', ')');

    private SearchNode? FieldValue()
    {
        var colon = _at;
        while (colon < _text.Length && char.IsAsciiLetter(_text[colon])) colon++;
        if (colon == _at || colon + 1 >= _text.Length || _text[colon] != ':' || IsSpace(_text[colon + 1])) return null;
        var name = _text[_at..colon];
        if (name.Equals("date", StringComparison.OrdinalIgnoreCase)) return Dates(colon + 1);
        if (!SearchQuery.Fields.TryGetValue(name, out var field))
        {
            // An address is no field: 'https://…'.
            if (_text.AsSpan(colon).StartsWith("://", StringComparison.Ordinal)) return null;
            Note(_at, colon + 1 - _at, $"There is no field '{name}'; it is searched as a word. Fields are author, org, source, subject, lang, title and date.");
            var word = new SearchWord(SearchField.Anywhere, name, false);
            _at = colon + 1;
            return word;
        }
        _at = colon + 1;
        return Quotes.ContainsKey(_text[_at]) ? Phrase(field) : Word(field, _at);
    }

    private SearchDates? Dates(int start)
    {
        var field = _at;
        _at = start;
        while (_at < _text.Length && !IsSpace(_text[_at]) && _text[_at] is not ('(' or ')')) _at++;
        var value = _text[start.._at];
        var dots = value.IndexOf("..", StringComparison.Ordinal);
        var (from, to) = dots < 0 ? (value, value) : (value[..dots], value[(dots + 2)..]);
        if (Day(from, isEnd: false) is (var first, true) && Day(to, isEnd: true) is (var last, true) && (first is not null || last is not null) && !(first > last)) return new SearchDates(first, last);
        Note(field, _at - field, "A date is a day, a month or a year such as 2020-01-31, 2020-01 or 2020, or two of them with '..' between; this one is left out.");
        return null;
    }

    private static (DateOnly? Day, bool IsRead) Day(string value, bool isEnd)
    {
        if (value.Length == 0) return (null, true);
        if (!DateOnly.TryParseExact(value, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return (null, false);
        return (!isEnd ? day : value.Length switch { 4 => new DateOnly(day.Year, 12, 31), 7 => new DateOnly(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month)), _ => day }, true);
    }

    private SearchNode? Phrase(SearchField field)
    {
        var start = _at++;
        var close = Quotes[_text[start]];
        var end = _at;
        while (end < _text.Length && _text[end] != close && _text[end] is not ('"' or '”' or '»')) end++;
        if (end == _text.Length)
        {
            Note(start, 1, "A quotation mark has no partner; the words behind it are searched one by one.");
            return null;
        }
        var words = Clean(_text[_at..end]);
        _at = end + 1;
        if (_at < _text.Length && _text[_at] == '*' && words.Count(char.IsLetterOrDigit) >= ShortestPrefix)
        {
            // "general stri"*: the last word goes on.
            _at++;
            return new SearchWord(field, words, IsPrefix: true);
        }
        var slop = Slop();
        if (words.Any(char.IsLetterOrDigit)) return new SearchPhrase(field, words, slop);
        Note(start, _at - start, "There is no word between these quotation marks.");
        return null;
    }

    private int? Slop()
    {
        if (_at == _text.Length || _text[_at] != '~') return null;
        var end = _at + 1;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]) && end - _at < 6) end++;
        if (end == _at + 1)
        {
            Note(_at, 1, "Behind ~ stands how many words may lie between, such as ~5.");
            _at++;
            return null;
        }
        var slop = Math.Min(int.Parse(_text.AsSpan(_at + 1, end - _at - 1), CultureInfo.InvariantCulture), MostBetween);
        _at = end;
        return slop;
    }

    private SearchWord? Word(SearchField field, int start)
    {
        var first = _at;
        while (_at < _text.Length && !IsSpace(_text[_at]) && _text[_at] is not ('(' or ')') && !(Quotes.ContainsKey(_text[_at]) && _at > first)) _at++;
        if (_at == first) _at++;
        var word = _text[first.._at];
        if (field == SearchField.Anywhere && word == "|") return new SearchWord(field, word, false);
        var isPrefix = word.Length > 1 && word[^1] == '*';
        var bare = Clean(isPrefix ? word[..^1] : word);
        if (!bare.Any(char.IsLetterOrDigit))
        {
            // Marks between words are nobody's mistake: 'Bread & roses'.
            if (word.Contains('*', StringComparison.Ordinal)) Note(start, _at - start, "There is no word before this star.");
            return null;
        }
        if (bare.Contains('*', StringComparison.Ordinal))
        {
            Note(start, _at - start, "A star stands at the end of a word's beginning, such as work*; elsewhere it is left out.");
            bare = bare.Replace("*", "", StringComparison.Ordinal);
        }
        if (isPrefix && bare.Count(char.IsLetterOrDigit) < ShortestPrefix)
        {
            Note(start, _at - start, $"Before a star stand at least {ShortestPrefix} letters; it is searched as a word.");
            isPrefix = false;
        }
        return new SearchWord(field, bare, isPrefix);
    }

    private SearchNode? Group(List<Part> parts)
    {
        var all = new List<SearchNode>();
        for (var at = 0; at < parts.Count; at++)
        {
            if (parts[at].Node is not { } node)
            {
                Note(parts[at].Start, parts[at].Length, "OR stands between two words; here it joins nothing and is left out.");
                continue;
            }
            var any = new List<SearchNode> { node };
            while (at + 2 < parts.Count && parts[at + 1].IsOr && parts[at + 2].Node is { } other)
            {
                any.Add(other);
                at += 2;
            }
            all.Add(any.Count == 1 ? node : Any(any));
        }
        return all.Count switch { 0 => null, 1 => all[0] is SearchWithout ? new SearchAll(all) : all[0], _ => new SearchAll([.. all.SelectMany(node => node is SearchAll inner ? inner.Nodes : [node])]) };
    }

    private static SearchAny Any(List<SearchNode> nodes) => new([.. nodes.SelectMany(node => node is SearchAny inner ? inner.Nodes : [node is SearchWithout ? new SearchAll([node]) : node])]);

    private static bool IsUnreadable(string typed, int at) => (char.IsControl(typed[at]) && typed[at] is not ('\t' or '\n' or '\r'))
        || (char.IsHighSurrogate(typed[at]) && (at + 1 == typed.Length || !char.IsLowSurrogate(typed[at + 1])))
        || (char.IsLowSurrogate(typed[at]) && (at == 0 || !char.IsHighSurrogate(typed[at - 1])));

    private static bool IsSpace(char c) => char.IsWhiteSpace(c);

    // What is kept of a term: no marks of the language.
    private static string Clean(string term) => string.Join(' ', new string([.. term.Select(c => IsSpace(c) || Quotes.ContainsKey(c) || c == '»' ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private void Note(int start, int length, string message)
    {
        if (_notes.Count < MostNotes) _notes.Add(new SearchNote(Math.Max(0, start), Math.Max(0, Math.Min(length, _text.Length - Math.Max(0, start))), message));
    }

    private const int MostNotes = 10;
}
