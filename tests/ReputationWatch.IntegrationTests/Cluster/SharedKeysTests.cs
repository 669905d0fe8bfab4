using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ReputationWatch.App.Web.Access;
using ReputationWatch.Core.Cluster;
using ReputationWatch.IntegrationTests.Storage;
using ReputationWatch.Storage;
using ReputationWatch.Storage.Cluster;

namespace ReputationWatch.IntegrationTests.Cluster;

/// <summary>A cookie that one web process gave is good on another.</summary>
public sealed class SharedKeysTests : StorageContract<PostgresqlEngine>
{
    [Fact]
    public async Task Protect_OnOneProcess_IsReadOnAnotherThatStartedAtTheSameTime()
    {
        await using var one = Process();
        await using var two = Process();

        await Task.WhenAll(SharedKeys.PrepareAsync(one, "one", Cancel), SharedKeys.PrepareAsync(two, "two", Cancel));

        var there = Protector(one).Protect("who you are");
        var back = Protector(two).Protect("who you are");
        Assert.Equal("who you are", Protector(two).Unprotect(there));
        Assert.Equal("who you are", Protector(one).Unprotect(back));
    }

    private ServiceProvider Process()
    {
        var database = new Database(Options);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(database)
            .AddSingleton<ILeaseStore>(new LeaseStore(database))
            .AddSingleton<ProtectionKeyStore>()
            .AddSingleton<SharedKeys>()
            .AddSingleton<IConfigureOptions<KeyManagementOptions>, SharedKeys.Use>();
        services.AddDataProtection().SetApplicationName("ReputationWatch");
        return services.BuildServiceProvider();
    }

    private static IDataProtector Protector(IServiceProvider process) =>
        process.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookie");
}
