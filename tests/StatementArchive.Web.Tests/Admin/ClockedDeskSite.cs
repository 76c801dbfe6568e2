using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace StatementArchive.Web.Tests.Admin;

/// <summary>A desk at which the test says what time it is.</summary>
public sealed class ClockedDeskSite : DeskSite
{
    // Codes are made by the machine's clock, whatever the site's says.
    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    protected override void ConfigureWebHost(IWebHostBuilder builder) =>
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Clock));
}
