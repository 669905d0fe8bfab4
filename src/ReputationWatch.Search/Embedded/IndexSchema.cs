namespace ReputationWatch.Search.Embedded;

/// <summary>The index file. A file of another version is set aside and built anew: everything in it comes from the store.</summary>
internal static class IndexSchema
{
    public const int Version = 2;

    /// <summary>
    /// Words reach the table already folded by the product's own tokeniser, so SQLite only splits at spaces: the ascii tokeniser
    /// takes every other character of theirs as part of a word.
    /// </summary>
    public const string Create = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE label (kind TEXT NOT NULL, code INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, code)) WITHOUT ROWID;
        CREATE TABLE facts (chunk INTEGER PRIMARY KEY, data BLOB NOT NULL);
        CREATE TABLE counts (
            topic INTEGER NOT NULL, hour INTEGER NOT NULL, sentiment INTEGER NOT NULL, n INTEGER NOT NULL,
            PRIMARY KEY (topic, hour, sentiment)) WITHOUT ROWID;
        CREATE TABLE doc (
            id INTEGER PRIMARY KEY, published INTEGER NOT NULL, title TEXT, body TEXT NOT NULL, author TEXT, site TEXT NOT NULL,
            url TEXT, score REAL NOT NULL, reach INTEGER, extra TEXT);
        CREATE VIRTUAL TABLE fts USING fts5(
            title, body, author, source, site, url, facts,
            content='', contentless_delete=1, tokenize="ascii tokenchars '_'");
        CREATE VIRTUAL TABLE vocabulary USING fts5vocab(fts, 'row');
        """;
}
