using System.Text;

namespace ReputationWatch.Connectors.Urls;

/// <summary>
/// The basic URL parser of the URL Standard (section 4.4), one method for each state or group of states. A method
/// returns false where the standard returns failure.
/// </summary>
internal sealed class UrlParser
{
    private readonly string input;
    private readonly WebUrl? baseUrl;
    private readonly UrlPath path = new();
    private int at;
    private string scheme = "";
    private string username = "";
    private string password = "";
    private string? host;
    private int? port;
    private string? opaquePath;
    private string? query;
    private string? fragment;

    public UrlParser(string raw, WebUrl? baseUrl)
    {
        input = Clean(raw);
        this.baseUrl = baseUrl;
    }

    private bool IsSpecial => UrlSchemes.IsSpecial(scheme);

    private bool AtEnd => at >= input.Length;

    /// <summary>The current character; NUL stands for the end, which <see cref="AtEnd"/> tells apart.</summary>
    private char Current => AtEnd ? '\0' : input[at];

    private ReadOnlySpan<char> Rest => input.AsSpan(Math.Min(at, input.Length));

    public WebUrl? Parse()
    {
        var valid = ReadScheme() ? ParseAfterScheme() : ParseWithoutScheme();
        return valid ? Build() : null;
    }

    private WebUrl Build() =>
        new()
        {
            Scheme = scheme,
            Username = username,
            Password = password,
            Host = host,
            Port = port,
            Path = opaquePath ?? path.Serialise(),
            HasOpaquePath = opaquePath is not null,
            Query = query,
            Fragment = fragment,
        };

    /// <summary>Drops C0 controls and spaces at both ends and tabs and line ends everywhere; mends lone surrogates.</summary>
    private static string Clean(string raw)
    {
        var trimmed = raw.AsSpan();
        while (trimmed.Length > 0 && trimmed[0] <= ' ')
        {
            trimmed = trimmed[1..];
        }
        while (trimmed.Length > 0 && trimmed[^1] <= ' ')
        {
            trimmed = trimmed[..^1];
        }
        var text = new StringBuilder(trimmed.Length);
        foreach (var rune in trimmed.EnumerateRunes())
        {
            if (rune.Value is not ('\t' or '\n' or '\r'))
            {
                text.Append(rune);
            }
        }
        return text.ToString();
    }

