using System.Text;
using StatementArchive.Data.Ingestion;

namespace StatementArchive.Data.Tests.Ingestion;

public sealed class UploadFactsTests
{
    [Theory]
    [InlineData("Workers' Liberty")]
    [InlineData("no")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("1984")]
    [InlineData("\"quoted\" \\ and: # this, [that] {and} *those* &more !x %y @z `w`")]
    [InlineData("- a list")]
    [InlineData("حزب کارگران دریا 😀 \u2028 \u200fx")]
    [InlineData(" blanks ")]
    public void Any_value_is_the_same_in_the_sidecar(string value)
    {
        var facts = new UploadFacts { Source = value, Licence = value, Subjects = [value, "second"], Note = $"{value}\n\nnext: line\ttab\r\n" };
        Assert.Empty(facts.Faults());
        var sidecar = Sidecar.Read(Encoding.UTF8.GetBytes(facts.ToYaml()!));
        Assert.Equal((value, value, facts.Note), (sidecar.Source, sidecar.Licence, sidecar.Note));
        Assert.Equal(facts.Subjects, sidecar.Subjects);
    }

    [Fact]
    public void Every_fact_has_its_key()
    {
        var sidecar = Sidecar.Read(Encoding.UTF8.GetBytes(new UploadFacts { Source = "S", Url = "https://example.org/", Published = "2020-01-04", Captured = "2024-05-06T07:08", Licence = "L", Language = "fa", Subjects = ["War"], Note = "N" }.ToYaml()!));
        Assert.Equal(("S", "https://example.org/", "2020-01-04", "2024-05-06T07:08", "L", "fa", "War", "N"), (sidecar.Source, sidecar.Url, $"{sidecar.Published}", $"{sidecar.Captured}", sidecar.Licence, sidecar.Language, sidecar.Subjects.Single(), sidecar.Note));
    }

    [Fact]
    public void Nothing_given_is_no_sidecar() => Assert.Null(new UploadFacts { Source = " ", Note = "" }.ToYaml());

    [Fact]
    public void Every_fault_is_told_with_its_key()
    {
        var faults = new UploadFacts { Source = new string('a', 301), Url = "javascript:alert(1)", Published = "4 January", Captured = "2020-02-30", Licence = "a\u0007", Language = "english language", Subjects = ["", "War"], Note = "\u0000" }.Faults();
        Assert.Equal(["source", "url", "published", "captured", "licence", "language", "note", "subjects"], faults.Select(fault => fault.Key));
        Assert.Equal(["subjects"], new UploadFacts { Subjects = [.. Enumerable.Repeat("War", UploadFacts.MostSubjects + 1)] }.Faults().Select(fault => fault.Key));
        Assert.Empty(new UploadFacts().Faults());
    }

    [Fact]
    public void Facts_fill_what_a_sidecar_leaves_open_and_nothing_else()
    {
        var form = new UploadFacts { Source = "Form", Url = "https://example.org/form", Published = "2020-01-01", Captured = "2020-01-02", Licence = "Form", Language = "en", Subjects = ["Form"], Note = "Form" };
        var some = form.Fill(Sidecar.Read("source: S\npublished: 2020-02-02T10:11:12+01:00\nsubjects: [A, B]\nlanguage:\n"u8));
        Assert.Equal(("S", "https://example.org/form", "2020-02-02T10:11:12+01:00", "2020-01-02", "Form", "en", "A, B", "Form"), (some.Source, some.Url, $"{some.Published}", $"{some.Captured}", some.Licence, some.Language, string.Join(", ", some.Subjects), some.Note));
        var whole = Sidecar.Read("{source: S, url: 'https://example.org/', published: 2020-03-03, captured: 2020-03-04, licence: L, language: fa, subjects: A, note: N} # all of it"u8);
        Assert.Same(whole, form.Fill(whole));
        var few = Sidecar.Read("# nothing\n"u8);
        Assert.Same(few, new UploadFacts().Fill(few));
    }

    [Fact]
    public void Facts_that_no_sidecar_could_hold_are_a_fault()
    {
        var facts = new UploadFacts { Subjects = [.. Enumerable.Range(0, UploadFacts.MostSubjects).Select(i => new string('ب', 290) + i)], Note = new string('ن', 9_000) };
        Assert.Equal([("subjects", "together with what else is given they are larger than 64 KiB")], facts.Faults());
        Assert.Throws<RejectedSubmissionException>(() => facts.Fill(Sidecar.Read("source: S"u8)));
    }
}
