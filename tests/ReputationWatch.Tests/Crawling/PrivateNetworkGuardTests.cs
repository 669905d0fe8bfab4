using System.Net;
using ReputationWatch.Connectors.Crawling;

namespace ReputationWatch.Tests.Crawling;

public sealed class PrivateNetworkGuardTests
{
    private static readonly PrivateNetworkGuard Guard = new(new CrawlOptions());

    private static bool Allows(string url, params string[] addresses) =>
        Guard.Allows(url, _ => [.. addresses.Select(IPAddress.Parse)]);

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.255.255")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.255.255")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.7")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("64:ff9b:1:ffff::808:808")]
    [InlineData("100::1")]
    [InlineData("2001:0:c000:204:0:0:3fff:fdd2")]
    [InlineData("2001:0:808:808:0:0:f5ff:fffe")]
    [InlineData("2001:2::1")]
    [InlineData("2001:10::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:a00:1::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("3fff:fff::1")]
    [InlineData("4000::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fdff::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Allows_SpecialAddress_IsFalseWhetherResolvedOrWritten(string address)
    {
        var literal = address.Contains(':') ? $"[{address}]" : address;

        Assert.False(Allows("http://name.example/", address));
        Assert.False(Allows($"https://{literal}/"));
    }

    [Theory]
    [InlineData("1.0.0.0")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("191.255.255.255")]
    [InlineData("192.0.1.0")]
    [InlineData("192.0.3.0")]
    [InlineData("192.31.196.1")]
    [InlineData("192.52.193.1")]
    [InlineData("192.88.98.255")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("192.175.48.1")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("203.0.114.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2000::1")]
    [InlineData("2001:200::1")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2001:4:112::1")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450::1")]
    [InlineData("3ffe:ffff::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:808:808::1")]
    public void Allows_PublicAddress_IsTrueWhetherResolvedOrWritten(string address)
    {
        var literal = address.Contains(':') ? $"[{address}]" : address;

        Assert.True(Allows("http://name.example/", address));
        Assert.True(Allows($"https://{literal}/"));
    }

    [Theory]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://\u2460\u2461\u2466.0.0.1/")]
    [InlineData("http://127\u30020\u30020\u30021/")]
    [InlineData("http://%31%32%37.0.0.1/")]
    [InlineData("http:\\\\127.0.0.1\\")]
    [InlineData("http://8.8.8.8@127.0.0.1/")]
    [InlineData("http://127.0.0.1:80\t80/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[0:0:0:0:0:ffff:127.0.0.1]/")]
    public void Allows_OddSpellingOfLoopback_IsFalse(string url) => Assert.False(Allows(url));

    [Theory]
    [InlineData("ftp://name.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://name.example/")]
    [InlineData("data:,x")]
    [InlineData("name.example")]
    [InlineData("http://")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://a.localhost/")]
    public void Allows_WhatIsNoPublicWebAddress_IsFalseWhateverItResolvesTo(string url) =>
        Assert.False(Allows(url, "8.8.8.8"));

    [Fact]
    public void Allows_NameWithoutAddress_IsFalse() => Assert.False(Allows("http://name.example/"));

    [Fact]
    public void Allows_OnePrivateAddressAmongPublicOnes_IsFalse() =>
        Assert.False(Allows("http://name.example/", "8.8.8.8", "10.0.0.1"));

    [Fact]
    public void Allows_ScopedAddress_IsFalse() =>
        Assert.False(Guard.Allows("name.example", 80, [IPAddress.Parse("2606:4700::1111%3")]));

    [Theory]
    [InlineData("wiki.corp.example", "http://wiki.corp.example/", true)]
    [InlineData("wiki.corp.example", "http://WIKI.corp.example:8080/", true)]
    [InlineData("wiki.corp.example", "http://other.corp.example/", false)]
    [InlineData("wiki.corp.example:8080", "http://wiki.corp.example:8080/", true)]
    [InlineData("wiki.corp.example:8080", "http://wiki.corp.example/", false)]
    [InlineData("10.1.0.0/16", "http://any.example/", true)]
    [InlineData("10.2.0.0/16", "http://any.example/", false)]
    [InlineData("10.1.2.3", "http://10.1.2.3:81/", true)]
    [InlineData("10.1.2.3:80", "http://10.1.2.3:81/", false)]
    [InlineData("10.1.2.3:80", "http://10.1.2.3/", true)]
    public void Allows_PlaceOnTheAllowList_IsTrueForExactlyThatPlace(string entry, string url, bool expected)
    {
        var options = new CrawlOptions { AllowedPrivate = [entry] };

        Assert.Empty(options.Validate());
        Assert.Equal(expected, new PrivateNetworkGuard(options).Allows(url, _ => [IPAddress.Parse("10.1.2.3")]));
    }

    [Theory]
    [InlineData("[fd00::1]:8080", "http://[fd00::1]:8080/", true)]
    [InlineData("fd00::1", "http://[fd00::1]/", true)]
    [InlineData("fd00::/8", "http://[fd12::1]/", true)]
    [InlineData("[fd00::1]", "http://[fd00::2]/", false)]
    public void Allows_Ipv6OnTheAllowList_IsTrueForExactlyThatPlace(string entry, string url, bool expected) =>
        Assert.Equal(
            expected,
            new PrivateNetworkGuard(new CrawlOptions { AllowedPrivate = [entry] }).Allows(url, _ => [])
        );

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/99")]
    [InlineData("host:0")]
    [InlineData("host:99999")]
    [InlineData("a b")]
    public void Validate_BadAllowListEntry_SaysHowToMendIt(string entry) =>
        Assert.Contains(
            "write wiki.corp.example",
            Assert.Single(new CrawlOptions { AllowedPrivate = [entry] }.Validate())
        );
}
