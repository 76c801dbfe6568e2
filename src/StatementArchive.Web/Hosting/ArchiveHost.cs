using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Web.Pages;

namespace StatementArchive.Web.Hosting;

/// <summary>Puts the program together: what every command needs, and what only the server does.</summary>
internal static class ArchiveHost
{
    /// <summary>Where the server listens if nothing else is said; if the port is taken, on a free one.</summary>
    private const int UsualPort = 5080;

    // No page takes more than a search form; uploads will bring their own limit.
    private const int LargestRequestBody = 64 * 1024;

    /// <summary>Options, database and logs for commands that run and end. The caller disposes it.</summary>
    /// <param name="settings">Settings of ASP.NET Core, each <c>--Section:Key=value</c>; they outweigh the environment.</param>
    public static IHost BuildForCommands(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        AddArchive(builder, isServer: false);
        return builder.Build();
    }

    /// <summary>The web server with everything that it answers. The caller disposes it.</summary>
    public static WebApplication BuildServer(string[] settings)
    {
        // Assets lie beside the program; only the data folder belongs to where the user stands.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        AddArchive(builder, isServer: true);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequestBody;
        });
        if (!SaysWhereToListen(builder.Configuration)) builder.WebHost.UseUrls($"http://127.0.0.1:{(IsFree(UsualPort) ? UsualPort : 0)}");
        builder.Services.AddDataProtection().SetApplicationName("statement-archive");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IOptions<ArchiveOptions>, ILoggerFactory>(
            (keys, archive, logs) => keys.XmlRepository = new FileSystemXmlRepository(OnlyOurs(Path.Combine(archive.Value.DataPath, "keys")), logs));
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        builder.Services.AddReadingRoom();

        var app = builder.Build();
        app.UseResponseHeaders();
        app.UseRequestLog();
        app.MapReadingRoom();
        app.MapHealthChecks("/healthz");
        return app;
    }

    private static void AddArchive(IHostApplicationBuilder builder, bool isServer)
    {
        builder.Services.AddOptions<ArchiveOptions>()
            .BindConfiguration(ArchiveOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddArchiveDatabase();
        builder.Services.AddArchiveLogs(builder.Configuration, isServer);
    }

    private static DirectoryInfo OnlyOurs(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static bool SaysWhereToListen(ConfigurationManager configuration) =>
        new[] { WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey }.Any(key => !string.IsNullOrEmpty(configuration[key]))
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();

    private static bool IsFree(int port)
    {
        using var probe = new TcpListener(IPAddress.Loopback, port);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
