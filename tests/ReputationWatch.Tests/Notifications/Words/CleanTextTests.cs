using ReputationWatch.Notifications.Words;

namespace ReputationWatch.Tests.Notifications.Words;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData(" a\r\n b\t\u2028c ", "a b c")]
    [InlineData("a\0b\u0007c\u202Ed", "abcd")]
    [InlineData("\uD800x", "x")]
    [InlineData("Hôtel 👩‍👩‍👧", "Hôtel 👩‍👩‍👧")]
    public void Of_HostileText_IsOneHarmlessLine(string? text, string expected) =>
        Assert.Equal(expected, CleanText.Of(text));

    [Theory]
    [InlineData("un deux trois", 20, "un deux trois")]
    [InlineData("un deux trois quatre", 15, "un deux trois…")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", 10, "aaaaaaaaa…")]
    [InlineData("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 12, "👩‍👩‍👧…")]
    public void Shortened_CutsBetweenWordsAndNeverInsideACharacter(string text, int length, string expected) =>
        Assert.Equal(expected, CleanText.Shortened(text, length));
}
