using StatementArchive.Web.Tests.Pages;

namespace StatementArchive.Browser.Tests;

/// <summary>The archive of <see cref="FixtureArchive"/>, on a port of its own.</summary>
public sealed class BrowsableFixtureSite : FixtureSite
{
    public BrowsableFixtureSite() => UseKestrel(0);
}

/// <summary>The archive as it is after its first start, on a port of its own.</summary>
public sealed class BrowsableSeededSite : SeededSite
{
    public BrowsableSeededSite() => UseKestrel(0);
}
