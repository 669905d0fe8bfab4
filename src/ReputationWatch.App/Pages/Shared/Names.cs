using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>Names of topics, sources and people by id, read once a request.</summary>
internal sealed class Names(ITopicStore topics, ISourceStore sources, IUserStore users)
{
    private Dictionary<long, Topic> _topics = [];
    private Dictionary<long, Source> _sources = [];
    private Dictionary<long, User> _users = [];
    private bool _loaded;

    public IReadOnlyCollection<Topic> Topics => _topics.Values;
    public IReadOnlyCollection<Source> Sources => _sources.Values;
    public IReadOnlyCollection<User> Users => _users.Values;

    public async Task LoadAsync(CancellationToken cancel)
    {
        if (_loaded)
        {
            return;
        }
        _topics = (await topics.ListAsync(cancel)).ToDictionary(t => t.Id);
        _sources = (await sources.ListAsync(cancel)).ToDictionary(s => s.Id);
        _users = (await users.ListAsync(cancel)).ToDictionary(u => u.Id);
        _loaded = true;
    }

    public Topic? Topic(long id) => _topics.GetValueOrDefault(id);

    public Source? Source(long id) => _sources.GetValueOrDefault(id);

    public User? User(long? id) => id is { } known ? _users.GetValueOrDefault(known) : null;

    public string TopicName(long id) => Topic(id)?.Name ?? "–";

    public string SourceName(long id) => Source(id)?.Name ?? "–";
}
