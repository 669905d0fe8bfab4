using ReputationWatch.Notifications.Email;

namespace ReputationWatch.Tests.Notifications.Email;

public sealed class MailOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreFine() => Assert.Empty(new MailOptions().Validate());

    [Fact]
    public void Validate_WrongSettings_AreEachNamed()
    {
        var options = new MailOptions
        {
            Server = "mail.example",
            Port = 465, // with STARTTLS
            From = "nobody",
            Timeout = TimeSpan.Zero,
            PasswordFile = "/does/not/exist",
            TimeZone = "Europe/Nowhere",
        };

        var problems = string.Join('\n', options.Validate());

        Assert.Equal(5, options.Validate().Count());
        Assert.All(
            ["Mail:Port", "Mail:From", "Mail:Timeout", "Mail:PasswordFile", "Mail:TimeZone"],
            name => Assert.Contains(name, problems, StringComparison.Ordinal)
        );
    }
}
