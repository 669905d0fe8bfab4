using ReputationWatch.Connectors.Crawling;
using ReputationWatch.Connectors.Json;
using ReputationWatch.Connectors.Social.Access;
using ReputationWatch.Connectors.Social.Forms;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.Connectors.Social;

/// <summary>What a filled-in form came to.</summary>
/// <param name="Url">The API's address; null while something is wrong.</param>
/// <param name="Trouble">The network's own answer to a lookup that failed.</param>
public sealed record SocialDraft(
    string? Url,
    string Title,
    SocialSettings Settings,
    IReadOnlyList<(string Field, FieldProblem Problem)> Problems,
    SourceReading? Trouble = null
);

/// <summary>Turns a filled-in form into an address and settings, asking the network for the numbers behind names.</summary>
public sealed class SocialSetup
{
    private readonly Dictionary<string, SocialClient> _clients;
    private readonly ApiKeys _keys;

    public SocialSetup(IServiceProvider services, ApiKeys keys)
        : this((IEnumerable<SocialClient>)services.GetService(typeof(IEnumerable<SocialClient>))!, keys) { }

    internal SocialSetup(IEnumerable<SocialClient> clients, ApiKeys keys)
    {
        _clients = clients.ToDictionary(c => c.Api.Name);
        _keys = keys;
    }

    /// <summary>Whether this field may stay empty because the installation has the key.</summary>
    public bool HasInstallationKey(SocialForm form, FormField field) =>
        field.Kind == FieldKind.Secret && _keys.HasInstallation(form.Connector, field.Name);

    /// <param name="entered">By field, secrets as typed; an empty secret keeps the earlier one.</param>
    public async Task<SocialDraft> PrepareAsync(
        SocialForm form,
        IReadOnlyDictionary<string, string> entered,
        SocialSettings? earlier,
        CancellationToken cancel
    )
    {
        var settings = Settings(form, entered, earlier);
        var reading = new FormReading(settings.Values, name => HasKey(form, settings, name));
        foreach (var secret in form.Fields.Where(f => f is { Kind: FieldKind.Secret, Required: true }))
        {
            if (!HasKey(form, settings, secret.Name))
            {
                reading.Note(secret.Name, FieldProblem.Missing);
            }
        }
        if (await LookUpAsync(form, reading, settings, cancel) is { } trouble)
        {
            return new SocialDraft(null, form.Title(reading), settings, [], trouble);
        }
        var url = form.Address(reading);
        var problems = reading.Problems.Distinct().ToList();
        return new SocialDraft(problems.Count > 0 ? null : url, form.Title(reading), settings, problems);
    }

    private async Task<SourceReading?> LookUpAsync(
        SocialForm form,
        FormReading reading,
        SocialSettings settings,
        CancellationToken cancel
    )
    {
        if (form.Lookup is not { } lookup || lookup.Address(reading) is not { } address || reading.Problems.Count > 0)
        {
            return null;
        }
        var answer = await _clients[form.Connector].AskAsync(address, settings, Validators.None, cancel);
        if (answer.Page is not { } page)
        {
            if (answer.Trouble!.Outcome != CheckOutcome.NotFound)
            {
                return answer.Trouble;
            }
            reading.Note(lookup.Field, FieldProblem.NotFound);
            return null;
        }
        using var document = LenientJson.Parse(CharsetDetector.Decode(page.Body.Span, "utf-8"));
        reading.Id = document is null ? null : lookup.Id(document.RootElement);
        if (reading.Id is null)
        {
            reading.Note(lookup.Field, FieldProblem.NotFound);
        }
        return null;
    }

    private bool HasKey(SocialForm form, SocialSettings settings, string name) =>
        settings.Secrets.ContainsKey(name) || _keys.HasInstallation(form.Connector, name);

    private SocialSettings Settings(
        SocialForm form,
        IReadOnlyDictionary<string, string> entered,
        SocialSettings? earlier
    )
    {
        var values = new Dictionary<string, string>();
        var secrets = new Dictionary<string, string>();
        foreach (var field in form.Fields)
        {
            var typed = entered.GetValueOrDefault(field.Name)?.Trim() ?? "";
            if (field.Kind != FieldKind.Secret)
            {
                values[field.Name] = typed;
            }
            else if (typed.Length > 0)
            {
                secrets[field.Name] = _keys.Seal(typed);
            }
            else if (earlier?.Secrets.GetValueOrDefault(field.Name) is { } kept)
            {
                secrets[field.Name] = kept;
            }
        }
        return new SocialSettings
        {
            Form = form.Name,
            Values = values,
            Secrets = secrets,
        };
    }
}
