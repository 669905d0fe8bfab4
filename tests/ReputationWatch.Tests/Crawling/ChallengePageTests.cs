using System.Text;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Tests.Crawling;

public sealed class ChallengePageTests
{
    private static string? Vendor(int status, string header, string body)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (header.Split(": ") is [var name, var value])
        {
            headers[name] = value;
        }
        return ChallengePage.VendorOf(status, headers, Encoding.UTF8.GetBytes(body));
    }

    [Theory]
    [InlineData("Cloudflare", 403, "cf-mitigated: challenge", "")]
    [InlineData("Cloudflare", 503, "", "<title>Just a moment...</title><script>window._cf_chl_opt={cvId:'3'}</script>")]
    [InlineData("DataDome", 403, "X-DataDome: protected", "")]
    [InlineData("DataDome", 403, "", "<script src='https://ct.captcha-delivery.com/c.js'></script>")]
    [InlineData("PerimeterX", 403, "", "<div id=\"px-captcha\"></div>")]
    [InlineData("Akamai", 200, "", "<div id=\"sec-if-cpt-container\"></div>")]
    [InlineData(
        "Akamai",
        403,
        "Server: AkamaiGHost",
        "<H1>Access Denied</H1>Reference #18.2d&#46; https://errors.edgesuite.net/18"
    )]
    [InlineData(
        "Imperva",
        200,
        "",
        "<iframe id=\"main-iframe\" src=\"/_Incapsula_Resource?CWUDNSAI=27\">Request unsuccessful. Incapsula incident ID: 1-2</iframe>"
    )]
    [InlineData("AWS WAF", 202, "x-amzn-waf-action: challenge", "")]
    [InlineData("AWS WAF", 405, "x-amzn-waf-action: captcha", "")]
    [InlineData("LinkedIn", 999, "", "")]
    [InlineData("Anubis", 200, "", "<script src=\"/.within.website/x/cmd/anubis/static/js/main.mjs\"></script>")]
    public void VendorOf_Wall_IsNamed(string vendor, int status, string header, string body) =>
        Assert.Equal(vendor, Vendor(status, header, body));

    [Theory]
    [InlineData(
        200,
        "Server: cloudflare",
        "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script><p>article</p>"
    )]
    [InlineData(200, "", "<script src='/_Incapsula_Resource?SWJIYLWA=719d'></script><p>article</p>")]
    [InlineData(200, "", "<script src='https://www.google.com/recaptcha/api.js'></script><form>comment</form>")]
    [InlineData(403, "Server: nginx", "<h1>403 Forbidden</h1>")]
    [InlineData(404, "Server: cloudflare", "<div class='cf-error-details'>not found</div>")]
    [InlineData(502, "Server: cloudflare", "<div id='cf-error-details'>Bad gateway</div>")]
    [InlineData(200, "", "An article about captcha-delivery.com and px-captcha")]
    public void VendorOf_OrdinaryPageOrError_IsNoWall(int status, string header, string body) =>
        Assert.Null(Vendor(status, header, body));
}
