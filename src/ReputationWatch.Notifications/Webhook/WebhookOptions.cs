namespace ReputationWatch.Notifications.Webhook;

/// <summary>How webhooks are called. The addresses are recipients; see <see cref="WebhookTarget"/> for their forms.</summary>
public sealed record WebhookOptions
{
    /// <summary>
    /// Signs the generic form, as Standard Webhooks says: any text, or <c>whsec_</c> and base64. Null: no signature is sent.
    /// </summary>
    public string? Secret { get; init; }

    /// <summary>A file that holds the secret; wins over <see cref="Secret"/>.</summary>
    public string? SecretFile { get; init; }

    /// <summary>For one call, from connecting to the status line.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What is wrong with the settings, in sentences that say how to mend it. Empty: nothing.</summary>
    public IEnumerable<string> Validate()
    {
        if (Timeout <= TimeSpan.Zero)
        {
            yield return "Webhook:Timeout must be longer than nothing. 00:00:15 is usual.";
        }
        if (SecretFile is { Length: > 0 } file && !File.Exists(file))
        {
            yield return $"Webhook:SecretFile names {file}, which does not exist. Create it, or remove the setting.";
        }
        if (Secret?.StartsWith("whsec_", StringComparison.Ordinal) == true && !IsBase64(Secret[6..]))
        {
            yield return "Webhook:Secret begins with whsec_ but is not base64 after it. Copy it again.";
        }
    }

    internal string? ReadSecret() =>
        SecretFile is { Length: > 0 } file ? File.ReadAllText(file).TrimEnd('\r', '\n') : Secret;

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);
}
