using System.Globalization;

namespace StatementArchive.Parsing.Recognition;

/// <summary>A verdict on what kind of author a name names.</summary>
/// <param name="Rule">The rule that gave it.</param>
/// <param name="Confidence">From 0 to 1.</param>
public readonly record struct KindVerdict(AuthorKind Kind, string Rule, double Confidence);

/// <summary>Tells names of authors from other short lines, and organisations from persons, by the words of the name alone.</summary>
public static class NameReader
{
    private const int MostWords = 16;
    private const int MostCharacters = 200;

    // Longer words in capitals are mostly shouted: 'LETTERS'.
    private const int LongestAcronym = 6;

    /// <summary>Below this confidence a verdict on the kind rests on the shape of the name alone.</summary>
    public const double Sure = 0.75;

    /// <summary>Whether a line could be a name and nothing else: short, no sentence, no call, no salutation, written as names are.</summary>
    public static bool LooksLikeName(string line)
    {
        if (line.Length is 0 or > MostCharacters) return false;
        if (line[^1] is '.' or '!' or '?' or ',' or ';' or ':' or '…' or '؟' or '،' or '؛' && !line.EndsWith("e.V.", StringComparison.Ordinal)) return false;
        if (!char.IsLetter(line[0]) || line.IndexOfAny(['"', '“', '”', '„', '«', '»', '@', '=', '[', ']', '/', '|']) >= 0 || line.Contains(": ", StringComparison.Ordinal)) return false;
        if (line.Count(c => c == '(') != line.Count(c => c == ')')) return false;
        var words = Words.Of(line);
        if (words.Count is 0 or > MostWords || words.Where((word, at) => word.IsNumber && word.Text.Length > 2 && !IsOfDivision(words, at)).Any()) return false;
        if (Vocabulary.NoNameBegins.Contains(NameKey.Of(words[0].Text)) || (words.Count > 1 && Vocabulary.SalutationBegins.Contains(NameKey.Of(words[0].Text)) && !Vocabulary.Honorifics.Contains(NameKey.Of(words[0].Text))) || DateReader.Find(line).Count > 0) return false;
        var content = words.Where(word => !Vocabulary.Particles.Contains(NameKey.Of(word.Text))).ToList();
        if (content.Count == 0) return false;
        if (!content[0].HasCase && !content[0].IsNumber) return content.Count <= 4 || NamesOrganisation(line);
        return content.All(word => word.IsCapitalised || !word.HasCase || word.IsNumber || IsNameParticle(word))
            || (content[0].IsCapitalised && words.Count <= 10 && content.Take(4).Any(word => Vocabulary.OrganisationNounsOfSentenceCase.Contains(NameKey.Of(word.Text))));
    }

    private static bool IsOfDivision(IReadOnlyList<Word> words, int at)
    {
        var before = at > 0 && NameKey.Of(words[at - 1].Text) is "no" or "nr" ? at - 2 : at - 1;
        return words[at].Text.Length <= 5 && before >= 0 && words[before].IsCapitalised && Vocabulary.NumberedDivisions.Contains(NameKey.Of(words[before].Text));
    }

    /// <summary>Whether the words describe a group of people by what they are and where: 'residents of Dudley South'.</summary>
    public static bool DescribesGroup(string text)
    {
        var words = Words.Of(text).SkipWhile(word => Vocabulary.Articles.Contains(NameKey.Of(word.Text))).ToList();
        return words.Count is >= 3 and <= MostWords && Vocabulary.GroupsOfPeople.Contains(NameKey.Of(words[0].Text)) && PlacesAGroup(words[1].Text)
            && LooksLikeName(text[words[2].Span.Start..]);
    }

    private static bool PlacesAGroup(string word) => word is "of" or "at" or "in" or "from" or "von" or "der" or "des" or "aus" or "an" or "de" or "del" or "du" or "à";

