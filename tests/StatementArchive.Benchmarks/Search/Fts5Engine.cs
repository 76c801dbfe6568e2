using Microsoft.Data.Sqlite;

namespace StatementArchive.Benchmarks.Search;

/// <summary>
/// SQLite FTS5 over a table of its own (external content), set up for speed: the number of a row is its place by date, so that newest first needs no
/// sorting; an index of prefixes; merged into one segment; mapped into memory; facets by a join with a narrow table of whole numbers.
/// </summary>
internal sealed class Fts5Engine(ArchiveRows rows, string folder) : ISearchEngine
{
    private const string Tables = """
        PRAGMA journal_mode=OFF;
        PRAGMA synchronous=OFF;
        PRAGMA cache_size=-262144;
        PRAGMA temp_store=MEMORY;
        CREATE TABLE Texts (Id INTEGER PRIMARY KEY, Title TEXT NOT NULL, Text TEXT NOT NULL);
        CREATE TABLE "Values" (Id INTEGER PRIMARY KEY, Facet INTEGER NOT NULL, Value TEXT NOT NULL);
        CREATE TABLE Facts (Id INTEGER PRIMARY KEY, Statement INTEGER NOT NULL, Author INTEGER, Organisation INTEGER, Source INTEGER, Language INTEGER, Year INTEGER);
        CREATE VIRTUAL TABLE Found USING fts5(Title, Text, content='Texts', content_rowid='Id', tokenize="unicode61 remove_diacritics 2", prefix='2 3 4', detail='full');
        INSERT INTO Found(Found, rank) VALUES ('automerge', 0);
        INSERT INTO Found(Found, rank) VALUES ('hashsize', 67108864);
        """;

    private const string Filtered = """Organisation = (SELECT Id FROM "Values" WHERE Facet = 1 AND Value = $organisation) AND Year BETWEEN $first AND $last""";

    // Years rise with the numbers of rows, so that the index gives the newest first.
    private const string FilteredPage = $"""
        SELECT Facts.Statement, substr(Texts.Text, 1, 200)
        FROM Facts CROSS JOIN Texts ON Texts.Id = Facts.Id
        WHERE {Filtered}
        ORDER BY Facts.Year DESC, Facts.Id DESC LIMIT $size OFFSET $skipped
        """;

    // The plus keeps SQLite from looking up the words anew for every row that the filter lets through, which takes a hundred times as long.
    private const string FilteredRows = $"AND +rowid IN (SELECT Id FROM Facts WHERE {Filtered})";

    private static readonly string Facets = $"""
        WITH Hits AS MATERIALIZED (
            SELECT Facts.Author, Facts.Organisation, Facts.Source, Facts.Language, Facts.Year FROM Found CROSS JOIN Facts ON Facts.Id = Found.rowid WHERE Found MATCH $match)
        SELECT -1, '', count(*) FROM Hits
        {string.Concat(Enum.GetValues<SearchedFacet>().Select(facet => $"""
            UNION ALL SELECT * FROM (
                SELECT {(int)facet}, {(facet == SearchedFacet.Year ? "Counted.Of" : "\"Values\".Value")}, Counted.Number
                FROM (SELECT {facet} AS Of, count(*) AS Number FROM Hits WHERE {facet} IS NOT NULL GROUP BY {facet} ORDER BY Number DESC LIMIT {SearchQuestion.FacetValues}) AS Counted
                {(facet == SearchedFacet.Year ? "" : "JOIN \"Values\" ON \"Values\".Id = Counted.Of")} ORDER BY Counted.Number DESC)

            """))}
        """;

    private readonly string _file = Path.Combine(folder, "fts5.db");
    private ThreadLocal<Session> _sessions = null!;

    public string Name => "SQLite FTS5";

    public bool CountsFacets => true;

    public bool FindsMore => false;

    public long Size => new FileInfo(_file).Length;

    public long SizeOfTexts
    {
        get
        {
            using var session = new Session(_file);
            return session.Number("SELECT sum(octet_length(Title) + octet_length(Text)) FROM Texts", null);
        }
    }

