namespace ReputationWatch.Core.Users;

public enum UserRole
{
    /// <summary>Reads everything, changes nothing.</summary>
    Reader,

    /// <summary>Triage, topics, sources.</summary>
    Manager,

    /// <summary>Everything, with users and settings.</summary>
    Admin,
}

/// <summary>A person who signs in.</summary>
public sealed record User
{
    public long Id { get; init; }
    public required string Email { get; init; }
    public required string Name { get; init; }
    public UserRole Role { get; init; }

    /// <summary>Hash in the format of ASP.NET Core Identity's password hasher.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Changes when the password or role does, so that old cookies end.</summary>
    public string SecurityStamp { get; init; } = "";
    public int FailedSignIns { get; init; }
    public DateTimeOffset? LockedOutUntil { get; init; }

    /// <summary>fr or en.</summary>
    public string Language { get; init; } = "en";

    /// <summary>IANA name.</summary>
    public string TimeZone { get; init; } = "Europe/Zurich";

    /// <summary>Whether alert e-mails go to this person.</summary>
    public bool ReceivesAlerts { get; init; } = true;
    public DateTimeOffset CreatedAt { get; init; }
    public bool Enabled { get; init; } = true;

    /// <summary>Grows with every change, so that an older copy is not written back over it.</summary>
    public long Version { get; init; } = 1;
}

public interface IUserStore
{
    Task<bool> AnyAsync(CancellationToken cancel);

    Task<IReadOnlyList<User>> ListAsync(CancellationToken cancel);

    Task<User?> FindAsync(long id, CancellationToken cancel);

    /// <summary>Case does not matter.</summary>
    Task<User?> FindByEmailAsync(string email, CancellationToken cancel);

    /// <summary>Returns the id, or null when the address is taken.</summary>
    Task<long?> AddAsync(User user, CancellationToken cancel);

    /// <summary>
    /// Saves a change of everything but the failed sign-ins, which have statements of their own. Returns false, and changes nothing,
    /// when the account has another <see cref="User.Version"/> by now.
    /// </summary>
    Task<bool> UpdateAsync(User user, CancellationToken cancel);

    /// <summary>
    /// Counts a failed sign-in, and locks the account at the last one allowed. By itself, so that guesses made side by side all count
    /// and nothing that an administrator changes meanwhile is undone. Returns whether this one locked it.
    /// </summary>
    Task<bool> AddFailedSignInAsync(long id, int allowed, DateTimeOffset lockUntil, CancellationToken cancel);

    /// <summary>After a good sign-in: no failures, no lock.</summary>
    Task ForgetFailedSignInsAsync(long id, CancellationToken cancel);
}

public static class UserChanges
{
    /// <summary>
    /// Changes the account as it is now, whatever others changed since it was read: <paramref name="change"/> sets its own fields
    /// only. Returns what was saved; null when the account is gone.
    /// </summary>
    public static async Task<User?> ChangeAsync(
        this IUserStore users,
        long id,
        Func<User, User> change,
        CancellationToken cancel
    )
    {
        while (await users.FindAsync(id, cancel) is { } current)
        {
            var changed = change(current);
            if (await users.UpdateAsync(changed, cancel))
            {
                return changed with { Version = changed.Version + 1 };
            }
        }
        return null;
    }
}

public interface ISettingsStore
{
    Task<string?> GetAsync(string key, CancellationToken cancel);

    Task SetAsync(string key, string? value, CancellationToken cancel);

    /// <summary>The value kept, or this one, which is kept from now on: processes that ask at once get the same.</summary>
    Task<string> GetOrAddAsync(string key, string value, CancellationToken cancel);
}
