using System.Globalization;
using StatementArchive.Benchmarks;
using StatementArchive.Benchmarks.Search;

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
    case ["search", var statements, var folder] when int.TryParse(statements, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0:
        await SearchBenchmark.RunAsync(number, folder, null);
        return 0;
    case ["search", var statements, var folder, var kept] when int.TryParse(statements, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0:
        await SearchBenchmark.RunAsync(number, folder, kept);
        return 0;
    case ["search-start", var engine, var folder]:
        await SearchStart.RunAsync(engine, folder);
        return 0;
    default:
        await Console.Error.WriteLineAsync("""
            dotnet run -c Release --project tests/StatementArchive.Benchmarks -- ingest FILE                   a file of several articles into an archive, against raw inserts of the same rows
            dotnet run -c Release --project tests/StatementArchive.Benchmarks -- parse [--only NAME] FILE...   documents made of the paragraphs of these records, in every format or layout, or those named, against decoding them
            dotnet run -c Release --project tests/StatementArchive.Benchmarks -- search NUMBER FOLDER [KEPT]   as many statements made of the paragraphs of the records in a folder, searched by several engines; what is built stays in KEPT for the next run
            """);
        return 2;
}
