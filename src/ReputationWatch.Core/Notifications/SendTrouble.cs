namespace ReputationWatch.Core.Notifications;

/// <summary>What kept a message from arriving. Each has a sentence in both languages (texts <c>Trouble.…</c>).</summary>
public enum TroubleKind
{
    /// <summary>Only its words are known.</summary>
    Other,
    AddressWrong,
    SenderWrong,
    MailRefused,
    MailSignInRefused,
    MailNoSignIn,
    MailNoTls,
    MailCertificate,
    MailTimedOut,
    MailUnreachable,
    FolderUnwritable,
    HookRefused,
    HookBusy,
    HookRedirects,
    HookTimedOut,
    HookUnreachable,
    HookPrivate,
    ChannelDeleted,
    ChannelOff,
    PushGone,
    PushKeysWrong,
    RecipientGone,
    SubjectDeleted,
    NoNotifier,
}

/// <summary>A trouble with what is needed to say it; never with a secret in it.</summary>
/// <param name="Where">The host, folder or address that it concerns.</param>
/// <param name="Said">What the other side said, in its own words.</param>
public sealed record SendTrouble(TroubleKind Kind, string? Where = null, string? Said = null)
{
    private const char Between = '\n';

    /// <summary>For the store: the kind and its two parts, a line each.</summary>
    public override string ToString() => $"{Kind}{Between}{OneLine(Where)}{Between}{OneLine(Said)}";

    public static SendTrouble Read(string stored)
    {
        var parts = stored.Split(Between, 3);
        return parts.Length == 3 && Enum.TryParse<TroubleKind>(parts[0], out var kind)
            ? new SendTrouble(kind, Part(parts[1]), Part(parts[2]))
            : new SendTrouble(TroubleKind.Other, null, stored);
    }

    private static string? Part(string text) => text.Length == 0 ? null : text;

    private static string? OneLine(string? text) => text?.ReplaceLineEndings(" ");
}
