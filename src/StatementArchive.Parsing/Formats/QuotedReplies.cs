using System.Text.RegularExpressions;
using AngleSharp.Dom;
using StatementArchive.Parsing.Formats.Html;

namespace StatementArchive.Parsing.Formats;

/// <summary>
/// The passages of a mail that only repeat the one it answers: lines that begin with <c>&gt;</c>, with the line above them
/// that says who wrote them; and all that stands below the header of an older mail. A mail that is passed on is no repetition: it
/// stands under a line that says so, or under its header in a mail whose subject does. What it answers itself is left out of it too.
/// </summary>
internal static partial class QuotedReplies
{
    public const string Reason = "quoted reply";

    /// <summary>Above a quotation its writer is named in no more lines than this.</summary>
    private const int MostLinesOfAttribution = 3;

    private const int LongestAttribution = 400;

    /// <summary>An older mail's header has at least this many lines of its fields …</summary>
    private const int FewestFields = 3;

    /// <summary>… among this many lines.</summary>
    private const int FieldWindow = 6;

    private const int FurthestAncestor = 16;

    /// <summary>The header of a mail that is passed on has at most this many lines or blocks, with the line above it that says so.</summary>
    private const int LongestForwardedHeader = 12;

    /// <summary>What an older mail's header below means.</summary>
    private enum Below
    {
        /// <summary>It is answered; all from there on is repeated.</summary>
        Repeated,

        /// <summary>It is passed on.</summary>
        PassedOn,

        /// <summary>It is part of what is passed on, which answers nothing.</summary>
        PartOfText,
    }

    /// <summary>The quoted passages of a plain text in order, without white space at their ends.</summary>
    /// <param name="subject">Of the mail.</param>
    public static IReadOnlyList<TextSpan> In(string text, string? subject)
    {
        var lines = Lines(text);
        var quoted = new List<TextSpan>();
        string? LineAt(int next) => next < lines.Count ? lines[next].In(text) : null;
        var below = IsForwardSubject(subject) ? Below.PassedOn : Below.Repeated;
        for (var at = 0; at < lines.Count; at++)
        {
            var opensOlder = OpensOlderMail(at, LineAt);
            if (IsForward(lines[at].In(text)) || (opensOlder && below == Below.PassedOn))
            {
                (at, below) = ForwardedHeader(at, LineAt);
                // Some programs set marks of quotation before what they pass on.
                while (at + 1 < lines.Count && text[lines[at + 1].Start] == '>') at++;
                continue;
            }
            if (opensOlder && below == Below.Repeated)
            {
                quoted.Add(new TextSpan(lines[at].Start, lines[^1].End));
                break;
            }
            if (text[lines[at].Start] != '>') continue;
            var first = at;
            while (at + 1 < lines.Count && text[lines[at + 1].Start] == '>') at++;
            quoted.Add(new TextSpan(lines[first - AttributionLength(text, lines, first)].Start, lines[at].End));
        }
        return quoted;
    }

    /// <summary>The same for a mail in HTML, where mail programs wrap what they quote.</summary>
    /// <param name="subject">Of the mail.</param>
    public static void Mark(IReadOnlyList<FlatBlock> blocks, string? subject)
    {
        string? BlockAt(int next) => next < blocks.Count ? blocks[next].Text : null;
        var below = IsForwardSubject(subject) ? Below.PassedOn : Below.Repeated;
        IElement? forwarded = null;
        for (var at = 0; at < blocks.Count; at++)
        {
            var opensOlder = OpensOlderMail(at, BlockAt) || HeaderWithin(blocks[at].Text);
            if (IsForward(blocks[at].Text) || (opensOlder && below == Below.PassedOn))
            {
                forwarded = blocks[at].Element;
                (at, below) = ForwardedHeader(at, BlockAt);
            }
            else if (IsInQuotation(blocks[at].Element, forwarded))
            {
                blocks[at].LeftOutReason = Reason;
                if (at > 0 && blocks[at - 1].LeftOutReason is null && IsAttribution(blocks[at - 1].Text)) blocks[at - 1].LeftOutReason = Reason;
            }
            else if (opensOlder && below == Below.Repeated)
            {
                foreach (var block in blocks.Skip(at)) block.LeftOutReason = Reason;
                break;
            }
        }
    }

