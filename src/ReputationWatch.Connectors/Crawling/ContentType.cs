namespace ReputationWatch.Connectors.Crawling;

/// <summary>A Content-Type header, read as leniently as servers write it.</summary>
public sealed record ContentType(string? MediaType, string? Charset)
{
    public static ContentType Parse(string? header)
    {
        var parts = (header ?? "").Split(';');
        var mediaType = parts[0].Trim().ToLowerInvariant();
        var charset = parts
            .Skip(1)
            .Select(p => p.Split('=', 2))
            .Where(p => p.Length == 2 && p[0].Trim().Equals("charset", StringComparison.OrdinalIgnoreCase))
            .Select(p => p[1].Trim().Trim('"', '\'').Trim())
            .FirstOrDefault(v => v.Length > 0);
        return new ContentType(mediaType.Length == 0 ? null : mediaType, charset);
    }
}
