using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.IntegrationTests.Storage;

namespace ReputationWatch.IntegrationTests.Pipeline;

/// <summary>Episodes from their opening to their closing, through the real intake and store, by a clock moved by hand.</summary>
public sealed class EpisodeLifeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unanswered_GoesToTheNextPersonOnceAfterTheSetTime()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.AddPersonAsync("marie@example.org", step: 1);
        await brand.AddPersonAsync("paul@example.org", step: 2);
        await brand.StormAsync();
        Assert.Equal(brand.Now.AddMinutes(30), (await brand.OnlyEpisodeAsync()).EscalatesAt);

        await brand.WatchAfterAsync(TimeSpan.FromMinutes(29));
        Assert.Equal(["on.call@example.org"], await brand.ToldAsync());
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(1));
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(["on.call@example.org", "marie@example.org"], await brand.ToldAsync());
        brand.Restart();
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(29));
        await brand.WatchAfterAsync(TimeSpan.FromHours(3));

        Assert.Equal(["on.call@example.org", "marie@example.org", "paul@example.org"], await brand.ToldAsync());
        var last = await brand.OnlyEpisodeAsync();
        Assert.Equal((2, null), (last.EscalationStep, last.EscalatesAt));
        var escalations = (await brand.TraceAsync()).Where(e => e.Kind == EpisodeEventKind.Escalated).Select(e => e.To);
        Assert.Equal(["marie@example.org", "paul@example.org"], escalations);
    }

    [Fact]
    public async Task Answered_GoesToNobodyElse()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.AddPersonAsync("marie@example.org", step: 1);
        await brand.StormAsync();

        var episode = await brand.OnlyEpisodeAsync();
        await brand.Stores.Episodes.ActAsync(episode.Id, new EpisodeAction.Assign(1), 1, brand.Now, null, Cancel);
        await brand.WatchAfterAsync(TimeSpan.FromHours(2));

        Assert.Equal(["on.call@example.org"], await brand.ToldAsync());
    }

    [Fact]
    public async Task Unanswered_TheTopicsOwnTimeWins()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.AddPersonAsync("marie@example.org", step: 1);
        await brand.ChangeAsync(t => t with { EscalateAfter = TimeSpan.FromMinutes(5) });
        await brand.StormAsync();

        await brand.WatchAfterAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(["on.call@example.org", "marie@example.org"], await brand.ToldAsync());
    }

    [Fact]
    public async Task Snoozed_IsRecordedAndToldWhenItStillBurnsAtTheEnd()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.Stores.Topics.SnoozeAlertsAsync(brand.Topic, brand.Now.AddHours(3), Cancel);
        await brand.StormAsync();

        var silent = await brand.OnlyEpisodeAsync();
        Assert.Equal((HushReason.Snoozed, null), (silent.Hush!.Reason, silent.ToldAt));
        Assert.Empty(await brand.ToldAsync());
        await brand.WatchAfterAsync(TimeSpan.FromHours(3));

        Assert.Equal(["on.call@example.org"], await brand.ToldAsync());
        Assert.Equal(silent.Id, (await brand.OnlyEpisodeAsync()).Id);
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(5));
        Assert.Single(await brand.ToldAsync());
    }

    [Fact]
    public async Task DuringACampaign_IsMarkedAndNobodyIsToldUnlessItGrowsToAMultiple()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.PlanAsync("Soldes", days: 4);
        await brand.StormAsync(voices: 5, hours: 12);

        var marked = await brand.OnlyEpisodeAsync();
        Assert.Equal((HushReason.Campaign, "Soldes"), (marked.Hush!.Reason, marked.Hush.Title));
        Assert.Empty(await brand.ToldAsync());
        brand.Move(TimeSpan.FromHours(4));
        await brand.StormAsync(voices: 60);

        Assert.Equal(["on.call@example.org"], await brand.ToldAsync());
        Assert.Contains(EpisodeEventKind.Grew, (await brand.TraceAsync()).Select(e => e.Kind));
    }

    [Fact]
    public async Task ACampaignOfAnotherGroup_SilencesNothing()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.PlanAsync("Soldes", days: 4, group: "Autres");

        await brand.StormAsync();

        Assert.Equal(["on.call@example.org"], await brand.ToldAsync());
    }

    [Fact]
    public async Task OneEventOfTwoTopics_IsToldOnce()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.AddTopicAsync("Orvanne, produits", "Orvanne", TopicKind.Product);
        await brand.RematchAsync();

        await brand.StormAsync();

        var episodes = await brand.EpisodesAsync();
        Assert.Equal(2, episodes.Count);
        Assert.Equal([null, HushReason.SameEvent], episodes.OrderBy(e => e.Id).Select(e => e.Hush?.Reason));
        Assert.Equal(brand.Topic, episodes.MinBy(e => e.Id)!.TopicId);
        Assert.Equal(["on.call@example.org"], await brand.ToldAsync());
    }

    [Fact]
    public async Task AGroup_SeesWhatIsTooLittleForEachOfItsTopics_AndCountsAMentionOnce()
    {
        await using var brand = await StormyBrand.StartAsync(group: "Maison");
        await brand.AddTopicAsync("Verdoie", "Verdoie", TopicKind.Brand, group: "Maison");
        await brand.ChangeAllAsync(t => t with { Signals = AlertSignals.NegativeMentions | AlertSignals.Group });
        await brand.RematchAsync();

        await brand.StormAsync(voices: 4, name: "Orvanne");
        Assert.Empty(await brand.EpisodesAsync());
        await brand.StormAsync(voices: 4, name: "Verdoie");
        var episode = await brand.OnlyEpisodeAsync();
        Assert.Equal("Maison", episode.Group);
        Assert.True(episode.Evidence.Mentions is >= 8 and < 10, $"{episode.Evidence}");
        Assert.Equal(["on.call@example.org"], await brand.ToldAsync());
        await brand.WatchForAsync(hours: 40);
        Assert.NotNull((await brand.OnlyEpisodeAsync()).ClosedAt);
    }

    [Fact]
    public async Task AGroup_WhoseTopicAlerted_StaysSilent()
    {
        await using var brand = await StormyBrand.StartAsync(group: "Maison");
        await brand.AddTopicAsync("Verdoie", "Verdoie", TopicKind.Brand, group: "Maison");
        await brand.ChangeAllAsync(t => t with { Signals = AlertSignals.NegativeMentions | AlertSignals.Group });
        await brand.RematchAsync();

        await brand.StormAsync();

        Assert.Null((await brand.OnlyEpisodeAsync()).Group);
    }

    [Theory]
    [InlineData(UserRole.Manager)]
    [InlineData(UserRole.Reader)]
    public async Task TheMail_OffersItsButtonsToThoseWhoMayAct(UserRole role)
    {
        await using var brand = await StormyBrand.StartAsync();
        var person = Assert.Single(await brand.Stores.Users.ListAsync(Cancel));
        await brand.Stores.Users.UpdateAsync(person with { Role = role }, Cancel);
        await brand.StormAsync();
        var row = Assert.Single(await brand.Stores.Notifications.RecentAsync(10, Cancel));

        var content = Assert.IsType<AlertContent.OfEpisode>(await brand.Pipeline.NewContents().ReadAsync(row, Cancel));

        Assert.Equal(role == UserRole.Manager, content.TakeUrl is not null && content.FalseAlarmUrl is not null);
        if (content.TakeUrl is { } take)
        {
            var links = new EpisodeLinks(brand.Stores.Settings, Pipeline.Address);
            var link = (await links.ReadAsync(take.Segments[^1], Cancel))!;
            Assert.Equal(
                (LinkPurpose.Take, content.Episode.Id, person.Id, row.CreatedAt + EpisodeLinks.Lifetime),
                (link.Purpose, link.EpisodeId, link.UserId, link.Expires)
            );
        }
    }

    [Fact]
    public async Task AllSignalsOff_NothingOpensAndWhatIsOpenEnds()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.StormAsync();

        await brand.ChangeAsync(t => t with { Signals = AlertSignals.None });
        await brand.WatchAfterAsync(TimeSpan.FromMinutes(1));

        Assert.NotNull((await brand.OnlyEpisodeAsync()).ClosedAt);
    }

    [Fact]
    public async Task LowSensitivity_AsksForMore()
    {
        await using var brand = await StormyBrand.StartAsync();
        await brand.StormAsync(voices: 7, hours: 24);
        var score = (await brand.OnlyEpisodeAsync()).Evidence.Score;

        await using var calm = await StormyBrand.StartAsync();
        await calm.ChangeAsync(t => t with { Sensitivity = Sensitivity.Low });
        await calm.StormAsync(voices: 7, hours: 24);

        Assert.InRange(score, EpisodeRules.Default.Threshold, EpisodeRules.For(Sensitivity.Low).Threshold);
        Assert.Empty(await calm.EpisodesAsync());
    }
}
