namespace StatementArchive.Web.Hosting;

/// <summary>Headers that every answer carries, errors included. A page that needs a stricter one sets its own.</summary>
internal static class ResponseHeaders
{
    private static readonly (string Name, string Value)[] OfEveryAnswer =
    [
        ("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        // Other sites do not learn what was read here.
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "browsing-topics=(), camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    public static IApplicationBuilder UseResponseHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // When the answer starts, for the error pages begin by clearing the headers that are there.
        context.Response.OnStarting(Add, context.Response);
        return next(context);
    });

    private static Task Add(object response)
    {
        foreach (var (name, value) in OfEveryAnswer) ((HttpResponse)response).Headers.TryAdd(name, value);
        return Task.CompletedTask;
    }
}
