using System.Text.Json;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Notifications.Webhook;

namespace ReputationWatch.Tests.Notifications.Webhook;

public sealed class WebhookTests
{
    [Theory]
    [InlineData("https://hooks.slack.com/services/T/B/x", "Slack", "https://hooks.slack.com/services/T/B/x")]
    [InlineData("https://firm.webhook.office.com/webhookb2/x", "Teams", "https://firm.webhook.office.com/webhookb2/x")]
    [InlineData(
        "https://prod-1.westeurope.logic.azure.com:443/workflows/x",
        "Teams",
        "https://prod-1.westeurope.logic.azure.com/workflows/x"
    )]
    [InlineData("mattermost+https://chat.example/hooks/x", "Mattermost", "https://chat.example/hooks/x")]
    [InlineData("slack+http://127.0.0.1:9/x", "Slack", "http://127.0.0.1:9/x")]
    [InlineData("https://example.com/hook?a=b+http", "Generic", "https://example.com/hook?a=b+http")]
    [InlineData("json+https://hooks.slack.com/x", "Generic", "https://hooks.slack.com/x")]
    [InlineData("https://hooks.slack.com.evil.example/x", "Generic", "https://hooks.slack.com.evil.example/x")]
    public void Target_OfAnAddress_HasItsShape(string recipient, string shape, string url)
    {
        var target = WebhookTarget.Parse(recipient);

        Assert.Equal(shape, target?.Shape.ToString());
        Assert.Equal(url, target?.Url.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("example.com/hook")]
    [InlineData("ftp://example.com")]
    [InlineData("file:///etc/passwd")]
    [InlineData("irc+https://example.com")]
    public void Target_OfNoAddress_IsNone(string recipient) => Assert.Null(WebhookTarget.Parse(recipient));

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
        var json = Body(WebhookShape.Generic, SampleAlert.Episode());

        Assert.Equal("episode.opened", json.GetProperty("type").GetString());
        Assert.Equal("https://watch.example/alerts/17", json.GetProperty("url").GetString());
        var episode = json.GetProperty("episode");
        Assert.Equal(28.2, episode.GetProperty("effective").GetDouble());
        Assert.Equal("Hôtel Nestor", episode.GetProperty("topic").GetProperty("name").GetString());
        Assert.Equal(3, episode.GetProperty("topMentions").GetArrayLength());
        Assert.Equal("NegativeMentions", episode.GetProperty("signal").GetString());
    }

    [Theory]
    [InlineData("Generic")]
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
            }
        )
        {
            var french = Body(Enum.Parse<WebhookShape>(shape), content, "fr").GetRawText();
            var english = Body(Enum.Parse<WebhookShape>(shape), content, "en").GetRawText();

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

        var text = Body(WebhookShape.Slack, SampleAlert.Episode(topic: "<!here>", mentions: mentions)).GetRawText();

        Assert.DoesNotContain("<!", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<@", text, StringComparison.Ordinal);
        Assert.Contains("&lt;!channel&gt; look &amp;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mattermost_WithHostileText_CallsNobodyAndHidesNoLink()
    {
        var mentions = new[] { SampleAlert.Top(1, null, "@all [safe](https://evil.example) **x**", "s", "a", 0) };

        var text = Body(WebhookShape.Mattermost, SampleAlert.Episode(mentions: mentions))
            .GetProperty("text")
            .GetString()!;

        Assert.DoesNotContain("@all", text, StringComparison.Ordinal);
        Assert.Contains(@"\[safe\]", text, StringComparison.Ordinal);
        Assert.EndsWith("[Voir l'épisode](https://watch.example/alerts/17)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Teams_OfAnEpisode_IsAnAdaptiveCard()
    {
        var attachment = Body(WebhookShape.Teams, SampleAlert.Episode()).GetProperty("attachments")[0];

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
        var options = new WebhookOptions
        {
            Secret = "whsec_???",
            SecretFile = "/does/not/exist",
            Timeout = TimeSpan.Zero,
        };

        Assert.Equal(3, options.Validate().Count());
        Assert.Empty(new WebhookOptions { Secret = "anything" }.Validate());
    }

    private static JsonElement Body(WebhookShape shape, AlertContent content, string language = "fr")
    {
        var notification = SampleAlert.Notification(
            content is AlertContent.OfSource ? NotificationKind.SourceFailed : NotificationKind.EpisodeOpened,
            language
        );
        using var json = JsonDocument.Parse(WebhookBody.Write(shape, notification, content, TimeZoneInfo.Utc));
        return json.RootElement.Clone();
    }
}
