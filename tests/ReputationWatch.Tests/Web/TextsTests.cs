using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using ReputationWatch.App;
using ReputationWatch.Core.Alerts;
using ReputationWatch.Core.Cases;
using ReputationWatch.Core.Health;
using ReputationWatch.Core.Jobs;
using ReputationWatch.Core.Mentions;
using ReputationWatch.Core.Notifications;
using ReputationWatch.Core.Privacy;
using ReputationWatch.Core.Sources;
using ReputationWatch.Core.Spikes;
using ReputationWatch.Core.Topics;
using ReputationWatch.Core.Users;
using ReputationWatch.Sentiment;

namespace ReputationWatch.Tests.Web;

/// <summary>Both languages say the same things, completely and with their own typography.</summary>
public sealed class TextsTests
{
    private static readonly ResourceManager Manager = new(
        "ReputationWatch.App.Resources.Texts",
        typeof(Texts).Assembly
    );
    private static readonly Dictionary<string, string> English = Read(CultureInfo.InvariantCulture);
    private static readonly Dictionary<string, string> French = Read(CultureInfo.GetCultureInfo("fr"));

    [Fact]
    public void Texts_HaveTheSameKeysInBothLanguages() =>
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), French.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Texts_UseTheSameValuesInBothLanguages()
    {
        var different = English.Keys.Where(key => !Values(English[key]).SetEquals(Values(French[key])));

        Assert.Empty(different);
    }

    [Fact]
    public void French_HasNoBreakSpacesBeforeHighPunctuation()
    {
        var wrong = French.Where(text =>
            Regex.IsMatch(
                text.Value,
                " [;:?!»%]|« |[^\\s\u202F][;?!](\\s|$)",
                RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
        );

        Assert.Empty(wrong.Select(text => $"{text.Key}: {text.Value}"));
    }

    [Fact]
    public void Texts_HaveNoExclamationMarks() =>
        Assert.DoesNotContain(English.Concat(French), text => text.Value.Contains('!'));

    [Fact]
    public void Texts_CoverEveryValueThatPagesShow()
    {
        var needed = Keys<CheckOutcome>("Outcome")
            .Concat(Keys<CaseStatus>("Status"))
            .Concat(Keys<InboxView>("InboxView"))
            .Concat(Keys<InboxView>("Inbox.Empty"))
            .Concat(Keys<MentionKind>("MentionKind"))
            .Concat(Keys<SentimentLabel>("Sentiment"))
            .Concat(Keys<NpsClass>("NpsClass"))
            .Concat(Keys<NpsBasis>("Basis"))
            .Concat(Keys<TopicKind>("Kind"))
            .Concat(Keys<TopicKind>("Kinds"))
            .Concat(Keys<UserRole>("Role"))
            .Concat(Keys<Verdict>("Verdict"))
            .Concat(Keys<HushReason>("Hush"))
            .Concat(Keys<HushReason>("HushWhy"))
            .Concat(Keys<SpikeSignal>("Signal"))
            .Concat(Keys<Sensitivity>("Sensitivity"))
            .Concat(Keys<Sensitivity>("SensitivityWhat"))
            .Concat(Keys<CalendarKind>("CalendarKind"))
            .Concat(Keys<SpikeReason>("Reason"))
            .Concat(Keys<JobOutcome>("JobOutcome"))
            .Concat(Keys<NotificationKind>("NotificationKind"))
            .Concat(Keys<RetentionKind>("RetentionKind"))
            .Concat(Keys<ErasureKind>("ErasureKind"))
            .Concat(Keys<HealthSubject>("Check"))
            .Concat(Keys<HealthState>("HealthState"))
            .Concat(Enum.GetValues<HealthSubject>().Select(s => $"Check.{s}.Good"))
            .Concat(Enum.GetValues<HealthSubject>().Select(s => $"Check.{s}.Do"))
            .Concat(Keys<TroubleKind>("Trouble"))
            .Concat(Enum.GetValues<Doubt>().Where(d => d != Doubt.None).Select(d => $"Doubt.{d}"));

        Assert.Empty(needed.Except(English.Keys));
    }

    [Fact]
    public void EveryFailedOutcome_SaysWhatToDo()
    {
        var failures = Enum.GetValues<CheckOutcome>().Where(o => o != CheckOutcome.NeverChecked && !o.IsSuccess());

        Assert.Empty(failures.Select(o => $"Outcome.{o}.Do").Except(English.Keys));
    }

    private static IEnumerable<string> Keys<T>(string prefix)
        where T : struct, Enum => Enum.GetValues<T>().Select(value => $"{prefix}.{value}");

    private static HashSet<string> Values(string text) =>
        Regex
            .Matches(text, @"\{\d\}", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(m => m.Value)
            .Where(v => v != "{0}")
            .ToHashSet();

    private static Dictionary<string, string> Read(CultureInfo culture)
    {
        var set = Manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!;
        return set.Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
    }
}
