using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using ReputationWatch.App;
using ReputationWatch.App.Pages.Sources;
using ReputationWatch.App.Web;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Tests.Sources;

/// <summary>Every outcome of a check has its sentences, in both languages, with nothing left open in them.</summary>
public sealed partial class HealthWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 15, 10, 30, 0, TimeSpan.Zero);

    public static TheoryData<string, CheckOutcome> All()
    {
        var all = new TheoryData<string, CheckOutcome>();
        foreach (var outcome in Enum.GetValues<CheckOutcome>())
        {
            all.Add("en", outcome);
            all.Add("fr", outcome);
        }
        return all;
    }

    private static (Wording Words, Viewer Viewer) Speaking(string language)
    {
        var services = new ServiceCollection().AddLogging().AddLocalization(o => o.ResourcesPath = "Resources");
        var texts = services.BuildServiceProvider().GetRequiredService<IStringLocalizer<Texts>>();
        System.Globalization.CultureInfo.CurrentUICulture = new System.Globalization.CultureInfo(language);
        var viewer = new Viewer { Language = language, Now = Now };
        return (new Wording(texts, viewer), viewer);
    }

    private static Source With(CheckOutcome outcome, int? status, string? detail) =>
        new()
        {
            Name = "Forum",
            Url = "https://forum.example/feed",
            Connector = "feed",
            CreatedAt = Now.AddDays(-10),
            Health = new SourceHealth
            {
                Outcome = outcome,
                Status = status,
                Detail = detail,
                NextCheckAt = Now.AddMinutes(5),
                BlindSince = outcome.IsSuccess() ? null : Now.AddHours(-3),
                RetiredAt = outcome == CheckOutcome.Gone ? Now : null,
            },
        };

    [Theory]
    [MemberData(nameof(All))]
    public void Of_EveryOutcome_SaysWhatHappenedAndWhatToDo(string language, CheckOutcome outcome)
    {
        var (words, viewer) = Speaking(language);

        var sentence = HealthWords.Of(With(outcome, 503, "detail.example"), words, viewer);

        AssertSentence(sentence.What, language);
        Assert.DoesNotContain("Outcome.", sentence.What, StringComparison.Ordinal);
        if (outcome.IsSuccess() || outcome == CheckOutcome.NeverChecked)
        {
            Assert.Null(sentence.Do);
        }
        else
        {
            AssertSentence(Assert.IsType<string>(sentence.Do), language);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void OutcomeText_NothingMoreIsKnown_LeavesNoHole(string language, CheckOutcome outcome)
    {
        var (words, _) = Speaking(language);

        var text = HealthWords.OutcomeText(outcome, status: null, detail: null, words);

        Assert.DoesNotContain("(–)", text, StringComparison.Ordinal);
        AssertSentence(text, language);
    }

    [Theory]
    [InlineData("en", CheckOutcome.DnsFailed, null, "nestor.example", "(nestor.example)")]
    [InlineData("fr", CheckOutcome.DnsFailed, null, "nestor.example", "(nestor.example)")]
    [InlineData("en", CheckOutcome.Forbidden, 451, null, "(451)")]
    [InlineData("fr", CheckOutcome.ServerError, 503, null, "(503)")]
    [InlineData("fr", CheckOutcome.TooLarge, null, "20 MiB", "20 MiB")]
    [InlineData("en", CheckOutcome.RedirectLoop, null, "https://a.example/{0}", "https://a.example/{0}")]
    public void OutcomeText_WhatIsKnown_IsSaid(
        string language,
        CheckOutcome outcome,
        int? status,
        string? detail,
        string said
    ) =>
        Assert.Contains(
            said,
            HealthWords.OutcomeText(outcome, status, detail, Speaking(language).Words),
            StringComparison.Ordinal
        );

    [Fact]
    public void OutcomeText_AnEndlessDetail_IsCut() =>
        Assert.InRange(
            HealthWords
                .OutcomeText(CheckOutcome.RedirectLoop, null, new string('x', 5000), Speaking("en").Words)
                .Length,
            100,
            300
        );

    [Theory]
    [MemberData(nameof(All))]
    public void Guide_EveryOutcome_IsInIt(string language, CheckOutcome outcome)
    {
        var guide = File.ReadAllText(Path.Combine(Root(), "docs", $"sources.{language}.md"));
        var (words, _) = Speaking(language);
        var (status, detail) = outcome switch
        {
            CheckOutcome.TooLarge => ((int?)null, "20 MiB"),
            CheckOutcome.OtherStatus => (418, null),
            _ => (null, null),
        };

        if (outcome != CheckOutcome.NewItems)
        {
            Assert.Contains(HealthWords.OutcomeText(outcome, status, detail, words), guide, StringComparison.Ordinal);
        }
        Assert.Contains(HealthWords.OutcomeDo(outcome, words) ?? "", guide, StringComparison.Ordinal);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ReputationWatch.sln")))
        {
            folder = folder.Parent!;
        }
        return folder.FullName;
    }

    private static void AssertSentence(string text, string language)
    {
        Assert.EndsWith(".", text, StringComparison.Ordinal);
        Assert.True(char.IsUpper(text[0]), text);
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("!", text, StringComparison.Ordinal);
        if (language == "fr")
        {
            Assert.False(LooseFrench().IsMatch(text), $"white space before a mark: {text}");
        }
    }

    /// <summary>; ? ! take a narrow no-break space, : and guillemets a no-break one; an apostrophe is a curly one.</summary>
    [GeneratedRegex("[^\u202F][;?!]|[^\u00A0]:(?=\\s)|«[^\u00A0]|[^\u00A0]»|'")]
    private static partial Regex LooseFrench();
}
