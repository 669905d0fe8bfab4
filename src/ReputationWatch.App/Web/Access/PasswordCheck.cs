using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Web.Access;

internal enum SignInOutcome
{
    Welcome,

    /// <summary>Unknown address, wrong password or a disabled account: one answer, so that addresses cannot be guessed.</summary>
    Refused,
    LockedOut,
}

/// <summary>Checks passwords, counts failures and locks out.</summary>
internal sealed class PasswordCheck(IUserStore users, IPasswordHasher<User> hasher, TimeProvider clock)
{
    public const int FailuresAllowed = 5;
    public const int MinimumPassword = 10;
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    // Hashing for an unknown address as well, so that the time of the answer says nothing.
    private static readonly User Nobody = new() { Email = "", Name = "" };
    private static readonly Lazy<string> NobodysHash = new(() =>
        new PasswordHasher<User>().HashPassword(Nobody, NewStamp())
    );

    public async Task<(SignInOutcome Outcome, User? User)> CheckAsync(
        string email,
        string password,
        CancellationToken cancel
    )
    {
        var now = clock.GetUtcNow();
        var user = await users.FindByEmailAsync(email.Trim(), cancel);
        var checkedHash = hasher.VerifyHashedPassword(
            user ?? Nobody,
            user?.PasswordHash ?? NobodysHash.Value,
            password
        );
        if (user is null || !user.Enabled)
        {
            return (SignInOutcome.Refused, null);
        }
        if (user.LockedOutUntil > now)
        {
            return (SignInOutcome.LockedOut, user);
        }
        return checkedHash == PasswordVerificationResult.Failed
            ? await RefuseAsync(user, now, cancel)
            : await WelcomeAsync(user.Id, password, checkedHash, now, cancel);
    }

    public string Hash(User user, string password) => hasher.HashPassword(user, password);

    public static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private async Task<(SignInOutcome, User?)> RefuseAsync(User user, DateTimeOffset now, CancellationToken cancel)
    {
        var locked = await users.AddFailedSignInAsync(user.Id, FailuresAllowed, now + LockOut, cancel);
        return (locked ? SignInOutcome.LockedOut : SignInOutcome.Refused, user);
    }

    /// <summary>Looks again: while the password was checked, guesses made side by side may have locked the account.</summary>
    private async Task<(SignInOutcome, User?)> WelcomeAsync(
        long id,
        string password,
        PasswordVerificationResult result,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (await users.FindAsync(id, cancel) is not { Enabled: true } user)
        {
            return (SignInOutcome.Refused, null);
        }
        if (user.LockedOutUntil > now)
        {
            return (SignInOutcome.LockedOut, user);
        }
        if (user.FailedSignIns > 0 || user.LockedOutUntil is not null)
        {
            await users.ForgetFailedSignInsAsync(id, cancel);
            user = user with { FailedSignIns = 0, LockedOutUntil = null };
        }
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            // The password is the same; when the account changed meanwhile, the next sign-in hashes it anew.
            await users.UpdateAsync(user with { PasswordHash = Hash(user, password) }, cancel);
        }
        return (SignInOutcome.Welcome, user);
    }
}
