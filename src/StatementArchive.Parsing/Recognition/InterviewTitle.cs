namespace StatementArchive.Parsing.Recognition;

/// <summary>Titles that say with whom an interview is: 'Interview with Rosa Diaz: We will not give up'.</summary>
public static class InterviewTitle
{
    private const int MostWordsOfName = 5;

    private static readonly string[][] Phrases = [.. new[]
    {
        "interview with", "in conversation with", "a conversation with", "questions for", "questions to", "interview mit", "im gespräch mit", "gespräch mit", "fragen an", "entretien avec", "interview avec", "interview de", "rencontre avec",
        "entrevista a", "entrevista con", "conversación con", "entrevista com", "intervista a", "intervista con", "interview met", "in gesprek met", "گفتگو با", "مصاحبه با", "حوار مع", "مقابلة مع", "لقاء مع",
    }.Select(phrase => NameKey.Of(phrase).Split(' '))];

    /// <summary>Where the name of whoever was asked stands; <c>null</c> if the title names nobody so.</summary>
    public static TextSpan? Interviewed(string title)
    {
        var words = Words.Of(title);
        var keys = words.Select(word => NameKey.Of(word.Text)).ToList();
        for (var at = 0; at < words.Count; at++)
        {
            var phrase = Phrases.FirstOrDefault(phrase => at + phrase.Length < words.Count && phrase.SequenceEqual(keys.Skip(at).Take(phrase.Length)));
            if (phrase is null) continue;
            var first = at + phrase.Length;
            var last = first;
            while (last + 1 < words.Count && last - first + 1 < MostWordsOfName && GoesOn(words[last + 1]) && title[words[last].Span.End..words[last + 1].Span.Start] is " " or "-" or "’" or "'") last++;
            while (last > first && Vocabulary.Particles.Contains(keys[last])) last--;
            var name = new TextSpan(words[first].Span.Start, words[last].Span.End);
            if (NameReader.LooksLikeName(name.In(title))) return name;
        }
        return null;
    }

    private static bool GoesOn(Word word) => word.IsCapitalised || !word.HasCase || Vocabulary.Particles.Contains(NameKey.Of(word.Text));
}