    /// <summary>The kind of author that a name names, by its words. Never absent, often a guess: see the confidence.</summary>
    public static KindVerdict KindOf(string name)
    {
        var words = Words.Of(name);
        // 'H.E. Mr. Owen Blake'
        var title = words.SkipWhile(word => word.Text.Length == 1).FirstOrDefault();
        if (words.Count > 1 && title.Text is not null && Vocabulary.Honorifics.Contains(NameKey.Of(title.Text)))
            return new KindVerdict(AuthorKind.Person, "honorific", 0.95);
        if (DescribesGroup(name)) return new KindVerdict(AuthorKind.Organisation, "described-group", 0.9);
        // 'Secretary of State for Health', 'Minister for Trade': an office, and through it whoever holds it.
        if (words.Count > 2 && Vocabulary.Offices.Contains(NameKey.Of(words[0].Text)) && words[1].Text is "of" or "for") return new KindVerdict(AuthorKind.Person, "office", 0.9);
        if (NamesOrganisation(name)) return new KindVerdict(AuthorKind.Organisation, "organisation-noun", 0.95);
        // 'Mayor Helen Ford': an office, and then somebody's name.
        if (words.Count is 2 or 3 or 4 && Vocabulary.Roles.Contains(NameKey.Of(words[0].Text)) && words.All(word => word.IsCapitalised) && !Vocabulary.Roles.Contains(NameKey.Of(words[^1].Text)))
            return new KindVerdict(AuthorKind.Person, "office-before-name", 0.85);
        if (words.Count == 1 && name.Length is >= 2 and <= LongestAcronym && words[0].Text.All(char.IsUpper)) return new KindVerdict(AuthorKind.Organisation, "acronym", 0.8);
        // A name's first word is no particle: 'Ben', 'Van'.
        var content = words.Where((word, at) => at == 0 || !Vocabulary.Particles.Contains(NameKey.Of(word.Text))).ToList();
        if (words.Any(word => word.Text is "of" or "for" or "and" or "the" or "The" or "against") || name.Contains('&') || name.Any(char.IsDigit))
            return new KindVerdict(AuthorKind.Organisation, "name-shape", 0.7);
        return content.Count is >= 2 and <= 4
            ? new KindVerdict(AuthorKind.Person, "name-shape", 0.7)
            : new KindVerdict(AuthorKind.Organisation, "name-shape", 0.55);
    }

    /// <summary>Whether a word of the name says that it names a group.</summary>
    public static bool NamesOrganisation(string name) => Words.Of(name)
        .SelectMany(word => word.Text.Split('-', '‐', '‑').Append(word.Text))
        .Select(NameKey.Of)
        .Any(key => Vocabulary.OrganisationNouns.Contains(key)
            // 'سندیکای رانندگان': the ezafe joins the noun to what follows.
            || (key.Length > 3 && key[^1] == 'ی' && Vocabulary.OrganisationNouns.Contains(key[..^1]))
            || Vocabulary.OrganisationNounsOfSentenceCase.Contains(key)
            || Vocabulary.OrganisationEndings.Any(ending => key.Length > ending.Length + 2 && key.EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>Whether the words say what somebody is for a group: 'General Secretary', 'MP for Exeter'.</summary>
    public static bool IsRole(string text)
    {
        var words = Words.Of(text);
        return words.Count is > 0 and <= 12 && words.Take(3).SelectMany(word => word.Text.Split('-', '‐', '‑').Append(word.Text)).Any(word => Vocabulary.Roles.Contains(NameKey.Of(word)));
    }

    // Parts that some names write small: bint, ould, al-, ’t.
    private static bool IsNameParticle(Word word) =>
        word.Text.Length <= 5 && word.Text.All(c => char.IsLetter(c) || c is '-' or '’' or '\'') && word.Text.ToLower(CultureInfo.InvariantCulture) is "bint" or "ould" or "ter" or "ten" or "zur" or "zum" or "ap" or "ní";
}
