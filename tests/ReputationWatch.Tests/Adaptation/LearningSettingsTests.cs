using ReputationWatch.Core.Adaptation;

namespace ReputationWatch.Tests.Adaptation;

public sealed class LearningSettingsTests
{
    [Fact]
    public void With_SamePersonTwice_IsNamedOnce_AndTakenInAgainAtOnce()
    {
        var twice = new LearningSettings().With(7, leftOut: true).With(8, leftOut: true).With(7, leftOut: true);

        Assert.Equal([8, 7], twice.LeftOut);
        Assert.Equal([8], twice.With(7, leftOut: false).LeftOut);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"LeftOut\":null}")]
    [InlineData("{\"LeftOut\":\"all\"}")]
    public void Read_WhatCannotBeRead_LeavesNobodyOut(string? json) =>
        Assert.Empty(LearningSettings.Read(json).LeftOut);

    [Fact]
    public void Write_IsReadBack() =>
        Assert.Equal([3, 5], LearningSettings.Read(new LearningSettings { LeftOut = [3, 5] }.Write()).LeftOut);
}
