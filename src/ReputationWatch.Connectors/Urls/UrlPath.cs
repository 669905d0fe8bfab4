namespace ReputationWatch.Connectors.Urls;

/// <summary>The segments of a path while it is parsed (URL Standard, path state and "shorten a url's path").</summary>
internal sealed class UrlPath
{
    private readonly List<string> segments = [];

    public string Serialise() => segments.Count == 0 ? "" : "/" + string.Join('/', segments);

    public void Clear() => segments.Clear();

    public void CopyFrom(string serialised)
    {
        segments.Clear();
        if (serialised.Length > 0)
        {
            segments.AddRange(serialised[1..].Split('/'));
        }
    }

    public void CopyDriveLetterFrom(string serialised)
    {
        var first = serialised.Split('/').ElementAtOrDefault(1);
        if (first is not null && IsNormalisedDriveLetter(first))
        {
            segments.Add(first);
        }
    }

    public void Add(string segment, string scheme, bool slashFollows)
    {
        if (IsDoubleDot(segment))
        {
            Shorten(scheme);
            AddEmptyUnless(slashFollows);
        }
        else if (IsSingleDot(segment))
        {
            AddEmptyUnless(slashFollows);
        }
        else if (scheme == "file" && segments.Count == 0 && IsDriveLetter(segment))
        {
            segments.Add(segment[0] + ":");
        }
        else
        {
            segments.Add(segment);
        }
    }

    public void Shorten(string scheme)
    {
        if (scheme == "file" && segments.Count == 1 && IsNormalisedDriveLetter(segments[0]))
        {
            return;
        }
        if (segments.Count > 0)
        {
            segments.RemoveAt(segments.Count - 1);
        }
    }

    /// <summary>Two characters: a letter, then a colon or a bar.</summary>
    public static bool IsDriveLetter(ReadOnlySpan<char> text) =>
        text.Length == 2 && char.IsAsciiLetter(text[0]) && text[1] is (':' or '|');

    public static bool StartsWithDriveLetter(ReadOnlySpan<char> text) =>
        text.Length >= 2 && IsDriveLetter(text[..2]) && (text.Length == 2 || text[2] is ('/' or '\\' or '?' or '#'));

    private static bool IsNormalisedDriveLetter(string text) => IsDriveLetter(text) && text[1] == ':';

    private void AddEmptyUnless(bool slashFollows)
    {
        if (!slashFollows)
        {
            segments.Add("");
        }
    }

    private static bool IsSingleDot(string segment) =>
        segment == "." || segment.Equals("%2e", StringComparison.OrdinalIgnoreCase);

    private static bool IsDoubleDot(string segment) =>
        segment.Length is >= 2 and <= 6 && segment.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase) == "..";
}
