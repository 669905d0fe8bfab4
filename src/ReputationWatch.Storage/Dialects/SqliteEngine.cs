using SQLitePCL;

namespace ReputationWatch.Storage.Dialects;

/// <summary>SQLite for the whole process.</summary>
internal static class SqliteEngine
{
    /// <summary>
    /// Before the first connection. SQLite counts its memory for everybody under one lock, which readers and writers of two files wait
    /// for at every allocation, and nobody asks for the figure.
    /// </summary>
    public static void Initialise()
    {
        Batteries_V2.Init();
        raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }
}
