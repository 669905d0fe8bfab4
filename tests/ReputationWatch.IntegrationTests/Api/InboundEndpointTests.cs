using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.App.Api.Inbound;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Sources;
using ReputationWatch.IntegrationTests.Social;
using ReputationWatch.Sentiment;
using ReputationWatch.Storage.Sources;

namespace ReputationWatch.IntegrationTests.Api;

public sealed class InboundEndpointTests
{
    private const string Body = """{"items":[{"id":"1","text":"Orvanne was wonderful"}]}""";

    private static async Task<(Pipeline.Pipeline Pipeline, InboundEndpoint Endpoint, long Id)> StartAsync()
    {
        var pipeline = await Pipeline.Pipeline.StartAsync();
        await pipeline.AddTopicAsync();
        var id = await pipeline.Stores.Sources.AddAsync(
            new Source
            {
                Name = "Survey",
                Url = "inbound:a",
                Connector = DirectIntake.InboundConnector,
                Settings = InboundSource.Settings("secret", new Dictionary<string, string>(), new OpenBox()),
                CreatedAt = pipeline.Clock.GetUtcNow(),
                Health = new SourceHealth { NextCheckAt = DirectIntake.Never },
            },
            CancellationToken.None
        );
        var intake = new DirectIntake(
            pipeline.Stores.Mentions,
            new Intake(pipeline.Stores.Topics, new SentimentScorer(SentimentModel.LoadShipped()), pipeline.Clock),
            pipeline.Clock,
            NullLogger<DirectIntake>.Instance
        );
        var endpoint = new InboundEndpoint(
            pipeline.Stores.Sources,
            new DeliveryStore(pipeline.Stores.Database),
            intake,
            new OpenBox(),
            new DeliveryRate(),
            pipeline.Clock,
            NullLogger<InboundEndpoint>.Instance
        );
        return (pipeline, endpoint, id);
    }

    private static async Task<(int Status, string Body)> SendAsync(
        Pipeline.Pipeline pipeline,
        InboundEndpoint endpoint,
        long id,
        string body,
        string secret = "secret"
    )
    {
        var context = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        };
        var time = pipeline.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.Headers[InboundSignature.TimeHeader] = time;
        context.Request.Headers[InboundSignature.SignatureHeader] =
            "sha256=" + InboundSignature.Of(time, Encoding.UTF8.GetBytes(body), secret);
        context.Response.Body = new MemoryStream();
        await (await endpoint.TakeAsync(id, context)).ExecuteAsync(context);
        return (context.Response.StatusCode, Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray()));
    }

    [Fact]
    public async Task Take_AGoodDelivery_IsDurableWhenAnsweredAndARepeatDoublesNothing()
    {
        var (pipeline, endpoint, id) = await StartAsync();
        await using var _ = pipeline;

        var first = await SendAsync(pipeline, endpoint, id, Body);
        var again = await SendAsync(pipeline, endpoint, id, Body);
        pipeline.Clock.Move(TimeSpan.FromSeconds(9));
        var later = await SendAsync(pipeline, endpoint, id, Body);

        Assert.Equal((202, 202, 202), (first.Status, again.Status, later.Status));
        Assert.Contains("\"new\":1", first.Body, StringComparison.Ordinal);
        Assert.Contains("\"duplicate\":true", again.Body, StringComparison.Ordinal);
        Assert.Contains("\"known\":1", later.Body, StringComparison.Ordinal);
        Assert.Equal(1, (await pipeline.Stores.Mentions.TotalsAsync(CancellationToken.None)).Mentions);
        var source = await pipeline.SourceAsync(id);
        Assert.Equal((1L, DirectIntake.Never), (source.Health.ItemsTotal, source.Health.NextCheckAt));
    }

    [Fact]
    public async Task Take_AWrongSignatureAndAnAddressThatIsNone_AnswerTheSame()
    {
        var (pipeline, endpoint, id) = await StartAsync();
        await using var _ = pipeline;

        var wrong = await SendAsync(pipeline, endpoint, id, Body, "guess");
        var nowhere = await SendAsync(pipeline, endpoint, id + 99, Body);

        Assert.Equal(401, wrong.Status);
        Assert.Equal(wrong, nowhere);
        Assert.Equal(0, (await pipeline.Stores.Mentions.TotalsAsync(CancellationToken.None)).Mentions);
    }

    [Theory]
    [InlineData("{", 400, "body_unreadable")]
    [InlineData("""[{"id":"1","text":"Orvanne"},{"id":"2"}]""", 400, "items_wrong")]
    public async Task Take_ABodyThatIsWrong_SavesNothingAndSaysWhy(string body, int status, string code)
    {
        var (pipeline, endpoint, id) = await StartAsync();
        await using var _ = pipeline;

        var answer = await SendAsync(pipeline, endpoint, id, body);

        Assert.Equal(status, answer.Status);
        Assert.Contains($"\"error\":\"{code}\"", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, (await pipeline.Stores.Mentions.TotalsAsync(CancellationToken.None)).Mentions);
        var noted = Assert.Single(
            await new DeliveryStore(pipeline.Stores.Database).RecentAsync(id, 9, CancellationToken.None)
        );
        Assert.Equal(400, noted.Status);
    }

    [Fact]
    public async Task Take_TooLarge_Is413()
    {
        var (pipeline, endpoint, id) = await StartAsync();
        await using var _ = pipeline;

        Assert.Equal(
            413,
            (await SendAsync(pipeline, endpoint, id, new string(' ', (int)InboundEndpoint.LongestBody + 1))).Status
        );
    }
}
