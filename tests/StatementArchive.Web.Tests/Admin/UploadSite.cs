using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;
using StatementArchive.Data.Uploads;

namespace StatementArchive.Web.Tests.Admin;

/// <summary>A desk with small limits; every address in <c>example.org</c> leads to a page, and no other to anything.</summary>
public class UploadSite : DeskSite
{
    public const int MostFiles = 20;

    public const int MostWaiting = 16;

    public const int LargestFile = 100_000;

    protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.ConfigureTestServices(services => services
        .AddSingleton(Options.Create(new ArchiveOptions { Data = Data, Seeds = Seeds, UploadFiles = MostFiles, WaitingUploads = MostWaiting, LargestFile = LargestFile, UploadBytes = 1_000_000 }))
        .AddSingleton<IAddressReader, Addresses>());

    /// <summary>What stands in the logs so far.</summary>
    public async Task<string> LogsAsync()
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(Path.Combine(Data, "logs")))
        {
            await using var log = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(log);
            text.Append(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        return text.ToString();
    }

    /// <summary>All uploads, the oldest first, once none is in the queue any more.</summary>
    public async Task<List<Upload>> EndedAsync()
    {
        while (await ReadAsync(db => db.Uploads.AnyAsync(u => u.State == UploadState.Waiting || u.State == UploadState.Working, TestContext.Current.CancellationToken)))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        return await ReadAsync(db => db.Uploads.AsNoTracking().Include(u => u.Articles).ThenInclude(a => a.Article).OrderBy(u => u.Id).ToListAsync(TestContext.Current.CancellationToken));
    }

    private sealed class Addresses : IAddressReader
    {
        public Task<FetchedOriginal> ReadAsync(string address, CancellationToken cancellation) => new Uri(address).Host == "example.org"
            ? Task.FromResult(new FetchedOriginal(Encoding.UTF8.GetBytes($"<!doctype html><h1>A page</h1><p>It stands at {address}.</p>"), new Parsing.Delivery(new Parsing.Formats.DeclaredType("text/html", "utf-8"), address, GivenValues.TryReadMoment("2020-01-04T11:11:12Z")), "head"u8.ToArray()))
            : throw new RejectedSubmissionException("The address leads to no host on the public internet.");
    }
}

internal static class UploadForms
{
    /// <summary>Sends the form of <c>/admin/upload</c> with its token.</summary>
    public static async Task<HttpResponseMessage> HandInAsync(this DeskWorker worker, IReadOnlyList<(string Name, byte[] Bytes)> files, params (string Name, string Value)[] fields)
    {
        var (response, page) = await worker.OpenAsync("/admin/upload");
        response.Dispose();
        var token = ((IHtmlInputElement)page.QuerySelector("input[name=__RequestVerificationToken]")!).Value;
        using var content = Form(files, [.. fields, ("__RequestVerificationToken", token)]);
        return await worker.Client.PostAsync("/admin/upload", content, TestContext.Current.CancellationToken);
    }

    public static MultipartFormDataContent Form(IReadOnlyList<(string Name, byte[] Bytes)> files, IEnumerable<(string Name, string Value)> fields)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        foreach (var (name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            // As browsers write it: in UTF-8, with a quotation mark as %22.
            part.Headers.TryAddWithoutValidation("Content-Disposition", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes($"form-data; name=\"files\"; filename=\"{name.Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal)}\"")));
            part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Add(part);
        }
        return content;
    }
}
