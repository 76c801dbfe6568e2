using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace StatementArchive.Data.Ingestion;

/// <summary>The facts that somebody gives in a form with what they hand in, as typed; <c>null</c> or empty for none. They mean what the keys of a <see cref="Sidecar"/> do.</summary>
public sealed record UploadFacts
{
    /// <summary>Most subjects that are given at once.</summary>
    public const int MostSubjects = 100;

    public string? Source { get; init; }

    public string? Url { get; init; }

    public string? Published { get; init; }

    public string? Captured { get; init; }

    public string? Licence { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<string> Subjects { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>What is wrong with them, by the key of the sidecar; the words go on behind the name of the field.</summary>
    public IReadOnlyList<(string Key, string Fault)> Faults()
    {
        List<(string Key, string Fault)> faults = [.. Scalars.Select(fact => (fact.Key, Fault: FaultOf(fact.Key, fact.Value)!)).Where(fact => fact.Fault is not null)];
        if (Subjects.Count > MostSubjects) faults.Add(("subjects", $"there are more than {MostSubjects}"));
        else if (Subjects.Select(GivenValues.FaultOfName).FirstOrDefault(fault => fault is not null) is { } fault) faults.Add(("subjects", $"of one of them, {fault}"));
        else if (faults.Count == 0 && ToYaml() is { } yaml && Encoding.UTF8.GetByteCount(yaml) > Sidecar.LargestFile) faults.Add(("subjects", $"together with what else is given they are larger than {Sidecar.LargestFile / 1024} KiB"));
        return faults;
    }

    /// <summary>A sidecar in which these fill what it leaves open: the very same one if they add nothing, else one that says all of it anew.</summary>
    /// <remarks>Only of facts without <see cref="Faults"/>.</remarks>
    /// <exception cref="RejectedSubmissionException">Together they are too large for a sidecar.</exception>
    public Sidecar Fill(Sidecar sidecar)
    {
        var filled = new UploadFacts
        {
            Source = sidecar.Source ?? Source,
            Url = sidecar.Url ?? Url,
            Published = sidecar.Published?.ToString() ?? Published,
            Captured = sidecar.Captured?.ToString() ?? Captured,
            Licence = sidecar.Licence ?? Licence,
            Language = sidecar.Language ?? Language,
            Subjects = sidecar.Subjects.Count > 0 ? sidecar.Subjects : Subjects,
            Note = sidecar.Note ?? Note,
        };
        if (filled.ToYaml() is not { } yaml) return sidecar;
        var whole = Sidecar.Read(Encoding.UTF8.GetBytes(yaml));
        return Sidecar.KeysThatDiffer(sidecar, whole).Any() ? whole : sidecar;
    }

    /// <summary>The facts as a sidecar, every value in quotes; <c>null</c> if none is given.</summary>
    /// <remarks>Only of facts without <see cref="Faults"/>.</remarks>
    public string? ToYaml()
    {
        var scalars = Scalars.ToList();
        if (scalars.Count == 0 && Subjects.Count == 0) return null;
        using var text = new StringWriter { NewLine = "\n" };
        var emitter = new Emitter(text, EmitterSettings.Default.WithBestWidth(int.MaxValue));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        emitter.Emit(new MappingStart());
        foreach (var (key, value) in scalars)
        {
            emitter.Emit(new Scalar(key));
            emitter.Emit(Quoted(value));
        }
        if (Subjects.Count > 0)
        {
            emitter.Emit(new Scalar("subjects"));
            emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, SequenceStyle.Block));
            foreach (var subject in Subjects) emitter.Emit(Quoted(subject));
            emitter.Emit(new SequenceEnd());
        }
        emitter.Emit(new MappingEnd());
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private IEnumerable<(string Key, string Value)> Scalars => new[]
    {
        ("source", Source), ("url", Url), ("published", Published), ("captured", Captured), ("licence", Licence), ("language", Language), ("note", Note),
    }.Where(fact => !string.IsNullOrWhiteSpace(fact.Item2)).Select(fact => (fact.Item1, fact.Item2!));

    private static string? FaultOf(string key, string value) => key switch
    {
        "url" => GivenValues.FaultOfUrl(value),
        "published" or "captured" => GivenValues.FaultOfMoment(value),
        "language" => GivenValues.FaultOfLanguage(value),
        "note" => GivenValues.FaultOfRemark(value),
        _ => GivenValues.FaultOfName(value),
    };

    private static Scalar Quoted(string value) => new(AnchorName.Empty, TagName.Empty, value, ScalarStyle.DoubleQuoted, isPlainImplicit: false, isQuotedImplicit: true);
}
