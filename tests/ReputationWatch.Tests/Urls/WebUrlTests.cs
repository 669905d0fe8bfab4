using FsCheck;
using FsCheck.Fluent;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Tests.Urls;

public sealed class WebUrlTests
{
    [Theory]
    [InlineData("  http://EXAMPLE.com:80/a b ", "http://example.com/a%20b")]
    [InlineData("ht\ntps://u:p@h/\t", "https://u:p@h/")]
    [InlineData("http:\\\\h\\a\\..\\b", "http://h/b")]
    [InlineData("http:h", "http://h/")]
    [InlineData("http://h/%2e%2E/%2e/x", "http://h/x")]
    [InlineData("http://h/a/..", "http://h/")]
    [InlineData("http://h/`{}^|'\"<>", "http://h/%60%7B%7D%5E|'%22%3C%3E")]
    [InlineData("http://h/?'\"<>`{}^|#'\"<>`{}^|", "http://h/?%27%22%3C%3E`{}^|#'%22%3C%3E%60{}^|")]
    [InlineData("foo://h/?'", "foo://h/?'")]
    [InlineData("http://a:b@c@d/", "http://a:b%40c@d/")]
    [InlineData("http://:@h/", "http://h/")]
    [InlineData("http://h:00443/", "http://h:443/")]
    [InlineData("https://h:443/", "https://h/")]
    [InlineData("http://h:", "http://h/")]
    [InlineData("http://h/%zz%4", "http://h/%zz%4")]
    [InlineData("http://h/\u00e9\ud83d\ude00", "http://h/%C3%A9%F0%9F%98%80")]
    [InlineData("mailto:a@b.c", "mailto:a@b.c")]
    [InlineData("data:x  ?q", "data:x %20?q")]
    [InlineData("data:x  ", "data:x")]
    [InlineData("foo:/.//p", "foo:/.//p")]
    [InlineData("foo:///p", "foo:///p")]
    [InlineData("foo://H%41/", "foo://H%41/")]
    [InlineData("file:c|/x/../..", "file:///c:/")]
    [InlineData("file://localhost/a", "file:///a")]
    [InlineData("file://host/c|/a", "file://host/c:/a")]
    [InlineData("file:\\\\host\\a", "file://host/a")]
    public void Parse_OddSpelling_SerialisesAsBrowsersDo(string input, string expected) =>
        Assert.Equal(expected, WebUrl.Parse(input)?.Href);

    [Theory]
    [InlineData("http://127.1/", "http://127.0.0.1/")]
    [InlineData("http://0x7f.0.0.01/", "http://127.0.0.1/")]
    [InlineData("http://2130706433/", "http://127.0.0.1/")]
    [InlineData("http://017700000001/", "http://127.0.0.1/")]
    [InlineData("http://1.2.3.4./", "http://1.2.3.4/")]
    [InlineData("http://\uff11\uff12\uff17.1", "http://127.0.0.1/")]
    [InlineData("http://[::FFFF:1.2.3.4]/", "http://[::ffff:102:304]/")]
    [InlineData("http://[1:0:0:2:0:0:0:3]/", "http://[1:0:0:2::3]/")]
    [InlineData("http://[0:1:2:3:4:5:6:7]/", "http://[0:1:2:3:4:5:6:7]/")]
    [InlineData("http://[1::]/", "http://[1::]/")]
    [InlineData("http://fa\u00df.DE/", "http://xn--fa-hia.de/")]
    [InlineData("http://B\u00fccher\u3002example/", "http://xn--bcher-kva.example/")]
    [InlineData("http://e\u0301.fr/", "http://xn--9ca.fr/")]
    [InlineData("http://a\u00adb.com/", "http://ab.com/")]
    [InlineData("http://ex%41mple.com/", "http://example.com/")]
    [InlineData("http://a_b.com/", "http://a_b.com/")]
    [InlineData("http://\u05d0\u05d1.com/", "http://xn--4dbc.com/")]
    public void Parse_HostInAnyForm_GivesItsOneForm(string input, string expected) =>
        Assert.Equal(expected, WebUrl.Parse(input)?.Href);

    [Theory]
    [InlineData("")]
    [InlineData("/only/a/path")]
    [InlineData("http://")]
    [InlineData("http://u@/")]
    [InlineData("http://:80/")]
    [InlineData("http://h:65536/")]
    [InlineData("http://h:8x/")]
    [InlineData("http://a b/")]
    [InlineData("http://a%00b/")]
    [InlineData("http://a%b/")]
    [InlineData("http://256.1.1.1/")]
    [InlineData("http://1.2.3.4.5/")]
    [InlineData("http://4294967296/")]
    [InlineData("http://a.09/")]
    [InlineData("http://[::1/")]
    [InlineData("http://[1::2::3]/")]
    [InlineData("http://[1:2:3:4:5:6:7:8:9]/")]
    [InlineData("http://[::1.2.3.04]/")]
    [InlineData("http://[fe80::1%25eth0]/")]
    [InlineData("http://\u00ad/")]
    [InlineData("http://xn--/")]
    [InlineData("http://xn--abc-/")]
    [InlineData("http://a\u200db/")]
    [InlineData("http://\u0300a/")]
    [InlineData("http://1\u05d0.com/")]
    [InlineData("http://\uff05\uff14\uff11.com/")]
    [InlineData("foo://a b/")]
    public void Parse_InvalidAddress_GivesNothing(string input) => Assert.Null(WebUrl.Parse(input));

    [Theory]
    [InlineData("../x", "http://h/a/b/c?q#f", "http://h/a/x")]
    [InlineData("?x", "http://h/a/b?q#f", "http://h/a/b?x")]
    [InlineData("#x", "http://h/a/b?q#f", "http://h/a/b?q#x")]
    [InlineData("", "http://h/a/b?q#f", "http://h/a/b?q")]
    [InlineData("//o/p", "https://h/a", "https://o/p")]
    [InlineData("http:x", "http://h/a/b", "http://h/a/x")]
    [InlineData("https:x", "http://h/a/b", "https://x/")]
    [InlineData("\\\\o\\p", "http://h/", "http://o/p")]
    [InlineData("\\x", "foo://h/a", "foo://h/\\x")]
    [InlineData("/x", "file:///C:/a/b", "file:///C:/x")]
    [InlineData("D|/x", "file:///C:/a", "file:///D:/x")]
    [InlineData("..", "file:///C:/", "file:///C:/")]
    [InlineData("#x", "mailto:a@b", "mailto:a@b#x")]
    [InlineData("x", "mailto:a@b", null)]
    [InlineData("x", "no base", null)]
    public void Resolve_RelativeAddress_FollowsTheStandard(string input, string baseAddress, string? expected) =>
        Assert.Equal(expected, WebUrl.Resolve(input, baseAddress));

    [Fact]
    public void Parse_LoneSurrogate_BecomesTheReplacementCharacter() =>
        Assert.Equal("http://h/%EF%BF%BD?%EF%BF%BD", WebUrl.Parse("http://h/\ud83d?\udc00")?.Href);

    [Fact]
    public void Parse_ItsOwnResult_ChangesNothing() =>
        Prop.ForAll<string, string>(
                (host, rest) =>
                    WebUrl.Parse($"http://{host}/{rest}")?.Href is not { } href || WebUrl.Parse(href)?.Href == href
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyText_NeverThrows() =>
        Prop.ForAll<string, string>(
                (input, other) =>
                {
                    _ = WebUrl.Parse(input, WebUrl.Parse("file:///C:/x"));
                    _ = WebUrl.Parse($"http://xn--{input}{other}");
                }
            )
            .QuickCheckThrowOnFailure();
}
