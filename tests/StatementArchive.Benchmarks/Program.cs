using System.Globalization;
using StatementArchive.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args)
{
    case ["ingest", var file]:
        await IngestBenchmark.RunAsync(file);
        return 0;
    case ["parse", "--only", var only, var first, .. var others]:
        ParseBenchmark.Run([first, .. others], only);
        return 0;
    case ["parse", var first, .. var others]:
        ParseBenchmark.Run([first, .. others], "");
        return 0;
    default:
        await Console.Error.WriteLineAsync("""
            dotnet run -c Release --project tests/StatementArchive.Benchmarks -- ingest FILE                   a file of several articles into an archive, against raw inserts of the same rows
            dotnet run -c Release --project tests/StatementArchive.Benchmarks -- parse [--only NAME] FILE...   documents made of the paragraphs of these records, in every format or layout, or those named, against decoding them
            """);
        return 2;
}
