using System.Globalization;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;
using StatementArchive.Data;
using StatementArchive.Web.Cli;

namespace StatementArchive.Web.Hosting;

/// <summary>
/// The program's logs: lines on standard error for people, compact JSON in <c>logs/</c> of the data folder for programs, one file a day, 31 kept.
/// They say what happened to the archive, and never who read what: no addresses, browsers, queries, referrers or connections.
/// </summary>
internal static class ArchiveLogs
{
    private const string Template = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    public static IServiceCollection AddArchiveLogs(this IServiceCollection services, IConfiguration configuration, ArchiveOptions options, bool isServer) => services.AddSerilog(log => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("System", LogEventLevel.Warning)
        // Its warnings say that keys lie unencrypted in the data folder, which is so by design: whoever reads them reads the archive anyway.
        .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
        // A server that cannot start says so once, in a sentence of its own.
        .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
        .ReadFrom.Configuration(configuration)
        .Enrich.FromLogContext()
        .Enrich.With<WithoutReaders>()
        .Enrich.With<WithoutControlCharacters>()
        .WriteTo.Console(
            outputTemplate: Template,
            formatProvider: CultureInfo.InvariantCulture,
            // What a command finds stands on standard output, and what it refuses it says itself.
            standardErrorFromLevel: LogEventLevel.Verbose,
            restrictedToMinimumLevel: isServer ? LogEventLevel.Information : LogEventLevel.Error)
        .WriteTo.Sink(LoggerSinkConfiguration.Wrap(file => new ClosedAnyway(file), to => to.File(
            new CompactJsonFormatter(),
            Path.Combine(options.DataPath, "logs", "statement-archive-.jsonl"),
            rollingInterval: RollingInterval.Day,
            retainedFileCountLimit: 31,
            fileSizeLimitBytes: 64 * 1024 * 1024,
            rollOnFileSizeLimit: true))),
        // Several servers can live in one process, each with a log of its own.
        preserveStaticLogger: true);

    /// <summary>One event for every answer: method, path, status, milliseconds.</summary>
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app) => app.UseSerilogRequestLogging(options =>
    {
        options.MessageTemplate = "{RequestMethod} {RequestPath} answered {StatusCode} in {Elapsed:0.0} ms";
        options.IncludeQueryInRequestPath = false;
        // Otherwise that of the whole process.
        options.Logger = app.ApplicationServices.GetRequiredService<Serilog.ILogger>();
        options.GetLevel = (context, _, exception) =>
            exception is not null || context.Response.StatusCode >= 500 ? LogEventLevel.Error
            : context.Request.Path == "/healthz" ? LogEventLevel.Debug
            : LogEventLevel.Information;
    });

    /// <summary>Lets the program end as well as it has done its work when the disk has no room for the last lines of its log.</summary>
    private sealed class ClosedAnyway(ILogEventSink file) : ILogEventSink, IDisposable
    {
        public void Emit(LogEvent logEvent) => file.Emit(logEvent);

        public void Dispose()
        {
            try
            {
                (file as IDisposable)?.Dispose();
            }
            catch (IOException)
            {
                // Those lines are lost.
            }
        }
    }

    /// <summary>Removes what would tie the requests of one reader together.</summary>
    private sealed class WithoutReaders : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            logEvent.RemovePropertyIfPresent("ConnectionId");
            logEvent.RemovePropertyIfPresent("RequestId");
        }
    }

    /// <summary>Keeps an address or a file name that was made to be seen from driving the terminal that shows the log.</summary>
    private sealed class WithoutControlCharacters : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            foreach (var (name, value) in logEvent.Properties.ToList())
            {
                if (value is ScalarValue { Value: string text } && text.Any(char.IsControl))
                    logEvent.AddOrUpdateProperty(new LogEventProperty(name, new ScalarValue(Printable.Line(text))));
            }
        }
    }
}
