using ReputationWatch.Core.Notifications;
using ReputationWatch.Storage.Notifications;

namespace ReputationWatch.Storage.Topics;

/// <summary>
/// Gives the topics of a group another group, and takes along what knows the group by its name: who is told of it, the calendar, and
/// its episodes. When the group is renamed they know the new name; when it is merged or dissolved they keep the topics that it had,
/// so that nobody is told of more or of less than before.
/// </summary>
internal sealed class GroupMove(Session session, string group, string? to)
{
    private const string TopicsSql = "select id from topics where group_name = @name and deleting = 0 order by id";
    private const string MoveSql = "update topics set group_name = @to where group_name = @group and deleting = 0";
    private const string RenameEpisodesSql = "update episodes set group_name = @to where group_name = @group";
    private const string RenameCalendarSql = "update calendar_entries set group_name = @to where group_name = @group";

    // Without the "where", SQLite would take "on conflict" for the condition of a join.
    private const string NameTopicsSql = """
        insert into calendar_entry_topics (entry_id, topic_id)
        select e.id, t.id from calendar_entries e join topics t on t.id in (select value from each(@ids))
        where e.group_name = @group on conflict do nothing
        """;

    private const string PreferencesSql = "select user_id as id, preferences as wishes from alert_preferences";
    private const string SavePreferencesSql = "update alert_preferences set preferences = @wishes where user_id = @id";
    private const string ChannelsSql = "select id, wishes from channels";
    private const string SaveChannelSql = "update channels set wishes = @wishes where id = @id";

    /// <summary>Returns how many topics moved.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var ids = await session.RunListAsync(TopicsSql, [group], cancel);
        if (ids.Count == 0 || group == to)
        {
            return ids.Count;
        }
        var renames = to is not null && (await session.RunListAsync(TopicsSql, [to], cancel)).Count == 0;
        await session.ExecuteAsync(MoveSql, new { group, to }, cancel);
        await MoveCalendarAsync(ids, renames, cancel);
        if (renames)
        {
            await session.ExecuteAsync(RenameEpisodesSql, new { group, to }, cancel);
        }
        foreach (var row in await session.ListAsync<WishesRow>(PreferencesSql, null, cancel))
        {
            var wishes = StoredWishes.Read<AlertPreferences>(row.Wishes);
            var moved = wishes with { Topics = Moved(wishes.Topics, ids, renames) };
            await SaveAsync(SavePreferencesSql, row, StoredWishes.Write(moved), cancel);
        }
        foreach (var row in await session.ListAsync<WishesRow>(ChannelsSql, null, cancel))
        {
            var wishes = StoredWishes.Read<ChannelWishes>(row.Wishes);
            var moved = wishes with { Topics = Moved(wishes.Topics, ids, renames) };
            await SaveAsync(SaveChannelSql, row, StoredWishes.Write(moved), cancel);
        }
        return ids.Count;
    }

    private async Task MoveCalendarAsync(List<long> ids, bool renames, CancellationToken cancel)
    {
        if (!renames)
        {
            await session.ExecuteAsync(NameTopicsSql, new { group, ids = session.List(ids) }, cancel);
        }
        // An entry without a group is for all topics only when it names none.
        await session.ExecuteAsync(RenameCalendarSql, new { group, to = renames ? to : null }, cancel);
    }

    private TopicWishes Moved(TopicWishes wishes, List<long> ids, bool renames) =>
        !wishes.Groups.Contains(group) ? wishes
        : renames ? wishes with { Groups = [.. wishes.Groups.Select(g => g == group ? to! : g).Distinct()] }
        : wishes with
        {
            Groups = [.. wishes.Groups.Where(g => g != group)],
            TopicIds = [.. wishes.TopicIds.Union(ids)],
        };

    private Task SaveAsync(string sql, WishesRow row, string wishes, CancellationToken cancel) =>
        wishes == row.Wishes ? Task.CompletedTask : session.ExecuteAsync(sql, new { id = row.Id, wishes }, cancel);

    private sealed record WishesRow
    {
        public long Id { get; init; }
        public required string Wishes { get; init; }
    }
}
