using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using StatementArchive.Parsing.Formats;
using static StatementArchive.Parsing.Tests.Formats.ReaderContract;

namespace StatementArchive.Parsing.Tests.Formats;

public class EmailReaderTests
{
    private const string Header = """
        From: =?utf-8?q?Ana_L=C3=B3pez?= <press@bakers.example>
        To: list@bakers.example
        Subject: Bread for all
        Date: Tue, 5 Mar 2024 18:30:00 +0100

        """;

    private const string Alternatives = Header + """
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/html; charset=utf-8

        <h1>Bread</h1><p>From the HTML part.</p>
        --inner
        Content-Type: text/plain; charset=iso-8859-1
        Content-Transfer-Encoding: quoted-printable

        Brot f=FCr alle.

        --=20
        Ana
        --inner--
        --outer
        Content-Type: application/pdf; name=leaflet.pdf
        Content-Disposition: attachment; filename=leaflet.pdf
        Content-Transfer-Encoding: base64

        JVBERi0xLjQK
        --outer--

        """;

    [Fact]
    public void The_plain_part_is_the_text_and_the_header_gives_facts()
    {
        var document = DocumentFormats.Read(Bytes(Alternatives));
        Assert.Equal("message/rfc822", document.MediaType);
        Assert.Equal("Brot für alle.|--/Ana", Outline(document));
        Assert.Equal("iso-8859-1, as the mail declares; an attachment was not read", document.Encoding);
        Assert.Equal(
            [(DocumentFactKind.Title, "Bread for all"), (DocumentFactKind.Author, "Ana López"), (DocumentFactKind.Published, "2024-03-05T18:30:00+01:00")],
            document.Facts.Select(fact => (fact.Kind, fact.Value)));
        Assert.All(document.Facts, fact => Assert.Equal("mail-header", fact.Rule));
    }

    [Fact]
    public void An_address_is_no_name() =>
        Assert.DoesNotContain(DocumentFormats.Read(Bytes("From: press@bakers.example\nDate: Tue, 5 Mar 2024 18:30:00 +0100\n\nBread.")).Facts, fact => fact.Kind == DocumentFactKind.Author);

    [Theory]
    [InlineData("We agree.\n\nOn Mon, 4 Mar 2024 at 10:00, B <b@x.example> wrote:\n> Do you?\n>> Yes\n\nBread.", "We agree.|Bread.")]
    [InlineData("We agree.\n\nOn Mon, 4 Mar 2024 at 10:00, Somebody\nElse <b@x.example> wrote:\n\n> Do you?", "We agree.")]
    [InlineData("Ja.\n\nAm 4. März 2024 um 10:00 schrieb B <b@x.example>:\n> Nein?", "Ja.")]
    [InlineData("Oui.\n\nLe lun. 4 mars 2024 à 10:00, B <b@x.example> a écrit :\n> Non ?", "Oui.")]
    [InlineData("Ja.\n\nVon: B\nGesendet: Montag, 4. März 2024\nAn: A\nBetreff: Brot\n\nNein?", "Ja.")]
    [InlineData("Yes.\n\n-----Original Message-----\nFrom: B\n\nNo?", "Yes.")]
    [InlineData("> Only a quotation.", "> Only a quotation.")]
    [InlineData("Please spread.\n\n---------- Forwarded message ---------\nFrom: B <b@x.example>\nDate: Mon\nSubject: Bread\n\nTo all.", "Please spread.|---------- Forwarded message ---------/From: B <b@x.example>/Date: Mon/Subject: Bread|To all.")]
    [InlineData("From: the heart\nTo: all who bake", "From: the heart/To: all who bake")]
    public void Quoted_replies_are_left_out(string text, string expected)
    {
        var document = DocumentFormats.Read(Bytes(Header + "Content-Type: text/plain; charset=utf-8\n\n" + text));
        Assert.Equal(expected, Outline(document));
        Assert.All(document.LeftOut, passage => Assert.Equal("quoted reply", passage.Reason));
        AccountsForEveryCharacter(document);
    }

