using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ReputationWatch.App.Web.Access;
using ReputationWatch.Connectors.Social.Access;
using ReputationWatch.Core.Sources;

namespace ReputationWatch.App.Hosting;

/// <summary>Seals with the keys of the data folder, which also protect the sessions; they belong into every backup.</summary>
internal sealed class SecretBox(IDataProtectionProvider protection) : ISecretBox
{
    private readonly IDataProtector _protector = protection.CreateProtector("sources.keys.v1");

    public string Seal(string secret) => _protector.Protect(secret);

    public string? Open(string sealedSecret)
    {
        try
        {
            return _protector.Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

internal static class SecretRegistration
{
    /// <summary>Commands crawl too: they need the keys as the server does.</summary>
    /// <param name="shared">Several processes: the keys are in the database.</param>
    public static IServiceCollection AddSecrets(
        this IServiceCollection services,
        IConfiguration configuration,
        string keys,
        bool shared
    )
    {
        var protection = services.AddDataProtection().SetApplicationName("ReputationWatch");
        if (shared)
        {
            services.TryAddSingleton<SharedKeys>();
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>, SharedKeys.Use>();
        }
        else
        {
            protection.PersistKeysToFileSystem(new DirectoryInfo(keys));
        }
        services.AddSingleton<ISecretBox, SecretBox>();
        services.AddSingleton(Read(configuration));
        return services;
    }

    private static SocialOptions Read(IConfiguration configuration)
    {
        var options = new SocialOptions();
        foreach (var network in configuration.GetSection("Social").GetChildren())
        {
            options.Keys[network.Key] = network.GetChildren().ToDictionary(k => k.Key, k => k.Value ?? "");
        }
        return options.Problems().ToList() is { Count: > 0 } wrong
            ? throw new SettingsException(string.Join(Environment.NewLine, wrong))
            : options;
    }
}
