using System.Text;

namespace ReputationWatch.Connectors.Crawling;

/// <summary>
/// Tells a bot wall from an ordinary answer or error. Each wall is known by what its vendor's edge adds: marks that the
/// protected site's normal pages also carry (set-cookie, injected scripts) count only together with a refusing status.
/// </summary>
internal static class ChallengePage
{
    /// <summary>How much of a body is looked at.</summary>
    public const int PrefixBytes = 64 * 1024;

    private sealed record Mark(string Vendor, string Text, bool AnyStatus = false);

    private sealed record HeaderMark(string Vendor, string Name, string? Contains, bool AnyStatus = false);

    private static readonly HeaderMark[] HeaderMarks =
    [
        new("Cloudflare", "cf-mitigated", "challenge", AnyStatus: true),
        new("AWS WAF", "x-amzn-waf-action", null, AnyStatus: true),
        new("Vercel", "x-vercel-mitigated", "challenge", AnyStatus: true),
        new("DataDome", "x-datadome", "protected"),
        new("DataDome", "x-dd-b", null),
        new("Kasada", "x-kpsdk-ct", null),
        new("PerimeterX", "x-px-block", null),
    ];

    private static readonly Mark[] BodyMarks =
    [
        new("Cloudflare", "window._cf_chl_opt", AnyStatus: true),
        new("Cloudflare", "cf-browser-verification"),
        new("Cloudflare", "cf-challenge"),
        new("Cloudflare", "/cdn-cgi/challenge-platform/"),
        new("Cloudflare", "cf-error-details"),
        new("DataDome", "captcha-delivery.com"),
        new("PerimeterX", "px-captcha"),
        new("PerimeterX", "captcha.px-cdn.net"),
        new("PerimeterX", "captcha.px-cloud.net"),
        new("PerimeterX", "window._pxAppId"),
        new("PerimeterX", "_pxUuid"),
        new("Akamai", "sec-if-cpt-container", AnyStatus: true),
        new("Akamai", "/_sec/cp_challenge/", AnyStatus: true),
        new("Akamai", "bm-verify=", AnyStatus: true),
        new("Akamai", "errors.edgesuite.net"),
        new("Imperva", "Incapsula incident ID", AnyStatus: true),
        new("Imperva", "_Incapsula_Resource"),
        new("Imperva", "/_Incapsula_Resource?CWUDNSAI", AnyStatus: true),
        new("AWS WAF", "awsWafCookieDomainList", AnyStatus: true),
        new("AWS WAF", "window.gokuProps", AnyStatus: true),
        new("AWS WAF", "token.awswaf.com"),
        new("Sucuri", "sucuri_cloudproxy_js", AnyStatus: true),
        new("Sucuri", "Sucuri Website Firewall"),
        new("DDoS-Guard", "check.ddos-guard.net", AnyStatus: true),
        new("Anubis", "/.within.website/x/cmd/anubis", AnyStatus: true),
        new("Kasada", "/ips.js?KPSDK", AnyStatus: true),
        new("F5", "/TSPD/", AnyStatus: false),
        new("reCAPTCHA", "www.google.com/recaptcha/"),
        new("hCaptcha", "hcaptcha.com/1/api.js"),
        new("hCaptcha", "js.hcaptcha.com"),
        new("Turnstile", "challenges.cloudflare.com/turnstile"),
    ];

    /// <summary>The vendor whose wall this is, or null. <paramref name="body"/> is decoded, its beginning is enough.</summary>
    public static string? VendorOf(int status, IReadOnlyDictionary<string, string> headers, ReadOnlySpan<byte> body)
    {
        var refuses = Refuses(status);
        foreach (var mark in HeaderMarks)
        {
            if ((mark.AnyStatus || refuses) && Holds(headers, mark))
            {
                return mark.Vendor;
            }
        }
        // 999 is LinkedIn's own status for "you are a program".
        return status == 999
            ? "LinkedIn"
            : VendorOf(refuses, Encoding.Latin1.GetString(body[..Math.Min(body.Length, PrefixBytes)]));
    }

    private static string? VendorOf(bool refuses, string page)
    {
        foreach (var mark in BodyMarks)
        {
            if ((mark.AnyStatus || refuses) && page.Contains(mark.Text, StringComparison.OrdinalIgnoreCase))
            {
                return mark.Vendor;
            }
        }
        return null;
    }

    /// <summary>The statuses with which walls answer.</summary>
    private static bool Refuses(int status) => status is 401 or 403 or 405 or 406 or 418 or 428 or 429 or 503;

    private static bool Holds(IReadOnlyDictionary<string, string> headers, HeaderMark mark) =>
        headers.TryGetValue(mark.Name, out var value)
        && (mark.Contains is null || value.Contains(mark.Contains, StringComparison.OrdinalIgnoreCase));
}
