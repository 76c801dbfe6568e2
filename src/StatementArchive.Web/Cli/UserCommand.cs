using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StatementArchive.Data;
using StatementArchive.Data.Editing;
using StatementArchive.Data.Model;
using StatementArchive.Web.Accounts;
using StatementArchive.Web.Hosting;

namespace StatementArchive.Web.Cli;

/// <summary><c>user add NAME --role ROLE | user list | user disable NAME</c>: accounts of those who work in the archive.</summary>
internal static class UserCommand
{
    /// <summary>Adds a user; the password is asked for on the terminal, or read as the first line of standard input.</summary>
    public static Task<int> AddAsync(string[] settings, string name, ArchiveRole role, CancellationToken cancellation) => WithAsync(settings, async (users, db, now) =>
    {
        if (Password() is not { } password) return "No password was given.";
        var added = await db.InOneTransactionAsync(() =>
        {
            db.Audit(now, null, "user added", "user", name, after: new { role });
            return users.CreateAsync(new ArchiveUser { UserName = name, Role = role, CreatedAt = now }, password);
        }, result => result.Succeeded, cancellation);
        if (!added.Succeeded) return string.Join(Environment.NewLine, added.Errors.Select(error => error.Description));
        Console.WriteLine(Printable.Line($"{name} can sign in now, as {Spelled(role)}."));
        return null;
    }, cancellation);

    public static Task<int> ListAsync(string[] settings, CancellationToken cancellation) => WithAsync(settings, async (users, _, _) =>
    {
        foreach (var user in await users.Users.AsNoTracking().OrderBy(user => user.NormalizedUserName).ToListAsync(cancellation))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Printable.Line(user.UserName!)}\t{Spelled(user.Role)}\tsince {user.CreatedAt:yyyy-MM-dd}{(user.DisabledAt is { } day ? $"\tdisabled {day:yyyy-MM-dd}" : "")}"));
        return null;
    }, cancellation);

    public static Task<int> DisableAsync(string[] settings, string name, CancellationToken cancellation) => WithAsync(settings, async (users, db, now) =>
    {
        if (await users.FindByNameAsync(name) is not { } found) return $"There is no user '{name}'.";
        var problem = await users.ChangeAsync(db, found.Id, async user =>
        {
            if (user.DisabledAt is not null) return $"{name} is disabled already.";
            user.DisabledAt = now;
            db.Audit(now, null, "user disabled", "user", user.UserName!);
            // A new stamp ends the sessions that are open; with it, the rest is saved.
            return (await users.UpdateSecurityStampAsync(user)).Problem();
        }, cancellation);
        if (problem is null) Console.WriteLine(Printable.Line($"{found.UserName} can no longer sign in."));
        return problem;
    }, cancellation);

    private static async Task<int> WithAsync(string[] settings, Func<UserManager<ArchiveUser>, ArchiveContext, DateTime, Task<string?>> work, CancellationToken cancellation)
    {
        using var host = ArchiveHost.BuildForCommands(settings);
        await ArchiveDatabase.PrepareAsync(host.Services, cancellation);
        await using var scope = host.Services.CreateAsyncScope();
        var problem = await work(scope.ServiceProvider.GetRequiredService<UserManager<ArchiveUser>>(), scope.ServiceProvider.GetRequiredService<ArchiveContext>(), host.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        if (problem is null) return CommandLine.Done;
        foreach (var line in problem.Split(Environment.NewLine)) await Console.Error.WriteLineAsync(Printable.Line(line));
        return CommandLine.Failed;
    }

    private static string Spelled(ArchiveRole role) => role.ToString().ToLowerInvariant();

    private static string? Password()
    {
        if (Console.IsInputRedirected) return Console.In.ReadLine();
        Console.Error.Write("Password (at least 12 characters, it is not shown): ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
