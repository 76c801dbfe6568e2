using System.Globalization;
using System.Text.RegularExpressions;
using StatementArchive.Data.Editing;

namespace StatementArchive.Web.Pages.Admin.Drafts;

/// <summary>A change that was sent and not made, in the words of the forms that it came from.</summary>
internal static partial class ChangeWords
{
    private static readonly Dictionary<string, string> Labels = new(StringComparer.Ordinal)
    {
        ["date"] = "Date",
        ["title"] = "Title",
        ["language"] = "Language",
        ["subjects"] = "Subjects",
        ["source"] = "Source",
        ["url"] = "Address of the page",
        ["published"] = "Day of publication",
        ["captured"] = "Saved from there on",
        ["submittedBy"] = "Put on its page by",
        ["licence"] = "Licence",
        ["note"] = "Public note",
        ["words"] = "At the words",
        ["reason"] = "Because",
        ["fact"] = "Fact",
        ["value"] = "Value",
        ["statement"] = "The other statement",
    };

    private static readonly Dictionary<string, string> Deeds = new(StringComparer.Ordinal)
    {
        ["split"] = "Split here",
        ["begin"] = "This part begins here",
        ["end"] = "The next part begins here",
        ["heading"] = "The heading ends with it",
        ["signoff"] = "The sign-off begins with it",
        ["hide"] = "Hide it",
        ["join"] = "Join with the next part",
        ["confirm"] = "Confirm",
        ["take"] = "Take it",
        ["undo"] = "Undo",
        ["redo"] = "Redo",
        ["discard"] = "Discard all changes",
        ["reveal"] = "Show again",
        ["restore"] = "Bring it back",
        ["publish"] = "Publish",
    };

    /// <summary>What was sent, each with what it is called; empty fields and what only the program reads are left out.</summary>
    /// <param name="handler">Of the form.</param>
    /// <param name="isSameWork">Whether the keys of parts that were sent still mean the same.</param>
    public static IReadOnlyList<(string Label, string Value)> Of(string handler, IReadOnlyList<(string Name, string Value)> fields, OpenDraft open, bool isSameWork)
    {
        List<(string, string)> told = [];
        var sent = fields.Where(field => field.Value.Length > 0).ToLookup(field => field.Name, field => field.Value);
        var part = isSameWork && KeyIn(sent["key"]) is { } key ? open.Content.Parts.FirstOrDefault(one => one.Key == key) : null;
        if (part is not null) told.Add(("Part", PartOf(open, part.Key)));
        if (Deeds.TryGetValue(sent["act"].FirstOrDefault() ?? handler, out var deed)) told.Add(("What", deed));
        if (handler == "distinguish") told.Add(("What", sent["distinct"].Contains("true") ? "It is not the same statement" : "Take that back"));
        if (handler == "publish" && sent["handOut"].Contains("true")) told.Add(("Kept file", "the public may have it"));
        if (sent["fate"].FirstOrDefault() is { } fate) told.Add(("It is", fate switch { "Statement" => "a statement", "Preface" => "preface", "LeftOut" => "left out", _ => "another publication" }));
        if (int.TryParse(sent["at"].FirstOrDefault() ?? sent["start"].FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && LineAt(open, at) is { } line) told.Add(("Line", line));
        if (isSameWork && KeyIn(sent["translationOf"]) is { } original && open.Content.Parts.Any(part => part.Key == original)) told.Add(("A translation of", PartOf(open, original)));
        foreach (var author in sent.Where(field => AuthorName().IsMatch(field.Key)))
        {
            var row = author.Key[..author.Key.IndexOf('.', StringComparison.Ordinal)];
            told.Add(("Author", author.First() + (sent[row + ".Kind"].FirstOrDefault() == "Person" ? ", person" : ", organisation") + (sent[row + ".Affiliation"].FirstOrDefault() is { } organisation ? $", speaks for {organisation}" : "")));
        }
        told.AddRange(fields.Where(field => field.Value.Length > 0 && Labels.ContainsKey(field.Name)).Select(field => (Labels[field.Name], field.Value)));
        // An emptied field is a change, too; of a part that is not known any field that was sent empty may be one.
        told.AddRange(fields.Where(field => field.Value.Length == 0 && Labels.ContainsKey(field.Name) && IsFilled(handler, field.Name, part, isSameWork, open)).Select(field => (Labels[field.Name], "nothing")));
        return told;
    }

    private static bool IsFilled(string handler, string field, DraftPart? part, bool isSameWork, OpenDraft open) => handler switch
    {
        "article" => (field == "note" ? open.Content.Facts.Note : open.Content.Facts.Of(field)) is not null,
        "describe" or "date" when isSameWork => field switch
        {
            "date" => part?.Statement?.Date is not null,
            "title" => part?.Statement?.Title is not null,
            "language" => part?.Statement?.Language is not null,
            "subjects" => part?.Statement?.Subjects.Count > 0,
            _ => false,
        },
        "describe" or "date" => true,
        _ => false,
    };

    private static int? KeyIn(IEnumerable<string> values) => int.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null;

    private static string PartOf(OpenDraft open, int key) =>
        open.Content.Parts.First(part => part.Key == key) is { Statement: null } part
            ? part.Fate == PartFate.Preface ? "preface" : part.Fate == PartFate.LeftOut ? $"left out: {part.Reason}" : part.Fate == PartFate.Withdrawn ? "withdrawn statement" : "another publication"
            : string.Create(CultureInfo.InvariantCulture, $"statement {open.Content.OrdinalOf(key)}");

    private static string? LineAt(OpenDraft open, int place) =>
        open.Content.Parts.FirstOrDefault(part => part.Start <= place && place < part.End) is { } part
            && open.Text.Lines(part.Start, part.End).FirstOrDefault(line => line.Start <= place && place < line.End) is { IsEmpty: false } line
            ? open.Text.Passage(line.Start, line.End)
            : null;

    [GeneratedRegex(@"^authors\[[0-9]+\]\.Name\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex AuthorName();
}
