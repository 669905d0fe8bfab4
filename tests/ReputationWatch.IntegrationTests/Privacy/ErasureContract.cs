using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Privacy;
using ReputationWatch.IntegrationTests.Storage;
using static ReputationWatch.IntegrationTests.Storage.StoreSet;

namespace ReputationWatch.IntegrationTests.Privacy;

public sealed class ErasureOnSqlite : ErasureContract<SqliteEngine>;

public sealed class ErasureOnPostgresql : ErasureContract<PostgresqlEngine>;

public abstract class ErasureContract<TEngine> : StorageContract<TEngine>
    where TEngine : IEngine, new()
{
    private const string Key = "example.org:anna muster";
    private const string Secret = "Annaweissmuster";

    /// <summary>Kept aside, the item alone says who wrote it: both ways must come to the same key.</summary>
    private static PreparedItem ByAnna(string id, params IReadOnlyList<long> topics) =>
        By(Item(id, topics), "Anna Muster", Key);

    private static PreparedItem By(PreparedItem item, string name, string key) =>
        item with
        {
            Item = item.Item with
            {
                AuthorName = name,
                Text = $"{Secret} says of {item.Item.ExternalId} what she thinks",
            },
            Site = "example.org",
            Author = new Author(key, name, null, null),
        };

    private static PreparedItem ByBob(string id, params IReadOnlyList<long> topics) =>
        By(Item(id, topics), "Bob", "example.org:bob") with
        {
            Item = Item(id).Item with { AuthorName = "Bob", Text = "Bob says nothing much of it" },
        };

    [Fact]
    public async Task Erase_Author_LeavesNothingAndNothingComesBack()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(
            source,
            ByAnna("a", topic).NeedingAnAnswer(),
            ByAnna("b", topic),
            ByAnna("aside"),
            ByBob("c", topic)
        );
        await Stores.SaveAsync(source, ByAnna("a", topic).With($"{Secret} thinks again", Now.AddHours(1)));
        var mention = (await Stores.Mentions.WalkAsync(0, 10, Cancel))[0];
        await Stores.Cases.ApplyAsync(mention.Id, new CaseAction.AddNote($"{Secret} called"), 1, Now, null, Cancel);
        var extent = await Stores.Erasure.PreviewAsync(ErasureRequest.OfAuthor(Key), Cancel);

        var trace = await Stores.Erasure.EraseAsync(ErasureRequest.OfAuthor(Key), 7, Now, Cancel);

        Assert.Equal((2L, 1L, 1L), (extent.Mentions, extent.KeptItems, extent.Versions));
        Assert.Equal((2L, 1L, 7L), (trace.Mentions, trace.KeptItems, trace.UserId));
        Assert.NotNull(trace.FinishedAt);
        Assert.Equal([trace], await Stores.Erasure.TracesAsync(10, Cancel));
        Assert.Equal("c", (await Stores.OnlyMentionAsync()).ExternalId);
        Assert.Equal(1, (await Stores.Counts.TotalsAsync(Query(topic), Cancel)).Total);
        await AssertNowhereAsync(Secret, "Anna Muster", "anna muster");
        Assert.Empty(await Stores.Database.CheckAsync(Cancel));

        await Stores.SaveAsync(
            source,
            ByAnna("a", topic),
            ByAnna("aside", topic),
            ByAnna("brand new", topic),
            ByBob("d", topic)
        );

        Assert.Equal(["c", "d"], (await Stores.Mentions.WalkAsync(0, 10, Cancel)).Select(m => m.ExternalId));
        await AssertNowhereAsync(Secret, "Anna Muster", "anna muster");
        Assert.Empty(await Stores.Database.CheckAsync(Cancel));
    }

    [Fact]
    public async Task Erase_Mention_IsKnownWhenItComesAgain_AndItsAuthorIsStillRead()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, ByAnna("a", topic));
        var mention = await Stores.OnlyMentionAsync();
        var before = await Stores.Mentions.LatestChangeAsync(Cancel);

        await Stores.Erasure.EraseAsync(ErasureRequest.OfMention(mention.Id), null, Now, Cancel);

        Assert.Equal(mention.Id, Assert.Single(await Stores.Mentions.ChangesAsync(before, 10, Cancel)).MentionId);
        var again = await Stores.SaveAsync(
            source,
            ByAnna("a", topic).With("edited since", Now.AddDays(1)),
            ByAnna("b", topic)
        );
        Assert.Equal((1, 1), (again.New, again.Known));
        // Some feeds give an entry a second name later on: it is the same entry.
        var renamed = ByAnna("a", topic) with
        {
            Keys = [.. ByAnna("a").Keys, ItemKeys.OfUrl("https://example.org/moved")],
        };
        Assert.Equal(1, (await Stores.SaveAsync(source, renamed)).Known);
        Assert.Empty(await Stores.Database.CheckAsync(Cancel));
    }

    [Fact]
    public async Task Erase_MentionOfAThread_LeavesRoomForItsNeighbours()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        const string Page = "https://example.org/thread";
        PreparedItem Post(string id) =>
            ByAnna(id, topic) with
            {
                Keys = [ItemKeys.OfId("example.org", id), ItemKeys.OfUrl(Page)],
            };
        await Stores.SaveAsync(source, Post("1"));

        await Stores.Erasure.EraseAsync(
            ErasureRequest.OfMention((await Stores.OnlyMentionAsync()).Id),
            null,
            Now,
            Cancel
        );
        var again = await Stores.SaveAsync(source, Post("1"), Post("2"));

        Assert.Equal((1, 1), (again.New, again.Known));
    }

    [Fact]
    public async Task Erase_Source_TakesItAndAllItBrought()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        var other = await Stores.AddSourceAsync("https://example.net/feed");
        await Stores.SaveAsync(
            source,
            [.. Enumerable.Range(0, 250).Select(i => ByAnna($"m{i}", topic)), ByAnna("aside")]
        );
        await Stores.SaveAsync(other, ByBob("c", topic));

        var trace = await Stores.Erasure.EraseAsync(ErasureRequest.OfSource(source), 1, Now, Cancel);

        Assert.Equal((250L, 1L), (trace.Mentions, trace.KeptItems));
        Assert.Equal(other, Assert.Single(await Stores.Sources.ListAsync(Cancel)).Id);
        Assert.Null(await Stores.Sources.FindAsync(source, Cancel));
        Assert.Equal(1, (await Stores.Counts.TotalsAsync(Query(topic), Cancel)).Total);
        Assert.Empty(await Stores.Database.CheckAsync(Cancel));
    }

    [Theory]
    [InlineData("Anna Muster")]
    [InlineData("anna muster")]
    [InlineData(Key)]
    public async Task FindAuthors_ByNameOrKey_FindsThem(string text)
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, ByAnna("a", topic), ByAnna("b", topic), ByBob("c", topic));

        Assert.Equal(
            new KnownAuthor(Key, "example.org", "Anna Muster", "@anna", 2) with
            {
                Handle = null,
            },
            Assert.Single(await Stores.Erasure.FindAuthorsAsync(text, 10, Cancel)) with
            {
                Handle = null,
            }
        );
    }

    [Fact]
    public async Task Erase_MentionThatAnEpisodePointsAt_IsTakenOutOfItsEvidence()
    {
        var (source, topic) = (await Stores.AddSourceAsync(), await Stores.AddTopicAsync());
        await Stores.SaveAsync(source, ByAnna("a", topic), ByBob("c", topic));
        var ids = (await Stores.Mentions.WalkAsync(0, 10, Cancel)).Select(m => m.Id).ToList();
        await Stores.Database.WriteAsync(
            ReputationWatch.Storage.Dialects.Lane.Rows,
            s =>
                s.ExecuteAsync(
                    """
                    insert into episodes (topic_id, opened_at, closed_at, evidence, peak, tracker)
                    values (@topic, 0, 1, @evidence, @evidence, '{}')
                    """,
                    new
                    {
                        topic,
                        evidence = $$"""{"Mentions":{{ids[0]}},"TopMentionIds":["{{ids[0]}}","{{ids[1]}}"],"BlindSources":["{{ids[0]}}"]}""",
                    },
                    Cancel
                ),
            Cancel
        );

        var trace = await Stores.Erasure.EraseAsync(ErasureRequest.OfAuthor(Key), null, Now, Cancel);

        Assert.Equal(1, trace.Episodes);
        Assert.Equal(
            $$"""{"Mentions":{{ids[0]}},"TopMentionIds":["{{ids[1]}}"],"BlindSources":["{{ids[0]}}"]}""",
            await Stores.Database.ReadAsync(
                s => s.ScalarAsync<string>("select evidence from episodes", null, Cancel),
                Cancel
            )
        );
    }

    /// <summary>In no text column of any table.</summary>
    private async Task AssertNowhereAsync(params IReadOnlyList<string> words)
    {
        string[] columns =
        [
            "mentions|coalesce(title,'') || text || author_key || coalesce(author_name,'') || coalesce(author_handle,'')",
            "mention_versions|text",
            "unmatched_items|item",
            "case_events|coalesce(note,'')",
            "erasures|subject",
            "episodes|evidence || peak",
        ];
        foreach (var (table, column) in columns.Select(c => (c[..c.IndexOf('|')], c[(c.IndexOf('|') + 1)..])))
        {
            var texts = await Stores.Database.ReadAsync(
                s => s.ListAsync<string>($"select {column} from {table}", null, Cancel),
                Cancel
            );
            Assert.DoesNotContain(texts, text => words.Any(word => text.Contains(word, StringComparison.Ordinal)));
        }
    }
}
