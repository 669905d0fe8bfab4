using System.Net.Mail;

namespace ReputationWatch.App.Web.Access;

/// <summary>What a name, an address and a password must be. Returns the keys of the texts that say what is wrong.</summary>
internal static class AccountRules
{
    public static IEnumerable<string> Check(string? name, string? email, string? password, string? again)
    {
        foreach (var error in CheckPerson(name, email))
        {
            yield return error;
        }
        foreach (var error in CheckPassword(password, again))
        {
            yield return error;
        }
    }

    public static IEnumerable<string> CheckPerson(string? name, string? email)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 200)
        {
            yield return "Account.NameMissing";
        }
        if (!IsAddress(email))
        {
            yield return "Account.EmailWrong";
        }
    }

    public static IEnumerable<string> CheckPassword(string? password, string? again)
    {
        if (password is null || password.Length < PasswordCheck.MinimumPassword || password.Length > 200)
        {
            yield return "Account.PasswordShort";
        }
        else if (password != again)
        {
            yield return "Account.PasswordsDiffer";
        }
    }

    private static bool IsAddress(string? email) =>
        email is { Length: > 2 and <= 254 }
        && MailAddress.TryCreate(email.Trim(), out var address)
        && address.Address == email.Trim()
        && !email.Any(char.IsControl);
}
