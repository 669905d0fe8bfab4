using System.Text.Json;
using ReputationWatch.Connectors.Urls;

namespace ReputationWatch.Connectors.Social.Forms;

public enum FieldKind
{
    Text,
    Choice,

    /// <summary>A key: sealed in the store, never shown again.</summary>
    Secret,
}

/// <summary>One thing a person fills in. Its label and hint are texts of the pages, by name.</summary>
public sealed record FormField(string Name, FieldKind Kind = FieldKind.Text, bool Required = true)
{
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>An example, shown in the empty field.</summary>
    public string? Example { get; init; }
}

/// <summary>What is wrong with a field, as a word that the pages put into a sentence.</summary>
public enum FieldProblem
{
    Missing,
    TooLong,
    NoHost,
    NoAccount,
    NoNumber,
    NoName,
    NoVideo,
    NoChannel,
    NoDomain,
    NotFound,
}

/// <summary>One way to read a network: what is filled in, and which address of its API that makes.</summary>
/// <param name="Connector">The network.</param>
/// <param name="Name">Of the way within the network: <c>hashtag</c>, <c>search</c>.</param>
/// <param name="Address">The API's address for what was filled in; null when something is wrong, which is noted.</param>
public sealed record SocialForm(
    string Connector,
    string Name,
    IReadOnlyList<FormField> Fields,
    Func<FormReading, string?> Address
)
{
    public string Key => $"{Connector}.{Name}";

    /// <summary>What a public page's address says of the fields; null when it is no page of this kind.</summary>
    public Func<WebUrl, IReadOnlyDictionary<string, string>?> Recognise { get; init; } = _ => null;

    /// <summary>The same for software that runs on anybody's server, which only the page itself gives away.</summary>
    public Func<WebUrl, string, IReadOnlyDictionary<string, string>?> RecognisePage { get; init; } = (_, _) => null;

    /// <summary>Where people know names and the API wants numbers: what the looked-up answer says goes into <c>id</c>.</summary>
    public FormLookup? Lookup { get; init; }

    /// <summary>How the source is called when nobody names it.</summary>
    public required Func<FormReading, string> Title { get; init; }
}

/// <param name="Address">Null when nothing has to be looked up.</param>
public sealed record FormLookup(string Field, Func<FormReading, string?> Address, Func<JsonElement, string?> Id);

/// <summary>What was filled in, with what is wrong with it.</summary>
/// <param name="hasKey">Whether a key of that name is given or known to the installation.</param>
public sealed class FormReading(IReadOnlyDictionary<string, string> values, Func<string, bool> hasKey)
{
    private readonly List<(string Field, FieldProblem Problem)> _problems = [];

    public IReadOnlyList<(string Field, FieldProblem Problem)> Problems => _problems;

    /// <summary>The number that a lookup found.</summary>
    public string? Id { get; set; }

    public bool HasKey(string name) => hasKey(name);

    public void Note(string field, FieldProblem problem) => _problems.Add((field, problem));

    public string? Optional(string field) =>
        values.TryGetValue(field, out var value) && value.Trim() is { Length: > 0 } filled ? filled : null;

    public string? Text(string field, int longest = 400)
    {
        var value = Optional(field);
        if (value is null)
        {
            return Refuse(field, FieldProblem.Missing);
        }
        return value.Length > longest ? Refuse(field, FieldProblem.TooLong) : value;
    }

    /// <summary>The value, when it passes; noted as this problem when not.</summary>
    public string? Checked(string field, Func<string, string?> read, FieldProblem problem) =>
        Text(field) is not { } text ? null : read(text) ?? Refuse(field, problem);

    /// <summary>A server: its name or any address on it. Secure unless http was written.</summary>
    public string? Origin(string field) => Checked(field, OriginOf, FieldProblem.NoHost);

    public static string? OriginOf(string text)
    {
        var url = WebUrl.Parse(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text);
        return
            url is { IsHttp: true, Host: { } host }
            && (host.Contains('.') || url.Port is not null || host == "localhost")
            ? url.Origin
            : null;
    }

    private string? Refuse(string field, FieldProblem problem)
    {
        Note(field, problem);
        return null;
    }
}
