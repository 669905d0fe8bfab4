using System.Globalization;
using ReputationWatch.App.Commands.Detect;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Spikes;
using ReputationWatch.IntegrationTests.Storage;

namespace ReputationWatch.IntegrationTests.Pipeline;

/// <summary>
/// The product's detector and the command's are one: an invented week goes through intake into the store, minute by minute, and
/// gives the alerts that <c>detect mentions</c> gives on what was stored.
/// </summary>
public sealed class SimulatedWeekTests
{
    private const int Days = 7;
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task AWeekThroughIntake_GivesTheAlertsOfTheCommand()
    {
        await using var brand = await StormyBrand.StartAsync();
        var began = brand.Now;
        var items = new Queue<RawItem>(Week(began).OrderBy(i => i.PublishedAt));

        while (brand.Now < began.AddDays(Days))
        {
            brand.Move(Step);
            var published = new List<RawItem>();
            while (items.TryPeek(out var next) && next.PublishedAt < brand.Now)
            {
                published.Add(items.Dequeue());
            }
            if (published.Count > 0)
            {
                await brand.CrawlAsync(published);
            }
            if (brand.Now == began.AddDays(3))
            {
                brand.Restart();
            }
            await brand.WatchAfterAsync(TimeSpan.Zero);
        }

        var product = await AlertsAsync(brand);
        Assert.Equal(await DetectAsync(brand), product);
        // The storm of the second day and that of the sixth; neither the copies nor the one angry customer.
        Assert.Equal([1, 5], product.Select(at => (int)(at - began).TotalDays).Distinct());
    }

    /// <summary>A mention every hour or so, one in eight negative; two storms, one text copied by many, one person who writes much.</summary>
    private static IEnumerable<RawItem> Week(DateTimeOffset began)
    {
        var random = new Random(20260315);
        var number = 0;
        for (var at = began; at < began.AddDays(Days); at = at.AddMinutes(20 + random.Next(80)))
        {
            number++;
            yield return StormyBrand.Complaint(
                $"week:{number}",
                random.Next(8) == 0,
                $"regular {random.Next(60)}",
                500_000 + number,
                at.AddSeconds(7)
            );
        }
        foreach (
            var storm in StormyBrand
                .Storm(31, 18, "Orvanne", began.AddDays(1.6), 2)
                .Concat(StormyBrand.Storm(32, 16, "Orvanne", began.AddDays(5.4), 3))
        )
        {
            yield return storm with
            {
                PublishedAt = storm.PublishedAt!.Value.AddSeconds(-11),
            };
        }
        for (var copy = 0; copy < 15; copy++)
        {
            var at = began.AddDays(2.5).AddMinutes(copy * 4).AddSeconds(3);
            yield return StormyBrand.Complaint($"copy:{copy}", true, $"copier {copy}", 900_001, at);
        }
        for (var rant = 0; rant < 12; rant++)
        {
            var at = began.AddDays(3.7).AddMinutes(rant * 9).AddSeconds(3);
            yield return StormyBrand.Complaint($"rant:{rant}", true, "one angry customer", 910_000 + rant, at);
        }
    }

    private static async Task<IReadOnlyList<DateTimeOffset>> AlertsAsync(StormyBrand brand)
    {
        var alerts = new List<DateTimeOffset>();
        foreach (var episode in await brand.EpisodesAsync())
        {
            var trace = await brand.Stores.Episodes.EventsAsync(episode.Id, CancellationToken.None);
            alerts.AddRange(
                trace.Where(e => e.Kind is EpisodeEventKind.Opened or EpisodeEventKind.Grew).Select(e => e.At)
            );
        }
        return [.. alerts.Order()];
    }

    private static async Task<IReadOnlyList<DateTimeOffset>> DetectAsync(StormyBrand brand)
    {
        var folder = Directory.CreateTempSubdirectory("reputationwatch-week-");
        try
        {
            var facts = await brand.Stores.Facts.FactsAsync(
                brand.Topic,
                brand.Now.AddDays(-60),
                CancellationToken.None
            );
            var rows = facts.Select(f => (Fact: f, Seen: SeenOf(f))).OrderBy(r => r.Seen).ToList();
            await File.WriteAllLinesAsync(
                Path.Combine(folder.FullName, "mentions.csv"),
                rows.Select(r => Row(r.Fact, r.Seen))
                    .Prepend("published_at,collected_at,brand,source,source_type,author,sentiment,text_key")
            );
            var oldest = facts.Min(f => f.PublishedAt);
            await File.WriteAllLinesAsync(
                Path.Combine(folder.FullName, "feeds.csv"),
                ["brand,source,event,from,to", $"Orvanne,{facts[0].SourceId},added,{Written(oldest)},"]
            );
            var output = new FileInfo(Path.Combine(folder.FullName, "alerts.csv"));
            MentionFiles.Run(folder, output);
            return
            [
                .. File.ReadLines(output.FullName)
                    .Skip(1)
                    .Select(line =>
                        DateTimeOffset.Parse(
                            line.Split(',')[0],
                            CultureInfo.InvariantCulture,
                            DateTimeStyles.AssumeUniversal
                        )
                    ),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>What the source held when it was added counts as seen when it was published (equal times mean: without a date).</summary>
    private static DateTimeOffset SeenOf(MentionFact fact) =>
        fact.PublishedAt < StoreSet.Now ? fact.PublishedAt.AddSeconds(1) : fact.SeenAt;

    private static string Row(MentionFact f, DateTimeOffset seen) =>
        $"{Written(f.PublishedAt)},{Written(seen)},Orvanne,{f.SourceId},forum,{f.AuthorKey},{(f.Negative ? "neg" : "neu")},{f.StoryKey}";

    private static string Written(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
