namespace ReputationWatch.App.Web;

/// <param name="KeysDirectory">Where the keys that protect cookies are kept; null keeps them in memory (tests).</param>
internal sealed record WebSettings(string? KeysDirectory)
{
    /// <summary>What Settings shows of the way mails go out; words of the configuration, never a secret.</summary>
    public MailSummary? Mail { get; init; }

    /// <summary>Several processes may serve the pages: the keys are kept in the database instead.</summary>
    public bool SharesKeys { get; init; }

    /// <summary>False for a process that only works.</summary>
    public bool ServesPages { get; init; } = true;

    /// <summary>Set by the demo: shows on the sign-in page how to get in.</summary>
    public (string Email, string Password)? DemoAccount { get; init; }
}

/// <param name="Server">host:port, or null when mails go to a pickup folder.</param>
internal sealed record MailSummary(string? Server, string? PickupFolder, string From);
