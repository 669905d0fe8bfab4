using Microsoft.AspNetCore.Identity;
using ReputationWatch.App.Web.Access;
using ReputationWatch.Core.Users;

namespace ReputationWatch.Tests.Web;

public sealed class PasswordCheckTests
{
    private const string Right = "correct horse battery";
    private readonly Users _users = new();
    private readonly Clock _clock = new();
    private readonly PasswordCheck _check;

    public PasswordCheckTests()
    {
        var hasher = new PasswordHasher<User>();
        _check = new PasswordCheck(_users, hasher, _clock);
        var user = new User
        {
            Id = 1,
            Email = "ada@example.org",
            Name = "Ada",
        };
        _users.Only = user with { PasswordHash = hasher.HashPassword(user, Right) };
    }

    [Fact]
    public async Task Check_RightPassword_Welcomes() => Assert.Equal(SignInOutcome.Welcome, await TryAsync(Right));

    [Fact]
    public async Task Check_UnknownAddress_IsAnsweredLikeAWrongPassword()
    {
        var (outcome, user) = await _check.CheckAsync("nobody@example.org", Right, default);

        Assert.Equal(SignInOutcome.Refused, outcome);
        Assert.Null(user);
        Assert.Equal(SignInOutcome.Refused, await TryAsync("wrong"));
    }

    [Fact]
    public async Task Check_FiveFailures_LocksOutEvenTheRightPassword_ForAWhile()
    {
        for (var i = 1; i < PasswordCheck.FailuresAllowed; i++)
        {
            Assert.Equal(SignInOutcome.Refused, await TryAsync("wrong"));
        }

        Assert.Equal(SignInOutcome.LockedOut, await TryAsync("wrong"));
        Assert.Equal(SignInOutcome.LockedOut, await TryAsync(Right));
        _clock.Now += PasswordCheck.LockOut + TimeSpan.FromSeconds(1);
        Assert.Equal(SignInOutcome.Welcome, await TryAsync(Right));
        Assert.Null(_users.Only!.LockedOutUntil);
    }

    [Fact]
    public async Task Check_ASuccess_ForgetsEarlierFailures()
    {
        await TryAsync("wrong");
        await TryAsync("wrong");
        await TryAsync(Right);

        Assert.Equal(0, _users.Only!.FailedSignIns);
    }

    [Fact]
    public async Task Check_DisabledAccount_IsRefused()
    {
        _users.Only = _users.Only! with { Enabled = false };

        Assert.Equal(SignInOutcome.Refused, await TryAsync(Right));
    }

    [Theory]
    [InlineData("Ada", "ada@example.org", "long enough words", "long enough words", 0)]
    [InlineData("", "ada@example.org", "long enough words", "long enough words", 1)]
    [InlineData("Ada", "not an address", "long enough words", "long enough words", 1)]
    [InlineData("Ada", "Ada <ada@example.org>", "long enough words", "long enough words", 1)]
    [InlineData("Ada", "ada@example.org\r\nBcc: x@y.z", "short", "short", 2)]
    [InlineData("Ada", "ada@example.org", "long enough words", "long enough wordz", 1)]
    public void AccountRules_NameWhatIsWrong(string name, string email, string password, string again, int errors) =>
        Assert.Equal(errors, AccountRules.Check(name, email, password, again).Count());

    private async Task<SignInOutcome> TryAsync(string password) =>
        (await _check.CheckAsync(" ada@example.org ", password, default)).Outcome;

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Users : IUserStore
    {
        public User? Only { get; set; }

        public Task<bool> AnyAsync(CancellationToken cancel) => Task.FromResult(Only is not null);

        public Task<IReadOnlyList<User>> ListAsync(CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<User>>(Only is null ? [] : [Only]);

        public Task<User?> FindAsync(long id, CancellationToken cancel) =>
            Task.FromResult(Only?.Id == id ? Only : null);

        public Task<User?> FindByEmailAsync(string email, CancellationToken cancel) =>
            Task.FromResult(email.Equals(Only?.Email, StringComparison.OrdinalIgnoreCase) ? Only : null);

        public Task<long?> AddAsync(User user, CancellationToken cancel) => Task.FromResult<long?>(null);

        public Task<bool> UpdateAsync(User user, CancellationToken cancel)
        {
            Only = user;
            return Task.FromResult(true);
        }

        public Task<bool> AddFailedSignInAsync(long id, int allowed, DateTimeOffset lockUntil, CancellationToken cancel)
        {
            var failures = Only!.FailedSignIns + 1;
            var locks = failures >= allowed;
            Only = Only with
            {
                FailedSignIns = locks ? 0 : failures,
                LockedOutUntil = locks ? lockUntil : Only.LockedOutUntil,
            };
            return Task.FromResult(locks);
        }

        public Task ForgetFailedSignInsAsync(long id, CancellationToken cancel)
        {
            Only = Only! with { FailedSignIns = 0, LockedOutUntil = null };
            return Task.CompletedTask;
        }
    }
}
