using ReputationWatch.Core.Privacy;

namespace ReputationWatch.Tests.Privacy;

public sealed class RetentionSettingsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 31, 10, 42, 0, TimeSpan.FromHours(2));

    [Fact]
    public void Limits_ByDefault_KeepMentionsForEver() =>
        Assert.DoesNotContain(
            new RetentionSettings().Limits(Now),
            l => l.Kind is RetentionKind.Mentions or RetentionKind.Counts or RetentionKind.Versions
        );

    [Fact]
    public void Limits_MentionsGoInWholeHours()
    {
        var settings = new RetentionSettings { MentionMonths = 13, KeepCounts = false };

        var limits = settings.Limits(Now).ToDictionary(l => l.Kind, l => l.Before);

        // 28 February 2025: a month has no 31st.
        Assert.Equal(new DateTimeOffset(2025, 2, 28, 8, 0, 0, TimeSpan.Zero), limits[RetentionKind.Mentions]);
        Assert.Equal(limits[RetentionKind.Mentions], limits[RetentionKind.Counts]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not json")]
    [InlineData("{\"MentionMonths\":0}")]
    [InlineData("{\"MentionMonths\":-3}")]
    [InlineData("{\"UnmatchedDays\":0}")]
    [InlineData("{\"MentionMonths\":99999}")]
    public void Read_WhatMakesNoSense_ForgetsNothingMoreThanUsual(string? json) =>
        Assert.Equal(new RetentionSettings(), RetentionSettings.Read(json));

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var settings = new RetentionSettings
        {
            MentionMonths = 24,
            KeepCounts = false,
            VersionMonths = 3,
            UnmatchedDays = 7,
        };

        Assert.Equal(settings, RetentionSettings.Read(settings.Write()));
    }
}
