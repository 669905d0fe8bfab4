using System.Reflection;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Migrations;

/// <summary>
/// Applies the numbered scripts beside this file, each once, all in one transaction that holds the writers' lane: two processes
/// that start at once take turns, and the second finds nothing left to do.
/// </summary>
internal sealed class Migrator(Database database)
{
    private const string CreateVersionSql = "create table if not exists schema_version (version bigint not null)";
    private const string VersionSql = "select max(version) from schema_version";
    private const string SetVersionSql = "insert into schema_version (version) values (@version)";

    /// <summary>The scripts in their order; the number before the underscore is the schema version that each leads to.</summary>
    internal static IReadOnlyList<Migration> All { get; } = Read();

    public static long NewestVersion => All[^1].Version;

    public Task RunAsync(CancellationToken cancel) => RunAsync(All, cancel);

    internal Task RunAsync(IReadOnlyList<Migration> migrations, CancellationToken cancel) =>
        database.WriteAsync(Lane.Mentions, session => ApplyAsync(session, migrations, cancel), cancel);

    private static async Task ApplyAsync(Session session, IReadOnlyList<Migration> migrations, CancellationToken cancel)
    {
        await session.ExecuteAsync(CreateVersionSql, null, cancel);
        var current = await session.ScalarAsync<long?>(VersionSql, null, cancel) ?? 0;
        if (current > migrations[^1].Version)
        {
            throw new StorageException(
                $"The database has schema version {current}, but this program knows only up to {migrations[^1].Version}: it was written by a newer release. Start that release, or restore a backup made before the upgrade."
            );
        }
        foreach (var migration in migrations.Where(m => m.Version > current))
        {
            await session.ExecuteAsync(migration.Sql, null, cancel);
            await session.ExecuteAsync(SetVersionSql, new { version = migration.Version }, cancel);
        }
    }

    private static List<Migration> Read()
    {
        var assembly = typeof(Migrator).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Select(name => Read(assembly, name))
                .OrderBy(m => m.Version),
        ];
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var file = resource.Split('.')[^2];
        return new Migration(
            long.Parse(file[..file.IndexOf('_')], System.Globalization.CultureInfo.InvariantCulture),
            reader.ReadToEnd()
        );
    }
}

internal sealed record Migration(long Version, string Sql);
