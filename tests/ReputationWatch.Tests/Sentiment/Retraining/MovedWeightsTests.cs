using ReputationWatch.Sentiment;
using ReputationWatch.Sentiment.ModelFiles;
using ReputationWatch.Sentiment.Modelling;
using ReputationWatch.Sentiment.Retraining;
using ReputationWatch.Tests.Sentiment.Modelling;

namespace ReputationWatch.Tests.Sentiment.Retraining;

/// <summary>Weights that leave their shipped values, come back, and are rounded into what is kept of them.</summary>
public sealed class MovedWeightsTests
{
    private const int Shipped = 70;
    private const int Dropped = 200;
    private static readonly sbyte[] Row = [10, -20, 30, 1, 2, 3, 4, 5];
    private static readonly float[] Scale = [0.5f, 0.25f, 0.1f, 2, 2, 2, 2, 2];

    private static FeatureTable Table() =>
        HandMade.Table(8, Scale, (Shipped << 24, Row), (71u << 24, [9, 9, 9, 9, 9, 9, 9, 9]));

    private static float[] Votes(MovedWeights weights, int slot, float value = 1)
    {
        var votes = new float[Outputs.Count];
        weights.AddTo(votes, slot, value);
        return votes;
    }

    [Fact]
    public void Row_BeginsWhereItWasShipped_AndAtNothingWhereTheTableDroppedIt()
    {
        var weights = new MovedWeights(Table());

        Assert.Equal([5, -5, 3], weights.Row(Shipped).Select(w => MathF.Round(w, 4)));
        Assert.Equal([0, 0, 0], weights.Row(Dropped));
    }

    [Fact]
    public void IsMoved_OnlyWhatWasAskedFor()
    {
        var weights = new MovedWeights(Table());
        Votes(weights, Shipped);
        Assert.False(weights.IsMoved(Shipped));

        weights.Row(Shipped)[0] = 7;

        Assert.True(weights.IsMoved(Shipped));
        Assert.False(weights.IsMoved(71));
        Assert.Equal(7, weights.Row(Shipped)[0]);
    }

    [Fact]
    public void AddTo_LabelsFollowWhatMoved_StarsStayAsShipped()
    {
        var weights = new MovedWeights(Table());
        Assert.Equal([10, -10, 6, 4, 8, 12, 16, 20], Votes(weights, Shipped, 2).Select(v => MathF.Round(v, 4)));
        Assert.Equal(new float[8], Votes(weights, Dropped));

        weights.Row(Shipped)[1] = 1;
        weights.Row(Dropped)[2] = -3;

        Assert.Equal([10, 2, 6, 4, 8, 12, 16, 20], Votes(weights, Shipped, 2).Select(v => MathF.Round(v, 4)));
        Assert.Equal([0, 0, -3, 0, 0, 0, 0, 0], Votes(weights, Dropped));
    }

    [Fact]
    public void AddTo_AddsToWhatIsThere()
    {
        var votes = new float[] { 1, 1, 1, 1, 1, 1, 1, 1 };
        new MovedWeights(Table()).AddTo(votes, Shipped, 1);

        Assert.Equal([6, -4, 4, 3, 5, 7, 9, 11], votes.Select(v => MathF.Round(v, 4)));
    }

    [Fact]
    public void PullBack_TakesAShareOfTheWayHome()
    {
        var weights = new MovedWeights(Table());
        weights.Row(Shipped)[0] = 9;
        weights.Row(Dropped)[2] = 4;

        weights.PullBack(0.25f);

        Assert.Equal(8, weights.Row(Shipped)[0], 1e-5f);
        Assert.Equal(-5, weights.Row(Shipped)[1], 1e-5f);
        Assert.Equal(3, weights.Row(Dropped)[2], 1e-5f);
    }

    [Fact]
    public void Squares_AreKeptForEachFeature()
    {
        var weights = new MovedWeights(Table());
        weights.Squares(Shipped)[1] = 4;

        Assert.Equal([0, 4, 0], weights.Squares(Shipped));
        Assert.Equal([0, 0, 0], weights.Squares(Dropped));
    }

    [Fact]
    public void Rounded_IsWhatDiffersByAtLeastHalfAStep()
    {
        var weights = new MovedWeights(Table());
        weights.Row(71)[0] += 0.2f;
        weights.Row(Shipped)[0] += 0.3f;
        weights.Row(Dropped)[1] = -1000;
        weights.Row(201)[1] = 1000;
        weights.Row(202);

        var rounded = weights.Rounded();

        Assert.Equal([Shipped, Dropped, 201], rounded.Keys);
        Assert.Equal([11, -20, 30], rounded[Shipped]);
        Assert.Equal([0, -127, 0], rounded[Dropped]);
        Assert.Equal([0, 127, 0], rounded[201]);
    }

    private static SentimentModel Model() => new(HandMade.Parts() with { Table = Table() });

    private static ModelDelta Delta(params (int Slot, sbyte[] Row)[] rows) =>
        ModelDelta.Of(Model(), new SortedDictionary<int, sbyte[]>(rows.ToDictionary(r => r.Slot, r => r.Row)));

    [Fact]
    public void ApplyTo_ReplacesLabelsOfKnownFeatures_AddsNewOnes_AndLeavesTheRest()
    {
        var delta = Delta((Shipped, [1, 2, 3]), (Dropped, [4, 5, 6]), (0, [7, 8, 9]), (255, [-1, -2, -3]));

        var table = delta.ApplyTo(Model()).Parts.Table;

        sbyte[] RowAt(int slot) => table.Rows[(table.RowOf(slot) * 8)..(table.RowOf(slot) * 8 + 8)];
        Assert.Equal((5, 4), (table.RowCount, delta.Count));
        Assert.Equal([1, 2, 3, 1, 2, 3, 4, 5], RowAt(Shipped));
        Assert.Equal([9, 9, 9, 9, 9, 9, 9, 9], RowAt(71));
        Assert.Equal([4, 5, 6, 0, 0, 0, 0, 0], RowAt(Dropped));
        Assert.Equal([7, 8, 9, 0, 0, 0, 0, 0], RowAt(0));
        Assert.Equal([-1, -2, -3, 0, 0, 0, 0, 0], RowAt(255));
        Assert.Equal(-1, table.RowOf(1));
        Assert.Equal(Scale, table.Scale);
    }

    [Fact]
    public void Version_IsThatOfTheWeights()
    {
        Assert.Equal("9-handmade", Delta().Version);
        Assert.Matches("^9-handmade\\+[0-9a-f]{8}$", Delta((Shipped, [1, 2, 3])).Version);
        Assert.Equal(Delta((Shipped, [1, 2, 3])).Version, Delta((Shipped, [1, 2, 3])).Version);
        Assert.NotEqual(Delta((Shipped, [1, 2, 3])).Version, Delta((Shipped, [1, 2, 4])).Version);
        Assert.NotEqual(Delta((Shipped, [1, 2, 3])).Version, Delta((Dropped, [1, 2, 3])).Version);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(-1)]
    public void ApplyTo_SlotOutsideTheTable_IsRefused(int slot)
    {
        var own = new ModelDelta("9-handmade", Delta().BaseFingerprint, [slot], new sbyte[3]);

        Assert.Throws<ModelFileException>(() => own.ApplyTo(Model()));
    }
}
