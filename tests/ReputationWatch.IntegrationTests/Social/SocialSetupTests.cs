using ReputationWatch.Connectors.Social;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.IntegrationTests.Crawling;

namespace ReputationWatch.IntegrationTests.Social;

public sealed class SocialSetupTests
{
    private static async Task<SocialDraft> PrepareAsync(string network, string form, params (string, string)[] entered)
    {
        using var stage = new NetworkStage(network);
        var setup = new SocialSetup([stage.Client], stage.Keys);
        return await setup.PrepareAsync(
            SocialForms.Find(network, form)!,
            entered.ToDictionary(e => e.Item1, e => e.Item2),
            null,
            TestContext.Current.CancellationToken
        );
    }

    [Fact]
    public async Task Prepare_AMastodonAccount_LooksItsNumberUp()
    {
        await using var server = LoopbackServer.Start(
            ("/api/v1/accounts/lookup?acct=maison", NetworkStage.Json("200 OK", """{"id":"42","acct":"maison"}"""))
        );

        var draft = await PrepareAsync("mastodon", "account", ("account", $"@maison@{server.Url("")}"));

        Assert.Equal(server.Url("/api/v1/accounts/42/statuses?limit=40&exclude_reblogs=true"), draft.Url);
    }

    [Fact]
    public async Task Prepare_AnAccountThatIsNotThere_SaysWhichField()
    {
        await using var server = LoopbackServer.Start();

        var draft = await PrepareAsync("mastodon", "account", ("account", $"@maison@{server.Url("")}"));

        Assert.Null(draft.Url);
        Assert.Equal([("account", FieldProblem.NotFound)], draft.Problems);
    }

    [Fact]
    public async Task Prepare_WithSecrets_SealsThemAndKeepsEarlierOnes()
    {
        using var stage = new NetworkStage("x");
        var setup = new SocialSetup([stage.Client], stage.Keys);
        var form = SocialForms.Find("x", "search")!;
        Task<SocialDraft> Prepare(string token, SocialSettings? earlier) =>
            setup.PrepareAsync(
                form,
                new Dictionary<string, string> { ["query"] = "a", ["token"] = token },
                earlier,
                TestContext.Current.CancellationToken
            );

        var first = await Prepare("shh", null);
        var second = await Prepare("", first.Settings);

        Assert.Equal("[shh]", second.Settings.Secrets["token"]);
        Assert.False(second.Settings.Values.ContainsKey("token"));
        Assert.NotNull(second.Url);
    }

    [Fact]
    public async Task Prepare_ANeededKeyIsMissing_IsAProblemOfItsField() =>
        Assert.Contains(("token", FieldProblem.Missing), (await PrepareAsync("x", "search", ("query", "a"))).Problems);
}
