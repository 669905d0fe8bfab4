using ReputationWatch.App.Pages.Inbox;
using ReputationWatch.App.Pages.Mentions;
using ReputationWatch.App.Pages.Shared;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Tests.Pages;

public sealed class InboxTests
{
    private static readonly TimeZoneInfo Zurich = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 5, 0, TimeSpan.Zero);

    [Fact]
    public void Cursor_WrittenAndRead_IsTheSame()
    {
        var cursor = new MentionCursor(Now.AddTicks(1234567), 42);

        Assert.Equal(cursor, Cursors.Read(Cursors.Write(cursor)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("zz-1")]
    [InlineData("ffffffffffffffff-1")]
    [InlineData("7fffffffffffffff-1")]
    public void Cursor_ThatIsNone_IsIgnored(string? text) => Assert.Null(Cursors.Read(text));

    [Theory]
    [InlineData(InboxView.ToHandle, CaseStatus.New, false, true)]
    [InlineData(InboxView.ToHandle, CaseStatus.New, true, false)]
    [InlineData(InboxView.Waiting, CaseStatus.New, true, true)]
    [InlineData(InboxView.Waiting, CaseStatus.Waiting, false, true)]
    [InlineData(InboxView.Closed, CaseStatus.Replied, false, true)]
    [InlineData(InboxView.Closed, CaseStatus.Open, false, false)]
    [InlineData(InboxView.All, CaseStatus.Ignored, false, true)]
    public void View_HoldsACaseByStatusAndSnooze(InboxView view, CaseStatus status, bool snoozed, bool expected)
    {
        var found = new Case
        {
            MentionId = 1,
            OpenedAt = Now,
            Status = status,
            SnoozedUntil = snoozed ? Now.AddHours(1) : null,
        };

        Assert.Equal(expected, InboxViews.Holds(view, found, userId: 7, Now));
    }

    [Fact]
    public void Snooze_UntilMonday_OnAMonday_IsTheNextOne()
    {
        var monday = new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero);

        var until = SnoozeTimes.Parse("monday", monday, Zurich);

        Assert.Equal(new DateTimeOffset(2026, 11, 30, 9, 0, 0, TimeSpan.FromHours(1)), until);
    }

    [Fact]
    public void Snooze_UntilADayWhoseClocksChange_IsNineOnTheClock()
    {
        var saturday = new DateTimeOffset(2026, 3, 28, 12, 0, 0, TimeSpan.Zero);

        var until = SnoozeTimes.Parse("tomorrow", saturday, Zurich);

        Assert.Equal(new DateTimeOffset(2026, 3, 29, 9, 0, 0, TimeSpan.FromHours(2)), until);
    }

    [Theory]
    [InlineData("now")]
    [InlineData(null)]
    [InlineData("2020-01-01T00:00:00.0000000+00:00")]
    [InlineData("yesterday")]
    public void Snooze_WithoutATimeToCome_Wakes(string? until) => Assert.Null(SnoozeTimes.Parse(until, Now, Zurich));

    [Theory]
    [InlineData("nestor AND (chambre", "nestor AND ", "(", "chambre")]
    [InlineData("nestor AND", "nestor ", "A", "ND")]
    public void QueryError_PointsAtTheCharacter(string text, string before, string wrong, string behind)
    {
        var error = Query.Parse(text).Error!;
        var view = new QueryErrorView(text, error);

        Assert.Equal((before, wrong, behind), (view.Before, view.Wrong, view.Behind));
    }

    [Fact]
    public void QueryError_AtTheEndOfALongQuery_ShowsItsSurroundings()
    {
        var text = new string('a', 5_000);
        var view = new QueryErrorView(text, new QueryError(QueryErrorKind.MissingAfter, 5_000));

        Assert.StartsWith("…", view.Before, StringComparison.Ordinal);
        Assert.Equal("␣", view.Wrong);
        Assert.Equal("", view.Behind);
    }
}
