using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Users;

namespace ReputationWatch.Tests.Alerts;

public sealed class EpisodeLinksTests
{
    private static readonly DateTimeOffset Expires = new(2026, 3, 22, 10, 30, 0, TimeSpan.Zero);
    private static readonly PublicAddress Address = new(new Uri("https://watch.example.org/rw/"));

    [Fact]
    public async Task ALink_SaysWhatItWasWrittenFor()
    {
        var links = new EpisodeLinks(new Memory(), Address);

        var read = await links.ReadAsync(await TokenAsync(links), CancellationToken.None);

        Assert.NotNull(read);
        Assert.Equal((LinkPurpose.Take, 17L, 42L, Expires), (read.Purpose, read.EpisodeId, read.UserId, read.Expires));
    }

    [Fact]
    public async Task ALink_LeadsToTheInstallationAndIsTheSameEachTime()
    {
        var links = new EpisodeLinks(new Memory(), Address);

        var url = await UrlAsync(links);

        Assert.StartsWith("https://watch.example.org/rw/alerts/act/", url.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(url, await UrlAsync(links));
    }

    [Fact]
    public async Task AnyChangedLetter_IsForged()
    {
        var links = new EpisodeLinks(new Memory(), Address);
        var token = await TokenAsync(links);

        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
            Assert.Null(await links.ReadAsync(changed, CancellationToken.None));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("../../etc")]
    [InlineData("AAAA")]
    [InlineData("%00")]
    public async Task WhatIsNoLink_IsForged(string? token) =>
        Assert.Null(await new EpisodeLinks(new Memory(), Address).ReadAsync(token, CancellationToken.None));

    [Fact]
    public async Task ACutOrLengthenedLink_IsForged()
    {
        var links = new EpisodeLinks(new Memory(), Address);
        var token = await TokenAsync(links);

        Assert.Null(await links.ReadAsync(token[..^1], CancellationToken.None));
        Assert.Null(await links.ReadAsync(token + "A", CancellationToken.None));
        Assert.Null(await links.ReadAsync(token + "=", CancellationToken.None));
        Assert.Null(await links.ReadAsync(token + " ", CancellationToken.None));
    }

    [Fact]
    public async Task AnotherInstallationsLink_IsForged()
    {
        var token = await TokenAsync(new EpisodeLinks(new Memory(), Address));

        Assert.Null(await new EpisodeLinks(new Memory(), Address).ReadAsync(token, CancellationToken.None));
    }

    [Fact]
    public async Task TwoProcessesOfOneInstallation_ReadEachOthersLinks()
    {
        var kept = new Memory();
        var token = await TokenAsync(new EpisodeLinks(kept, Address));

        Assert.NotNull(await new EpisodeLinks(kept, Address).ReadAsync(token, CancellationToken.None));
    }

    private static Task<Uri> UrlAsync(EpisodeLinks links) =>
        links.CreateAsync(LinkPurpose.Take, 17, 42, Expires, CancellationToken.None);

    private static async Task<string> TokenAsync(EpisodeLinks links) => (await UrlAsync(links)).Segments[^1];

    private sealed class Memory : ISettingsStore
    {
        private readonly Dictionary<string, string> _kept = [];

        public Task<string?> GetAsync(string key, CancellationToken cancel) =>
            Task.FromResult(_kept.GetValueOrDefault(key));

        public Task SetAsync(string key, string? value, CancellationToken cancel)
        {
            _kept[key] = value ?? "";
            return Task.CompletedTask;
        }

        public Task<string> GetOrAddAsync(string key, string value, CancellationToken cancel)
        {
            _kept.TryAdd(key, value);
            return Task.FromResult(_kept[key]);
        }
    }
}
