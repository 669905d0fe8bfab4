using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Tests.Mentions;

public sealed class ItemNormaliserTests
{
    private static readonly DateTimeOffset Seen = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private static RawItem Item(string text) => new() { Kind = MentionKind.Post, Text = text };

    [Theory]
    [InlineData("  a \t b  ", "a b")]
    [InlineData("a\r\n\r\n\r\n\r\nb", "a\n\nb")]
    [InlineData("a\nb", "a\nb")]
    [InlineData("cafe\u0301", "caf\u00e9")]
    [InlineData("a\n\nb", "a\n\nb")]
    [InlineData("a \nb", "a\nb")]
    [InlineData("a\n b", "a\nb")]
    [InlineData("a\n\n\nb", "a\n\nb")]
    [InlineData("a  b", "a b")]
    [InlineData("a ", "a")]
    [InlineData("a\u00a0b", "a b")]
    [InlineData("dou\u00adble", "double")]
    [InlineData("a\u2028b", "a b")]
    [InlineData(
        "\u00ab l\u2019\u00e9t\u00e9 \u2013 10 \u20ac \u00bb\u2026",
        "\u00ab l\u2019\u00e9t\u00e9 \u2013 10 \u20ac \u00bb\u2026"
    )]
    [InlineData("a\u0000b\u0007c", "abc")]
    [InlineData("safe\u202Eevil", "safeevil")]
    [InlineData("", "")]
    public void Normalise_Text_IsCleanAndFolded(string text, string expected) =>
        Assert.Equal(expected, ItemNormaliser.Normalise(Item(text)).Text);

    [Fact]
    public void Normalise_EveryCharacterBetweenWords_IsWhatItsSurroundingsMakeOfIt()
    {
        for (var c = (char)1; c < '\u2FFF'; c++)
        {
            var alone = ItemNormaliser.Normalise(Item($"a{c}b")).Text;

            // An emoji beside it makes the normaliser look at each character.
            Assert.Equal(alone + "\U0001F600", ItemNormaliser.Normalise(Item($"a{c}b\U0001F600")).Text);
        }
    }

    // No theory: an attribute's string is stored as UTF-8, which has no half of a pair.
    [Fact]
    public void Normalise_HalfASurrogatePair_IsDropped() =>
        Assert.Equal("half of a pair", ItemNormaliser.Normalise(Item("half \ud83d of a pair")).Text);

    [Fact]
    public void Normalise_Megabytes_AreCut()
    {
        var normal = ItemNormaliser.Normalise(
            Item(new string('x', 5_000_000)) with
            {
                Title = new string('t', 10_000),
            }
        );

        Assert.Equal(100_000, normal.Text.Length);
        Assert.Equal(1_000, normal.Title!.Length);
    }

    [Theory]
    [InlineData("https://example.org/a b", "https://example.org/a%20b")]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("//no-scheme", null)]
    [InlineData("", null)]
    public void Normalise_Url_IsAWebAddressOrNothing(string url, string? expected) =>
        Assert.Equal(expected, ItemNormaliser.Normalise(Item("x") with { Url = url }).Url);

    [Fact]
    public void Normalise_RatingOutsideItsScale_IsDropped()
    {
        Assert.Null(ItemNormaliser.Normalise(Item("x") with { Rating = new Rating(11, 10, 0) }).Rating);
        Assert.NotNull(ItemNormaliser.Normalise(Item("x") with { Rating = new Rating(7, 10, 0) }).Rating);
    }

    [Fact]
    public void Time_InTheFuture_IsNotBelieved()
    {
        Assert.Equal((Seen, false), ItemNormaliser.Time(Item("x") with { PublishedAt = Seen.AddDays(1) }, Seen));
        Assert.Equal((Seen, true), ItemNormaliser.Time(Item("x") with { PublishedAt = Seen.AddMinutes(2) }, Seen));
    }

    [Fact]
    public void Time_BeforeTheWeb_IsADefaultValue() =>
        Assert.Equal(
            (Seen, false),
            ItemNormaliser.Time(Item("x") with { PublishedAt = DateTimeOffset.UnixEpoch }, Seen)
        );

    [Fact]
    public void Time_WithOffset_IsKeptInUtc()
    {
        var published = new DateTimeOffset(2026, 11, 20, 1, 0, 0, TimeSpan.FromHours(2));

        var (at, dated) = ItemNormaliser.Time(Item("x") with { PublishedAt = published }, Seen);

        Assert.True(dated);
        Assert.Equal(TimeSpan.Zero, at.Offset);
        Assert.Equal(published, at);
    }
}
