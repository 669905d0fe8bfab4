using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Tests.Sources;

public sealed class BackfillPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(400);

    private static SourceReading Page(string? older, params double[] daysAgo) =>
        new()
        {
            Outcome = CheckOutcome.NewItems,
            OlderPage = older,
            Items =
            [
                .. daysAgo.Select(d => new RawItem
                {
                    Kind = MentionKind.Post,
                    Text = "x",
                    PublishedAt = Now.AddDays(-d),
                }),
            ],
        };

    private static readonly SourceHealth Old = new() { LastSuccessAt = Now.AddHours(-2) };

    [Fact]
    public void AfterCheck_TheFirstSuccess_GoesBackToTheHorizon()
    {
        var (page, backfill) = BackfillPlan.AfterCheck(new SourceHealth(), Page("p2", 1, 2), 2, Now, Horizon);

        Assert.Equal("p2", page);
        Assert.Equal((BackfillKind.First, Now - Horizon, 2), (backfill!.Kind, backfill.Until, backfill.Items));
    }

    [Fact]
    public void AfterCheck_EverythingIsNew_CatchesUpToTheLastSuccess()
    {
        var (page, backfill) = BackfillPlan.AfterCheck(Old, Page("p2", 0.01, 0.02, 0.03), 3, Now, Horizon);

        Assert.Equal("p2", page);
        Assert.Equal((BackfillKind.CatchUp, Now.AddHours(-3)), (backfill!.Kind, backfill.Until));
    }

    [Fact]
    public void AfterCheck_SomethingWasKnown_GoesNowhere() =>
        Assert.Equal((null, null), BackfillPlan.AfterCheck(Old, Page("p2", 0.01, 0.02, 0.03), 2, Now, Horizon));

    [Fact]
    public void AfterCheck_AskedForWhereThereAreNoOlderPages_IsEndedAndSaysSo()
    {
        var asked = new Backfill(BackfillKind.Requested, Now.AddDays(-30), Now);

        var (page, backfill) = BackfillPlan.AfterCheck(Old with { Backfill = asked }, Page(null, 1), 0, Now, Horizon);

        Assert.Null(page);
        Assert.Equal((Now, 1), (backfill!.EndedAt, backfill.Pages));
    }

    [Theory]
    [InlineData(BackfillKind.First, 0, false)]
    [InlineData(BackfillKind.Requested, 0, false)]
    [InlineData(BackfillKind.CatchUp, 0, true)]
    [InlineData(BackfillKind.CatchUp, 1, false)]
    public void AfterPage_NothingOnItIsNew_EndsOnlyACatchUp(BackfillKind kind, int itemsNew, bool ends)
    {
        var under = new Backfill(kind, Now.AddDays(-30), Now);

        var (page, _) = BackfillPlan.AfterPage("p2", under, Page("p3", 1, 2), itemsNew, isSaved: true, Now);

        Assert.Equal(ends ? null : "p3", page);
    }

    [Fact]
    public void AfterPage_OlderThanWanted_IsTheEnd()
    {
        var under = new Backfill(BackfillKind.Requested, Now.AddDays(-30), Now);

        var (page, backfill) = BackfillPlan.AfterPage("p2", under, Page("p3", 31, 32), 2, isSaved: true, Now);

        Assert.Null(page);
        Assert.Equal((Now, Now.AddDays(-32)), (backfill!.EndedAt, backfill.ReachedAt));
    }

    [Fact]
    public void AfterPage_CannotBeSaved_IsTriedThreeTimesThenLeftOutAndCounted()
    {
        var at = (Page: (string?)"p2", Backfill: (Backfill?)new Backfill(BackfillKind.First, Now.AddDays(-30), Now));
        var pages = new List<string?>();
        for (var i = 0; i < 3; i++)
        {
            at = BackfillPlan.AfterPage("p2", at.Backfill, Page("p3"), 0, isSaved: false, Now);
            pages.Add(at.Page);
        }

        Assert.Equal(["p2", "p2", "p3"], pages);
        Assert.Equal((1, CheckOutcome.ConnectorFailed), (at.Backfill!.Skipped, at.Backfill.Outcome));
    }

    [Fact]
    public void AfterPage_FailsForEver_EndsAtLastAndSaysWhy()
    {
        var at = (Page: (string?)"p2", Backfill: (Backfill?)new Backfill(BackfillKind.First, Now.AddDays(-30), Now));
        var tries = 0;
        while (at.Page is not null)
        {
            tries++;
            at = BackfillPlan.AfterPage(
                "p2",
                at.Backfill,
                new SourceReading { Outcome = CheckOutcome.TimedOut },
                0,
                true,
                Now
            );
        }

        Assert.Equal(BackfillPlan.MostFailures, tries);
        Assert.Equal((Now, CheckOutcome.TimedOut), (at.Backfill!.EndedAt, at.Backfill.Outcome));
    }
}
