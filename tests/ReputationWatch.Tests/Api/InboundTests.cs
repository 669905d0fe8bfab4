using System.Globalization;
using System.Text;
using ReputationWatch.App.Api.Inbound;
using ReputationWatch.Core.Mentions;

namespace ReputationWatch.Tests.Api;

public sealed class InboundTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, string> Documented = [];

    private static InboundItems Read(string json, Dictionary<string, string>? paths = null) =>
        InboundBody.Read(Encoding.UTF8.GetBytes(json), paths ?? Documented, "inbound:x", Now);

    private static string Time(int seconds) =>
        Now.AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(0, "secret", "body", "Good")]
    [InlineData(-299, "secret", "body", "Good")]
    [InlineData(-301, "secret", "body", "OutOfTime")]
    [InlineData(301, "secret", "body", "OutOfTime")]
    [InlineData(0, "other", "body", "Wrong")]
    [InlineData(0, "secret", "another", "Wrong")]
    public void Check_ASignature_HoldsForThisBodyThisSecretAndThisTime(
        int seconds,
        string secret,
        string body,
        string verdict
    )
    {
        var signature = "sha256=" + InboundSignature.Of(Time(seconds), Encoding.UTF8.GetBytes(body), secret);

        Assert.Equal(verdict, InboundSignature.Check(Time(seconds), signature, "body"u8, "secret", Now).ToString());
    }

    [Theory]
    [InlineData(null, "sha256=00")]
    [InlineData("1", null)]
    public void Check_WithoutAHeader_IsMissing(string? time, string? signature) =>
        Assert.Equal(SignatureVerdict.Missing, InboundSignature.Check(time, signature, "body"u8, "secret", Now));

    [Fact]
    public void Check_AnotherTimeThanSigned_IsWrong() =>
        Assert.Equal(
            SignatureVerdict.Wrong,
            InboundSignature.Check(Time(1), InboundSignature.Of(Time(0), "body"u8, "secret"), "body"u8, "secret", Now)
        );

    [Theory]
    [InlineData("{\"id\":\"1\",\"text\":\"half a \\ud83d\"}")]
    [InlineData("{\"id\":\"1\",\"te\\ud83dxt\":\"x\"}")]
    public void Read_HalfASurrogatePair_IsAnErrorOrLeftAside(string body)
    {
        var read = Read(body);

        Assert.Empty(read.Items);
        Assert.True(read.Error is not null || read.Problems.Count > 0);
    }

    [Fact]
    public void Read_TheDocumentedForm_TakesEveryField()
    {
        var item = Assert.Single(
            Read(
                """
                {"items":[{"id":"r-1","text":"Bien","title":"T","url":"https://x.example/1","publishedAt":"2026-03-01T10:00:00+01:00",
                "language":"fr","author":{"id":"a1","name":"Anna","handle":"@anna","url":"https://x.example/a"},
                "rating":{"value":4,"best":5},"nps":9,"kind":"review","item":"Hôtel","likes":3,"reach":100}]}
                """
            ).Items
        );

        Assert.Equal(
            ("inbound:x#r-1", "Bien", "T", "Anna", 9),
            (item.ExternalId, item.Text, item.Title, item.AuthorName, item.Recommends)
        );
        Assert.Equal((MentionKind.Review, 4d, 3L, 100L), (item.Kind, item.Rating!.Value, item.Likes, item.Reach));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero), item.PublishedAt);
    }

    [Theory]
    [InlineData("""[{"id":1,"text":"a"}]""")]
    [InlineData("""{"id":1,"text":"a"}""")]
    [InlineData("""{"items":{"id":1,"text":"a"}}""")]
    public void Read_AListOrOneItem_IsUnderstood(string json) =>
        Assert.Equal("a", Assert.Single(Read(json).Items).Text);

    [Fact]
    public void Read_AnotherForm_ByItsPaths()
    {
        var read = Read(
            """{"data":{"answers":[{"key":"k","comment":{"fr":"Bien"},"score":10,"at":1772000000}]}}""",
            new()
            {
                ["items"] = "data.answers",
                ["id"] = "key",
                ["text"] = "comment.fr",
                ["nps"] = "score",
                ["publishedAt"] = "at",
            }
        );

        Assert.Equal(("Bien", 10), (read.Items[0].Text, read.Items[0].Recommends));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1772000000), read.Items[0].PublishedAt);
    }

    [Theory]
    [InlineData("""[{"text":"a"}]""", "id")]
    [InlineData("""[{"id":"1"}]""", "text")]
    [InlineData("""[{"id":"1","text":"a","nps":11}]""", "nps")]
    [InlineData("""[{"id":"1","text":"a","rating":{"value":9}}]""", "rating")]
    [InlineData("""[{"id":"1","text":"a","publishedAt":"soon"}]""", "publishedAt")]
    [InlineData("""[{"id":"1","text":"a","publishedAt":"2031-01-01"}]""", "publishedAt")]
    [InlineData("""[{"id":"1","text":"a","kind":"poem"}]""", "kind")]
    [InlineData("""[{"id":"1","text":"\ud83d"}]""", "text")]
    public void Read_AWrongItem_TakesNothingAndNamesTheField(string json, string field)
    {
        var read = Read(json);

        Assert.Empty(read.Items);
        Assert.Contains(read.Problems, p => p.Field == field && p.Index == 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"items":[]}""")]
    [InlineData("\"text\"")]
    public void Read_NoItems_SaysSo(string json) => Assert.NotNull(Read(json).Error);

    [Fact]
    public void Rate_ManyDeliveries_WaitForTheNextMinute()
    {
        var rate = new DeliveryRate();
        for (var i = 0; i < DeliveryRate.PerMinute; i++)
        {
            Assert.Null(rate.Refuses(1, Now));
        }

        Assert.Equal(TimeSpan.FromSeconds(50), rate.Refuses(1, Now.AddSeconds(10)));
        Assert.Null(rate.Refuses(2, Now.AddSeconds(10)));
        Assert.Null(rate.Refuses(1, Now.AddSeconds(61)));
    }
}
