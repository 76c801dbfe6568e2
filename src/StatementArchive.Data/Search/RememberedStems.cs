using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace StatementArchive.Data.Search;

/// <summary>Stems that were made already: making one takes fifty times as long as looking it up. Safe for several threads.</summary>
public sealed class RememberedStems
{
    // Of a language: the words behind that are rare.
    private const int Most = 50_000;

    private readonly ConcurrentDictionary<string, OfLanguage> _languages = [];

    /// <param name="language">First part of a BCP 47 tag.</param>
    internal OfLanguage Of(string language) => _languages.GetOrAdd(language, _ => new OfLanguage());

    internal sealed class OfLanguage
    {
        private readonly ConcurrentDictionary<string, string> _stems = [];
        private int _count;

        public bool TryGet(string written, [MaybeNullWhen(false)] out string stem) => _stems.TryGetValue(written, out stem);

        /// <summary>Remembers a stem, as long as they are not too many.</summary>
        public void Remember(string written, string stem)
        {
            if (Volatile.Read(ref _count) < Most && _stems.TryAdd(written, stem)) Interlocked.Increment(ref _count);
        }
    }
}
