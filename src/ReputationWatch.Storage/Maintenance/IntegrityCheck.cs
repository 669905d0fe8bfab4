using ReputationWatch.Storage.Counts;

namespace ReputationWatch.Storage.Maintenance;

/// <summary>Looks for what must never be: damaged pages, counts that do not add up, rows whose counterpart is missing.</summary>
internal sealed class IntegrityCheck(Database database)
{
    /// <summary>Each counts rows that must not exist, and says what they are.</summary>
    private static readonly (string Sql, string Words)[] Rules =
    [
        (
            """
            select count(*) from item_keys k
            where (k.owner > 0 and not exists (select 1 from mentions m where m.id = k.owner))
              or (k.owner < 0 and k.owner > -2305843009213693952
                and not exists (select 1 from unmatched_items u where u.id = -k.owner))
            """,
            "item keys that belong to nothing"
        ),
        (
            "select count(*) from mentions m where not exists (select 1 from item_keys k where k.owner = m.id)",
            "mentions that no key would recognise"
        ),
        (
            """
            select count(*) from mention_topics t join mentions m on m.id = t.mention_id
            where t.published_at <> m.published_at or t.seen_at <> m.seen_at
            """,
            "topic rows whose times differ from the mention's"
        ),
        (
            """
            select count(*) from stories s
            where s.size <> (select count(*) from mentions m where m.id = s.id or m.story_id = s.id)
            """,
            "stories whose size is wrong"
        ),
        (
            """
            select count(*) from mentions m
            where m.story_id is not null and not exists (select 1 from stories s where s.id = m.story_id)
            """,
            "copies of a story that does not exist"
        ),
        (
            // Not "exists": the outbox has no index by mention, and a list is made once.
            """
            select count(*) from mentions
            where id > (select max(mention_id) from outbox_trimmed) and id not in (select mention_id from outbox)
            """,
            "mentions that were never announced to the index"
        ),
        (
            "select count(*) from cases c join mentions m on m.id = c.mention_id where c.published_at <> m.published_at",
            "cases whose place in the inbox is wrong"
        ),
    ];

    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancel)
    {
        var problems = new List<string>();
        problems.AddRange(
            await database.ReadAsync(s => s.ListAsync<string>(database.Dialect.CheckSql, null, cancel), cancel)
        );
        if (problems.Count > 0)
        {
            // What a damaged file says of its rows means nothing.
            return problems;
        }
        foreach (var (sql, words) in Rules)
        {
            var count = await database.ReadAsync(s => s.ScalarAsync<long>(sql, null, cancel), cancel);
            if (count > 0)
            {
                problems.Add($"{count} {words}");
            }
        }
        problems.AddRange(await new CountStore(database).VerifyAsync(cancel));
        return problems;
    }
}
