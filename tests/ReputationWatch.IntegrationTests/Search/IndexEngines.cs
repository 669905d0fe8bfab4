using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Search;
using ReputationWatch.IntegrationTests.Search.Elasticsearch;
using ReputationWatch.Search;
using ReputationWatch.Search.Elasticsearch;
using ReputationWatch.Search.Embedded;

namespace ReputationWatch.IntegrationTests.Search;

/// <summary>Gives a test its own empty index on one engine.</summary>
public interface IIndexEngine : IAsyncDisposable
{
    /// <summary>Another process on the same index.</summary>
    IMentionIndex Open();
}

public sealed class EmbeddedEngine : IIndexEngine
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("reputationwatch-index-");
    private readonly List<EmbeddedIndex> _opened = [];

    public IMentionIndex Open()
    {
        var path = Path.Combine(_folder.FullName, "index.db");
        var index = new EmbeddedIndex(path, new StandingClock(), NullLogger<EmbeddedIndex>.Instance);
        _opened.Add(index);
        return index;
    }

    public ValueTask DisposeAsync()
    {
        _opened.ForEach(i => i.Dispose());
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The real client against a fake server in this process.</summary>
public sealed class FakeElasticsearchEngine : IIndexEngine
{
    private readonly FakeElasticsearch _server = new();

    public IMentionIndex Open() => ElasticsearchIndexes.On(_server);

    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>The server that the environment names, under a prefix of its own; the test is skipped when it names none.</summary>
public sealed class LiveElasticsearchEngine : IIndexEngine
{
    private readonly string _prefix = $"rwtest-{Guid.NewGuid():N}";
    private readonly List<ElasticsearchIndex> _opened = [];

    public IMentionIndex Open()
    {
        var options = LiveServer.Options(_prefix);
        var index = new ElasticsearchIndex(options, TimeProvider.System, NullLogger<ElasticsearchIndex>.Instance);
        _opened.Add(index);
        return index;
    }

    public async ValueTask DisposeAsync()
    {
        if (_opened.Count > 0)
        {
            await _opened[0].RemoveAllAsync(CancellationToken.None);
        }
        _opened.ForEach(i => i.Dispose());
    }
}

internal static class ElasticsearchIndexes
{
    public static SearchOptions Options { get; } =
        new()
        {
            Engine = SearchEngine.Elasticsearch,
            Url = "http://search.example:9200",
            IndexPrefix = "rw",
        };

    public static ElasticsearchIndex On(
        FakeElasticsearch server,
        TimeProvider? clock = null,
        SearchOptions? options = null
    ) =>
        new(
            new HttpClient(server, disposeHandler: false),
            options ?? Options,
            clock ?? TimeProvider.System,
            NullLogger<ElasticsearchIndex>.Instance
        );
}

/// <summary>No time passes: counts that stop when they take too long are complete however busy the machine is.</summary>
internal sealed class StandingClock : TimeProvider
{
    public override long GetTimestamp() => 0;
}
