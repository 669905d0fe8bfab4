using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using ReputationWatch.App.Demo;
using ReputationWatch.Core.Adaptation;
using ReputationWatch.Core.Users;
using static Microsoft.Playwright.Assertions;

namespace ReputationWatch.BrowserTests;

/// <summary>Learning from corrections as people do it, on the page of the model.</summary>
public sealed class ModelPageTests : IAsyncLifetime
{
    /// <summary>A trial learns six times, on a machine that may have other things to do.</summary>
    private static readonly LocatorAssertionsToHaveTextOptions UntilTried = new() { Timeout = 90_000 };
    private static readonly LocatorAssertionsToHaveCountOptions UntilOver = new() { Timeout = 90_000 };

    private readonly List<string> _complaints = [];
    private Chromium _chromium = null!;
    private Stage? _stage;
    private IPage _page = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(
            Chromium.Path is null,
            "No Chromium was found. Install it, or name one in REPUTATIONWATCH_TEST_CHROMIUM."
        );
        _chromium = await Chromium.LaunchAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    [Fact]
    public async Task Trial_WithoutAnyCorrection_SaysHowManyAreMissing_AndThePageWhereToBegin()
    {
        await OpenAsync(reviews: 4);

        await Expect(Card("m-empty")).ToContainTextAsync("From 50 judged texts on");
        await StartTrialAsync();

        await Expect(Card("m-trial").Locator("strong"))
            .ToHaveTextAsync("Too few corrections to learn from: 0 of 50 texts.", UntilTried);
        await Expect(Button("Put the candidate to use")).ToHaveCountAsync(0);
        await _page.GetByRole(AriaRole.Link, new() { Name = "Open the inbox" }).ClickAsync();
        await Expect(_page).ToHaveURLAsync(_stage!.Url + "/inbox");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task LabelPressedOnAMention_IsCountedAndListedHere()
    {
        var world = await OpenAsync(reviews: 4);
        var review = world.Reviews[1];
        await _page.GotoAsync($"{_stage!.Url}/mentions/{review.Id}");
        await _page.Locator($"form[action*='handler=Label'] button[value={JudgedWorld.LabelOf(review)}]").ClickAsync();
        await Expect(_page.Locator(".rw-trace")).ToContainTextAsync("corrected the label");

        await GoToModelAsync();

        await Expect(Figure("Corrections to learn from")).ToHaveTextAsync("1");
        await Expect(Card("m-judged").Locator("li")).ToContainTextAsync(["people: negative"]);
        await Expect(Card("m-judged").Locator("li a")).ToHaveTextAsync([review.Text]);
        await Expect(Card("m-empty")).ToHaveCountAsync(0);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task EnoughCorrections_AreLearnedTriedPutToUseAndTakenBack()
    {
        var world = await OpenAsync(reviews: 160);
        await world.JudgeAsync(..120);
        var shipped = _stage!.Services.GetRequiredService<ModelInUse>().Shipped.Version;
        await GoToModelAsync();
        await Expect(Figure("In use")).ToHaveTextAsync(shipped);
        await Expect(Figure("Corrections to learn from")).ToHaveTextAsync("120");

        await StartTrialAsync();
        await Expect(_page.Locator(".rw-notice")).ToContainTextAsync("The trial has been asked for");
        await Expect(Card("m-trial").Locator("strong"))
            .ToHaveTextAsync(
                Pattern("^The candidate is better on corrections that it did not learn from by "),
                UntilTried
            );
        var heldBack = Card("m-trial").Locator("tbody tr").First;
        await Expect(heldBack.Locator("[data-name=texts]")).ToHaveTextAsync("120");
        await Expect(Figure("In use")).ToHaveTextAsync(shipped);

        var candidate = await PromoteAsync();
        await Expect(_page.Locator(".rw-notice")).ToHaveTextAsync($"Model {candidate} is in use.");
        await Expect(Figure("In use")).ToHaveTextAsync(candidate);
        await Expect(Figure("Corrections to learn from")).ToHaveTextAsync("0");
        await Expect(Button("Put the candidate to use")).ToHaveCountAsync(0);

        // The reviews that nobody judged get the new model's labels, and say so.
        await Expect(_page.Locator("#model-work progress")).ToHaveCountAsync(0, UntilOver);
        await _page.GotoAsync($"{_stage.Url}/mentions/{world.Reviews[^1].Id}");
        await Expect(_page.Locator("main")).ToContainTextAsync($"Read by model {candidate}.");

        await GoToModelAsync();
        await GoBackToAsync($"{shipped} (shipped)");
        await Expect(_page.Locator(".rw-notice")).ToHaveTextAsync($"Model {shipped} is in use.");
        await Expect(Figure("In use")).ToHaveTextAsync(shipped);
        await GoBackToAsync(candidate);
        await Expect(Figure("In use")).ToHaveTextAsync(candidate);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Promotion_FromAPageThatIsOutOfDate_IsRefusedInWords()
    {
        var world = await OpenAsync(reviews: 120);
        await world.JudgeAsync(..120);
        await GoToModelAsync();
        await StartTrialAsync();
        await Expect(Card("m-trial").Locator("strong"))
            .ToHaveTextAsync(Pattern("^The candidate is better"), UntilTried);
        var other = await _page.Context.NewPageAsync();
        await other.GotoAsync(_stage!.Url + "/settings/model");

        await PromoteAsync();
        await Expect(_page.Locator(".rw-notice")).ToContainTextAsync("is in use.");
        _page = other;
        await PromoteAsync();

        await Expect(_page.Locator(".rw-notice.alert-danger"))
            .ToHaveTextAsync("That cannot be done: it is in use already.");
    }

    [Fact]
    public async Task Trial_ThatWaits_CanBeStopped_AndAskedForAgain()
    {
        // No worker takes the task up.
        await OpenAsync(reviews: 4, new() { ["Jobs:Model"] = "01:00:00" });

        await StartTrialAsync();
        await Expect(_page.Locator("#model-work")).ToContainTextAsync("Waits for the job to take it up");
        await Expect(Button("Start a trial")).ToBeDisabledAsync();
        await Button("Stop").ClickAsync();

        await Expect(_page.Locator(".rw-notice")).ToHaveTextAsync("Stopped.");
        await Expect(_page.Locator("#model-work progress")).ToHaveCountAsync(0);
        await StartTrialAsync();
        await Expect(_page.Locator("#model-work progress")).ToHaveCountAsync(1);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Rescore_AskedFor_SaysSoAndComesToItsEnd()
    {
        await OpenAsync(reviews: 4);

        await _page.SelectOptionAsync("#days", "90");
        await _page.Locator("form[action*='handler=Rescore'] button").ClickAsync();

        await Expect(_page.Locator(".rw-notice")).ToHaveTextAsync("Old mentions are being scored anew.");
        await Expect(_page.Locator("#model-work progress")).ToHaveCountAsync(0, UntilOver);
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task French_TrialAndPromotion_AreSaidInFrench()
    {
        var world = await OpenAsync(reviews: 120, language: "fr");
        await world.JudgeAsync(..20);
        await GoToModelAsync();
        await Button("Lancer un essai").ClickAsync();
        await Expect(Card("m-trial").Locator("strong"))
            .ToHaveTextAsync("Trop peu de corrections pour apprendre : 20 textes sur 50.", UntilTried);

        await world.JudgeAsync(20..120);
        await GoToModelAsync();
        await Button("Lancer un essai").ClickAsync();
        await Expect(Card("m-trial").Locator("strong"))
            .ToHaveTextAsync(
                Pattern(@"^Le candidat fait mieux de \+\d+,\d points \(de \+\d+,\d à \+\d+,\d\) sur "),
                UntilTried
            );
        await _page.Locator("summary", new() { HasText = "Mettre le candidat en service" }).ClickAsync();
        await _page.Locator("form[action*='handler=Promote'] button").ClickAsync();

        await Expect(_page.Locator(".rw-notice")).ToHaveTextAsync(Pattern("^Le modèle .+ est en service.$"));
        await Expect(_page.Locator("main")).Not.ToContainTextAsync("ModelPage.");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Person_LeftOut_TeachesNothing_UntilTakenInAgain()
    {
        var world = await OpenAsync(reviews: 70);
        var mary = await JudgedWorld.AddPersonAsync(
            _stage!.Services,
            "mary@example.org",
            "Mary Ashby",
            UserRole.Manager
        );
        await world.JudgeAsync(..20);
        await world.JudgeAsync(20..60, mary);
        await GoToModelAsync();
        await Expect(Figure("Corrections to learn from")).ToHaveTextAsync("60");
        var row = Card("m-persons").Locator("li", new() { HasText = "Mary Ashby" });
        await Expect(row).ToContainTextAsync("40 judged texts");

        await row.GetByRole(AriaRole.Button, new() { Name = "Leave out" }).ClickAsync();
        await Expect(_page.Locator(".rw-notice")).ToContainTextAsync("Nothing more is learned from Mary Ashby.");
        await Expect(Figure("Corrections to learn from")).ToHaveTextAsync("20");
        await Expect(row).ToContainTextAsync("left out");

        await row.GetByRole(AriaRole.Link, new() { Name = "Mary Ashby" }).ClickAsync();
        await Expect(Card("m-judged").Locator("li").First).ToContainTextAsync("Mary Ashby");
        await Expect(Card("m-judged")).Not.ToContainTextAsync("Camille Aubry");

        await row.GetByRole(AriaRole.Button, new() { Name = "Learn from again" }).ClickAsync();
        await Expect(Figure("Corrections to learn from")).ToHaveTextAsync("60");
        Assert.Empty(_complaints);
    }

    [Fact]
    public async Task Manager_ReadsEverything_AndIsToldWhoCanAct()
    {
        var world = await OpenAsync(reviews: 60, person: "manager@example.org");
        await world.JudgeAsync(..60);
        await GoToModelAsync();

        await Expect(Figure("Corrections to learn from")).ToHaveTextAsync("60");
        await Expect(Card("m-act")).ToContainTextAsync("Administrators can try");
        await Expect(_page.Locator("main form")).ToHaveCountAsync(0);
    }

    private async Task<JudgedWorld> OpenAsync(
        int reviews,
        Dictionary<string, string?>? settings = null,
        string language = "en",
        string? person = null
    )
    {
        _stage = await Stage.StartAsync(history: false, settings);
        var world = await JudgedWorld.AddToAsync(_stage.Services, reviews, language);
        if (person is not null)
        {
            await JudgedWorld.AddPersonAsync(_stage.Services, person, "Mary", UserRole.Manager);
        }
        var context = await _chromium.Browser.NewContextAsync();
        _page = await context.NewPageAsync();
        _page.Console += (_, message) =>
        {
            if (message.Type is "error")
            {
                _complaints.Add(message.Text);
            }
        };
        _page.PageError += (_, error) => _complaints.Add(error);
        await _page.GotoAsync(_stage.Url + "/sign-in");
        await _page.FillAsync("#email", person ?? DemoSetup.Account.Email);
        await _page.FillAsync("#password", DemoSetup.Account.Password);
        await _page.ClickAsync("form:has(#password) button");
        await Expect(_page).ToHaveURLAsync(_stage.Url + "/");
        await GoToModelAsync();
        return world;
    }

    private Task GoToModelAsync() => _page.GotoAsync(_stage!.Url + "/settings/model");

    private Task StartTrialAsync() => Button("Start a trial").ClickAsync();

    /// <summary>Puts the candidate to use and returns its version, as the button names it.</summary>
    private async Task<string> PromoteAsync()
    {
        await _page.Locator("summary", new() { HasText = "Put the candidate to use" }).ClickAsync();
        var button = _page.Locator("form[action*='handler=Promote'] button");
        var version = await button.GetAttributeAsync("value");
        await Expect(button).ToContainTextAsync(version!);
        await button.ClickAsync();
        return version!;
    }

    private async Task GoBackToAsync(string version)
    {
        var row = Card("m-versions").Locator("li", new() { HasText = version }).First;
        await row.Locator("summary").ClickAsync();
        await row.Locator("form button").ClickAsync();
    }

    private ILocator Card(string heading) => _page.Locator($"section[aria-labelledby={heading}]");

    private ILocator Figure(string name) =>
        _page.Locator(".rw-figure", new() { HasText = name }).Locator(".rw-figure-value");

    private ILocator Button(string name) => _page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
}