    [Theory]
    [InlineData("Bread", "Look.\n\n-------- Weitergeleitete Nachricht --------\nBetreff: Re: Brot\nVon: B <b@x.example>\n\nTo all.\n\nAm 4. März 2024 schrieb C:\n> Why?\n\nPeace.\n\n-----Original Message-----\nFrom: D\n\nOld.", "Look.|-------- Weitergeleitete Nachricht --------/Betreff: Re: Brot/Von: B <b@x.example>|To all.|Peace.")]
    [InlineData("WG: Brot", "Look.\n\n-----Original Message-----\nFrom: B\nSent: Monday\nSubject: RE: Bread\n\nTo all.\n\n-----Original Message-----\nFrom: C\n\nOld.", "Look.|-----Original Message-----/From: B/Sent: Monday/Subject: RE: Bread|To all.")]
    [InlineData("Fwd: Bread", "From: B\nDate: Monday\nSubject: FW: Bread\n\nSee below.\n\nFrom: C\nDate: Sunday\nSubject: Bread\n\nTo all.", "From: B/Date: Monday/Subject: FW: Bread|See below.|From: C/Date: Sunday/Subject: Bread|To all.")]
    [InlineData("[list] TR : Pain", "De : B\nEnvoyé : lundi\nObjet : Du pain\n\nPour tous.", "De : B/Envoyé : lundi/Objet : Du pain|Pour tous.")]
    [InlineData("RV: Pan", "De: B\nEnviado: lunes\nAsunto: Pan\n\nPara todos.", "De: B/Enviado: lunes/Asunto: Pan|Para todos.")]
    [InlineData("Bread", "Début du message réexpédié :\n\nDe: B\nObjet: Pain\n\nPour tous.", "Début du message réexpédié :|De: B/Objet: Pain|Pour tous.")]
    [InlineData("Bread", "Begin forwarded message:\n\n> From: B\n> To all.\n\nAna", "Begin forwarded message:|> From: B/> To all.|Ana")]
    [InlineData("Re: Fwd: Bread", "Yes.\n\nFrom: B\nDate: Monday\nSubject: Fwd: Bread\n\nNo?", "Yes.")]
    public void What_is_passed_on_is_kept_without_what_it_answers(string subject, string text, string expected)
    {
        var document = DocumentFormats.Read(Bytes(Header.Replace("Bread for all", subject, StringComparison.Ordinal) + "Content-Type: text/plain; charset=utf-8\n\n" + text));
        Assert.Equal(expected, Outline(document));
        AccountsForEveryCharacter(document);
    }

    [Theory]
    [InlineData("Bread", "<p>Look.</p><div class=gmail_quote><div class=gmail_attr>---------- Forwarded message ---------<br>From: B<br>Date: Monday<br>Subject: Re: Bread</div><p>To all.</p><div class=gmail_quote><div>On Monday C wrote:</div><blockquote type=cite><p>Why?</p></blockquote></div></div>", "Look.|---------- Forwarded message ---------/From: B/Date: Monday/Subject: Re: Bread|To all.")]
    [InlineData("WG: Brot", "<p>Look.</p><p>Von: B<br>Gesendet: Montag<br>An: A<br>Betreff: AW: Brot</p><p>An alle.</p><p>Von: C<br>Gesendet: Montag<br>An: B<br>Betreff: Brot</p><p>Alt.</p>", "Look.|Von: B/Gesendet: Montag/An: A/Betreff: AW: Brot|An alle.")]
    [InlineData("Bread", "<blockquote type=cite><div>Begin forwarded message:</div><div>From: B</div><div>Subject: Bread</div><p>To all.</p></blockquote><p>Ana</p>", "Begin forwarded message:|From: B|Subject: Bread|To all.|Ana")]
    public void What_a_mail_in_HTML_passes_on_is_kept_too(string subject, string body, string expected)
    {
        var document = DocumentFormats.Read(Bytes(Header.Replace("Bread for all", subject, StringComparison.Ordinal) + "Content-Type: text/html; charset=utf-8\n\n" + body));
        Assert.Equal(expected, Outline(document));
        AccountsForEveryCharacter(document);
    }

