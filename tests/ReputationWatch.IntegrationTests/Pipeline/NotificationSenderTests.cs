using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Email;

namespace ReputationWatch.IntegrationTests.Pipeline;

public sealed class NotificationSenderTests
{
    [Fact]
    public async Task Send_TheServerIsBusy_TriesAgainAfterTenSecondsThenAfterThirty()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var sender = Sender(pipeline, new BusyServer());
        await AddAsync(pipeline, "one");

        await sender.SendDueAsync(CancellationToken.None);
        var first = await OnlyAsync(pipeline);
        var start = pipeline.Clock.GetUtcNow();
        pipeline.Clock.Move(TimeSpan.FromSeconds(10));
        await sender.SendDueAsync(CancellationToken.None);

        Assert.Equal(start.AddSeconds(10), first.NextAttemptAt);
        Assert.Equal(start.AddSeconds(10 + 30), (await OnlyAsync(pipeline)).NextAttemptAt);
    }

    [Fact]
    public async Task Send_EveryMessageAsSlowAsItMayBe_IsSentBeforeItsClaimRunsOut()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var slow = new SlowServer(pipeline);
        foreach (var number in Enumerable.Range(1, 10))
        {
            await AddAsync(pipeline, $"message {number}");
        }

        await Sender(pipeline, slow).SendDueAsync(CancellationToken.None);

        Assert.Equal(10, slow.Ages.Count);
        Assert.All(slow.Ages, age => Assert.True(age < NotificationSender.ClaimExpiry, $"{age}"));
    }

    private static NotificationSender Sender(Pipeline pipeline, INotifier notifier) => pipeline.NewSender(notifier);

    private static Task AddAsync(Pipeline pipeline, string key) =>
        pipeline.Stores.Notifications.AddAsync(
            [new NewNotification(key, NotificationKind.Test, "email", "on.call@example.org", "en", 1)],
            pipeline.Clock.GetUtcNow(),
            CancellationToken.None
        );

    private static async Task<Notification> OnlyAsync(Pipeline pipeline) =>
        Assert.Single(await pipeline.Stores.Notifications.RecentAsync(10, CancellationToken.None));

    private sealed class BusyServer : INotifier
    {
        public string Name => "email";

        public Task<SendOutcome> SendAsync(Notification notification, AlertContent content, CancellationToken cancel) =>
            Task.FromResult<SendOutcome>(
                new SendOutcome.TryAgain(new SendTrouble(TroubleKind.MailRefused, "mail", "450 busy"))
            );
    }

    /// <summary>Takes the whole time that a message may take, and notes how old its claim is then.</summary>
    private sealed class SlowServer(Pipeline pipeline) : INotifier
    {
        public string Name => "email";

        public List<TimeSpan> Ages { get; } = [];

        public Task<SendOutcome> SendAsync(Notification notification, AlertContent content, CancellationToken cancel)
        {
            pipeline.Clock.Move(new MailOptions().Timeout);
            Ages.Add(pipeline.Clock.GetUtcNow() - notification.ClaimedAt!.Value);
            return Task.FromResult<SendOutcome>(new SendOutcome.Sent());
        }
    }
}
