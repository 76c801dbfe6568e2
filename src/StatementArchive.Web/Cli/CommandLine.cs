using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using StatementArchive.Data;
using StatementArchive.Data.Ingestion;
using StatementArchive.Data.Model;

namespace StatementArchive.Web.Cli;

/// <summary>The fixed command line: its words, and the exit codes that scripts rely on.</summary>
public static partial class CommandLine
{
    public const int Done = 0;

    /// <summary>Failed on its input; a message stands on standard error, and nothing of that input is stored.</summary>
    public const int Failed = 1;

    public const int WrongUsage = 2;

    /// <summary>Runs one command to its end and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (settings, words) = SplitOffSettings(args);
        var result = Commands(settings, endsOptions: words.Contains("--")).Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (result.Errors.Count > 0)
        {
            foreach (var error in result.Errors) await Console.Error.WriteLineAsync(Printable.Line(error.Message));
            await Console.Error.WriteLineAsync("'statement-archive --help' shows what there is.");
            return WrongUsage;
        }
        try
        {
            // Long enough for the file at hand to be finished or rolled back.
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        }
        catch (ArchiveUnavailableException e)
        {
            await Console.Error.WriteLineAsync(Printable.Line(e.Message));
            return Failed;
        }
        catch (OptionsValidationException e)
        {
            foreach (var failure in e.Failures) await Console.Error.WriteLineAsync(Printable.Line(failure));
            return WrongUsage;
        }
        catch (OperationCanceledException)
        {
            return Failed;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"A fault of this program; please report it. {e}");
            return Failed;
        }
    }

    private static RootCommand Commands(string[] settings, bool endsOptions)
    {
        var data = new Option<string>("--data") { Description = "Folder of all state (default: data under the working directory).", HelpName = "DIR", Recursive = true };
        var urls = new Option<string>("--urls") { Description = "Addresses to listen on, separated by semicolons (default: a port on 127.0.0.1).", HelpName = "URL" };
        data.Validators.Add(option => { if (string.IsNullOrWhiteSpace(option.GetValueOrDefault<string>())) option.AddError("--data needs the name of a folder."); });

        string[] Settings(ParseResult result) =>
        [
            .. settings,
            .. result.GetValue(data) is { } folder ? [$"--{ArchiveOptions.Section}:{nameof(ArchiveOptions.Data)}={folder}"] : Array.Empty<string>(),
            .. result.GetResult(urls) is not null && result.GetValue(urls) is { } listen ? [$"--urls={listen}"] : Array.Empty<string>(),
        ];

        var serve = new Command("serve", "Serves the archive to browsers. This is also what happens without a command.") { urls };
        serve.SetAction((result, cancellation) => ServeCommand.RunAsync(Settings(result), cancellation));

        var file = new Argument<string>("FILE") { Description = "The document." };
        if (!endsOptions) file.Validators.Add(RejectOptions);
        var json = new Option<bool>("--json") { Description = "One JSON object instead of a summary for people." };
        var parse = new Command("parse", "Shows what the parser finds in a document. Stores nothing.") { file, json };
        parse.SetAction((result, cancellation) => ParseCommand.RunAsync(Settings(result), result.GetRequiredValue(file), result.GetValue(json), cancellation));

        var paths = new Argument<string[]>("PATH") { Description = "Files and folders; folders with all that lies in them.", Arity = ArgumentArity.OneOrMore };
        if (!endsOptions) paths.Validators.Add(RejectOptions);
        var source = new Option<string>("--source") { Description = "Publication in which the documents stood, for those whose sidecar names none.", HelpName = "NAME" };
        source.Validators.Add(option => { if (GivenValues.FaultOfName(option.GetValueOrDefault<string>() ?? "") is { } fault) option.AddError($"--source: {fault}."); });
        var draft = new Option<bool>("--draft") { Description = "Keeps the articles from the public for now." };
        var ingest = new Command("ingest", "Takes documents into the archive.") { paths, source, draft };
        ingest.SetAction((result, cancellation) => IngestCommand.RunAsync(Settings(result), result.GetRequiredValue(paths), result.GetValue(source), result.GetValue(draft), cancellation));

        var query = new Argument<string>("QUERY") { Description = "What to look for, as in the search box." };
        var asJson = new Option<bool>("--json") { Description = "One JSON object instead of a list for people." };
        var search = new Command("search", "Searches the public statements.") { query, asJson };
        search.SetAction((result, cancellation) => SearchCommand.RunAsync(Settings(result), result.GetRequiredValue(query), result.GetValue(asJson), cancellation));

        var reindex = new Command("reindex", "Builds the search index anew from the database.");
        reindex.SetAction((result, cancellation) => ReindexCommand.RunAsync(Settings(result), cancellation));

        var user = new Command("user", "Accounts of those who work in the archive.") { AddUser(Settings), ListUsers(Settings), DisableUser(Settings) };

        var root = new RootCommand("An archive of political statements.") { data, urls, serve, parse, ingest, search, reindex, user };
        root.SetAction((result, cancellation) => ServeCommand.RunAsync(Settings(result), cancellation));
        return root;
    }

    private static Command AddUser(Func<ParseResult, string[]> settings)
    {
        var name = new Argument<string>("NAME") { Description = "What the user is called." };
        var role = new Option<ArchiveRole>("--role") { Description = "contributor, editor or administrator.", HelpName = "ROLE", Required = true };
        // A number would be read as a role that there is not.
        role.Validators.Add(option => { if (option.Tokens.Any(token => token.Value.All(char.IsAsciiDigit))) option.AddError("--role needs contributor, editor or administrator."); });
        var add = new Command("add", "Adds a user; the password is asked for, or read from standard input.") { name, role };
        add.SetAction((result, cancellation) => UserCommand.AddAsync(settings(result), result.GetRequiredValue(name), result.GetRequiredValue(role), cancellation));
        return add;
    }

    private static Command ListUsers(Func<ParseResult, string[]> settings)
    {
        var list = new Command("list", "Lists the users.");
        list.SetAction((result, cancellation) => UserCommand.ListAsync(settings(result), cancellation));
        return list;
    }

    private static Command DisableUser(Func<ParseResult, string[]> settings)
    {
        var name = new Argument<string>("NAME") { Description = "What the user is called." };
        var disable = new Command("disable", "Lets a user no longer sign in, and ends the sessions that are open.") { name };
        disable.SetAction((result, cancellation) => UserCommand.DisableAsync(settings(result), result.GetRequiredValue(name), cancellation));
        return disable;
    }

    // The parser would take an option that it does not know for a file.
    private static void RejectOptions(ArgumentResult argument)
    {
        foreach (var token in argument.Tokens.Where(token => token.Value.StartsWith('-')))
            argument.AddError($"Unknown option '{token.Value}'. Names of files that begin with a hyphen stand after '--'.");
    }

    // Settings of ASP.NET Core ('--Section:Key=value', an empty '--Section=' before them, and those of its host) may stand on any command line.
    private static (string[] Settings, string[] Words) SplitOffSettings(string[] args)
    {
        var options = args.TakeWhile(arg => arg != "--").ToArray();
        return ([.. options.Where(arg => Setting().IsMatch(arg))], [.. options.Where(arg => !Setting().IsMatch(arg)), .. args.Skip(options.Length)]);
    }

    [GeneratedRegex("^--([A-Za-z][A-Za-z0-9]*(:[A-Za-z0-9.]+)+=|[A-Z][A-Za-z0-9]*=$|(environment|contentRoot|applicationName)=)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Setting();
}
