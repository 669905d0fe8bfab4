namespace ReputationWatch.Search;

/// <summary>SHA-256 fingerprints of certificates as people paste them: with colons, in either case.</summary>
internal static class Fingerprint
{
    /// <summary>64 upper-case digits; null when it is no SHA-256.</summary>
    public static string? Parse(string written)
    {
        var digits = written.Replace(":", "", StringComparison.Ordinal).Trim().ToUpperInvariant();
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? digits : null;
    }
}
