using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Users;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Storage;

public sealed class RecipientsOnSqlite : RecipientContract<SqliteEngine>;

public sealed class RecipientsOnPostgresql : RecipientContract<PostgresqlEngine>;

/// <summary>Preferences, channels, push subscriptions.</summary>
public abstract class RecipientContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    [Fact]
    public async Task Preferences_OfSomebodyWhoNeverChose_AreTheDefaults()
    {
        Assert.Equivalent(AlertPreferences.Default, await Stores.Preferences.FindAsync(77, Cancel));
        Assert.Empty(await Stores.Preferences.ListAsync(Cancel));
    }

    [Fact]
    public async Task Preferences_SavedTwice_AreThoseOfTheSecondTime()
    {
        var user = await AddUserAsync();
        var chosen = new AlertPreferences
        {
            Topics = new TopicWishes
            {
                AllTopics = false,
                TopicIds = [4],
                Groups = ["Hôtels"],
            },
            EscalationStep = 2,
            Quiet = new QuietHours(new TimeOnly(22, 0), new TimeOnly(7, 30)),
            Digest = DigestRhythm.Weekly,
            DigestDay = DayOfWeek.Friday,
            DigestSince = Now,
        };

        await Stores.Preferences.SaveAsync(user, AlertPreferences.Default with { PerHour = 1 }, Cancel);
        await Stores.Preferences.SaveAsync(user, chosen, Cancel);

        Assert.Equivalent(chosen, await Stores.Preferences.FindAsync(user, Cancel), strict: true);
        Assert.Equivalent(chosen, (await Stores.Preferences.ListAsync(Cancel))[user], strict: true);
    }

    [Fact]
    public async Task Channel_AddedChangedAndDeleted_GivesUpWhatWaitedForIt()
    {
        var channel = new AlertChannel
        {
            Name = "Équipe",
            Kind = ChannelKind.Mattermost,
            Url = "https://chat.example/hooks/abc",
            Secret = "s",
            Language = "fr",
            CreatedAt = Now,
        };
        var id = await Stores.Channels.AddAsync(channel, Cancel);
        var changed = channel with
        {
            Id = id,
            Secret = null,
            Enabled = false,
            Wishes = new ChannelWishes { SourceNotices = false, PerHour = 3 },
        };
        await Stores.Channels.UpdateAsync(changed, Cancel);
        Assert.Equivalent(changed, await Stores.Channels.FindAsync(id, Cancel), strict: true);
        var row = new NewNotification("k", NotificationKind.EpisodeOpened, "webhook", "webhook:1", "fr", 1, null, id);
        await Stores.Notifications.AddAsync([row], Now, Cancel);

        await Stores.Channels.DeleteAsync(id, Cancel);

        Assert.Empty(await Stores.Channels.ListAsync(Cancel));
        var given = Assert.Single(await Stores.Notifications.RecentAsync(9, Cancel));
        Assert.True(given.Dead);
        Assert.Equal((null, id), (given.UserId, given.ChannelId));
    }

    [Fact]
    public async Task Subscription_SavedAgain_HasItsNewKeysAndOneRow()
    {
        var user = await AddUserAsync();
        var browser = new PushSubscription(0, user, "https://push.example/1", "key", "auth", "Firefox", Now);
        var first = await Stores.Subscriptions.SaveAsync(browser, Cancel);
        var second = await Stores.Subscriptions.SaveAsync(browser with { PublicKey = "new" }, Cancel);

        Assert.Equal(first, second);
        Assert.Equal(
            browser with
            {
                Id = first,
                PublicKey = "new",
            },
            await Stores.Subscriptions.FindAsync(first, Cancel)
        );
        await Stores.Subscriptions.DeleteAsync(first, user + 1, Cancel);
        Assert.Single(await Stores.Subscriptions.ListAsync(Cancel));
        await Stores.Subscriptions.DeleteAsync(first, user, Cancel);
        Assert.Empty(await Stores.Subscriptions.ListAsync(Cancel));
    }

    private async Task<long> AddUserAsync() =>
        (
            await Stores.Users.AddAsync(
                new User
                {
                    Email = "camille@hotel.example",
                    Name = "Camille",
                    CreatedAt = Now,
                },
                Cancel
            )
        )!.Value;
}
