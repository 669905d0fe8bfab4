using ReputationWatch.Core.Notifications;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Notifications;

internal sealed class ChannelStore(Database database) : IChannelStore
{
    private const string Columns = "id, name, kind, url, secret, language, enabled, created_at, wishes";
    private const string ListSql = $"select {Columns} from channels order by name, id";
    private const string FindSql = $"select {Columns} from channels where id = @id";

    private const string AddSql = """
        insert into channels (name, kind, url, secret, language, enabled, created_at, wishes)
        values (@name, @kind, @url, @secret, @language, @enabled, @createdAt, @wishes)
        returning id
        """;

    private const string UpdateSql = """
        update channels set name = @name, kind = @kind, url = @url, secret = @secret, language = @language, enabled = @enabled,
          wishes = @wishes
        where id = @id
        """;

    private const string DeleteSql = "delete from channels where id = @id";

    private const string GiveUpSql = """
        update notifications set dead = 1, claimed_at = null, last_error = @error
        where channel_id = @id and sent_at is null and dead = 0
        """;

    public Task<IReadOnlyList<AlertChannel>> ListAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<AlertChannel>>(
            async s => [.. (await s.ListAsync<ChannelRow>(ListSql, null, cancel)).Select(r => r.ToChannel())],
            cancel
        );

    public Task<AlertChannel?> FindAsync(long id, CancellationToken cancel) =>
        database.ReadAsync(
            async s => (await s.FirstAsync<ChannelRow>(FindSql, new { id }, cancel))?.ToChannel(),
            cancel
        );

    public Task<long> AddAsync(AlertChannel channel, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ScalarAsync<long>(AddSql, Parameters(channel), cancel), cancel);

    public Task UpdateAsync(AlertChannel channel, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ExecuteAsync(UpdateSql, Parameters(channel), cancel), cancel);

    public Task DeleteAsync(long id, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
            {
                await s.ExecuteAsync(
                    GiveUpSql,
                    new { id, error = new SendTrouble(TroubleKind.ChannelDeleted).ToString() },
                    cancel
                );
                await s.ExecuteAsync(DeleteSql, new { id }, cancel);
            },
            cancel
        );

    private static object Parameters(AlertChannel channel) =>
        new
        {
            id = channel.Id,
            name = channel.Name.Clean(),
            kind = channel.Kind,
            url = channel.Url.Clean(),
            secret = channel.Secret.Clean(),
            language = channel.Language.Clean(),
            enabled = channel.Enabled.ToFlag(),
            createdAt = channel.CreatedAt.ToUnix(),
            wishes = StoredWishes.Write(channel.Wishes),
        };

    private sealed record ChannelRow
    {
        public long Id { get; init; }
        public required string Name { get; init; }
        public long Kind { get; init; }
        public required string Url { get; init; }
        public string? Secret { get; init; }
        public required string Language { get; init; }
        public long Enabled { get; init; }
        public long CreatedAt { get; init; }
        public required string Wishes { get; init; }

        public AlertChannel ToChannel() =>
            new()
            {
                Id = Id,
                Name = Name,
                Kind = (ChannelKind)Kind,
                Url = Url,
                Secret = Secret,
                Language = Language,
                Enabled = Enabled == 1,
                CreatedAt = CreatedAt.ToTime(),
                Wishes = StoredWishes.Read<ChannelWishes>(Wishes),
            };
    }
}
