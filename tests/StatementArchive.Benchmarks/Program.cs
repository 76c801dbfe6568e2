using System.Globalization;
using StatementArchive.Benchmarks;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

switch (args)
{
    case ["ingest", var file]:
        await IngestBenchmark.RunAsync(file);
        return 0;
    default:
        await Console.Error.WriteLineAsync("dotnet run -c Release --project tests/StatementArchive.Benchmarks -- ingest FILE    a file of several articles into an archive, against raw inserts of the same rows");
        return 2;
}
