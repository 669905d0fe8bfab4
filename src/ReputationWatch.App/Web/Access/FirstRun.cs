using System.Net;
using System.Security.Cryptography;
using System.Text;
using ReputationWatch.Core.Users;

namespace ReputationWatch.App.Web.Access;

/// <summary>
/// Knows whether anybody can sign in yet. Until then every page leads to the set-up; from another machine than this one the
/// set-up asks for a token that only the log shows, so that a stranger on the network cannot be faster than the owner.
/// </summary>
internal sealed class FirstRun(IUserStore users, ISettingsStore settings)
{
    private static readonly string[] ForwardingHeaders = ["X-Forwarded-For", "X-Original-For", "Forwarded"];

    private volatile bool _done;

    private const string Setting = "setup.token";

    public async Task<bool> IsDoneAsync(CancellationToken cancel) => _done || (_done = await users.AnyAsync(cancel));

    /// <summary>
    /// Behind a proxy on this machine everybody comes from loopback; a forwarding header gives the proxy away, also one that has been
    /// read already, and so does the name asked for: a page elsewhere whose name is made to lead to this machine asks for its own.
    /// </summary>
    public static bool NeedsToken(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } address
        || !IPAddress.IsLoopback(address)
        || !IsThisMachine(context.Request.Host.Host)
        || ForwardingHeaders.Any(context.Request.Headers.ContainsKey);

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Kept in the store, so that all web processes of a cluster ask for the same one.</summary>
    public async Task<string> TokenAsync(CancellationToken cancel)
    {
        if (await settings.GetAsync(Setting, cancel) is { } known)
        {
            return known;
        }
        await settings.SetAsync(Setting, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), cancel);
        return (await settings.GetAsync(Setting, cancel))!;
    }

    public async Task<bool> AcceptsAsync(string? token, CancellationToken cancel)
    {
        var known = await TokenAsync(cancel);
        return token is not null
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(token.Trim().ToLowerInvariant()),
                Encoding.UTF8.GetBytes(known)
            );
    }

    /// <summary>The first account is there: the token has done its work.</summary>
    public Task EndAsync(CancellationToken cancel) => settings.SetAsync(Setting, null, cancel);
}

/// <summary>Leads to the set-up while there is nobody, and away from it afterwards.</summary>
internal sealed class FirstRunMiddleware(RequestDelegate next, FirstRun firstRun)
{
    private static readonly string[] AlwaysOpen = ["/preferences", "/error", "/health"];

    public async Task InvokeAsync(HttpContext context)
    {
        var path = context.Request.Path;
        var atSetup = path.StartsWithSegments("/setup", StringComparison.OrdinalIgnoreCase);
        var done = await firstRun.IsDoneAsync(context.RequestAborted);
        if (done == atSetup && !AlwaysOpen.Any(open => path.StartsWithSegments(open)))
        {
            context.Response.Redirect(done ? "/" : "/setup");
            return;
        }
        await next(context);
    }
}

/// <summary>Prints the token of the set-up when it may be needed.</summary>
internal sealed class FirstRunNotice(FirstRun firstRun, WebSettings settings, ILogger<FirstRunNotice> log)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.ServesPages && !await firstRun.IsDoneAsync(cancellationToken))
        {
            log.LogWarning(
                "No account exists yet. Open the address of this server to create the administrator. From another machine the page asks for this set-up token: {SetupToken}",
                await firstRun.TokenAsync(cancellationToken)
            );
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
