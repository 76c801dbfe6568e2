namespace StatementArchive.Web.Tests.Fetching;

/// <summary>Always the same moment; timers run as ever.</summary>
internal sealed class FixedClock : TimeProvider
{
    public static readonly DateTimeOffset Now = new(2020, 1, 4, 11, 11, 12, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
