using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.IntegrationTests.Storage;

namespace ReputationWatch.IntegrationTests.Pipeline;

/// <summary>A brand with four weeks of usual mentions, over which storms can be let loose.</summary>
internal sealed class StormyBrand : IAsyncDisposable
{
    private const string Url = "https://forum.example/feed";

    private static readonly string[] Woes =
    [
        "horrible, chambre sale et puante, je déteste cet endroit",
        "two hours at the desk and nobody apologised, awful",
        "charged twice and they refuse the refund, what a scam",
        "chauffage en panne toute la nuit, aucun geste, honteux",
        "rude manager shouted at my mother, disgusting behaviour",
        "réservation annulée la veille, vacances gâchées, nul",
        "spoiled milk at breakfast, two of us are sick, terrible",
        "ils ont volé notre caution, service client injoignable, à fuir",
        "the ceiling leaked on our bed, worst night ever",
        "bruit insupportable et saleté partout, très déçus",
    ];

    private static readonly string[] Syllables =
    [
        "ba",
        "ko",
        "li",
        "mu",
        "ne",
        "ra",
        "so",
        "ti",
        "vu",
        "wa",
        "xe",
        "yo",
        "zi",
        "du",
        "fe",
        "go",
    ];

    private readonly Pipeline _pipeline;
    private Source _source = null!;
    private int _storms;

    private StormyBrand(Pipeline pipeline) => _pipeline = pipeline;

    public StoreSet Stores => _pipeline.Stores;
    public Pipeline Pipeline => _pipeline;
    public DateTimeOffset Now => _pipeline.Clock.GetUtcNow();
    public long Topic { get; private set; }

    public static async Task<StormyBrand> StartAsync(string? group = null)
    {
        var brand = new StormyBrand(await Pipeline.StartAsync());
        brand.Topic = await brand._pipeline.AddTopicAsync();
        if (group is not null)
        {
            await brand.ChangeAsync(t => t with { Group = group });
        }
        brand._source = await brand._pipeline.AddSourceAsync(Url);
        await brand.CrawlAsync(OrvanneMentions.Usual(brand.Now));
        brand.Move(TimeSpan.FromHours(36));
        return brand;
    }

    public void Move(TimeSpan by) => _pipeline.Clock.Move(by);

    public void Restart() => _pipeline.RestartWatch();

    /// <summary>Complaints of as many people, each in words of their own, within the last hours.</summary>
    public async Task StormAsync(int voices = 14, string name = "Orvanne", double hours = 0.5)
    {
        await CrawlAsync(Storm(++_storms, voices, name, Now, hours));
        await WatchAfterAsync(TimeSpan.Zero);
    }

    /// <summary>Complaints of as many people, each in words of their own, in the hours before <paramref name="until"/>.</summary>
    public static IEnumerable<RawItem> Storm(int storm, int voices, string name, DateTimeOffset until, double hours) =>
        Enumerable
            .Range(0, voices)
            .Select(i =>
                Complaint(
                    $"storm:{storm}:{name}:{i}",
                    true,
                    $"angry {storm} {name} {i}",
                    (storm * 1000) + i,
                    until.AddHours(-hours * i / voices),
                    name
                )
            );

    /// <summary>What somebody writes: bad, or good; the same seed writes the same words.</summary>
    public static RawItem Complaint(
        string id,
        bool bad,
        string author,
        int seed,
        DateTimeOffset at,
        string name = "Orvanne"
    ) =>
        new()
        {
            Kind = MentionKind.Post,
            ExternalId = $"urn:{id}",
            AuthorName = author,
            Text =
                $"{name} : {(bad ? Woes[seed % Woes.Length] : "superbe séjour, personnel adorable et chambre parfaite")}. {Babble(seed)}",
            PublishedAt = at,
        };

    public static SourceReading Reading(IEnumerable<RawItem> items) =>
        new()
        {
            Outcome = CheckOutcome.NewItems,
            Status = 200,
            Items = [.. items],
        };

    public async Task CrawlAsync(IEnumerable<RawItem> items)
    {
        _pipeline.World.Page(Url, Reading(items));
        await Stores.Sources.CheckNowAsync(_source.Id, Now, CancellationToken.None);
        await _pipeline.CrawlAsync();
    }

    public async Task WatchAfterAsync(TimeSpan by)
    {
        Move(by);
        await _pipeline.Watch.RunAsync(CancellationToken.None);
    }

    public async Task WatchForAsync(int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            await WatchAfterAsync(TimeSpan.FromHours(1));
        }
    }

    public async Task AddPersonAsync(string email, int step)
    {
        var id = await Stores.Users.AddAsync(
            new User
            {
                Email = email,
                Name = email,
                CreatedAt = Now,
            },
            CancellationToken.None
        );
        await Stores.Preferences.SaveAsync(
            id!.Value,
            AlertPreferences.Default with
            {
                EscalationStep = step,
            },
            CancellationToken.None
        );
    }

    public Task<long> AddTopicAsync(string name, string query, TopicKind kind, string? group = null) =>
        Stores.Topics.AddAsync(
            new Topic
            {
                Name = name,
                Kind = kind,
                Query = query,
                Group = group,
                CreatedAt = Now,
            },
            CancellationToken.None
        );

    public async Task ChangeAsync(Func<Topic, Topic> change) =>
        await Stores.Topics.UpdateAsync(
            change((await Stores.Topics.FindAsync(Topic, CancellationToken.None))!),
            CancellationToken.None
        );

    public async Task ChangeAllAsync(Func<Topic, Topic> change)
    {
        foreach (var topic in await Stores.Topics.ListAsync(CancellationToken.None))
        {
            await Stores.Topics.UpdateAsync(change(topic), CancellationToken.None);
        }
    }

    public Task RematchAsync() =>
        new Rematcher(Stores.Topics, Stores.Mentions, _pipeline.NewIntake(), NullLogger<Rematcher>.Instance).RunAsync(
            100,
            CancellationToken.None
        );

    public Task PlanAsync(string title, int days, string? group = null) =>
        Stores.Calendar.SaveAsync(
            new CalendarEntry
            {
                Kind = CalendarKind.Campaign,
                Title = title,
                From = Now.AddDays(-1),
                To = Now.AddDays(days),
                Group = group,
                CreatedAt = Now,
            },
            CancellationToken.None
        );

    public Task<IReadOnlyList<Episode>> EpisodesAsync() =>
        Stores.Episodes.PageAsync(new EpisodeFilter([]), null, 20, CancellationToken.None);

    public async Task<Episode> OnlyEpisodeAsync() => Assert.Single(await EpisodesAsync());

    public async Task<IReadOnlyList<EpisodeEvent>> TraceAsync() =>
        await Stores.Episodes.EventsAsync((await OnlyEpisodeAsync()).Id, CancellationToken.None);

    /// <summary>Who was written to, in the order of the rows.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync() =>
        [
            .. (await Stores.Notifications.RecentAsync(50, CancellationToken.None))
                .OrderBy(n => n.Id)
                .Select(n => n.Recipient),
        ];

    public ValueTask DisposeAsync() => _pipeline.DisposeAsync();

    /// <summary>Invented words that no two texts share, so that none is a copy of another.</summary>
    private static string Babble(int seed)
    {
        var words = new List<string>();
        for (var (word, state) = (0, (uint)seed * 2654435761); word < 12; word++)
        {
            state = unchecked((state * 1664525) + 1013904223);
            words.Add($"{Syllables[(state >> 28) & 15]}{Syllables[(state >> 22) & 15]}{Syllables[(state >> 16) & 15]}");
        }
        return string.Join(' ', words);
    }
}
