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
    public IEnumerable<(string Key, string Fault)> Faults()
    {
        foreach (var (key, value) in Scalars)
        {
            if (FaultOf(key, value) is { } fault) yield return (key, fault);
        }
        if (Subjects.Count > MostSubjects) yield return ("subjects", $"there are more than {MostSubjects}");
        else if (Subjects.Select(GivenValues.FaultOfName).FirstOrDefault(fault => fault is not null) is { } fault) yield return ("subjects", $"of one of them, {fault}");
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
