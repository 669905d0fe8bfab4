using AngleSharp.Html.Parser;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Notifications.Email;

namespace ReputationWatch.Tests.Notifications.Email;

public sealed class MailComposerTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone(
        "test",
        TimeSpan.FromHours(1),
        "test",
        "test"
    );

    [Theory]
    [InlineData("fr", "Bad buzz\u00A0: Hôtel Nestor, 28\u00A0avis négatifs en 2\u00A0h (3 d'habitude)")]
    [InlineData("en", "Bad buzz: Hôtel Nestor, 28 negative mentions in 2\u00A0h (usually 3)")]
    public void Subject_OfBadBuzz_SaysWhatAndHowMuch(string language, string expected) =>
        Assert.Equal(expected, Opened(language).Subject);

    [Theory]
    [InlineData(0.0, "(aucun d'habitude)")]
    [InlineData(0.4, "(moins d'un d'habitude)")]
    [InlineData(1.2, "(1 d'habitude)")]
    public void Subject_OfRareTopic_DoesNotInventDecimals(double expected, string end) =>
        Assert.EndsWith(
            end,
            Opened("fr", SampleAlert.Evidence() with { Expected = expected }).Subject,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(
        NotificationKind.EpisodeEscalated,
        "fr",
        "L'épisode s'aggrave\u00A0: Hôtel Nestor, 74\u00A0avis négatifs en 2\u00A0h (3 d'habitude)"
    )]
    [InlineData(
        NotificationKind.EpisodeEscalated,
        "en",
        "Getting worse: Hôtel Nestor, 74 negative mentions in 2\u00A0h (usually 3)"
    )]
    [InlineData(NotificationKind.EpisodeClosed, "fr", "Terminé\u00A0: Hôtel Nestor, l'épisode a duré 14\u00A0h")]
    [InlineData(NotificationKind.EpisodeClosed, "en", "Over: Hôtel Nestor, the episode lasted 14\u00A0h")]
    public void Subject_OfLaterMails_SpeaksOfThePeak(NotificationKind kind, string language, string expected) =>
        Assert.Equal(expected, MailComposer.Compose(kind, SampleAlert.Episode(), language, Zone).Subject);

    [Theory]
    [InlineData("fr", "Bad buzz\u00A0: Hôtels (groupe), 28\u00A0avis négatifs", "Hôtel Nestor", "plusieurs sujets")]
    [InlineData("en", "Bad buzz: Hôtels (group), 28 negative", "Hôtel Nestor", "several topics")]
    public void Compose_EpisodeOfAWholeGroup_SpeaksOfTheGroupAndNamesItsCarrier(
        string language,
        string subject,
        string carrier,
        string counting
    )
    {
        var mail = MailComposer.Compose(
            NotificationKind.EpisodeOpened,
            SampleAlert.Episode(group: "Hôtels", mentions: []),
            language,
            TimeZoneInfo.Utc
        );

        Assert.StartsWith(subject, mail.Subject, StringComparison.Ordinal);
        Assert.Contains(carrier, mail.Text, StringComparison.Ordinal);
        Assert.Contains(counting, mail.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "habitude\u00A0: 0")]
    [InlineData("en", "Usual: 0")]
    public void Compose_Dip_DoesNotCallACountUsual(string language, string wrong)
    {
        var mail = MailComposer.Compose(
            NotificationKind.EpisodeOpened,
            SampleAlert.Episode(SampleAlert.Evidence(SpikeSignal.SentimentDip)),
            language,
            TimeZoneInfo.Utc
        );

        Assert.DoesNotContain(wrong, mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bande grise", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("grey band", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Subject_OfADip_SpeaksOfShares()
    {
        var mail = Opened("fr", SampleAlert.Evidence(SpikeSignal.SentimentDip));

        Assert.Equal(
            "Sentiment en baisse\u00A0: Hôtel Nestor, 83\u00A0% d'avis négatifs en 2\u00A0h (21\u00A0% d'habitude)",
            mail.Subject
        );
    }

    [Fact]
    public void Subject_WithHostileTopic_StaysOneShortLine()
    {
        var topic = "Nestor\r\nBcc: everybody@example.com\u202E" + new string('x', 400);

        var subject = MailComposer
            .Compose(NotificationKind.EpisodeOpened, SampleAlert.Episode(topic: topic), "fr", Zone)
            .Subject;

        Assert.DoesNotContain(subject, char.IsControl);
        Assert.DoesNotContain('\u202E', subject);
        Assert.True(subject.Length < 150, subject);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Text_StandsAlone_InLinesOfReadableLength(string language)
    {
        var text = Opened(language).Text;
        var lines = text.Split('\n');

        Assert.All(lines, l => Assert.True(l.Length <= 74 || l.Contains("https://", StringComparison.Ordinal), l));
        Assert.Contains("https://watch.example/alerts/17", text, StringComparison.Ordinal);
        Assert.Contains("https://watch.example/mentions/1", text, StringComparison.Ordinal);
        Assert.Contains("https://watch.example/settings", text, StringComparison.Ordinal);
        Assert.Contains("24", text, StringComparison.Ordinal);
        Assert.Matches(@"11,\s+17", text);
        Assert.Contains("Radio Cime", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<p", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void Html_SaysWhatTheTextSays(string language)
    {
        var mail = Opened(language);
        var page = new HtmlParser().ParseDocument(mail.Html);

        Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
        Assert.Equal(2, page.QuerySelectorAll("a.rw-button").Length);
        Assert.Equal(
            "https://watch.example/inbox?topic=3&status=new",
            page.QuerySelectorAll("a.rw-button")[1].GetAttribute("href")
        );
        Assert.Contains("11, 17", page.QuerySelector("img")!.GetAttribute("alt"), StringComparison.Ordinal);
        Assert.Equal("cid:" + AlertMail.ChartId, page.QuerySelector("img")!.GetAttribute("src"));
        Assert.NotNull(mail.Chart);
        Assert.True(mail.Html.Length < 60_000, "long mails are cut by mail programs");
    }

    [Fact]
    public void Html_WithHostileText_ShowsItAsText()
    {
        var mentions = new[]
        {
            SampleAlert.Top(
                1,
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "<b>site</b>",
                "\u202Eauthor",
                0
            ),
        };

        var mail = MailComposer.Compose(
            NotificationKind.EpisodeOpened,
            SampleAlert.Episode(topic: "<i>x</i>", mentions: mentions),
            "en",
            Zone
        );

        var page = new HtmlParser().ParseDocument(mail.Html);
        Assert.Empty(page.QuerySelectorAll("script, i, b"));
        Assert.Single(page.QuerySelectorAll("img"));
        Assert.DoesNotContain('\u202E', mail.Html);
    }

    [Fact]
    public void Html_WithVeryLongText_StaysSmall()
    {
        var mentions = Enumerable
            .Range(1, 40)
            .Select(i =>
                SampleAlert.Top(
                    i,
                    new string('t', 5000),
                    string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 5000)),
                    "s",
                    "a",
                    0
                )
            );

        var mail = MailComposer.Compose(
            NotificationKind.EpisodeOpened,
            SampleAlert.Episode(mentions: [.. mentions]),
            "fr",
            Zone
        );

        Assert.True(mail.Html.Length < 90_000, $"{mail.Html.Length}");
        Assert.DoesNotContain('\uFFFD', mail.Text);
    }

    [Fact]
    public void Mail_WithNothingToQuote_HasNoEmptyHeadings()
    {
        var evidence = SampleAlert.Evidence() with { Reasons = [] };

        var mail = MailComposer.Compose(
            NotificationKind.EpisodeOpened,
            SampleAlert.Episode(evidence, mentions: [], blind: []),
            "fr",
            Zone
        );

        Assert.DoesNotContain("Ce qui se dit", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Pourquoi", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_AreOfTheReadersZone() =>
        Assert.Contains(
            "21\u00A0nov.\u00A02026\u00A0à\u00A012\u00A0h\u00A005",
            Opened("fr").Text,
            StringComparison.Ordinal
        );

    public static TheoryData<CheckOutcome> Outcomes => [.. Enum.GetValues<CheckOutcome>().Where(o => !o.IsSuccess())];

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void SourceMail_OfEveryOutcome_SaysWhatHappenedAndWhatToDo(CheckOutcome outcome)
    {
        foreach (var language in new[] { "fr", "en" })
        {
            var mail = MailComposer.Compose(NotificationKind.SourceFailed, SampleAlert.Source(outcome), language, Zone);

            Assert.Contains("Radio Cime", mail.Subject, StringComparison.Ordinal);
            Assert.True(mail.Text.Count(c => c == '.') >= 5, mail.Text);
            Assert.DoesNotContain(outcome.ToString(), mail.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("fr", "répond de nouveau")]
    [InlineData("en", "answers again")]
    public void SourceMail_OfRestoring_IsGoodNews(string language, string words) =>
        Assert.Contains(
            words,
            MailComposer.Compose(NotificationKind.SourceRestored, SampleAlert.Source(), language, Zone).Text,
            StringComparison.Ordinal
        );

    [Fact]
    public void TestMail_SaysThatItIsOne()
    {
        var content = new AlertContent.OfTest(new Uri("https://watch.example/settings"));

        Assert.Contains(
            "essai",
            MailComposer.Compose(NotificationKind.Test, content, "fr", Zone).Subject,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Test",
            MailComposer.Compose(NotificationKind.Test, content, "en", Zone).Subject,
            StringComparison.Ordinal
        );
    }

    private static AlertMail Opened(string language, SpikeEvidence? evidence = null) =>
        MailComposer.Compose(NotificationKind.EpisodeOpened, SampleAlert.Episode(evidence), language, Zone);
}
