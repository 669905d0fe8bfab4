using ReputationWatch.Core.Users;
using ReputationWatch.Storage.Dialects;

namespace ReputationWatch.Storage.Users;

internal sealed class UserStore(Database database) : IUserStore
{
    private const string Columns = """
        id, email, name, role, password_hash, security_stamp, failed_sign_ins, locked_out_until, language, time_zone,
        receives_alerts, created_at, enabled, version
        """;

    private const string AnySql = "select case when exists (select 1 from users) then 1 else 0 end";
    private const string ListSql = $"select {Columns} from users order by name, id";
    private const string FindSql = $"select {Columns} from users where id = @id";
    private const string FindByEmailSql = $"select {Columns} from users where email_key = @emailKey";

    private const string AddSql = """
        insert into users (email, email_key, name, role, password_hash, security_stamp, failed_sign_ins, locked_out_until,
          language, time_zone, receives_alerts, created_at, enabled)
        values (@email, @emailKey, @name, @role, @passwordHash, @securityStamp, @failedSignIns, @lockedOutUntil, @language,
          @timeZone, @receivesAlerts, @createdAt, @enabled)
        on conflict (email_key) do nothing
        returning id
        """;

    private const string UpdateSql = """
        update users set email = @email, email_key = @emailKey, name = @name, role = @role, password_hash = @passwordHash,
          security_stamp = @securityStamp, language = @language, time_zone = @timeZone,
          receives_alerts = @receivesAlerts, enabled = @enabled, version = version + 1
        where id = @id and version = @version
        """;

    private const string FailSql = """
        update users set
          locked_out_until = case when failed_sign_ins + 1 >= @allowed then @lockUntil else locked_out_until end,
          failed_sign_ins = case when failed_sign_ins + 1 >= @allowed then 0 else failed_sign_ins + 1 end
        where id = @id
        returning failed_sign_ins
        """;

    private const string ForgetFailuresSql =
        "update users set failed_sign_ins = 0, locked_out_until = null where id = @id";

    public Task<bool> AnyAsync(CancellationToken cancel) =>
        database.ReadAsync(async s => await s.ScalarAsync<long>(AnySql, null, cancel) == 1, cancel);

    public Task<IReadOnlyList<User>> ListAsync(CancellationToken cancel) =>
        database.ReadAsync<IReadOnlyList<User>>(
            async s => [.. (await s.ListAsync<UserRow>(ListSql, null, cancel)).Select(r => r.ToUser())],
            cancel
        );

    public Task<User?> FindAsync(long id, CancellationToken cancel) =>
        database.ReadAsync(async s => (await s.FirstAsync<UserRow>(FindSql, new { id }, cancel))?.ToUser(), cancel);

    public Task<User?> FindByEmailAsync(string email, CancellationToken cancel) =>
        database.ReadAsync(
            async s => (await s.FirstAsync<UserRow>(FindByEmailSql, new { emailKey = KeyOf(email) }, cancel))?.ToUser(),
            cancel
        );

    public Task<long?> AddAsync(User user, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ScalarAsync<long?>(AddSql, Parameters(user), cancel), cancel);

    public Task<bool> UpdateAsync(User user, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s => await s.ExecuteAsync(UpdateSql, Parameters(user), cancel) == 1,
            cancel
        );

    public Task<bool> AddFailedSignInAsync(long id, int allowed, DateTimeOffset lockUntil, CancellationToken cancel) =>
        database.WriteAsync(
            Lane.Rows,
            async s =>
                await s.ScalarAsync<long?>(
                    FailSql,
                    new
                    {
                        id,
                        allowed = (long)allowed,
                        lockUntil = lockUntil.ToUnix(),
                    },
                    cancel
                )
                    is 0,
            cancel
        );

    public Task ForgetFailedSignInsAsync(long id, CancellationToken cancel) =>
        database.WriteAsync(Lane.Rows, s => s.ExecuteAsync(ForgetFailuresSql, new { id }, cancel), cancel);

    /// <summary>Folded here and not by the engines, whose "lower" know different letters.</summary>
    private static string KeyOf(string email) => email.Clean().Trim().ToLowerInvariant();

    private static object Parameters(User user) =>
        new
        {
            id = user.Id,
            email = user.Email.Clean(),
            emailKey = KeyOf(user.Email),
            name = user.Name.Clean(),
            role = user.Role,
            passwordHash = user.PasswordHash,
            securityStamp = user.SecurityStamp,
            failedSignIns = user.FailedSignIns,
            lockedOutUntil = user.LockedOutUntil.ToUnix(),
            language = user.Language.Clean(),
            timeZone = user.TimeZone.Clean(),
            receivesAlerts = user.ReceivesAlerts.ToFlag(),
            createdAt = user.CreatedAt.ToUnix(),
            enabled = user.Enabled.ToFlag(),
            version = user.Version,
        };

    private sealed record UserRow
    {
        public long Id { get; init; }
        public required string Email { get; init; }
        public required string Name { get; init; }
        public long Role { get; init; }
        public string? PasswordHash { get; init; }
        public required string SecurityStamp { get; init; }
        public long FailedSignIns { get; init; }
        public long? LockedOutUntil { get; init; }
        public required string Language { get; init; }
        public required string TimeZone { get; init; }
        public long ReceivesAlerts { get; init; }
        public long CreatedAt { get; init; }
        public long Enabled { get; init; }
        public long Version { get; init; }

        public User ToUser() =>
            new()
            {
                Id = Id,
                Email = Email,
                Name = Name,
                Role = (UserRole)Role,
                PasswordHash = PasswordHash,
                SecurityStamp = SecurityStamp,
                FailedSignIns = (int)FailedSignIns,
                LockedOutUntil = LockedOutUntil.ToTime(),
                Language = Language,
                TimeZone = TimeZone,
                ReceivesAlerts = ReceivesAlerts == 1,
                CreatedAt = CreatedAt.ToTime(),
                Enabled = Enabled == 1,
                Version = Version,
            };
    }
}