    [Fact]
    public void A_mail_that_is_passed_on_has_the_author_and_date_of_its_own_header()
    {
        const string Mail = Header + "Content-Type: text/plain; charset=utf-8\n\nPlease spread.\n\n---------- Forwarded message ---------\nFrom: Bakers' Union <b@x.example>\nDate: Mon, 4 March 2024\nSubject: Bread\n\nWe, the bakers, demand bread for all who bake it and for all who eat it. It is time that the council listens to us.";
        var statement = Assert.Single(ArticleParser.Parse(Bytes(Mail), GivenFacts.None, TestContext.Current.CancellationToken).Statements);
        Assert.Equal(("Bakers' Union", "2024-03-04"), (Assert.Single(statement.Authors).Name, statement.Date!.Edtf));
        Assert.Contains(statement.Evidence, evidence => evidence is { Fact: "author", IsChosen: false, Value: "Ana López" });
    }

    [Fact]
    public void The_HTML_part_is_read_where_there_is_no_other()
    {
        var document = DocumentFormats.Read(Bytes(Header + """
            Content-Type: text/html; charset=utf-8

            <h2>Bread</h2><p>For <b>all</b>.</p><div>On Monday B wrote:</div><blockquote type="cite"><p>Why?</p></blockquote><p>Ana</p>
            """));
        Assert.Equal("h2 Bread|For all.|Ana", Outline(document));
        Assert.Equal(["On Monday B wrote:", "Why?"], document.LeftOut.Select(passage => passage.Span.In(document.Text)));
        Assert.Equal("all", Assert.Single(document.Marks).Span.In(document.Text));
        AccountsForEveryCharacter(document);
    }

    [Fact]
    public void Flowed_lines_go_on_and_the_others_end()
    {
        var document = DocumentFormats.Read(Bytes(Header + "Content-Type: text/plain; charset=utf-8; format=flowed\n\nBread \nfor all!\nPeace!\n\n-- \nAna"));
        Assert.Equal("Bread \r\nfor all!/Peace!|--/Ana", Outline(document));
    }

    [Theory]
    [InlineData("From: the bakers\nDate: Monday\n\nBread for all.")]
    [InlineData("From: ana@x.example\n\nBread for all.")]
    [InlineData("Bread for all.\n\nFrom: ana@x.example\nDate: Tue, 5 Mar 2024 18:30:00 +0100")]
    public void Other_texts_are_no_mails(string text) => Assert.NotEqual("message/rfc822", DocumentFormats.Read(Bytes(text)).MediaType);

    [Theory]
    [InlineData("Content-Type: application/pdf; name=a.pdf\nContent-Disposition: attachment\n\nx", "no text")]
    [InlineData("Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\n\n--b\nContent-Type: application/octet-stream\n\nx\n--b--", "encrypted")]
    [InlineData("Content-Type: text/plain\n\n \n", "no text")]
    public void Says_why_a_mail_is_not_read(string rest, string reason) => Assert.Contains(reason, Refusal(Bytes(Header + rest)), StringComparison.Ordinal);

    [Fact]
    public void Parts_nested_without_end_are_read_or_refused() =>
        ReadsOrRefuses(Bytes(Header + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n")) + "\nBread"));

    [Property(MaxTest = 500)]
    public Property Damaged_mails_are_read_or_refused() => Prop.ForAll(Mutations(Bytes(Alternatives), Bytes(Header + "\nWe agree.\n\nOn Monday B wrote:\n> Do you?\n> Yes\n\nBread.")), ReadsOrRefuses);
}
