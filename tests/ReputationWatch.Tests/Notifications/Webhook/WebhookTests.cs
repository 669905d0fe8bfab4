using System.Text.Json;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Webhook;

namespace ReputationWatch.Tests.Notifications.Webhook;

public sealed class WebhookTests
{
    [Theory]
    [InlineData("https://hooks.slack.com/services/T/B/x", ChannelKind.Slack)]
    [InlineData("https://firm.webhook.office.com/webhookb2/x", ChannelKind.Teams)]
    [InlineData("https://prod-1.westeurope.logic.azure.com:443/workflows/x", ChannelKind.Teams)]
    [InlineData("https://hooks.slack.com.evil.example/x", null)]
    [InlineData("https://chat.example/hooks/x", null)]
    [InlineData("", null)]
    public void Kind_IsGuessedFromHostsThatGiveItAway(string url, ChannelKind? kind) =>
        Assert.Equal(kind, ChannelRules.KindOf(url));

    [Theory]
    [InlineData("", ChannelProblem.UrlMissing)]
    [InlineData("example.com/hook", ChannelProblem.UrlWrong)]
    [InlineData("ftp://example.com", ChannelProblem.UrlWrong)]
    [InlineData("file:///etc/passwd", ChannelProblem.UrlWrong)]
    [InlineData("javascript:alert(1)", ChannelProblem.UrlWrong)]
    [InlineData("https://user:pass@example.com/", ChannelProblem.UrlHasPassword)]
    public void Check_OfAnAddressThatCannotBeCalled_SaysWhy(string url, ChannelProblem problem) =>
        Assert.Equal([problem], ChannelRules.Check(new AlertChannel { Name = "Chat", Url = url }));

    [Fact]
    public void Check_OfNameAndSecret_SaysWhatIsWrong()
    {
        var channel = new AlertChannel
        {
            Name = " ",
            Url = "https://chat.example/hook",
            Secret = "whsec_???",
        };

        Assert.Equal([ChannelProblem.NameMissing, ChannelProblem.SecretNotBase64], ChannelRules.Check(channel));
        Assert.Empty(ChannelRules.Check(channel with { Name = "Chat", Secret = "any text" }));
    }

    [Fact]
    public void Signature_OfTheSpecificationsExample_IsTheirs() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                DateTimeOffset.FromUnixTimeSeconds(1614265330),
                "{\"test\": 2432232314}"u8,
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            )
        );

    [Fact]
    public void Generic_OfAnEpisode_CarriesTheEvidence()
    {
        var json = Body(ChannelKind.Json, SampleAlert.Episode());

        Assert.Equal("episode.opened", json.GetProperty("type").GetString());
        Assert.Equal("https://watch.example/alerts/17", json.GetProperty("url").GetString());
        var episode = json.GetProperty("episode");
        Assert.Equal(28.2, episode.GetProperty("effective").GetDouble());
        Assert.Equal("Hôtel Nestor", episode.GetProperty("topic").GetProperty("name").GetString());
        Assert.Equal(3, episode.GetProperty("topMentions").GetArrayLength());
        Assert.Equal("NegativeMentions", episode.GetProperty("signal").GetString());
    }

    [Theory]
    [InlineData("Json")]
    [InlineData("Slack")]
    [InlineData("Mattermost")]
    [InlineData("Teams")]
    public void Body_OfEveryShapeAndContent_SaysSomethingInItsLanguage(string shape)
    {
        foreach (
            var content in new AlertContent[]
            {
                SampleAlert.Episode(),
                SampleAlert.Source(),
                new AlertContent.OfTest(new Uri("https://watch.example/settings")),
                SampleAlert.Bundle(),
                SampleAlert.Digest(),
            }
        )
        {
            var french = Body(Enum.Parse<ChannelKind>(shape), content, "fr").GetRawText();
            var english = Body(Enum.Parse<ChannelKind>(shape), content, "en").GetRawText();

            Assert.Contains("https://watch.example/", french, StringComparison.Ordinal);
            Assert.NotEqual(french, english);
        }
    }

    [Fact]
    public void Slack_WithHostileText_CallsNobody()
    {
        var mentions = new[]
        {
            SampleAlert.Top(1, null, "<!channel> look & <https://evil.example|here>", "s", "<@U1>", 0),
        };

        var text = Body(ChannelKind.Slack, SampleAlert.Episode(topic: "<!here>", mentions: mentions)).GetRawText();

        Assert.DoesNotContain("<!", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<@", text, StringComparison.Ordinal);
        Assert.Contains("&lt;!channel&gt; look &amp;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mattermost_WithHostileText_CallsNobodyAndHidesNoLink()
    {
        var mentions = new[] { SampleAlert.Top(1, null, "@all [safe](https://evil.example) **x**", "s", "a", 0) };

        var text = Body(ChannelKind.Mattermost, SampleAlert.Episode(mentions: mentions))
            .GetProperty("text")
            .GetString()!;

        Assert.DoesNotContain("@all", text, StringComparison.Ordinal);
        Assert.Contains(@"\[safe\]", text, StringComparison.Ordinal);
        Assert.EndsWith("[Voir l'épisode](https://watch.example/alerts/17)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Teams_OfAnEpisode_IsAnAdaptiveCard()
    {
        var attachment = Body(ChannelKind.Teams, SampleAlert.Episode()).GetProperty("attachments")[0];

        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        Assert.Equal("AdaptiveCard", attachment.GetProperty("content").GetProperty("type").GetString());
        Assert.Equal(
            "Action.OpenUrl",
            attachment.GetProperty("content").GetProperty("actions")[0].GetProperty("type").GetString()
        );
    }

    [Fact]
    public void Options_WithWrongSettings_SayHowToMendThem()
    {
        Assert.Single(new WebhookOptions { Timeout = TimeSpan.Zero }.Validate());
        Assert.Empty(new WebhookOptions().Validate());
    }

    private static JsonElement Body(ChannelKind shape, AlertContent content, string language = "fr")
    {
        var notification = SampleAlert.Notification(
            content is AlertContent.OfSource ? NotificationKind.SourceFailed : NotificationKind.EpisodeOpened,
            language
        );
        using var json = JsonDocument.Parse(WebhookBody.Write(shape, notification, content, TimeZoneInfo.Utc));
        return json.RootElement.Clone();
    }
}
