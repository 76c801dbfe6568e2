using StatementArchive.Data.Model;

namespace StatementArchive.Web.Pages.Admin.Uploads;

/// <summary>How far an upload is.</summary>
/// <param name="Share">As <see cref="Upload.Share"/>.</param>
public sealed record UploadProgress(int Id, UploadState State, int New, int Known, int Refused, double? Share)
{
    public bool HasEnded => State is not (UploadState.Waiting or UploadState.Working);

    /// <summary>The state in a word or two.</summary>
    public string Word => State switch
    {
        UploadState.Waiting => "waiting",
        UploadState.Working => "being taken in",
        UploadState.Done => "done",
        UploadState.Failed => "failed",
        UploadState.Cancelled => "called off",
        _ => throw new InvalidOperationException($"A state that is not known: {State}."),
    };

    /// <summary>State and counts: 'being taken in: 40%, 1,200 new articles, 3 entries refused'.</summary>
    public string Words
    {
        get
        {
            List<string> counts = [];
            if (Share is { } share) counts.Add(Pages.Words.Percent(share));
            if (New > 0) counts.Add(Pages.Words.Count(New, "new article"));
            if (Known > 0) counts.Add($"{Pages.Words.Count(Known, "article")} that the archive had");
            if (Refused > 0) counts.Add($"{Pages.Words.Count(Refused, "entry", "entries")} refused");
            return counts.Count == 0 ? Word : $"{Word}: {string.Join(", ", counts)}";
        }
    }
}
