using ReputationWatch.App.Demo;
using ReputationWatch.App.Demo.History;
using ReputationWatch.App.Demo.World;

namespace ReputationWatch.Tests.Demo;

public sealed class DemoBuzzTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private static readonly Timeline World = new(new DemoWorldOptions { Start = Start }, Start);

    [Fact]
    public void Buzz_BeforeItsTime_IsSilent() => Assert.Empty(Buzz(Start.AddSeconds(59)));

    [Fact]
    public void Buzz_WithinMinutes_HasDozensOfVoicesInSeveralPlaces()
    {
        var early = Buzz(Start.AddMinutes(5)).Where(p => p.CopyOf is null).ToList();

        Assert.InRange(early.Count, 36, 75);
        Assert.True(early.Select(p => p.Author).Distinct().Count() > early.Count * 0.9);
        Assert.True(early.Select(p => p.Site.Key).Distinct().Count() >= 6);
        Assert.True(early.Select(p => p.Text).Distinct().Count() > early.Count * 0.97);
    }

    [Fact]
    public void Buzz_Rises_ThenFades()
    {
        int Between(int from, int to) => Buzz(Start.AddMinutes(to)).Count - Buzz(Start.AddMinutes(from)).Count;

        Assert.True(Between(3, 5) > 1.5 * Between(1, 3), $"{Between(3, 5)} after {Between(1, 3)}");
        Assert.True(Between(3, 8) > 3 * Between(30, 35), $"{Between(3, 8)} before {Between(30, 35)}");
    }

    [Fact]
    public void Buzz_Copies_AreThere() => Assert.True(Buzz(Start.AddHours(1)).Count(p => p.CopyOf is not null) >= 8);

    [Fact]
    public void Trickle_BesideTheBuzz_MovesTheWorldWithoutAnger()
    {
        var calm = Live(Start.AddMinutes(10)).Where(p => p.Episode is null).ToList();

        Assert.InRange(calm.Count, 15, 60);
        Assert.InRange(calm.Count(p => p.Tone is Tone.Negative or Tone.Irony), 0, 4);
    }

    private static List<Post> Buzz(DateTimeOffset until) => Live(until).Where(p => p.Episode == "buzz").ToList();

    private static List<Post> Live(DateTimeOffset until) =>
        SiteCatalog.All.SelectMany(s => World.Published(s, until).ToArray()).Where(p => p.At >= Start).ToList();
}