    // Lines that are not blank.
    private static List<TextSpan> Lines(string text)
    {
        var lines = new List<TextSpan>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is var at and >= 0 ? at : text.Length;
            var line = new TextSpan(start, end).TrimmedIn(text);
            if (!line.IsEmpty) lines.Add(line);
            start = end + 1;
        }
        return lines;
    }

    private static int AttributionLength(string text, List<TextSpan> lines, int firstQuoted)
    {
        for (var length = 1; length <= Math.Min(MostLinesOfAttribution, firstQuoted); length++)
        {
            var above = lines[firstQuoted - length];
            if (text[above.Start] == '>') break;
            var attribution = new TextSpan(above.Start, lines[firstQuoted - 1].End).In(text);
            if (attribution.Length <= LongestAttribution && AttributionWithDate().IsMatch(attribution)) return length;
        }
        return firstQuoted > 0 && IsAttribution(lines[firstQuoted - 1].In(text)) ? 1 : 0;
    }

    private static bool IsAttribution(string line) => line.Length <= LongestAttribution && (AttributionWithDate().IsMatch(line) || Attribution().IsMatch(line));

    private static bool IsForward(string line) => Forward().IsMatch(line);

    private static bool IsForwardSubject(string? subject) => subject is not null && ForwardSubject().IsMatch(subject);

    /// <summary>Where the header of a mail that is passed on ends, and what the next one below it means, as its subject tells.</summary>
    private static (int Last, Below Below) ForwardedHeader(int at, Func<int, string?> lineAt)
    {
        var last = at;
        while (last - at < LongestForwardedHeader && lineAt(last + 1) is { } next && HeaderField().IsMatch(next)) last++;
        var subject = Enumerable.Range(at, last - at + 1).SelectMany(line => lineAt(line)!.Split('\n')).Select(line => SubjectField().Match(line)).FirstOrDefault(match => match.Success)?.Groups["subject"].Value;
        return (last, subject is null ? Below.PartOfText : ForwardSubject().IsMatch(subject) ? Below.PassedOn : ReplySubject().IsMatch(subject) ? Below.Repeated : Below.PartOfText);
    }

    private static bool OpensOlderMail(int at, Func<int, string?> lineAt)
    {
        var line = lineAt(at)!;
        if (line.Length <= 100 && Divider().IsMatch(line)) return true;
        if (!FromField().IsMatch(line)) return false;
        var fields = 0;
        for (var next = at; next < at + FieldWindow; next++)
        {
            if (lineAt(next) is { } field && HeaderField().IsMatch(field)) fields++;
        }
        return fields >= FewestFields;
    }

    private static bool HeaderWithin(string block) => FromField().IsMatch(block) && block.Split('\n', FieldWindow + 1).Take(FieldWindow).Count(line => HeaderField().IsMatch(line)) >= FewestFields;

    // Mail programs wrap what is passed on like what is answered: a quotation around both its header and its text is none of these.
    private static bool IsInQuotation(IElement element, IElement? forwarded)
    {
        var around = element;
        for (var depth = 0; around is not null && depth < FurthestAncestor; depth++, around = around.ParentElement)
        {
            if (forwarded is not null && around.Contains(forwarded)) return false;
            if (around.LocalName == "blockquote" && (around.GetAttribute("type") == "cite" || around.HasAttribute("cite"))) return true;
            if (around.ClassList.Contains("gmail_quote") || around.ClassList.Contains("yahoo_quoted") || around.ClassList.Contains("moz-cite-prefix") || around.ClassList.Contains("protonmail_quote")) return true;
        }
        return false;
    }

    // English, German, French, Spanish, Persian and Arabic, as mail programs write it.
    [GeneratedRegex(@"^(?:(?:On|Am|Le|El)\s.*\s(?:wrote|schrieb[^:]*|a écrit|escribió[^:]*)\s?:|(?:در|في)\s.*(?:نوشت|نوشته است|كتب|کتب)[^:]*:)$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex AttributionWithDate();

    // The name first; in Turkish and Kurdish the verb is last.
    [GeneratedRegex(@"^.*\s(?:wrote|writes|schrieb|a écrit|escribió|yazdı|nivîsand)\s?:$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Attribution();

    [GeneratedRegex(@"^(?:-{2,}\s*(?:Forwarded message|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado|İletilen ileti)\s*-{2,}|Begin forwarded message\s?:|Anfang der weitergeleiteten Nachricht\s?:|Début du message (?:réexpédié|transféré)\s?:|Inicio del mensaje reenviado\s?:)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Forward();

    [GeneratedRegex(@"^-{2,}\s*(?:Original Message|Original-Nachricht|Ursprüngliche Nachricht|Originalnachricht|Message d'origine|Message original|Mensaje original|Orijinal Mesaj|الرسالة الأصلية|پیام اصلی)\s*-{2,}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Divider();

    // English, German, French, Spanish and Turkish, behind the names of lists in brackets.
    [GeneratedRegex(@"^\s*(?:\[[^\]]*\]\s*)*(?:Fwd?|WG|TR|RV|İLT)\s?:", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ForwardSubject();

    [GeneratedRegex(@"^\s*(?:\[[^\]]*\]\s*)*(?:Re|AW|Antw|Rép|Ynt)\s?:", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ReplySubject();

    [GeneratedRegex(@"^[*_]{0,2}(?:Subject|Betreff|Objet|Asunto|Konu|موضوع|الموضوع)\s?:[*_]{0,2}(?<subject>.*)$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex SubjectField();

    [GeneratedRegex(@"^[*_]{0,2}(?:From|Von|De|Kimden|از|من)\s?:", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex FromField();

    // Each of them stands in the headers that mail programs put above what they quote.
    [GeneratedRegex(@"^[*_]{0,2}(?:From|Sent|Date|To|Cc|Subject|Von|Gesendet|Datum|An|Betreff|De|Envoyé|Date|À|Objet|Enviado|Fecha|Para|Asunto|Kimden|Gönderildi|Gönderme Tarihi|Kime|Konu|از|فرستاده شده|تاریخ|به|موضوع|من|تاريخ الإرسال|إلى|الموضوع)\s?:", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderField();
}
