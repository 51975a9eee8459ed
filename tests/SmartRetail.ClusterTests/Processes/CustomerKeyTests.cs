using SmartRetail.Contracts.Interactions;
using SmartRetail.Storage;

namespace SmartRetail.ClusterTests.Processes;

/// <summary>The keys of customers as an operator has them: in a file, by commands, around a process that seals.</summary>
public sealed class CustomerKeyTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("smartretail-customer-keys-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string KeyFile => Path.Combine(_folder.FullName, "customer-keys");

    private string Data => Path.Combine(_folder.FullName, "data");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Commands_make_renew_and_prune_the_file_and_no_process_starts_without_it()
    {
        var created = await Run("keys", "create");
        await RecordAsync("anna");
        var rotated = await Run("keys", "rotate");
        var refused = await Run("keys", "prune", "--data", Data);
        var rewrapped = await Run("rewrap", "--data", Data);
        var pruned = await Run("keys", "prune", "--data", Data);

        await using var without = Start([]);
        var code = await without.WaitForExitAsync(Cancellation);
        await using var with = Start(new() { ["SmartRetail__Storage__CustomerKeyFile"] = KeyFile });
        await with.WaitUntilReadyAsync(Cancellation);
        var profile = await new StoreApi(with.Api).GetProfileAsync("anna", Cancellation);

        Assert.All([created, rotated, rewrapped, pruned], done => Assert.True(done.ExitCode == 0, done.Output));
        Assert.Contains("1 of them since now", rewrapped.Output, StringComparison.Ordinal);
        Assert.Contains("1 fewer than before", pruned.Output, StringComparison.Ordinal);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("'customer rewrap'", refused.Output, StringComparison.Ordinal);
        Assert.Equal(1, code);
        Assert.Contains("SmartRetail__Storage__CustomerKeyFile", without.Output, StringComparison.Ordinal);
        Assert.Contains("p1", profile.ToJsonString(), StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output)> Run(string command, params string[] options) =>
        Command.RunAsync(["customer", command, .. options, "--file", KeyFile]);

    private async Task RecordAsync(string customer)
    {
        await using var storage = await RetailStorage.OpenAsync(
            new() { DataFolder = Data, CustomerKeyFile = KeyFile }, cancellationToken: Cancellation);
        await storage.Catalog.CreateStoreAsync(LocalCluster.Store, Cancellation);
        await storage.Interactions.AppendAsync(
            LocalCluster.Store,
            [
                new Interaction
                {
                    Id = new("e-1"),
                    Customer = new(customer),
                    Kind = InteractionKind.View,
                    Product = new("p1"),
                    OccurredAt = TimeProvider.System.GetUtcNow(),
                },
            ],
            Cancellation);
    }

    private SiloProcess Start(Dictionary<string, string> variables) => new(
        Guid.NewGuid().ToString("N"), variables, ProcessPlace.Loopback, "--data", Data, "--no-sample", "--no-training");
}
