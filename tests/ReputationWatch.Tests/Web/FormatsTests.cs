using ReputationWatch.App.Web.Language;

namespace ReputationWatch.Tests.Web;

public sealed class FormatsTests
{
    private const string N = "\u202F";
    private const string B = "\u00A0";
    private static readonly TimeZoneInfo Zurich = TimeZoneInfo.FindSystemTimeZoneById("Europe/Zurich");
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 5, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "0", "0")]
    [InlineData(1234, "1,234", "1" + N + "234")]
    [InlineData(-1234567, "\u22121,234,567", "\u22121" + N + "234" + N + "567")]
    public void Number_GroupsThousandsAsTheLanguageDoes(long value, string english, string french)
    {
        Assert.Equal(english, Formats.English.Number(value));
        Assert.Equal(french, Formats.French.Number(value));
    }

    [Fact]
    public void Percent_HasANarrowNoBreakSpaceInFrench()
    {
        Assert.Equal("1,234.5%", Formats.English.Percent(12.345, 1));
        Assert.Equal("1" + N + "234,5" + N + "%", Formats.French.Percent(12.345, 1));
    }

    [Theory]
    [InlineData(12, "+12")]
    [InlineData(-12, "\u221212")]
    [InlineData(0, "0")]
    [InlineData(0.2, "0")]
    [InlineData(-0.2, "0")]
    public void Signed_ShowsTheSignThatIsThere(double value, string expected) =>
        Assert.Equal(expected, Formats.French.Signed(value));

    [Fact]
    public void DateAndTime_IsWrittenAsPeopleWriteIt()
    {
        var local = TimeZoneInfo.ConvertTime(Now, Zurich);

        Assert.Equal($"21{B}Nov{B}2026, 14:05", Formats.English.DateAndTime(local));
        Assert.Equal($"21{B}nov.{B}2026 à{B}14{B}h{B}05", Formats.French.DateAndTime(local));
    }

    [Fact]
    public void Date_FirstOfTheMonthIsPremierInFrench() =>
        Assert.Equal(
            $"1er{B}févr.{B}2026",
            Formats.French.Date(new DateTimeOffset(2026, 2, 1, 8, 0, 0, TimeSpan.Zero))
        );

    [Theory]
    [InlineData(-10, "just now", "à l’instant")]
    [InlineData(-12 * 60, "12" + B + "min ago", "il y a 12" + B + "min")]
    [InlineData(20 * 60, "in 20" + B + "min", "dans 20" + B + "min")]
    [InlineData(-3 * 3600, "3" + B + "h ago", "il y a 3" + B + "h")]
    [InlineData(-24 * 3600, "yesterday, 14:05", "hier à" + B + "14" + B + "h" + B + "05")]
    [InlineData(24 * 3600, "tomorrow, 14:05", "demain à" + B + "14" + B + "h" + B + "05")]
    [InlineData(-4 * 86400, "4" + B + "days ago", "il y a 4" + B + "jours")]
    [InlineData(-30 * 86400, "22" + B + "Oct", "22" + B + "oct.")]
    [InlineData(-400 * 86400, "17" + B + "Oct" + B + "2025", "17" + B + "oct." + B + "2025")]
    public void Relative_SaysItAsOneWould(int seconds, string english, string french)
    {
        var then = Now.AddSeconds(seconds);

        Assert.Equal(english, Formats.English.Relative(then, Now, Zurich));
        Assert.Equal(french, Formats.French.Relative(then, Now, Zurich));
    }

    [Theory]
    [InlineData(0.35, "350" + B + "ms", "350" + B + "ms")]
    [InlineData(2, "2" + B + "s", "2" + B + "s")]
    [InlineData(2.44, "2.4" + B + "s", "2,4" + B + "s")]
    [InlineData(59.9, "1" + B + "min", "1" + B + "min")]
    [InlineData(7500, "2" + B + "h" + B + "05" + B + "min", "2" + B + "h" + B + "05")]
    [InlineData(86399, "1" + B + "d", "1" + B + "j")]
    [InlineData(273600, "3" + B + "d" + B + "4" + B + "h", "3" + B + "j" + B + "4" + B + "h")]
    public void Duration_RoundsToWhatMatters(double seconds, string english, string french)
    {
        Assert.Equal(english, Formats.English.Duration(TimeSpan.FromSeconds(seconds)));
        Assert.Equal(french, Formats.French.Duration(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("none|one|many", 0, "none", "none")]
    [InlineData("none|one|many", 1, "one", "one")]
    [InlineData("none|one|many", 2, "many", "many")]
    [InlineData("one|many", 0, "many", "one")]
    [InlineData("one|many", 1, "one", "one")]
    [InlineData("same", 7, "same", "same")]
    public void PluralForms_FollowTheLanguage(string text, long count, string english, string french)
    {
        Assert.Equal(english, PluralForms.Choose(text, count, "en"));
        Assert.Equal(french, PluralForms.Choose(text, count, "fr"));
    }
}
