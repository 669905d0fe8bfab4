using ReputationWatch.Core.Notifications;

namespace ReputationWatch.Tests.Notifications;

public sealed class DeliveryPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 23, 0, 0, TimeSpan.Zero);
    private static readonly QuietHours Night = new(new TimeOnly(22, 0), new TimeOnly(7, 0));
    private static readonly DateTimeOffset Morning = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Plan_WithoutRules_LetsEverythingGo() => Assert.Equal(["release 1,2"], Plan([Row(1), Row(2)], Rules()));

    [Fact]
    public void Plan_InQuietHours_WaitsForTheirEnd() =>
        Assert.Equal(["wait 1,2 QuietHours 07:00"], Plan([Row(1), Row(2)], Rules(Night)));

    [Fact]
    public void Plan_UrgentInQuietHours_GoesUnlessTheReaderForbidsIt()
    {
        var rows = new[]
        {
            Row(1, NotificationKind.EpisodeUnanswered),
            Row(2, NotificationKind.EpisodeEscalated),
            Row(3),
        };

        Assert.Equal(["wait 3 QuietHours 07:00", "release 1,2"], Plan(rows, Rules(Night)));
        Assert.Equal(["wait 1,2,3 QuietHours 07:00"], Plan(rows, Rules(Night) with { UrgentInQuietHours = false }));
    }

    [Fact]
    public void Plan_DigestsAndTests_KnowNoQuietHours() =>
        Assert.Equal(
            ["release 1", "release 2"],
            Plan([Row(1, NotificationKind.Test), Row(2, NotificationKind.Digest)], Rules(Night))
        );

    [Fact]
    public void Plan_AfterQuietHours_OneIsSentAsItIsAndSeveralTogether()
    {
        var (one, two) = (Row(1, hold: DeliveryHold.QuietHours), Row(2, hold: DeliveryHold.QuietHours));

        Assert.Equal(["release 1"], Plan([one], Rules(Night), Morning));
        Assert.Equal(["bundle 1,2 QuietHours", "release 3"], Plan([one, two, Row(3)], Rules(Night), Morning));
    }

    [Fact]
    public void Plan_OverTheLimit_LetsTheOldestGoAndUrgentOnesBeforeThem() =>
        Assert.Equal(
            ["release 3,1", "wait 2,4 HourlyLimit 23:01"],
            Plan([Row(1), Row(2), Row(3, NotificationKind.EpisodeEscalated), Row(4)], Rules(perHour: 2))
        );

    [Fact]
    public void Plan_TheHourIsFull_WaitsUntilItsOldestMessageIsAnHourOld() =>
        Assert.Equal(
            ["wait 5 HourlyLimit 23:20"],
            Plan([Row(5)], Rules(perHour: 2), sent: [Now.AddMinutes(-10), Now.AddMinutes(-40)])
        );

    [Fact]
    public void Plan_WhatIsUnderway_FillsTheHourToo() =>
        Assert.Equal(
            ["wait 5 HourlyLimit 23:50"],
            Plan([Row(5)], Rules(perHour: 2), sent: [Now.AddMinutes(-10)], underway: [4])
        );

    [Fact]
    public void Plan_WhatHadToWait_GoesTogetherWhenTheHourAllows()
    {
        var rows = new[] { Row(5, hold: DeliveryHold.HourlyLimit), Row(6, hold: DeliveryHold.HourlyLimit), Row(7) };

        Assert.Equal(["bundle 5,6,7 HourlyLimit"], Plan(rows, Rules(perHour: 1)));
        Assert.Equal(["bundle 5,6 HourlyLimit", "release 7"], Plan(rows, Rules(perHour: 2)));
    }

    [Fact]
    public void Plan_SameRows_MakeTheSameBundle()
    {
        var rows = new[] { Row(5, hold: DeliveryHold.HourlyLimit), Row(6, hold: DeliveryHold.HourlyLimit) };

        Assert.Equal(KeyOf(rows), KeyOf([rows[1], rows[0]]));
        Assert.NotEqual(KeyOf(rows), KeyOf([.. rows, Row(8, hold: DeliveryHold.HourlyLimit)]));

        static string KeyOf(IReadOnlyList<Notification> due) =>
            DeliveryPlanner.Plan(Queue(due), Rules(), Now).OfType<DeliveryDecision.Bundle>().Single().Message.Key;
    }

    [Fact]
    public void Plan_DigestsOverTheLimit_WaitAndAreNeverPutIntoAnother()
    {
        var rows = new[]
        {
            Row(1, NotificationKind.Digest, DeliveryHold.HourlyLimit),
            Row(2, hold: DeliveryHold.HourlyLimit),
            Row(3, hold: DeliveryHold.HourlyLimit),
        };

        Assert.Equal(["bundle 2,3 HourlyLimit", "wait 1 HourlyLimit 23:01"], Plan(rows, Rules(perHour: 1)));
    }

    [Fact]
    public void Plan_SomebodyWhoIsGone_IsToldNothingMore() =>
        Assert.Equal(["give up 1,2"], Plan([Row(1), Row(2)], Rules() with { Gone = true }));

    [Fact]
    public void Plan_ALateRetryInQuietHours_WaitsToo() =>
        Assert.Equal(["wait 1 QuietHours 07:00"], Plan([Row(1)], Rules(Night), underway: [1]));

    private static IEnumerable<string> Plan(
        IReadOnlyList<Notification> due,
        DeliveryRules rules,
        DateTimeOffset? now = null,
        IReadOnlyList<DateTimeOffset>? sent = null,
        IReadOnlyList<long>? underway = null
    ) => DeliveryPlanner.Plan(Queue(due, sent, underway), rules, now ?? Now).Select(Said);

    private static DeliveryQueue Queue(
        IReadOnlyList<Notification> due,
        IReadOnlyList<DateTimeOffset>? sent = null,
        IReadOnlyList<long>? underway = null
    ) => new(due, sent ?? [], (underway ?? []).ToHashSet());

    private static string Said(DeliveryDecision decision)
    {
        var ids = string.Join(',', decision.Ids);
        return decision switch
        {
            DeliveryDecision.Release => $"release {ids}",
            DeliveryDecision.Wait wait => $"wait {ids} {wait.Why} {wait.Until:HH:mm}",
            DeliveryDecision.Bundle bundle => $"bundle {ids} {bundle.Why}",
            _ => $"give up {ids}",
        };
    }

    private static DeliveryRules Rules(QuietHours? quiet = null, int perHour = 100) =>
        new(quiet, TimeZoneInfo.Utc, UrgentInQuietHours: true, perHour);

    private static Notification Row(
        long id,
        NotificationKind kind = NotificationKind.EpisodeOpened,
        DeliveryHold hold = DeliveryHold.None
    ) => SampleAlert.Notification(kind, id: id) with { Hold = hold };
}
