using ReputationWatch.Connectors.Html;

namespace ReputationWatch.Tests.Html;

public sealed class SafeHtmlTests
{
    [Theory]
    [InlineData("<p>x<script>alert(1)</script></p>", "<p>x</p>")]
    [InlineData("<p onclick=\"x()\" style=\"color:red\">x</p>", "<p>x</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"jAva\tscript:alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"&#x6A;avascript:alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"\u0001javascript:alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"data:text/html,x\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"/y?a=1&amp;b=2\">x</a>", "<a href=\"https://example.org/y?a=1&amp;b=2\">x</a>")]
    [InlineData("<img src=x onerror=alert(1)>", "<img src=\"https://example.org/x\">")]
    [InlineData("<img src=\"data:image/svg+xml,x\">", "<img>")]
    [InlineData("<svg><a xlink:href=\"javascript:x\">y</a></svg>z", "z")]
    [InlineData("<math><mtext><img src=x onerror=x></mtext></math>z", "z")]
    [InlineData("<iframe src=\"https://example.org\"></iframe>z", "z")]
    [InlineData("<form><input value=x>text</form>", "text")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "")]
    [InlineData("<unknown>text</unknown>", "text")]
    [InlineData("a &lt;script&gt; b", "a &lt;script&gt; b")]
    [InlineData("<p title='\"><script>x</script>'>y", "<p title=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\">y</p>")]
    [InlineData("<style>p{}</style><b>x", "<b>x</b>")]
    [InlineData("<template><b>x</b></template>y", "y")]
    public void Clean_Hostile_LeavesOnlyWhatIsAllowed(string html, string expected) =>
        Assert.Equal(expected, SafeHtml.Clean(html, "https://example.org/"));

    [Fact]
    public void Clean_Twice_ChangesNothingMore()
    {
        const string html = "<ul><li>a<li>b</ul><table><tr><td>1</table><p>&eacute; &amp; <b><i>x</b></i>";
        var once = SafeHtml.Clean(html, null);

        Assert.Equal(once, SafeHtml.Clean(once, null));
    }
}
