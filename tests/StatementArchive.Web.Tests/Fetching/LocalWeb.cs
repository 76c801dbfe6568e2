using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Web.Fetching;

namespace StatementArchive.Web.Tests.Fetching;

/// <summary>
/// A web server of this machine that stands for the internet: 127.0.0.1 is the one public address, every name leads to it unless a test says
/// otherwise, and its ports are the usual ones. Everything else is as in the real internet.
/// </summary>
internal sealed class LocalWeb : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly X509Certificate2 _certificate;

    private LocalWeb(WebApplication server, X509Certificate2 certificate) => (_server, _certificate) = (server, certificate);

    public int Port { get; private set; }

    public int SecurePort { get; private set; }

    /// <summary>The header of each request, in order.</summary>
    public ConcurrentQueue<Dictionary<string, string>> Requests { get; } = [];

    /// <summary>Names that were looked up, in order.</summary>
    public ConcurrentQueue<string> Lookups { get; } = [];

    /// <summary>What a name means.</summary>
    public Func<string, IPAddress[]> Names { get; set; } = _ => [IPAddress.Loopback];

    public string Http(string path, string host = "page.test") => $"http://{host}:{Port}{path}";

    public string Https(string path, string host = "page.test") => $"https://{host}:{SecurePort}{path}";

    /// <param name="issuers">Where the server's certificate says that the certificate above it is to be had.</param>
    public static async Task<LocalWeb> StartAsync(RequestDelegate answer, string issuers = "http://127.0.0.1:9/")
    {
        var certificate = Certificate(issuers);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, secure => secure.UseHttps(certificate));
        });
        var web = new LocalWeb(builder.Build(), certificate);
        web._server.Run(context =>
        {
            web.Requests.Enqueue(context.Request.Headers.ToDictionary(field => field.Key, field => field.Value.ToString()));
            return answer(context);
        });
        await web._server.StartAsync(TestContext.Current.CancellationToken);
        var ports = web._server.Urls.ToLookup(url => new Uri(url).Scheme, url => new Uri(url).Port);
        (web.Port, web.SecurePort) = (ports["http"].Single(), ports["https"].Single());
        return web;
    }

    public PageFetcher Fetcher(int seconds = 30, bool trustsIt = true, TimeProvider? clock = null) => new(
        Options.Create(new ArchiveOptions { FetchSeconds = seconds, LargestFile = 1024 * 1024 }),
        clock ?? TimeProvider.System,
        new Reach(
            (name, _) =>
            {
                Lookups.Enqueue(name);
                return Names(name) is { Length: > 0 } addresses ? Task.FromResult(addresses) : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
            },
            address => address.Equals(IPAddress.Loopback),
            address => address.Port == (address.Scheme == "https" ? SecurePort : Port),
            trustsIt ? (_, shown, _, _) => shown!.GetRawCertData().AsSpan().SequenceEqual(_certificate.RawData) : null));

    public async Task<FetchedPage> FetchedAsync(string address)
    {
        using var fetcher = Fetcher();
        return Assert.IsType<FetchOutcome.Fetched>(await fetcher.FetchAsync(address, TestContext.Current.CancellationToken)).Page;
    }

    public async Task<string> RefusedAsync(string address)
    {
        using var fetcher = Fetcher();
        return Assert.IsType<FetchOutcome.Refused>(await fetcher.FetchAsync(address, TestContext.Current.CancellationToken)).Reason;
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.Zero);
        await _server.StopAsync(soon.Token);
        await _server.DisposeAsync();
        _certificate.Dispose();
    }

    private static X509Certificate2 Certificate(string issuers)
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("page.test");
        var request = new CertificateRequest("CN=page.test", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build(), new X509AuthorityInformationAccessExtension(null, [issuers]) } };
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var signed = request.Create(new X500DistinguishedName("CN=issuer.test"), X509SignatureGenerator.CreateForECDsa(issuerKey), from, to, [1, 2, 3]);
        using var whole = signed.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }
}
