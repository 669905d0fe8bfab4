namespace ReputationWatch.Storage;

public enum StorageEngine
{
    /// <summary>One file in <see cref="StorageOptions.DataDirectory"/>; nothing to install.</summary>
    Sqlite,

    /// <summary>A server, for any number of web and worker processes.</summary>
    Postgresql,
}

/// <summary>Where the record is kept. Section <c>Storage</c> of the configuration.</summary>
public sealed record StorageOptions
{
    public StorageEngine Engine { get; set; } = StorageEngine.Sqlite;

    /// <summary>Folder of the SQLite file (<c>reputationwatch.db</c>); created when missing.</summary>
    public string DataDirectory { get; set; } = "data";

    /// <summary>Npgsql connection string; only for PostgreSQL.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>A file that holds the connection string, so that its password need not stand in the environment.</summary>
    public string? ConnectionStringFile { get; set; }

    public string DatabaseFile => Path.Combine(DataDirectory, "reputationwatch.db");

    /// <summary>What is wrong with these options, each with how to mend it; empty when nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (Engine == StorageEngine.Sqlite)
        {
            if (string.IsNullOrWhiteSpace(DataDirectory))
            {
                yield return "Storage:DataDirectory is empty. Set it to the folder that is to hold the database.";
            }
            yield break;
        }
        if (ConnectionString is not null && ConnectionStringFile is not null)
        {
            yield return "Storage:ConnectionString and Storage:ConnectionStringFile are both set. Remove one of them.";
        }
        else if (ConnectionStringFile is not null && !File.Exists(ConnectionStringFile))
        {
            yield return $"Storage:ConnectionStringFile names {ConnectionStringFile}, which does not exist. Create the file or correct the path.";
        }
        else if (string.IsNullOrWhiteSpace(ConnectionString) && ConnectionStringFile is null)
        {
            yield return "Storage:Engine is Postgresql, but there is no connection string. Set Storage:ConnectionString, or Storage:ConnectionStringFile to a file that holds it.";
        }
    }

    /// <summary>Npgsql connection string, wherever it stands.</summary>
    public string ReadConnectionString() =>
        ConnectionStringFile is null ? ConnectionString! : File.ReadAllText(ConnectionStringFile).Trim();
}
