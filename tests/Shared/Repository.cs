namespace StatementArchive.Tests;

/// <summary>Places in the checkout that the tests run from.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Seeds => Path.Combine(Root, "seeds");

    public static string SeedArticle => Path.Combine(Seeds, "000_cf26632d403e0af8.txt");

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "StatementArchive.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie in a checkout.");
        return folder.FullName;
    }
}
