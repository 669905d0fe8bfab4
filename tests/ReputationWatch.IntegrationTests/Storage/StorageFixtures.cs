using Npgsql;
using ReputationWatch.Storage;

namespace ReputationWatch.IntegrationTests.Storage;

/// <summary>Gives a test its own empty database on one engine.</summary>
public interface IEngine : IAsyncDisposable
{
    Task<StorageOptions> CreateAsync();
}

public sealed class SqliteEngine : IEngine
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reputationwatch-test-");

    public Task<StorageOptions> CreateAsync() =>
        Task.FromResult(new StorageOptions { DataDirectory = _folder.FullName });

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>A database of its own on the server that the environment names; the test is skipped when it names none.</summary>
public sealed class PostgresqlEngine : IEngine
{
    public const string Variable = "REPUTATIONWATCH_TEST_POSTGRESQL";

    private readonly string _name = $"reputationwatch_test_{Guid.NewGuid():N}";
    private string? _server;

    public async Task<StorageOptions> CreateAsync()
    {
        _server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(_server))
        {
            _server = null;
            Assert.Skip(
                $"Needs a PostgreSQL server: set {Variable} to a connection string whose user may create databases (see .ci/postgresql)."
            );
        }
        await ExecuteAsync($"create database {_name}");
        return new StorageOptions
        {
            Engine = StorageEngine.Postgresql,
            ConnectionString = new NpgsqlConnectionStringBuilder(_server)
            {
                Database = _name,
                MaxPoolSize = 20,
            }.ToString(),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await ExecuteAsync($"drop database if exists {_name} with (force)");
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_server!);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Base of the contract tests: what is written here once holds for every engine.</summary>
public abstract class StorageContract<TEngine> : IAsyncLifetime
    where TEngine : IEngine, new()
{
    private readonly TEngine _engine = new();

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected StoreSet Stores { get; private set; } = null!;

    protected StorageOptions Options { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Options = await _engine.CreateAsync();
        Stores = await StoreSet.OpenAsync(Options);
    }

    public async ValueTask DisposeAsync()
    {
        if (Stores is not null)
        {
            await Stores.DisposeAsync();
        }
        await _engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
