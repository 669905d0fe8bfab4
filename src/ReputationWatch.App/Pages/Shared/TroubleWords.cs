using System.Globalization;
using ReputationWatch.App.Web.Language;
using ReputationWatch.Core.Notifications;

namespace ReputationWatch.App.Pages.Shared;

/// <summary>What became of a message, in the reader's language.</summary>
internal static class TroubleWords
{
    public static string Of(Wording words, SendTrouble trouble) =>
        string.Format(
            CultureInfo.InvariantCulture,
            words["Trouble." + trouble.Kind],
            trouble.Where ?? "–",
            trouble.Said ?? "–"
        );

    /// <param name="stored">As the row keeps it.</param>
    public static string Of(Wording words, string stored) => Of(words, SendTrouble.Read(stored));

    /// <summary>The answer to a test, and whether it is bad news.</summary>
    public static (string Text, bool Failed) OfTest(Wording words, SendOutcome outcome) =>
        outcome switch
        {
            SendOutcome.TryAgain again => (words["Test.Failed", Of(words, again.Trouble)], true),
            SendOutcome.Failed failed => (words["Test.Failed", Of(words, failed.Trouble)], true),
            _ => (words["Test.Sent"], false),
        };

    /// <summary>“waits until 07:00: quiet hours”.</summary>
    public static string Waits(Wording words, Notification row) =>
        words["Delivery.WaitsUntil", words.DateAndTime(row.NextAttemptAt), words["Delivery.Hold." + row.Hold]];
}
