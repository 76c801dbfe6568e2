namespace StatementArchive.Web.Pages;

/// <summary>The pages for readers, with their assets and their errors.</summary>
public static class ReadingRoom
{
    public static IServiceCollection AddReadingRoom(this IServiceCollection services)
    {
        services.AddRazorPages();
        return services;
    }

    public static void MapReadingRoom(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
    }
}