    public async Task BuildAsync()
    {
        Directory.CreateDirectory(folder);
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false }.ToString());
        await connection.OpenAsync();
        Execute(connection, Tables);
        await using (var transaction = connection.BeginTransaction())
        {
            using var text = Insert(connection, transaction, "Texts", 3);
            using var facts = Insert(connection, transaction, "Facts", 7);
            using var value = Insert(connection, transaction, "\"Values\"", 3);
            using var found = Insert(connection, transaction, "Found(rowid, Title, Text)", 3);
            var numbers = new Dictionary<(SearchedFacet, string), int>();
            var id = 0L;
            await foreach (var row in rows.OldestFirstAsync())
            {
                id++;
                Run(text, id, row.Title, row.Text);
                Run(found, id, row.Title, row.Text);
                Run(facts, id, row.Id, NumberOf(SearchedFacet.Author, row.Author), NumberOf(SearchedFacet.Organisation, row.Organisation), NumberOf(SearchedFacet.Source, row.Source), NumberOf(SearchedFacet.Language, row.Language), row.Year);
            }
            transaction.Commit();

            int? NumberOf(SearchedFacet facet, string? name)
            {
                if (name is null) return null;
                if (numbers.TryGetValue((facet, name), out var number)) return number;
                numbers[(facet, name)] = number = numbers.Count + 1;
                Run(value, number, (int)facet, name);
                return number;
            }
        }
        Execute(connection, """
            INSERT INTO Found(Found) VALUES ('optimize');
            CREATE INDEX ValuesByName ON "Values" (Facet, Value);
            CREATE INDEX FactsByOrganisation ON Facts (Organisation, Year);
            ANALYZE;
            """);
    }

    public void Open() => _sessions = new ThreadLocal<Session>(() => new Session(_file), trackAllValues: true);

    public SearchAnswer Run(SearchQuestion question)
    {
        var session = _sessions.Value!;
        var hits = session.Read(question.Words.Count == 0 ? FilteredPage : PageOf(question), question, row => new SearchHit(row.GetInt32(0), row.GetString(1)));
        if (!question.WithFacets) return new SearchAnswer(hits);
        var counts = session.Read(Facets, question, row => (Facet: row.GetInt32(0), Value: row.GetString(1), Count: row.GetInt32(2)));
        return new SearchAnswer(hits, counts[0].Count, Enum.GetValues<SearchedFacet>().ToDictionary(
            facet => facet,
            facet => (IReadOnlyList<(string, int)>)[.. counts.Where(count => count.Facet == (int)facet).Select(count => (count.Value, count.Count))]));
    }

    public int Count(SearchQuestion question) => (int)_sessions.Value!.Number(
        question.Words.Count == 0
            ? $"SELECT count(*) FROM Facts WHERE {Filtered}"
            : $"SELECT count(*) FROM Found WHERE Found MATCH $match {(question.Filter is null ? "" : FilteredRows)}",
        question);

    public void Dispose()
    {
        if (_sessions is null) return;
        foreach (var session in _sessions.Values) session.Dispose();
        _sessions.Dispose();
    }

    // The joined rows come in the order of the page: a cross join keeps the order of its tables.
    private static string PageOf(SearchQuestion question) => $"""
        SELECT Facts.Statement, Page.Snippet
        FROM (
            SELECT rowid AS Id, snippet(Found, -1, '[', ']', '…', 32) AS Snippet
            FROM Found WHERE Found MATCH $match {(question.Filter is null ? "" : FilteredRows)}
            ORDER BY {OrderOf(question)} LIMIT $size OFFSET $skipped) AS Page
        CROSS JOIN Facts ON Facts.Id = Page.Id
        """;

    // By rank, all hits of the words are weighed before the filter is looked at; by its function, only those that it lets through.
    private static string OrderOf(SearchQuestion question) => question switch
    {
        { NewestFirst: true } => "rowid DESC",
        { Filter: not null } => "bm25(Found)",
        _ => "rank",
    };

    private static string Match(SearchQuestion question)
    {
        var words = question.Words.Select(word => $"\"{word}\"");
        return question.Match switch
        {
            WordsMatch.All => string.Join(' ', words),
            WordsMatch.Any => string.Join(" OR ", words),
            WordsMatch.Phrase => $"\"{string.Join(' ', question.Words)}\"",
            WordsMatch.Prefix => $"{string.Join(' ', words)}*",
            _ => throw new ArgumentOutOfRangeException(nameof(question)),
        };
    }

    private static SqliteCommand Insert(SqliteConnection connection, SqliteTransaction transaction, string into, int values)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"INSERT INTO {into} VALUES ({string.Join(", ", Enumerable.Range(0, values).Select(at => $"$p{at}"))})";
        for (var at = 0; at < values; at++) command.Parameters.Add(new SqliteParameter { ParameterName = $"$p{at}" });
        return command;
    }

    private static void Run(SqliteCommand command, params object?[] values)
    {
        for (var at = 0; at < values.Length; at++) command.Parameters[at].Value = values[at] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    /// <summary>The connection of one thread, with its prepared commands.</summary>
    private sealed class Session : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly Dictionary<string, SqliteCommand> _commands = [];

        public Session(string file)
        {
            _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            _connection.Open();
            // SQLite maps 2 GB at most; what lies behind that goes through the cache.
            Execute(_connection, "PRAGMA mmap_size=2147418112; PRAGMA cache_size=-131072; PRAGMA temp_store=MEMORY;");
        }

        public List<T> Read<T>(string sql, SearchQuestion question, Func<SqliteDataReader, T> of)
        {
            var rows = new List<T>();
            using var reader = Command(sql, question).ExecuteReader();
            while (reader.Read()) rows.Add(of(reader));
            return rows;
        }

        public long Number(string sql, SearchQuestion? question) => (long)Command(sql, question).ExecuteScalar()!;

        public void Dispose()
        {
            foreach (var command in _commands.Values) command.Dispose();
            _connection.Dispose();
        }

        private SqliteCommand Command(string sql, SearchQuestion? question)
        {
            if (!_commands.TryGetValue(sql, out var command))
            {
                _commands[sql] = command = _connection.CreateCommand();
                command.CommandText = sql;
                command.CommandTimeout = 0;
            }
            command.Parameters.Clear();
            if (question is null) return command;
            Add("$match", question.Words.Count == 0 ? null : Match(question));
            Add("$organisation", question.Filter?.Organisation);
            Add("$first", question.Filter?.FirstYear);
            Add("$last", question.Filter?.LastYear);
            Add("$size", SearchQuestion.PageSize);
            Add("$skipped", question.Skipped);
            return command;

            void Add(string name, object? value)
            {
                if (value is not null && sql.Contains(name, StringComparison.Ordinal)) command.Parameters.AddWithValue(name, value);
            }
        }
    }
}
