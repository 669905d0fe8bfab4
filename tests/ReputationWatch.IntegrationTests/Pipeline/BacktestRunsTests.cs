using Microsoft.Extensions.Logging.Abstractions;
using ReputationWatch.App.Pages.Topics;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Matching;
using ReputationWatch.Core.Spikes;

namespace ReputationWatch.IntegrationTests.Pipeline;

public sealed class BacktestRunsTests
{
    private static readonly QueryParts Parts = new(Query.Parse("Orvanne").Query!, null, null);

    [Fact]
    public async Task Ask_AgainAfterTheReplayWasGivenUp_BeginsAnew()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var topic = await pipeline.AddTopicAsync();
        var clock = new HurryingClock(pipeline.Clock.GetUtcNow()) { Step = TimeSpan.FromMinutes(2) };
        using var runs = NewRuns(pipeline, clock);
        var question = new BacktestQuestion(topic, "Orvanne", null, null, AlertSignals.NegativeMentions);

        var abandoned = runs.Ask(question, Parts);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned.Answer);
        clock.Step = TimeSpan.Zero;
        var answer = await runs.Ask(question, Parts).Answer;

        Assert.Equal((true, 0), (answer.Complete, answer.Mentions));
    }

    [Fact]
    public async Task Ask_TheSameQuestionMeanwhile_IsTheSameReplay()
    {
        await using var pipeline = await Pipeline.StartAsync();
        var topic = await pipeline.AddTopicAsync();
        using var runs = NewRuns(pipeline, pipeline.Clock);
        var question = new BacktestQuestion(topic, "Orvanne", null, null, AlertSignals.NegativeMentions);

        var asked = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => runs.Ask(question, Parts))));
        await asked[0].Answer;

        Assert.Single(asked.Distinct());
    }

    private static BacktestRuns NewRuns(Pipeline pipeline, TimeProvider clock) =>
        new(
            new SpikeHistoryReader(
                pipeline.Stores.Facts,
                pipeline.Stores.Mentions,
                pipeline.Stores.Sources,
                pipeline.NewIntake(),
                clock
            ),
            pipeline.Stores.Mentions,
            clock,
            NullLogger<BacktestRuns>.Instance
        );

    /// <summary>Goes on by a step whenever somebody looks.</summary>
    private sealed class HurryingClock(DateTimeOffset start) : TimeProvider
    {
        private DateTimeOffset _now = start;

        public TimeSpan Step { get; set; }

        public override DateTimeOffset GetUtcNow() => _now += Step;
    }
}