    private bool ReadScheme()
    {
        var colon = input.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || !char.IsAsciiLetter(input[0]))
        {
            return false;
        }
        foreach (var c in input.AsSpan(0, colon))
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }
        scheme = input[..colon].ToLowerInvariant();
        at = colon + 1;
        return true;
    }

    private bool ParseAfterScheme()
    {
        if (scheme == "file")
        {
            return ParseFile();
        }
        if (IsSpecial)
        {
            var relative = baseUrl?.Scheme == scheme && !Rest.StartsWith("//", StringComparison.Ordinal);
            return relative ? ParseRelative() : ParseSpecialAuthority();
        }
        if (Current != '/')
        {
            return ParseOpaquePath();
        }
        at++;
        if (Current == '/')
        {
            at++;
            return ParseAuthority();
        }
        return ParsePath();
    }

    private bool ParseWithoutScheme()
    {
        if (baseUrl is null || (baseUrl.HasOpaquePath && Current != '#'))
        {
            return false;
        }
        scheme = baseUrl.Scheme;
        if (baseUrl.HasOpaquePath)
        {
            opaquePath = baseUrl.Path;
            query = baseUrl.Query;
            return ParseQueryAndFragment();
        }
        return scheme == "file" ? ParseFile() : ParseRelative();
    }

    private bool IsSlash(char c) => c == '/' || (c == '\\' && IsSpecial);

    private bool ParseRelative()
    {
        if (IsSlash(Current))
        {
            at++;
            return ParseRelativeSlash();
        }
        CopyAuthority();
        path.CopyFrom(baseUrl!.Path);
        query = baseUrl.Query;
        return ParseRelativeRest();
    }

    private bool ParseRelativeSlash()
    {
        if (IsSpecial && IsSlash(Current))
        {
            return ParseSpecialAuthority();
        }
        if (Current == '/')
        {
            at++;
            return ParseAuthority();
        }
        CopyAuthority();
        return ParsePath();
    }

    /// <summary>What follows once the base's path is copied: a query, a fragment, nothing, or a path that replaces its end.</summary>
    private bool ParseRelativeRest()
    {
        if (AtEnd || Current == '#')
        {
            return ParseQueryAndFragment();
        }
        query = null;
        if (Current == '?')
        {
            return ParseQueryAndFragment();
        }
        path.Shorten(scheme);
        return ParsePath();
    }

    private void CopyAuthority()
    {
        username = baseUrl!.Username;
        password = baseUrl.Password;
        host = baseUrl.Host;
        port = baseUrl.Port;
    }

    private bool ParseSpecialAuthority()
    {
        while (Current is '/' or '\\')
        {
            at++;
        }
        return ParseAuthority();
    }

    private bool ParseAuthority()
    {
        var end = at;
        while (end < input.Length && input[end] is not ('/' or '?' or '#') && !IsSlash(input[end]))
        {
            end++;
        }
        var authority = input.AsSpan(at, end - at);
        at = end;
        var mark = authority.LastIndexOf('@');
        if (mark >= 0)
        {
            ReadCredentials(authority[..mark]);
            authority = authority[(mark + 1)..];
            if (authority.IsEmpty)
            {
                return false;
            }
        }
        return ReadHostAndPort(authority) && ParsePathStart();
    }

    private void ReadCredentials(ReadOnlySpan<char> credentials)
    {
        var colon = credentials.IndexOf(':');
        var name = colon < 0 ? credentials : credentials[..colon];
        username = PercentEncoding.Encode(name, PercentEncodeSet.UserInfo);
        password = colon < 0 ? "" : PercentEncoding.Encode(credentials[(colon + 1)..], PercentEncodeSet.UserInfo);
    }

    private bool ReadHostAndPort(ReadOnlySpan<char> authority)
    {
        var colon = ColonOutsideBrackets(authority);
        var name = colon < 0 ? authority : authority[..colon];
        if (name.IsEmpty && (colon >= 0 || IsSpecial))
        {
            return false;
        }
        host = name.IsEmpty ? "" : HostParser.Parse(name.ToString(), isOpaque: !IsSpecial);
        return host is not null && (colon < 0 || ReadPort(authority[(colon + 1)..]));
    }

    private static int ColonOutsideBrackets(ReadOnlySpan<char> authority)
    {
        var insideBrackets = false;
        for (var i = 0; i < authority.Length; i++)
        {
            switch (authority[i])
            {
                case '[':
                    insideBrackets = true;
                    break;
                case ']':
                    insideBrackets = false;
                    break;
                case ':' when !insideBrackets:
                    return i;
            }
        }
        return -1;
    }

    private bool ReadPort(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }
            value = (value * 10) + (digit - '0');
            if (value > ushort.MaxValue)
            {
                return false;
            }
        }
        port = digits.IsEmpty || value == UrlSchemes.DefaultPort(scheme) ? null : value;
        return true;
    }

    private bool ParseFile()
    {
        host = "";
        if (Current is '/' or '\\')
        {
            at++;
            return ParseFileSlash();
        }
        if (baseUrl?.Scheme != "file")
        {
            return ParsePath();
        }
        host = baseUrl.Host;
        path.CopyFrom(baseUrl.Path);
        query = baseUrl.Query;
        if (!AtEnd && Current is not ('?' or '#') && UrlPath.StartsWithDriveLetter(Rest))
        {
            path.Clear();
            query = null;
            return ParsePath();
        }
        return ParseRelativeRest();
    }

    private bool ParseFileSlash()
    {
        if (Current is '/' or '\\')
        {
            at++;
            return ParseFileHost();
        }
        if (baseUrl?.Scheme == "file")
        {
            host = baseUrl.Host;
            if (!UrlPath.StartsWithDriveLetter(Rest))
            {
                path.CopyDriveLetterFrom(baseUrl.Path);
            }
        }
        return ParsePath();
    }

    private bool ParseFileHost()
    {
        var end = at;
        while (end < input.Length && input[end] is not ('/' or '\\' or '?' or '#'))
        {
            end++;
        }
        var name = input.AsSpan(at, end - at);
        if (UrlPath.IsDriveLetter(name))
        {
            // The letter is the first segment of the path, not a host.
            return ParsePath();
        }
        at = end;
        if (!name.IsEmpty)
        {
            host = HostParser.Parse(name.ToString(), isOpaque: false);
        }
        if (host == "localhost")
        {
            host = "";
        }
        return host is not null && ParsePathStart();
    }

    private bool ParsePathStart()
    {
        if (IsSpecial)
        {
            if (IsSlash(Current))
            {
                at++;
            }
            return ParsePath();
        }
        if (AtEnd || Current is '?' or '#')
        {
            return ParseQueryAndFragment();
        }
        if (Current == '/')
        {
            at++;
        }
        return ParsePath();
    }

    private bool ParsePath()
    {
        while (true)
        {
            var start = at;
            while (!AtEnd && !IsSlash(Current) && Current is not ('?' or '#'))
            {
                at++;
            }
            var slashFollows = !AtEnd && IsSlash(Current);
            path.Add(
                PercentEncoding.Encode(input.AsSpan(start, at - start), PercentEncodeSet.Path),
                scheme,
                slashFollows
            );
            if (!slashFollows)
            {
                return ParseQueryAndFragment();
            }
            at++;
        }
    }

    private bool ParseOpaquePath()
    {
        var end = input.AsSpan(at).IndexOfAny('?', '#');
        var text = end < 0 ? Rest : input.AsSpan(at, end);
        at += text.Length;
        opaquePath = PercentEncoding.Encode(text, PercentEncodeSet.Control);
        if (end >= 0 && opaquePath.EndsWith(' '))
        {
            // A space before the query or fragment would be lost when these are removed later.
            opaquePath = opaquePath[..^1] + "%20";
        }
        return ParseQueryAndFragment();
    }

    private bool ParseQueryAndFragment()
    {
        if (Current == '?')
        {
            at++;
            var end = Rest.IndexOf('#');
            var text = end < 0 ? Rest : Rest[..end];
            at += text.Length;
            query = PercentEncoding.Encode(text, IsSpecial ? PercentEncodeSet.SpecialQuery : PercentEncodeSet.Query);
        }
        if (Current == '#')
        {
            at++;
            fragment = PercentEncoding.Encode(Rest, PercentEncodeSet.Fragment);
        }
        return true;
    }
}
