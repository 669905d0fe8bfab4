using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using ReputationWatch.App.Hosting;
using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Core.Sources;
using ReputationWatch.Storage;

namespace ReputationWatch.Tests.Hosting;

/// <summary>What ends a command is a sentence that says what to do, with an exit code.</summary>
public sealed class FailuresTests
{
    private static IConfiguration Given(string name, string value) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();

    [Theory]
    [InlineData("abc")]
    [InlineData("")]
    public void Explain_ADurationThatIsNone_NamesTheSettingAndTheVariable(string value)
    {
        var failure = Assert.Throws<InvalidOperationException>(() =>
            Given("Crawl:MinimumGap", value).GetSection("Crawl").Get<CrawlOptions>()
        );

        var (code, sentence) = Failures.Explain(failure)!.Value;
        Assert.Equal(Failures.Failed, code);
        Assert.Contains($"Crawl:MinimumGap is \"{value}\", which is no duration", sentence, StringComparison.Ordinal);
        Assert.Contains("REPUTATIONWATCH_Crawl__MinimumGap", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_AChoiceThatIsNone_NamesTheChoices()
    {
        var failure = Assert.Throws<InvalidOperationException>(() =>
            Given("Storage:Engine", "Oracle").GetSection("Storage").Get<StorageOptions>()
        );

        Assert.Contains("Sqlite, Postgresql", Failures.Explain(failure)!.Value.Sentence, StringComparison.Ordinal);
    }

    public static TheoryData<Exception, int> Known() =>
        new()
        {
            { new OperationCanceledException(), 130 },
            { new TaskCanceledException(), 130 },
            { new StorageException("No room. Make some."), 1 },
            { new SettingsException("Wrong. Mend it."), 1 },
            { new SocketException((int)SocketError.AccessDenied), 1 },
            { new SocketException((int)SocketError.AddressNotAvailable), 1 },
            { new FileNotFoundException("Could not find file 'x'."), 2 },
            { new DirectoryNotFoundException("Could not find 'x'."), 2 },
            { new UnauthorizedAccessException("Access to 'x' is denied."), 2 },
            { new IOException("No space left on device"), 2 },
        };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void Explain_WhatCanHappen_IsASentence(Exception failure, int code)
    {
        var ending = Failures.Explain(failure);

        Assert.Equal(code, ending!.Value.Code);
        Assert.EndsWith(".", ending.Value.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_ABug_IsNotGlossedOver() =>
        Assert.Null(Failures.Explain(new InvalidOperationException("a bug")));

    [Theory]
    [InlineData("Schedule:MinInterval", "00:00:00")]
    [InlineData("Schedule:MaxInterval", "00:00:01")]
    public void Read_ASettingThatCannotWork_IsRefused(string name, string value) =>
        Assert.Throws<SettingsException>(() =>
            Settings.Read<SourceScheduleOptions>(Given(name, value), "Schedule", o => o.Problems())
        );

    [Fact]
    public void Read_NothingSet_GivesTheDefaults() =>
        Assert.Equal(
            new CrawlerOptions().Parallel,
            Settings.Read<CrawlerOptions>(Given("Other", "1"), "Crawler", o => o.Problems()).Parallel
        );

    [Theory]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/")]
    [InlineData("http://*:5080", "http://localhost:5080/")]
    [InlineData("http://+:80;https://localhost:443", "http://localhost/")]
    [InlineData("http://[::1]:5080/", "http://[::1]:5080/")]
    public void Addresses_WhatCanBeListenedOn_IsReadAsPeopleWouldOpenIt(string urls, string first) =>
        Assert.Equal(first, Settings.Addresses(urls)[0].AbsoluteUri);

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("nonsense")]
    [InlineData("127.0.0.1:5080")]
    [InlineData("ftp://127.0.0.1:5080")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1:5080;nonsense")]
    public void Addresses_WhatCannot_IsRefused(string urls) =>
        Assert.Throws<SettingsException>(() => Settings.Addresses(urls));

    [Theory]
    [InlineData("https://watch.example.org", "https://watch.example.org/")]
    [InlineData("https://example.org/watch/", "https://example.org/watch/")]
    public void PublicUrl_AWebAddress_EndsWithASlash(string value, string url) =>
        Assert.Equal(url, Settings.PublicUrl(value).AbsoluteUri);

    [Theory]
    [InlineData("watch.example.org")]
    [InlineData("mailto:a@example.org")]
    public void PublicUrl_AnythingElse_IsRefused(string value) =>
        Assert.Throws<SettingsException>(() => Settings.PublicUrl(value));
}
