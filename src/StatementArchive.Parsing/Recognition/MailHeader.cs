namespace StatementArchive.Parsing.Recognition;

public enum MailField
{
    From,
    To,
    Date,
    Subject,
}

/// <summary>A line of a mail's header as mail programs print it above a text: 'From: Ana Lopez &lt;ana@example.org&gt;', 'Datum: 3. Januar 2020'.</summary>
/// <param name="Value">What stands behind the colon; may be empty.</param>
public sealed record MailHeader(MailField Field, TextSpan Value)
{
    private const int LongestLine = 400;

    private static readonly Dictionary<string, MailField> Labels = new()
    {
        ["from"] = MailField.From,
        ["von"] = MailField.From,
        ["de"] = MailField.From,
        ["kimden"] = MailField.From,
        ["از"] = MailField.From,
        ["من"] = MailField.From,
        ["to"] = MailField.To,
        ["cc"] = MailField.To,
        ["bcc"] = MailField.To,
        ["an"] = MailField.To,
        ["a"] = MailField.To,
        ["para"] = MailField.To,
        ["kime"] = MailField.To,
        ["reply to"] = MailField.To,
        ["date"] = MailField.Date,
        ["sent"] = MailField.Date,
        ["datum"] = MailField.Date,
        ["gesendet"] = MailField.Date,
        ["envoye"] = MailField.Date,
        ["fecha"] = MailField.Date,
        ["enviado"] = MailField.Date,
        ["tarih"] = MailField.Date,
        ["تاریخ"] = MailField.Date,
        ["subject"] = MailField.Subject,
        ["betreff"] = MailField.Subject,
        ["objet"] = MailField.Subject,
        ["asunto"] = MailField.Subject,
        ["konu"] = MailField.Subject,
        ["موضوع"] = MailField.Subject,
    };

    /// <summary>Reads a line; <c>null</c> if it begins with no field of a header.</summary>
    public static MailHeader? TryRead(string text, TextSpan line)
    {
        if (line.Length > LongestLine) return null;
        var colon = text.IndexOf(':', line.Start, line.Length);
        if (colon < 0 || colon - line.Start > 12 || !Labels.TryGetValue(NameKey.Of(text[line.Start..colon]), out var field)) return null;
        return new MailHeader(field, new TextSpan(colon + 1, line.End).TrimmedIn(text));
    }

    /// <summary>The sender's name, without the address; <c>null</c> if the field gives none.</summary>
    public TextSpan? Name(string text)
    {
        var end = text.IndexOf('<', Value.Start, Value.Length) is var bracket and >= 0 ? bracket : Value.End;
        var name = new TextSpan(Value.Start, end).TrimmedIn(text);
        while (!name.IsEmpty && text[name.Start] is '"' or '\'' or '“') name = name with { Start = name.Start + 1 };
        while (!name.IsEmpty && text[name.End - 1] is '"' or '\'' or '”') name = name with { End = name.End - 1 };
        return name.IsEmpty || name.In(text).Contains('@') ? null : name;
    }
}
