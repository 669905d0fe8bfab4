using AngleSharp.Html.Parser;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Email;

namespace ReputationWatch.Tests.Notifications.Email;

public sealed class ReviewComposerTests
{
    [Theory]
    [InlineData("fr", "Revue du jour\u00A0: 37\u00A0avis négatifs sur 164\u00A0mentions, 4 sans réponse")]
    [InlineData("en", "Daily review: 37 negative of 164 mentions, 4 unanswered")]
    public void Digest_Subject_SaysWhatAndHowMuch(string language, string subject) =>
        Assert.Equal(subject, Digest(language).Subject);

    [Fact]
    public void Digest_OneToFour_IsNoRise()
    {
        var text = Digest("en").Text;

        Assert.Contains("4 negative (1)\n", text, StringComparison.Ordinal);
        Assert.Contains("31 negative (9), clearly more", text, StringComparison.Ordinal);
        Assert.Contains("clearly rose: Hôtel Nestor.", text, StringComparison.Ordinal);
        Assert.Contains("clearly fell: Recrutement.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Digest_SharesOfVoice_CountCompetitorsAndNobodyElseDoes()
    {
        var mail = Digest("en");

        Assert.Contains(
            "Share of voice: Hôtel Nestor 50% (128), Hôtel des Cimes 44% (113), Restaurant Le Phare 5% (14).",
            mail.Text.ReplaceLineEndings(" "),
            StringComparison.Ordinal
        );
        Assert.StartsWith("Daily review: 37 negative of 164", mail.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fr", "Revue de la semaine\u00A0: rien à signaler")]
    [InlineData("en", "Weekly review: nothing to report")]
    public void Digest_WithNothing_SaysSo(string language, string subject)
    {
        var mail = MailComposer.Compose(
            NotificationKind.Digest,
            SampleAlert.Digest(DigestRhythm.Weekly, empty: true),
            language,
            TimeZoneInfo.Utc
        );

        Assert.Equal(subject, mail.Subject);
    }

    [Theory]
    [InlineData("fr", DeliveryHold.QuietHours, "4\u00A0alertes pendant vos heures calmes")]
    [InlineData("en", DeliveryHold.HourlyLimit, "4 further alerts in one message")]
    public void Bundle_ListsEachAsItsOwnMailWouldSay(string language, DeliveryHold why, string subject)
    {
        var mail = MailComposer.Compose(NotificationKind.Bundle, SampleAlert.Bundle(why), language, TimeZoneInfo.Utc);
        var single = MailComposer.Compose(
            NotificationKind.EpisodeOpened,
            SampleAlert.Episode(),
            language,
            TimeZoneInfo.Utc
        );

        Assert.Equal(subject, mail.Subject);
        Assert.Contains(single.Subject, mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("https://watch.example/sources/5", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_OfAnyKind_AreTextInOneLineAndNotTheWholeMail()
    {
        var name = string.Concat(Enumerable.Repeat("Marke\r\nBcc: x@y.example <script>alert(1)</script> \u202E", 12));

        foreach (
            var (kind, content) in new (NotificationKind, AlertContent)[]
            {
                (NotificationKind.EpisodeUnanswered, SampleAlert.Episode(topic: name)),
                (NotificationKind.Bundle, SampleAlert.Bundle(topic: name)),
                (NotificationKind.Digest, SampleAlert.Digest(topic: name)),
            }
        )
        {
            var mail = MailComposer.Compose(kind, content, "fr", TimeZoneInfo.Utc);

            Assert.DoesNotContain('\n', mail.Subject);
            Assert.DoesNotContain('\u202E', mail.Text);
            Assert.InRange(mail.Subject.Length, 10, 160);
            Assert.Empty(new HtmlParser().ParseDocument(mail.Html).QuerySelectorAll("script"));
            Assert.True(mail.Text.Split(name[..5]).Length < 40, $"{kind} says the name over and over");
        }
    }

    [Fact]
    public void Details_OfANameFromRightToLeft_SetItApart()
    {
        var mentions = new[] { SampleAlert.Top(1, null, "هذا الفندق سيئ", "منتدى", "أحمد", 0) };

        var mail = MailComposer.Compose(
            NotificationKind.EpisodeOpened,
            SampleAlert.Episode(mentions: mentions),
            "fr",
            TimeZoneInfo.Utc
        );

        Assert.Contains("\u2068أحمد\u2069 · \u2068منتدى\u2069", mail.Text, StringComparison.Ordinal);
    }

    private static AlertMail Digest(string language) =>
        MailComposer.Compose(NotificationKind.Digest, SampleAlert.Digest(), language, TimeZoneInfo.Utc);
}
