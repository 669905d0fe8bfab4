using System.Text.RegularExpressions;
using ReputationWatch.App.Demo;
using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.Texts;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.Tests.Demo;

public sealed class DemoHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 14, 30, 0, TimeSpan.Zero);
    private static readonly DemoWorldOptions Options = new() { Start = Start };
    private static readonly List<Post> History = Everything(Options, Start);
    private static readonly List<Post> Matching = History
        .Where(p => p.Tone is not (Tone.Ambient or Tone.Spam))
        .ToList();

    [Fact]
    public void History_ThreeMonths_HoldsOverFiveThousandMentionsOnAllSites()
    {
        Assert.InRange(Matching.Count, 5_500, 9_000);
        Assert.All(SiteCatalog.All, s => Assert.Contains(History, p => p.Site == s));
        Assert.All(
            SiteCatalog.All.Where(s => s.PerDay >= 1.4),
            s => Assert.True(History.Count(p => p.Site == s) >= 60, s.Name)
        );
        Assert.True(SiteCatalog.All.Count >= 15);
    }

    [Fact]
    public void History_Ids_AreUnique() => Assert.Equal(History.Count, History.Select(p => p.Id).Distinct().Count());

    [Fact]
    public void History_Times_LieInTheWindow()
    {
        Assert.All(History, p => Assert.InRange(p.At, Start.AddDays(-90), Start));
        Assert.True(History.Min(p => p.At) < Start.AddDays(-89));
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Grammar_BaseSentences_AreSeveralHundred(string language)
    {
        var sentences = Grammar.For(language).Sections.Values.SelectMany(s => s).Distinct().Count();

        Assert.True(sentences >= 450, $"{sentences}");
    }

    [Theory]
    [InlineData("fr", 4000)]
    [InlineData("en", 2500)]
    public void History_Texts_AreVaried(string language, int atLeast)
    {
        var texts = Matching.Where(p => p.Site.Language == language && p.CopyOf is null).Select(p => p.Text).ToList();
        var sentences = texts.SelectMany(t => Regex.Split(t, @"(?<=[.!?])\s+")).Distinct().Count();

        Assert.True(texts.Distinct().Count() >= texts.Count * 0.97, $"{texts.Distinct().Count()} of {texts.Count}");
        Assert.True(sentences >= atLeast, $"{sentences}");
    }

    [Fact]
    public void Sections_OfBothLanguages_AreTheSame()
    {
        static IEnumerable<string> Names(Grammar grammar) => grammar.Sections.Keys.Where(k => !k.Contains(':'));

        Assert.Equal(Names(Grammar.French).Order(), Names(Grammar.English).Order());
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Grammar_EveryLine_FillsAllItsSlots(string language)
    {
        var grammar = Grammar.For(language);
        var random = DemoRandom.For(1, "lines");
        foreach (var (section, lines) in grammar.Sections)
        {
            Assert.NotEmpty(lines);
            var subject = section.StartsWith("app", StringComparison.Ordinal) ? Subject.App : Subject.Houses[0];
            var slots = new SlotContext(subject, language, 2026);
            Assert.All(lines, line => Assert.DoesNotMatch(@"[\[\]{}|]", Grammar.Expand(line, slots, random)));
        }
    }

    [Fact]
    public void History_Moods_AreMixedAsInLife()
    {
        double Share(Tone tone) => Matching.Count(p => p.Tone == tone) / (double)Matching.Count;

        Assert.InRange(Share(Tone.Positive), 0.3, 0.5);
        Assert.InRange(Share(Tone.Negative), 0.15, 0.3);
        Assert.InRange(Share(Tone.Neutral), 0.1, 0.35);
        Assert.InRange(Share(Tone.Mixed), 0.05, 0.2);
        Assert.InRange(Share(Tone.Irony), 0.02, 0.08);
        Assert.InRange(History.Count(p => p.Tone == Tone.Ambient) / (double)History.Count, 0.05, 0.2);
        Assert.Contains(History, p => p.Tone == Tone.Spam);
    }

    [Fact]
    public void History_Stars_MostlyAgreeWithTheWords()
    {
        var judged = Matching.Where(p => p.Stars is not null && p.Tone is Tone.Positive or Tone.Negative).ToList();
        var agreeing = judged.Count(p => p.Tone == Tone.Positive ? p.Stars >= 4 : p.Stars <= 2);

        Assert.InRange(agreeing / (double)judged.Count, 0.95, 0.999);
    }

    [Fact]
    public void History_EveryMention_NamesItsSubjectOrStandsOnItsPage()
    {
        static string Keyword(Post p) =>
            p.Subject.Group switch
            {
                SubjectGroup.Corvine => "corvine",
                SubjectGroup.Belsentier => "belsentier",
                _ => "aubrelac",
            };

        Assert.All(
            Matching,
            p => Assert.Contains(Keyword(p), $"{p.Title} {p.Text}", StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public void History_Ambient_NamesNobody() =>
        Assert.All(
            History.Where(p => p.Tone == Tone.Ambient),
            p => Assert.DoesNotMatch("(?i)aubrelac|maison ?corvine|groupe corvine|belsentier", p.Title + p.Text)
        );

    [Fact]
    public void History_Releases_ArePrintedByTenSites()
    {
        var releases = History.Where(p => p.CopyOf?.StartsWith("communiques", StringComparison.Ordinal) == true);

        Assert.All(releases.GroupBy(p => p.CopyOf).SkipLast(1), g => Assert.True(g.Count() >= 9));
        Assert.True(releases.GroupBy(p => p.CopyOf).Count() >= 5);
    }

    [Fact]
    public void History_PastStorms_StandOutOfTheNoise()
    {
        var negative = Matching.Where(p => p.Subject.Group == SubjectGroup.Brand && p.Tone == Tone.Negative).ToList();
        var days = negative.GroupBy(p => p.At.Date).Select(g => g.Count()).Order().ToList();

        Assert.True(days[^1] > 5 * days[days.Count / 2], $"{days[^1]} against {days[days.Count / 2]}");
        Assert.Equal(
            ["cancel", "kitchen", "outage"],
            History.Select(p => p.Episode).OfType<string>().Distinct().Order()
        );
    }

    [Fact]
    public void Timeline_SameSeedAndStart_TellsTheSameStory()
    {
        var until = Start.AddHours(3);

        Assert.Equal(Everything(Options, until), Everything(Options, until));
    }

    [Fact]
    public void Timeline_AskedLittleByLittle_TellsTheSameStory()
    {
        var until = Start.AddHours(2);
        var slow = new Timeline(Options, Start);
        for (var at = Start; at < until; at = at.AddMinutes(7))
        {
            slow.Published(SiteCatalog.All[0], at);
        }

        Assert.Equal(Everything(Options, until), Everything(slow, until));
    }

    [Fact]
    public void Timeline_OtherSeed_TellsAnotherStory() =>
        Assert.NotEqual(History, Everything(Options with { Seed = 7 }, Start));

    private static List<Post> Everything(DemoWorldOptions options, DateTimeOffset until) =>
        Everything(new Timeline(options, options.Start!.Value), until);

    private static List<Post> Everything(Timeline timeline, DateTimeOffset until) =>
        SiteCatalog.All.SelectMany(s => timeline.Published(s, until).ToArray()).ToList();
}
