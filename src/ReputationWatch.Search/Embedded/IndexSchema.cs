namespace ReputationWatch.Search.Embedded;

/// <summary>The index file. A file of another version is set aside and built anew: everything in it comes from the store.</summary>
internal static class IndexSchema
{
    public const int Version = 3;

    /// <summary>
    /// Words reach the table already folded by the product's own tokeniser, so SQLite only splits at spaces: the ascii tokeniser
    /// takes every other character of theirs as part of a word. What one transaction brings becomes one piece (hashsize), and pieces are
    /// merged eight at a time: each word is then written about half as often as with the usual four.
    /// </summary>
    public const string Create = """
        CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE label (kind TEXT NOT NULL, code INTEGER NOT NULL, value TEXT NOT NULL, PRIMARY KEY (kind, code)) WITHOUT ROWID;
        CREATE TABLE facts (chunk INTEGER PRIMARY KEY, data BLOB NOT NULL);
        CREATE TABLE counts (
            topic INTEGER NOT NULL, hour INTEGER NOT NULL, negative INTEGER NOT NULL, neutral INTEGER NOT NULL,
            positive INTEGER NOT NULL, PRIMARY KEY (topic, hour)) WITHOUT ROWID;
        CREATE TABLE doc (
            id INTEGER PRIMARY KEY, published INTEGER NOT NULL, title TEXT, body TEXT NOT NULL, author TEXT, site TEXT NOT NULL,
            url TEXT, score REAL NOT NULL, reach INTEGER, extra TEXT);
        CREATE VIRTUAL TABLE fts USING fts5(
            title, body, author, source, site, url, facts,
            content='', contentless_delete=1, tokenize="ascii tokenchars '_'");
        INSERT INTO fts (fts, rank) VALUES ('automerge', 8);
        INSERT INTO fts (fts, rank) VALUES ('crisismerge', 32);
        INSERT INTO fts (fts, rank) VALUES ('hashsize', 16777216);
        """;
}
