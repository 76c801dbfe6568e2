using System.Security.Cryptography;
using System.Text.Json;

namespace StatementArchive.Data.Editing;

/// <summary>Tells whether the facts of a record are those that somebody was shown: two people can have its form open at once.</summary>
public static class SeenFacts
{
    /// <summary>Why facts are not set that somebody else set meanwhile.</summary>
    public const string Changed = "Somebody else changed these facts since you opened the page. Nothing of theirs or yours is lost: look at both, and save yours again if it is to hold.";

    /// <summary>What a form carries of the facts that it shows: SHA-256 of them, 64 hexadecimal digits.</summary>
    public static string Of<TFacts>(TFacts facts) where TFacts : class => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(facts, ArticleDraft.Json)));
}
