using StatementArchive.Parsing.Recognition;
using StatementArchive.Parsing.Segmenting;

namespace StatementArchive.Parsing.Inference;

/// <summary>
/// The names under which a statement shows its author. What differs from the name in case, punctuation or articles at
/// most, and an acronym that the text itself defines, is attested; everything else is a suggestion for an archivist.
/// </summary>
public static class NameFormInference
{
    public static IReadOnlyList<NameForm> Infer(Segmentation segmentation, Segment segment, IReadOnlyList<StatementAuthor> authors)
    {
        var forms = new List<NameForm>();
        var inBody = InBody(segmentation, segment, [.. authors.Select(author => author.Name).Concat(authors.Select(author => author.Affiliation).OfType<string>())]);
        foreach (var author in authors)
        {
            OfAuthor(segmentation, segment, author, inBody, forms);
            if (author.Affiliation is { } organisation) OfAffiliation(segmentation, segment, organisation, inBody, forms);
        }
        // A name that stands twice in the same spelling was met where it stood first.
        return [.. forms.DistinctBy(form => (form.Name, form.AuthorName, form.Kind))];
    }

    private static void OfAuthor(Segmentation segmentation, Segment segment, StatementAuthor author, ILookup<string, Met> inBody, List<NameForm> forms)
    {
        var name = author.Name;
        foreach (var heading in segment.Heading?.Authors ?? [])
        {
            if (NameTokens.SameName(heading.Name, name)) forms.Add(Attested(heading.Name, name, NameFormKind.Heading, heading.Span));
            if (heading.Acronym is { } acronym && NameTokens.SameName(heading.Name, name)) forms.Add(Attested(acronym.In(segmentation.Context.Document.Text), name, NameFormKind.Acronym, acronym));
        }
        FromByline(segmentation, name, forms);
        foreach (var line in segment.SignOff?.Lines ?? [])
        {
            foreach (var signed in line.Author?.Authors ?? [])
            {
                if (NameTokens.SameName(signed.Name, name)) forms.Add(Attested(signed.Name, name, NameFormKind.SignOff, signed.Span));
                else if (SharesWords(signed.Name, name) || NameTokens.IsAcronymOf(signed.Name, name)) forms.Add(new NameForm(signed.Name, name, NameFormKind.SignOff, signed.Span, IsSuggestion: true));
            }
        }
        FromBody(segmentation, name, inBody, forms);
    }

    private static void OfAffiliation(Segmentation segmentation, Segment segment, string organisation, ILookup<string, Met> inBody, List<NameForm> forms)
    {
        foreach (var beside in segment.Heading?.Authors.Select(author => author.Affiliation).OfType<DeclaredAuthor>() ?? [])
        {
            if (NameTokens.SameName(beside.Name, organisation)) forms.Add(Attested(beside.Name, organisation, NameFormKind.Heading, beside.Span));
        }
        FromByline(segmentation, organisation, forms);
        FromBody(segmentation, organisation, inBody, forms);
    }

    private static void FromByline(Segmentation segmentation, string name, List<NameForm> forms)
    {
        foreach (var declared in segmentation.Overview.Declared[NameTokens.KeyOf(name)]) forms.Add(Attested(declared.Name, name, NameFormKind.Byline, declared.Span));
    }

    /// <summary>A place in the text where a name stands, and the end of its line.</summary>
    private readonly record struct Met(TextSpan Span, int LineEnd);

    private static void FromBody(Segmentation segmentation, string name, ILookup<string, Met> inBody, List<NameForm> forms)
    {
        var text = segmentation.Context.Document.Text;
        foreach (var (met, lineEnd) in inBody[NameTokens.KeyOf(name)])
        {
            forms.Add(Attested(met.In(text), name, NameFormKind.Body, met));
            if (AcronymAfter(text, met, lineEnd, name) is { } acronym) forms.Add(Attested(acronym.In(text), name, NameFormKind.Acronym, acronym));
        }
    }

    /// <summary>Where the statement speaks of names, by <see cref="NameTokens.KeyOf"/>, in the order of the text.</summary>
    private static ILookup<string, Met> InBody(Segmentation segmentation, Segment segment, IReadOnlyList<string> names)
    {
        var text = segmentation.Context.Document.Text;
        var finder = new NameFinder(names);
        var met = new List<(int Name, Met Place)>();
        foreach (var line in segmentation.Context.Lines.Take(names.Count == 0 ? 0 : segment.SignOff?.FirstLine ?? segment.EndLine).Skip(segment.BodyLine))
        {
            var tokens = NameTokens.Of(text, line.Span);
            for (var at = 0; at < tokens.Count; at++)
            {
                foreach (var (name, length) in finder.At(tokens, at))
                {
                    // A longer name that begins with this one is another name.
                    if (!segmentation.Overview.Names.IsPartOfLonger(tokens, at, length)) met.Add((name, new Met(new TextSpan(tokens[at].Span.Start, tokens[at + length - 1].Span.End), line.Span.End)));
                }
            }
        }
        return met.ToLookup(one => NameTokens.KeyOf(names[one.Name]), one => one.Place);
    }

    private static TextSpan? AcronymAfter(string text, TextSpan met, int end, string name)
    {
        var open = met.End;
        while (open < end && text[open] == ' ') open++;
        if (open >= end || text[open] != '(') return null;
        var close = text.IndexOf(')', open, Math.Min(end - open, 24));
        if (close < 0) return null;
        var acronym = new TextSpan(open + 1, close).TrimmedIn(text);
        return !acronym.IsEmpty && NameTokens.IsAcronymOf(acronym.In(text), name) ? acronym : null;
    }

    // A signature that shares a telling word with the heading: worth asking, not worth believing.
    private static bool SharesWords(string signed, string name)
    {
        var words = NameTokens.Of(name);
        return NameTokens.Of(signed).Any(word => word.Length > 3 && !Vocabulary.OrganisationNouns.Contains(word) && words.Contains(word));
    }

    private static NameForm Attested(string form, string name, NameFormKind kind, TextSpan span) => new(form, name, kind, span, IsSuggestion: false);
}
