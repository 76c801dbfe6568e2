using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using StatementArchive.Data.Search;

namespace StatementArchive.Data.Tests.Search;

public sealed class SearchQueryTests
{
    /// <summary>A tree in full, so that two can be compared.</summary>
    private static string Tree(SearchNode? node) => node switch
    {
        null => "nothing",
        SearchWord word => $"{In(word.Field)}{word.Text}{(word.IsPrefix ? "…" : "")}",
        SearchPhrase phrase => $"{In(phrase.Field)}[{phrase.Text}]{(phrase.Slop is { } slop ? $"~{slop.ToString(CultureInfo.InvariantCulture)}" : "")}",
        SearchAll all => $"all({string.Join(", ", all.Nodes.Select(Tree))})",
        SearchAny any => $"any({string.Join(", ", any.Nodes.Select(Tree))})",
        SearchWithout without => $"not {Tree(without.Node)}",
        SearchDates dates => $"{dates.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} to {dates.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static string In(SearchField field) => field == SearchField.Anywhere ? "" : $"{field}=";

    [Theory]
    // Words.
    [InlineData("bread", "bread")]
    [InlineData("  bread \t roses\n", "all(bread, roses)")]
    [InlineData("Bread & roses!", "all(Bread, roses)")]
    [InlineData("bread,roses;peace", "all(bread, roses, peace)")]
    [InlineData("1,000 3.14", "all(1,000, 3.14)")]
    [InlineData("co-operative l’union AT&T", "all(co-operative, l’union, AT&T)")]
    [InlineData("https://example.org/x?y=1", "all(https://example.org/x, y=1)")]
    [InlineData("Re: bread", "all(Re, bread)")]
    [InlineData("#strike @ana 'bread' C++", "all(strike, ana, bread, C)")]
    [InlineData("می‌خواهیم", "می‌خواهیم")]
    [InlineData("\u200fحزب\u200f ـ", "حزب")]
    [InlineData("صلح،نان", "all(صلح, نان)")]
    [InlineData("cafe\u0301", "cafe\u0301")]
    [InlineData("🥖 bread 𐐷", "all(bread, 𐐷)")]
    [InlineData("צה\"ל", "צה\"ל")]
    [InlineData("or and near not", "all(or, and, near, not)")]
    // Phrases.
    [InlineData("\"general strike\"", "[general strike]")]
    [InlineData("“a b” „c d“ «e f» ”g h” »i j« „k l”", "all([a b], [c d], [e f], [g h], [i j], [k l])")]
    [InlineData("“a b\" \"c d”", "all([a b], [c d])")]
    [InlineData("\"  (general)   OR -strike \"", "[(general) OR -strike]")]
    [InlineData("«the \"general\" strike»", "[the general strike]")]
    [InlineData("\"צה\"ל נסוג\"", "[צה\"ל נסוג]")]
    [InlineData("bread\"red roses\"", "all(bread, [red roses])")]
    [InlineData("\"OR\" \"bread\"", "all([OR], [bread])")]
    // What is near.
    [InlineData("\"drive war\"~5", "[drive war]~5")]
    [InlineData("\"drive war\"~۵", "[drive war]~5")]
    [InlineData("drive NEAR/5 war", "[drive war]~5")]
    [InlineData("a drive NEAR/0 war b", "all(a, [drive war]~0, b)")]
    [InlineData("x OR drive NEAR/5 war", "any(x, [drive war]~5)")]
    [InlineData("RIOTS NEAR PARIS", "all(RIOTS, NEAR, PARIS)")]
    // Alternatives.
    [InlineData("a b OR c", "all(a, any(b, c))")]
    [InlineData("a OR b OR c d", "all(any(a, b, c), d)")]
    [InlineData("a | b|c || d", "any(a, b, c, d)")]
    [InlineData("(a b) OR c", "any(all(a, b), c)")]
    [InlineData("(a OR b) OR (c OR d)", "any(a, b, c, d)")]
    [InlineData("a (b (c d))", "all(a, b, c, d)")]
    [InlineData("a AND b", "all(a, b)")]
    [InlineData("a OR b AND c", "all(any(a, b), c)")]
    [InlineData("(a)", "a")]
    [InlineData("() a ()", "a")]
    // Exclusions.
    [InlineData("bread -roses", "all(bread, not roses)")]
    [InlineData("-bread", "all(not bread)")]
    [InlineData("−bread \u2011roses", "all(not bread, not roses)")]
    [InlineData("\u200f-نان", "all(not نان)")]
    [InlineData("bread -\"red roses\" -author:lopez -date:2020-01-31", "all(bread, not [red roses], not Author=lopez, not 2020-01-31 to 2020-01-31)")]
    [InlineData("a -(b c)", "all(a, not all(b, c))")]
    [InlineData("a -(b OR -c)", "all(a, not any(b, all(not c)))")]
    [InlineData("a OR -b", "any(a, all(not b))")]
    [InlineData("a (-b)", "all(a, not b)")]
    [InlineData("a - b – c -", "all(a, b, c)")]
    [InlineData("2019–2020 –peace", "all(2019–2020, peace)")]
    [InlineData("-OR a", "all(not [OR], a)")]
    // Beginnings.
    [InlineData("work* wo*,", "all(work…, wo…)")]
    [InlineData("co-op* title:work*", "all(co-op…, Title=work…)")]
    [InlineData("کارگر*", "کارگر…")]
    [InlineData("OR*", "OR…")]
    // Fields.
    [InlineData("author:lopez ORG:bakers Source:dawn subject:war LANG:fa title:bread", "all(Author=lopez, Organisation=bakers, Source=dawn, Subject=war, Language=fa, Title=bread)")]
    [InlineData("organisation:a organization:b language:c", "all(Organisation=a, Organisation=b, Language=c)")]
    [InlineData("author:\"Ana Lopez\" title:«نان و صلح»", "all(Author=[Ana Lopez], Title=[نان و صلح])")]
    [InlineData("author:title:x author:OR", "all(Author=title:x, Author=OR)")]
    [InlineData("title:\"bread peace\"~3 lang:pt-BR", "all(Title=[bread peace]~3, Language=pt-BR)")]
    // Dates.
    [InlineData("date:2020-01..2020-03", "2020-01-01 to 2020-03-31")]
    [InlineData("date:2020", "2020-01-01 to 2020-12-31")]
    [InlineData("DATE:2020-02", "2020-02-01 to 2020-02-29")]
    [InlineData("date:2020-01-31, war", "all(2020-01-31 to 2020-01-31, war)")]
    [InlineData("date:..2019-05 date:2018..", "all( to 2019-05-31, 2018-01-01 to )")]
    [InlineData("date:2019…2020 date:\"2019\"", "all(2019-01-01 to 2020-12-31, 2019-01-01 to 2019-12-31)")]
    [InlineData("date:۲۰۲۰-۰۱", "2020-01-01 to 2020-01-31")]
    [InlineData("(date:2019 OR date:2021) war", "all(any(2019-01-01 to 2019-12-31, 2021-01-01 to 2021-12-31), war)")]
    [InlineData("", "nothing")]
    [InlineData(" \n ", "nothing")]
    public void Reads_what_is_valid_without_a_note(string typed, string tree)
    {
        var query = SearchQuery.Read(typed);
        Assert.Equal(tree, Tree(query.Root));
        Assert.Empty(query.Notes);
    }

    /// <summary>The part of the text to which each note points stands between brackets of its own.</summary>
    [Theory]
    [InlineData("\"", "nothing", "\"")]
    [InlineData("*", "nothing", "*")]
    [InlineData("!?", "nothing", "!?")]
    [InlineData("🥖", "nothing", "🥖")]
    [InlineData("\"!\"", "nothing", "\"!\"")]
    [InlineData("NEAR(", "NEAR", "(")]
    [InlineData("a) b", "all(a, b)", ")")]
    [InlineData("(a b OR c", "all(a, any(b, c))", "(")]
    [InlineData("-(a b", "all(not a, b)", "(")]
    [InlineData("a ((( b", "all(a, b)", "(((")]
    [InlineData("\"bread roses", "all(bread, roses)", "\"")]
    [InlineData("-\"bread roses", "all(not bread, roses)", "\"")]
    [InlineData("(a -\" ) b", "all(a, b)", "\"")]
    [InlineData("a -\" | b", "any(a, b)", "\"")]
    [InlineData("author:\"Ana", "all(author, Ana)", "author:", "\"")]
    [InlineData("x:y", "all(x, y)", "x:")]
    [InlineData("x:\"y z\" w", "all(x, [y z], w)", "x:")]
    [InlineData("a OR x:y", "any(a, all(x, y))", "x:")]
    [InlineData("-x:y", "all(not all(x, y))", "x:")]
    [InlineData("'x:y:author:z'", "all(x, y, Author=z)", "x:", "y:")]
    [InlineData("OR:x AND:y", "all([OR], x, [AND], y)", "OR:", "AND:")]
    [InlineData("author: lopez", "all(author, lopez)", "author:")]
    [InlineData("author:(a OR b)", "all(author, any(a, b))", "author:")]
    [InlineData("a AND", "a", "AND")]
    [InlineData("OR a OR", "a", "OR", "OR")]
    [InlineData("a OR OR b", "any(a, b)", "OR")]
    [InlineData("a AND OR b", "any(a, b)", "AND")]
    [InlineData("(a OR) b", "all(a, b)", "OR")]
    [InlineData("a OR ()", "a", "OR")]
    [InlineData("a NEAR/5", "a", "NEAR/5")]
    [InlineData("a NEAR/5 b NEAR/5 c", "all([a b]~5, c)", "NEAR/5")]
    [InlineData("title:a NEAR/5 b", "all(Title=a, b)", "NEAR/5")]
    [InlineData("a NEAR/5 -b", "all(a, not b)", "NEAR/5")]
    [InlineData("a NEAR/500 b", "[a b]~50", "NEAR/500")]
    [InlineData("\"a b\"~99999999999", "[a b]~50", "~99999999999")]
    [InlineData("\"a b\"~", "[a b]", "~")]
    [InlineData("war~5", "war", "~5")]
    [InlineData("*a*", "a", "*", "a*")]
    [InlineData("w* 中*", "all(w, 中)", "w*", "中*")]
    [InlineData("co-o*", "co-o", "co-o*")]
    [InlineData("wo*k", "all(wo, k)", "*")]
    [InlineData("work ** more", "all(work, more)", "**")]
    [InlineData("\"general stri*\"", "[general stri]", "\"general stri*\"")]
    [InlineData("\"general stri\"*", "[general stri]", "*")]
    [InlineData("date:2020-13 war", "all(2020-13, war)", "date:")]
    [InlineData("date:yesterday", "yesterday", "date:")]
    [InlineData("date: 2020", "all(date, 2020)", "date:")]
    [InlineData("date:..", "date", "date:")]
    [InlineData("date:2021..2020", "2020-01-01 to 2021-12-31", "2021..2020")]
    [InlineData("a\0b\u0007c", "all(a, b, c)", "\0")]
    public void Reads_the_rest_as_words_and_says_where(string typed, string tree, params string[] places)
    {
        var query = SearchQuery.Read(typed);
        Assert.Equal(tree, Tree(query.Root));
        Assert.Equal(places, query.Notes.Select(note => typed.Substring(note.Start, note.Length)));
    }

    [Theory]
    [InlineData("a b OR c", "a (b OR c)")]
    [InlineData("a | -b", "a OR -b")]
    [InlineData("Organization:x LANGUAGE:de", "org:x lang:de")]
    [InlineData("„Brot und Rosen“ drive NEAR/5 war", "\"Brot und Rosen\" \"drive war\"~5")]
    [InlineData("date:2020-02 date:2020-02-01 date:..2020", "date:2020-02-01..2020-02-29 date:2020-02-01 date:..2020-12-31")]
    [InlineData("-(a b) (work*)", "-(a b) work*")]
    public void Says_in_one_spelling_what_it_understood(string typed, string understood) => Assert.Equal(understood, SearchQuery.Read(typed).UnderstoodAs);

    [Fact]
    public void Half_a_surrogate_pair_is_a_space()
    {
        foreach (var typed in new[] { "a\ud800b", "a\udc00b", "a\udc00\ud800b" })
        {
            var query = SearchQuery.Read(typed);
            Assert.Equal("all(a, b)", Tree(query.Root));
            Assert.Equal((1, 1), (Assert.Single(query.Notes).Start, query.Notes[0].Length));
        }
    }

    [Fact]
    public void Brackets_are_read_twenty_deep_and_those_deeper_left_out_in_pairs()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Repeat("(a b OR ", depth)) + "c" + new string(')', depth) + " OR d";
        var deepest = SearchQuery.Read(Nested(20));
        Assert.Empty(deepest.Notes);
        Assert.Equal(Tree(deepest.Root), Tree(SearchQuery.Read(deepest.UnderstoodAs).Root));
        // Two that open, and the two that close them side by side.
        Assert.Equal([1, 1, 2], SearchQuery.Read(Nested(22)).Notes.Select(note => note.Length));
        // The outermost pair still holds all of it together.
        Assert.Equal(2, Assert.IsType<SearchAny>(SearchQuery.Read(Nested(22)).Root).Nodes.Count);
    }

    [Fact]
    public void An_unknown_field_is_told_with_those_that_there_are()
    {
        var message = Assert.Single(SearchQuery.Read("party:x").Notes).Message;
        Assert.Contains("'party'", message, StringComparison.Ordinal);
        foreach (var field in Enum.GetValues<SearchField>().Where(field => field != SearchField.Anywhere))
        {
            Assert.Contains(SearchQuery.Fields.Where(known => known.Value == field), known => message.Contains(known.Key, StringComparison.Ordinal));
        }
        Assert.Contains(SearchQuery.DateField, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_notes_are_told_and_that_there_are_more()
    {
        var notes = SearchQuery.Read(string.Join(' ', Enumerable.Repeat("* a", 100))).Notes;
        Assert.Equal(11, notes.Count);
        Assert.Equal(("More from here on was not understood.", 40, 359), (notes[^1].Message, notes[^1].Start, notes[^1].Length));
    }

    [Fact]
    public void Queries_beyond_the_limits_are_refused_with_the_number()
    {
        Assert.Null(SearchQuery.Refusal("bread OR roses"));
        Assert.Null(SearchQuery.Refusal(""));
        Assert.Null(SearchQuery.Refusal(new string('a', SearchQuery.Longest)));
        Assert.Null(SearchQuery.Refusal(string.Join(" OR ", Enumerable.Repeat("ab", SearchQuery.MostTerms))));
        Assert.Contains("2,001", SearchQuery.Refusal(new string('a', SearchQuery.Longest + 1)), StringComparison.Ordinal);
        Assert.Contains("201", SearchQuery.Refusal(string.Join(" OR ", Enumerable.Repeat("ab", SearchQuery.MostTerms + 1))), StringComparison.Ordinal);
        Assert.Contains("201", SearchQuery.Refusal(string.Join(' ', Enumerable.Range(0, 67).Select(at => $"-a{at} \"b c\" date:2020"))), StringComparison.Ordinal);
        Assert.Contains("50,000", SearchQuery.Refusal(new string('(', 50_000)), StringComparison.Ordinal);
        Assert.Contains("1,048,576", SearchQuery.Refusal(new string('a', 1 << 20)), StringComparison.Ordinal);
    }

    [Fact]
    public void Monstrous_queries_are_read_all_the_same()
    {
        Assert.Equal(("nothing", 1), (Tree(SearchQuery.Read(new string('(', 50_000)).Root), SearchQuery.Read(new string('(', 50_000)).Notes.Count));
        Assert.Equal("a", Tree(SearchQuery.Read(new string('(', 25_000) + "a" + new string(')', 25_000)).Root));
        Assert.Equal(10_000, Assert.IsType<SearchAny>(SearchQuery.Read(string.Join(" OR ", Enumerable.Repeat("ab", 10_000))).Root).Nodes.Count);
        Assert.Equal(1 << 20, Assert.IsType<SearchWord>(SearchQuery.Read(new string('a', 1 << 20)).Root).Text.Length);
    }

    /// <summary>Memory is compared; time with the square of a million characters would be hours.</summary>
    [Theory]
    [InlineData("„")]
    [InlineData("« ")]
    [InlineData("\" ")]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("-(")]
    [InlineData("(-a OR ")]
    [InlineData("*")]
    [InlineData("a* ")]
    [InlineData("a.")]
    [InlineData(".")]
    [InlineData("x:")]
    [InlineData("date:")]
    [InlineData("author:")]
    [InlineData("date:„")]
    [InlineData("AND ")]
    [InlineData("a NEAR/5 ")]
    [InlineData("\"a\"~")]
    [InlineData("a\u0301")]
    [InlineData("\u200f-")]
    [InlineData("- ")]
    [InlineData("א\"")]
    [InlineData("\0")]
    [InlineData("\ud83e\udd56")]
    public void Reads_in_linear_time(string piece)
    {
        // Ten times the text: some ten times the memory passes through, with room for what doubles its size.
        var (small, large) = (AllocatedFor(piece, 20_000), AllocatedFor(piece, 200_000));
        Assert.InRange(large, 0, Math.Max(small, 100_000) * 25);
        SearchQuery.Read(Repeated(piece, 1_000_000));
    }

    private static long AllocatedFor(string piece, int length)
    {
        var typed = Repeated(piece, length);
        var before = GC.GetAllocatedBytesForCurrentThread();
        SearchQuery.Read(typed);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static string Repeated(string piece, int length) => string.Concat(Enumerable.Repeat(piece, length / piece.Length));

    private static readonly string[] Pieces =
    [
        "bread", "roses", "a", "OR", "AND", "NEAR/3", "NEAR", "-", "(", ")", "(", ")", "\"", "“", "”", "„", "«", "»", "*", "~5", "~", "|", ":", "author:", "org:", "x:", "date:2020", "date:", "..",
        " ", " ", " ", " ", ",", ".", "'", "://", "/", "حزب", "\u200c", "\u200f", "\u0301", "ـ", "צה\"ל", "𐐷", "\ud83e\udd56", "\ud83e", "\0", "۵", "2", "1,000", "\t",
    ];

    private static Arbitrary<string> Queries() => Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(string.Concat),
        // Most of the above is noise; here every other piece is a space.
        Gen.Elements(Pieces).ListOf().Select(pieces => string.Join(' ', pieces)),
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null)).ToArbitrary();

    [Property(MaxTest = 3_000)]
    public Property What_was_understood_reads_back_to_the_same_tree_without_a_note() => Prop.ForAll(Queries(), typed =>
    {
        var query = SearchQuery.Read(typed);
        var again = SearchQuery.Read(query.UnderstoodAs);
        Assert.Equal(Tree(query.Root), Tree(again.Root));
        Assert.Equal(query.UnderstoodAs, again.UnderstoodAs);
        Assert.Empty(again.Notes);
    });

    [Property(MaxTest = 3_000)]
    public Property Every_note_points_into_the_text() => Prop.ForAll(Queries(), typed =>
    {
        var notes = SearchQuery.Read(typed).Notes;
        Assert.All(notes, note =>
        {
            Assert.InRange(note.Start, 0, typed.Length - 1);
            Assert.InRange(note.Length, 1, typed.Length - note.Start);
            Assert.NotEmpty(note.Message);
        });
        Assert.Equal(notes.OrderBy(note => note.Start), notes);
        if (SearchQuery.Read(typed).Root is null && !string.IsNullOrWhiteSpace(typed)) Assert.NotEmpty(notes);
    });

    [Property(MaxTest = 3_000)]
    public Property A_tree_is_in_its_one_form() => Prop.ForAll(Queries(), typed =>
    {
        if (SearchQuery.Read(typed).Root is { } root) AssertForm(root, isInAll: false);
    });

    private static void AssertForm(SearchNode node, bool isInAll)
    {
        switch (node)
        {
            case SearchAll all:
                Assert.True(all.Nodes.Count > 1 || all.Nodes is [SearchWithout]);
                Assert.DoesNotContain(all.Nodes, inner => inner is SearchAll);
                Assert.All(all.Nodes, inner => AssertForm(inner, isInAll: true));
                break;
            case SearchAny any:
                Assert.True(any.Nodes.Count > 1);
                Assert.DoesNotContain(any.Nodes, inner => inner is SearchAny);
                Assert.All(any.Nodes, inner => AssertForm(inner, isInAll: false));
                break;
            case SearchWithout without:
                Assert.True(isInAll);
                AssertForm(without.Node, isInAll: false);
                break;
            case SearchWord word:
                Assert.Contains(word.Text.EnumerateRunes(), System.Text.Rune.IsLetterOrDigit);
                Assert.DoesNotContain(word.Text, char.IsWhiteSpace);
                break;
            case SearchPhrase phrase:
                Assert.Contains(phrase.Text.EnumerateRunes(), System.Text.Rune.IsLetterOrDigit);
                Assert.InRange(phrase.Slop ?? 0, 0, SearchQuery.MostBetween);
                break;
            case SearchDates dates:
                Assert.True((dates.From ?? DateOnly.MinValue) <= (dates.To ?? DateOnly.MaxValue) && (dates.From ?? dates.To) is not null);
                break;
        }
    }

    /// <summary>Queries that are valid by how they are made.</summary>
    private static Gen<string> ValidQueries(int depth)
    {
        var single = Gen.OneOf(
            Gen.Elements("bread", "roses", "co-operative", "حزب", "work*", "\"general strike\"", "\"drive war\"~5", "author:lopez", "org:\"Red Dawn\"", "date:2020..2021", "title:bread*"),
            Gen.Elements("drive NEAR/5 war"));
        if (depth == 0) return single;
        var inner = ValidQueries(depth - 1);
        return Gen.OneOf(
            single,
            from one in inner from other in inner select $"{one} {other}",
            from one in inner from other in inner select $"{one} OR {other}",
            from one in inner select $"({one})",
            from one in inner select $"bread -({one})");
    }

    [Property(MaxTest = 1_000)]
    public Property What_is_valid_is_read_without_a_note() => Prop.ForAll(ValidQueries(5).ToArbitrary(), typed =>
    {
        var query = SearchQuery.Read(typed);
        Assert.Empty(query.Notes);
        Assert.Equal(Tree(query.Root), Tree(SearchQuery.Read(query.UnderstoodAs).Root));
    });
}
