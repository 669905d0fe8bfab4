using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Users;
using ReputationWatch.IntegrationTests.Pipeline;

namespace ReputationWatch.IntegrationTests.Sources;

public sealed class SourceNoticesTests
{
    private static readonly SourceReading Silent = new() { Outcome = CheckOutcome.TimedOut };
    private static readonly SourceReading Fine = new() { Outcome = CheckOutcome.NothingNew, Status = 200 };

    private static async Task<IReadOnlyList<Notification>> RunAsync(Pipeline.Pipeline pipeline)
    {
        var notices = new SourceNotices(
            pipeline.Stores.Sources,
            pipeline.Stores.Routing,
            new SourceNoticeOptions(),
            pipeline.Clock,
            NullLogger<SourceNotices>.Instance
        );
        await notices.RunAsync(CancellationToken.None);
        await notices.RunAsync(CancellationToken.None);
        return
        [
            .. (await pipeline.Stores.Notifications.RecentAsync(50, CancellationToken.None)).Where(n =>
                n.Kind is NotificationKind.SourceFailed or NotificationKind.SourceRestored
            ),
        ];
    }

    private static async Task<Pipeline.Pipeline> StartAsync()
    {
        var pipeline = await Pipeline.Pipeline.StartAsync();
        await pipeline.Stores.Users.AddAsync(
            new User
            {
                Email = "manager@example.org",
                Name = "Manager",
                Role = UserRole.Manager,
                CreatedAt = pipeline.Clock.GetUtcNow(),
            },
            CancellationToken.None
        );
        return pipeline;
    }

    private static async Task CheckAllAsync(Pipeline.Pipeline pipeline, SourceReading reading, IEnumerable<Source> all)
    {
        foreach (var source in all)
        {
            pipeline.World.Page(source.Url, reading);
            await pipeline.Crawler.CheckAsync(await pipeline.SourceAsync(source.Id), CancellationToken.None);
        }
    }

    [Fact]
    public async Task Run_ASourceBlindForLong_TellsOfItOnceAndOfItsReturnOnce()
    {
        await using var pipeline = await StartAsync();
        var source = await pipeline.AddSourceAsync();
        await CheckAllAsync(pipeline, Silent, [source]);
        Assert.Empty(await RunAsync(pipeline));

        pipeline.Clock.Move(TimeSpan.FromHours(4));
        var failed = Assert.Single(await RunAsync(pipeline));
        Assert.Equal((NotificationKind.SourceFailed, source.Id), (failed.Kind, failed.SubjectId));

        await CheckAllAsync(pipeline, Fine, [source]);
        Assert.Equal(
            [NotificationKind.SourceRestored, NotificationKind.SourceFailed],
            (await RunAsync(pipeline)).Select(n => n.Kind)
        );
    }

    [Fact]
    public async Task Run_AShortBlindness_TellsNobody()
    {
        await using var pipeline = await StartAsync();
        var source = await pipeline.AddSourceAsync();
        await CheckAllAsync(pipeline, Silent, [source]);
        await CheckAllAsync(pipeline, Fine, [source]);
        pipeline.Clock.Move(TimeSpan.FromHours(9));

        Assert.Empty(await RunAsync(pipeline));
    }

    [Fact]
    public async Task Run_NothingAnswers_IsOneMessageForAll()
    {
        await using var pipeline = await StartAsync();
        var all = new List<Source>();
        for (var i = 0; i < 7; i++)
        {
            all.Add(await pipeline.AddSourceAsync($"https://s{i}.example/feed"));
        }
        await CheckAllAsync(pipeline, Silent, all);
        pipeline.Clock.Move(TimeSpan.FromMinutes(25));

        var notice = Assert.Single(await RunAsync(pipeline));

        Assert.Equal((NotificationKind.SourceFailed, SourceGroup.SubjectId), (notice.Kind, notice.SubjectId));
        Assert.Equal((7, 7), (SourceGroup.Read(notice.About)!.Count, SourceGroup.Read(notice.About)!.Watched));
    }
}
