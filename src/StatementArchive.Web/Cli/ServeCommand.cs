using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Web.Accounts;
using StatementArchive.Web.Hosting;

namespace StatementArchive.Web.Cli;

/// <summary><c>serve [--urls URL] [--data DIR]</c>: prepares the data folder and serves it until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellation)
    {
        await using var app = ArchiveHost.BuildServer(settings);
        var options = app.Services.GetRequiredService<IOptions<ArchiveOptions>>().Value;
        using var claim = Claim(options.DataPath);
        await ArchiveDatabase.PrepareAsync(app.Services, cancellation);
        await Seeding.RunAsync(app.Services, cancellation);
        var setup = await SetupPathAsync(app, cancellation);
        try
        {
            await StartAsync(app, cancellation);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException or SocketException)
        {
            throw new ArchiveUnavailableException($"Cannot listen: {e.Message}", e);
        }
        catch (Exception e) when (e is SocketException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new ArchiveUnavailableException($"Cannot listen on {app.Configuration[WebHostDefaults.ServerUrlsKey]}: {e.Message}", e);
        }
        foreach (var address in Listening(app))
            Console.WriteLine($"Statement Archive is open at {Reachable(address)} (Ctrl+C closes it).");
        if (setup is not null) Console.WriteLine($"Nobody can sign in yet. Make the first account here, once, within a day: {Listening(app).Select(Reachable).FirstOrDefault()}{setup}");
        await app.WaitForShutdownAsync(cancellation);
        return CommandLine.Done;
    }

    // What was begun beside a server that cannot listen must not go on while all that it needs is disposed of.
    private static async Task StartAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            await app.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static async Task<string?> SetupPathAsync(WebApplication app, CancellationToken cancellation)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await app.Services.GetRequiredService<SetupLink>().MakeAsync(scope.ServiceProvider.GetRequiredService<ArchiveContext>(), cancellation);
    }

    private static ICollection<string> Listening(WebApplication app) => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    // Two servers would each believe that what they hold in memory is current.
    private static FileLock Claim(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return FileLock.TryTake(Path.Combine(folder, "serve.lock"))
                ?? throw new ArchiveUnavailableException($"Another server has the data folder {folder} open. Stop it first, or choose another folder with --data.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveUnavailableException($"The data folder {folder} cannot be used: {e.Message}", e);
        }
    }

    // A wildcard is nothing that a browser could open.
    private static string Reachable(string address) =>
        BindingAddress.Parse(address) is var binding && IPAddress.TryParse(binding.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any))
            ? $"{binding.Scheme}://localhost:{binding.Port}"
            : address;
}
