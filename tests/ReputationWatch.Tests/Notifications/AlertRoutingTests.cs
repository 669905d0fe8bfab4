using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;

namespace ReputationWatch.Tests.Notifications;

public sealed class AlertRoutingTests
{
    private static readonly Topic Hotel = Named(1, "Hôtel Nestor", "Hôtels");
    private static readonly Topic Bank = Named(2, "Banque", null);

    [Fact]
    public void Recipients_EverybodyWhoNeverChose_GetEpisodesByMail()
    {
        var all = Audience([Person(1), Person(2) with { Language = "fr" }]);

        var told = all.Recipients(NotificationKind.EpisodeOpened, Hotel, 0);

        Assert.Equal(["email:1", "email:2"], told.Select(r => r.Key));
        Assert.Equal(["en", "fr"], told.Select(r => r.Language));
        Assert.Equal("p1@example.org", told[0].Address);
    }

    [Fact]
    public void Recipients_WhoIsSwitchedOffOrWantsNone_AreNotTold()
    {
        var all = Audience([Person(1) with { Enabled = false }, Person(2) with { ReceivesAlerts = false }]);

        Assert.Empty(all.Recipients(NotificationKind.EpisodeOpened, Hotel, 0));
    }

    [Fact]
    public void Recipients_OnlySomeTopics_AreByIdAndByGroup()
    {
        var all = Audience([Person(1), Person(2)], (1, Only(groups: ["Hôtels"])), (2, Only(topics: [2])));

        Assert.Equal(["email:1"], all.Recipients(NotificationKind.EpisodeOpened, Hotel, 0).Select(r => r.Key));
        Assert.Equal(["email:2"], all.Recipients(NotificationKind.EpisodeOpened, Bank, 0).Select(r => r.Key));
    }

    [Fact]
    public void Recipients_ByStep_FirstTheFirstThenExactlyTheNext()
    {
        var all = Audience(
            [Person(1), Person(2), Person(3)],
            (2, new AlertPreferences { EscalationStep = 1 }),
            (3, new AlertPreferences { EscalationStep = 3 })
        );

        Assert.Equal(["email:1"], Keys(NotificationKind.EpisodeOpened, 0));
        Assert.Equal(["email:2"], Keys(NotificationKind.EpisodeUnanswered, 1));
        Assert.Equal(["email:1", "email:2"], Keys(NotificationKind.EpisodeEscalated, 1));
        Assert.Equal(1, all.NextStep(Hotel, 0));
        Assert.Equal(3, all.NextStep(Hotel, 1));
        Assert.Null(all.NextStep(Hotel, 3));

        IEnumerable<string> Keys(NotificationKind kind, int step) =>
            all.Recipients(kind, Hotel, step).Select(r => r.Key);
    }

    [Fact]
    public void Recipients_OfSourceNotices_AreThoseWhoMayChangeSourcesOrAskedForIt()
    {
        var all = Audience(
            [
                Person(1) with
                {
                    Role = UserRole.Reader,
                },
                Person(2) with
                {
                    Role = UserRole.Manager,
                },
                Person(3) with
                {
                    Role = UserRole.Reader,
                },
                Person(4) with
                {
                    Role = UserRole.Admin,
                },
            ],
            (3, new AlertPreferences { SourceNotices = true }),
            (4, new AlertPreferences { SourceNotices = false })
        );

        var told = all.Recipients(NotificationKind.SourceFailed, null, 0);

        Assert.Equal(["email:2", "email:3"], told.Select(r => r.Key));
    }

    [Fact]
    public void Recipients_ChannelsAndBrowsers_AreToldBesides()
    {
        var all = Audience([Person(1)], (1, new AlertPreferences { ByMail = false })) with
        {
            Channels =
            [
                Channel(5),
                Channel(6) with
                {
                    Enabled = false,
                },
                Channel(7) with
                {
                    Wishes = new ChannelWishes { Topics = new TopicWishes { AllTopics = false } },
                },
            ],
            Subscriptions = [new PushSubscription(9, 1, "https://push.example/9", "k", "a", "Firefox", default)],
        };

        var told = all.Recipients(NotificationKind.EpisodeOpened, Hotel, 0);

        Assert.Equal(["push:9", "webhook:5"], told.Select(r => r.Key));
        Assert.Equal(
            ("webhook", "webhook:5", null, 5L),
            (told[1].Notifier, told[1].Address, told[1].UserId, told[1].ChannelId)
        );
    }

    [Fact]
    public void Rows_NameTheEventAndTheRecipient()
    {
        var told = Audience([Person(4)]).Recipients(NotificationKind.EpisodeOpened, Hotel, 0);

        var row = Assert.Single(AlertRouting.Rows("episode:17:opened", NotificationKind.EpisodeOpened, 17, told));

        Assert.Equal(("episode:17:opened:email:4", 17L, 4L), (row.Key, row.SubjectId, row.UserId));
    }

    [Fact]
    public void Secrets_OfChannelsAndBrowsers_StandInNoLog()
    {
        var browser = new PushSubscription(9, 1, "https://push.example/secret", "secret", "secret", "Firefox", default);

        Assert.DoesNotContain("secret", $"{Channel(1) with { Secret = "secret" }} {browser}", StringComparison.Ordinal);
    }

    private static AlertPreferences Only(IReadOnlyList<long>? topics = null, IReadOnlyList<string>? groups = null) =>
        new()
        {
            Topics = new TopicWishes
            {
                AllTopics = false,
                TopicIds = topics ?? [],
                Groups = groups ?? [],
            },
        };

    private static Audience Audience(
        IReadOnlyList<User> people,
        params (long User, AlertPreferences Chosen)[] preferences
    ) => new(people, preferences.ToDictionary(p => p.User, p => p.Chosen), [], []);

    private static User Person(long id) =>
        new()
        {
            Id = id,
            Name = $"P{id}",
            Email = $"p{id}@example.org",
        };

    private static AlertChannel Channel(long id) =>
        new()
        {
            Id = id,
            Name = "Chat",
            Url = "https://chat.example/secret",
        };

    private static Topic Named(long id, string name, string? group) =>
        new()
        {
            Id = id,
            Name = name,
            Group = group,
            Kind = TopicKind.Brand,
            Query = name,
            CreatedAt = default,
        };
}
