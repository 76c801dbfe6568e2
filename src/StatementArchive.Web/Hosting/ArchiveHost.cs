using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Uploads;
using StatementArchive.Parsing.Formats;
using StatementArchive.Web.Accounts;
using StatementArchive.Web.Fetching;
using StatementArchive.Web.Pages;
using StatementArchive.Web.Pages.Admin.Uploads;

namespace StatementArchive.Web.Hosting;

/// <summary>Puts the program together: what every command needs, and what only the server does.</summary>
internal static class ArchiveHost
{
    /// <summary>Where the server listens if nothing else is said; if the port is taken, on a free one.</summary>
    private const int UsualPort = 5080;

    // No page takes more than a form of fields; the one for files has its own limit.
    private const int LargestRequestBody = 64 * 1024;

    /// <summary>Options, database and logs for commands that run and end. The caller disposes it.</summary>
    /// <param name="settings">Settings of ASP.NET Core, each <c>--Section:Key=value</c>; they outweigh the environment.</param>
    public static IHost BuildForCommands(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = ContentRoot(settings) });
        AddArchive(builder, Options(builder.Configuration), isServer: false);
        builder.Services.AddIdentityStores();
        return builder.Build();
    }

    /// <summary>The web server with everything that it answers. The caller disposes it.</summary>
    public static WebApplication BuildServer(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ContentRootPath = ContentRoot(settings) });
        var options = Options(builder.Configuration);
        AddArchive(builder, options, isServer: true);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequestBody;
        });
        if (!SaysWhereToListen(builder.Configuration)) builder.WebHost.UseUrls($"http://127.0.0.1:{(IsFree(UsualPort) ? UsualPort : 0)}");
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        builder.Services.AddHostedService<IndexFollower>();
        builder.Services.AddHostedService<ShingleFollower>();
        builder.Services.AddHostedService<ErasureFollower>();
        builder.Services.AddSingleton<PageFetcher>();
        builder.Services.AddSingleton<IAddressReader, AddressReader>();
        builder.Services.AddSingleton<UploadWorker>();
        builder.Services.AddHostedService<UploadService>();
        builder.Services.AddSingleton<Events.Followers>();
        builder.Services.AddDeskAccounts();
        builder.Services.AddReadingRoom();

        var app = builder.Build();
        app.UseResponseHeaders();
        app.UseRequestLog();
        app.MapReadingRoom();
        app.MapHealthChecks("/healthz");
        return app;
    }

    /// <summary>The archive's options alone, for what needs neither database nor logs.</summary>
    public static ArchiveOptions OptionsOf(string[] settings) =>
        Options(Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = ContentRoot(settings) }).Configuration);

    // Assets lie beside the program, unless it is told otherwise; only the data folder belongs to where the user stands.
    private static string? ContentRoot(string[] settings) =>
        settings.Any(setting => setting.StartsWith($"--{HostDefaults.ContentRootKey}=", StringComparison.OrdinalIgnoreCase)) ? null : AppContext.BaseDirectory;

    private static void AddArchive(IHostApplicationBuilder builder, ArchiveOptions options, bool isServer)
    {
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(options));
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddArchiveDatabase();
        builder.Services.AddDataProtection().SetApplicationName("statement-archive").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(options.DataPath, "keys")));
        builder.Services.AddArchiveLogs(builder.Configuration, options, isServer);
    }

    // A setting that is misspelt must not silently leave the archive elsewhere, or without a limit.
    private static ArchiveOptions Options(ConfigurationManager configuration)
    {
        var section = configuration.GetSection(ArchiveOptions.Section);
        var known = typeof(ArchiveOptions).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).ToList();
        var faults = Unknown(section, known).Concat(Unknown(section.GetSection(nameof(ArchiveOptions.Limits)), typeof(ReadingLimits).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).ToList())).ToList();
        var options = new ArchiveOptions();
        try
        {
            section.Bind(options);
            var results = new List<ValidationResult>();
            Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
            faults.AddRange(options.Limits.NotPositive().Select(name => $"{ArchiveOptions.Section}:{nameof(ArchiveOptions.Limits)}:{name} must be more than zero."));
            faults.AddRange(results.Select(result => $"{ArchiveOptions.Section}: {result.ErrorMessage}"));
        }
        catch (InvalidOperationException e)
        {
            faults.Add(e.Message);
        }
        return faults.Count == 0 ? options : throw new OptionsValidationException(ArchiveOptions.Section, typeof(ArchiveOptions), faults);
    }

    private static IEnumerable<string> Unknown(IConfigurationSection section, List<string> known) => section.GetChildren()
        .Where(setting => !known.Contains(setting.Key, StringComparer.OrdinalIgnoreCase))
        .Select(setting => $"Unknown setting {setting.Path}; known are {string.Join(", ", known.Select(name => $"{section.Path}:{name}"))}.");

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
