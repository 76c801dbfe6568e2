using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace StatementArchive.Parsing.Tests;

/// <summary>What holds for every document, and what must not matter for a document with several statements.</summary>
public class ArticlePropertyTests
{
    private static readonly string Seed = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cases", "four-statements-on-a-killing", "input.txt"));

    private static readonly string[] SeedHeadings =
    [
        "Worker-communist Party of Iran Hekmatist (Official Line)",
        "Worker-communist Party of Iran Hekmatist",
        "Organisation of the Communist Alternative in Iraq",
        "Morad Shirin, Iranian Revolutionary Marxist Tendency",
    ];

    /// <summary>Pieces of which documents are made: what the rules look for, in every wrong place, and noise.</summary>
    private static readonly string[] Pieces =
    [
        "Bakers' Union", "Ana Lopez, Bakers' Union", "Ana Lopez", "3 January 2020", "London, 3 January 2020", "Yours sincerely,", "Dear Sirs,", "* * *",
        "Submitted by martin on 4 January 2020 - 11:11 Author: Bakers' Union, Red Dawn", "By Ana Lopez", "Author:", "Statement by Red Dawn on bread", "Red Dawn",
        "Down with the price of bread!", Documents.Prose, "Today, 3 January 2020, " + Documents.Prose, "حزب کمونیست کارگری ایران", "بیانیه حزب توده ایران", "🥖🥖 bread 🥖",
        "(", ")", "Author: (((, ]]", "\u202e\u2066", "\ud800", "a\u0301", "1. 2. 3.", "---", "31/02/2020", "\u00a0", "x", "Ana Lopez:", "BREAD", "e.V.", ",", ":", "\u0085",
    ];

    private static Arbitrary<string> DocumentTexts() =>
        (from pieces in Gen.Elements(Pieces).ListOf()
         from gaps in Gen.Elements("\n", "\n\n", "\r\n\r\n", " ", "", "\f", "\n \t\n").ListOf(pieces.Count)
         select string.Concat(pieces.Zip(gaps, (piece, gap) => piece + gap)))
        .Where(text => text.Any(c => !char.IsWhiteSpace(c))).ToArbitrary();

    [Property(MaxTest = 300)]
    public Property Every_character_belongs_to_exactly_one_part() => Prop.ForAll(DocumentTexts(), text =>
    {
        ArticleContract.AccountsForEveryCharacter(Parsed(text));
    });

    [Property(MaxTest = 300)]
    public Property A_statements_body_is_its_passage_word_for_word() => Prop.ForAll(DocumentTexts(), text =>
    {
        var article = Parsed(text);
        foreach (var statement in article.Statements)
        {
            var start = statement.Heading is { } heading ? heading.End : statement.Span.Start;
            Assert.Equal(Words(article.Passage(statement.Span with { Start = start })), Words(string.Join('\n', MarkdownTests.Rendered(statement.Body))));
        }
    });

    [Property(MaxTest = 300)]
    public Property All_evidence_quotes_the_text_where_it_says() => Prop.ForAll(DocumentTexts(), text =>
    {
        ArticleContract.PointsIntoTheText(Parsed(text));
    });

    [Fact]
    public void The_order_of_the_statements_does_not_matter()
    {
        var (top, statements) = Parts(Seed);
        var expected = Facts(Parsed(Seed)).Order().ToList();
        foreach (var order in Orders(statements))
        {
            var article = Parsed(string.Join("\n\n", order.Prepend(top)) + "\n");
            Assert.Equal(order.Select(statement => statement.Split('\n')[0]), article.Statements.Select(statement => article.Passage(statement.Heading!.Value)));
            Assert.Equal(expected, Facts(article).Order());
        }
    }

    /// <summary>Names of organisations: with and without a word that says so, short, long, beginning alike, in other scripts.</summary>
    private static readonly string[] OtherOrganisations =
    [
        "Red Dawn", "Red Dawn (Majority)", "Red Dawn Committee", "Momentum", "IWGB", "Friends of the Earth", "Sozialistische Jugend", "Parti ouvrier",
        "Bakers', Food and Allied Workers Union", "The Left", "حزب توده ایران", "Rahe Kargar", "Fedaian (Minority)", "Union 42", "Frente Popular",
    ];

    private static readonly string[] OtherPeople = ["Ana Lopez", "Dr. Amina Yusuf", "Jürgen von der Heide", "N. N. Petrov", "Li Wei"];

    [Property(MaxTest = 200)]
    public Property Other_names_change_nothing_but_the_names() => Prop.ForAll(
        (from organisations in Gen.Shuffle(OtherOrganisations) from person in Gen.Elements(OtherPeople) select (organisations, person)).ToArbitrary(),
        names =>
        {
            string[] organisations = [.. names.organisations.Take(4)];
            // In the text a name stands with its article, as names of organisations do.
            var text = Seed
                .Replace("Hekmatist Party (Official Line)", organisations[0], StringComparison.Ordinal)
                .Replace(SeedHeadings[0], organisations[0], StringComparison.Ordinal)
                .Replace(SeedHeadings[1], organisations[1], StringComparison.Ordinal)
                .Replace("Worker-communist Party of Iran - Hekmatist", organisations[1], StringComparison.Ordinal)
                .Replace("Organisation of Communist Alternative in Iraq (OCAI)", organisations[2], StringComparison.Ordinal)
                .Replace(SeedHeadings[2], organisations[2], StringComparison.Ordinal)
                .Replace("Iranian Revolutionary Marxist Tendency", organisations[3], StringComparison.Ordinal)
                .Replace("Morad Shirin", names.person, StringComparison.Ordinal);
            var article = Parsed(text);
            var expected = Parsed(Seed).Statements.Zip([organisations[0], organisations[1], organisations[2], names.person])
                .Select(pair => $"{pair.Second} {pair.First.Authors[0].Kind} {(pair.First.Authors[0].Affiliation is null ? "" : organisations[3])} {pair.First.Date?.Edtf} {pair.First.Date?.Basis}");
            Assert.Equal(expected, article.Statements.Select(statement => string.Join(" + ", statement.Authors.Select(author => $"{author.Name} {author.Kind} {author.Affiliation} {statement.Date?.Edtf} {statement.Date?.Basis}"))));
        });

    private static ParsedArticle Parsed(string text) => ArticleParser.Parse(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(WithoutLoneSurrogates(text))).ToArray(), GivenFacts.None);

    // An encoding cannot carry them; they come as the character that stands for what is unreadable.
    private static string WithoutLoneSurrogates(string text) => string.Concat(text.EnumerateRunes());

    private static IEnumerable<string> Facts(ParsedArticle article) => article.Statements.Select(statement =>
        $"{statement.Authors[0]} {statement.Date?.Edtf} {statement.Date?.Basis} {statement.Language} {statement.Body} {string.Join('|', statement.NameForms.Select(form => form.Name))}");

    private static (string Top, string[] Statements) Parts(string text)
    {
        var starts = SeedHeadings.Select(heading => text.IndexOf($"\n\n{heading}\n\n", StringComparison.Ordinal)).ToList();
        return (text[..starts[0]], [.. starts.Select((start, at) => text[start..(at + 1 < starts.Count ? starts[at + 1] : text.Length)].Trim('\n'))]);
    }

    private static IEnumerable<string[]> Orders(string[] items) => items.Length == 1
        ? [items]
        : items.SelectMany(first => Orders([.. items.Where(item => item != first)]).Select(rest => rest.Prepend(first).ToArray()));

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
