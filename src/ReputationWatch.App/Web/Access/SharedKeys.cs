using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;
using ReputationWatch.Core.Cluster;
using ReputationWatch.Storage.Cluster;

namespace ReputationWatch.App.Web.Access;

/// <summary>Keeps the keys of the cookies in the database, so that a cookie of one web process is good on all of them.</summary>
internal sealed class SharedKeys(ProtectionKeyStore store) : IXmlRepository
{
    private const string Purpose = "first key";
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(20);

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Wait(store.AllAsync(CancellationToken.None)).Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        Wait(
            Adding(
                store.AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None)
            )
        );

    /// <summary>
    /// Makes the first key, one process after the other: two that start at once would each make one, and know the other's only after
    /// a while.
    /// </summary>
    public static async Task PrepareAsync(IServiceProvider services, string process, CancellationToken cancel)
    {
        var leases = services.GetRequiredService<ILeaseStore>();
        var clock = services.GetRequiredService<TimeProvider>();
        var owner = $"{process} keys";
        while (true)
        {
            var now = clock.GetUtcNow();
            if (await leases.TakeAsync("keys", owner, now, now + Turn, cancel) is not null)
            {
                break;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancel);
        }
        services.GetRequiredService<IDataProtectionProvider>().CreateProtector(Purpose).Protect([]);
        await leases.ReleaseAsync(owner, cancel);
    }

    private static async Task<bool> Adding(Task adding)
    {
        await adding;
        return true;
    }

    // The framework's interface cannot wait; it is called outside of any synchronisation context.
    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <summary>Puts the repository in the place of the key ring's usual one.</summary>
    internal sealed class Use(SharedKeys keys) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options) => options.XmlRepository = keys;
    }
}
