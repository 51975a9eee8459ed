using Npgsql;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;

namespace SmartRetail.ClusterTests.Processes;

/// <summary>What a process has a role for, it does; what it has none for, it does not.</summary>
[Collection(nameof(ProcessTests))]
public sealed class RoleTests(StandingCluster standing)
{
    private static readonly TimeSpan FitLimit = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StoreApi Entrance => standing.Entrances[0];

    [Fact]
    public async Task Customers_live_on_serving_silos_alone()
    {
        foreach (var customer in Enumerable.Range(1, 40).Select(number => $"role-{number}"))
        {
            await Entrance.ViewAsync(customer, "p1", Cancellation);
        }

        var silos = await Entrance.ListSilosAsync(Cancellation);
        var activations = silos.ToLookup(silo => (string)silo["roles"]![0]!, silo => (long)silo["figures"]!["activations"]!);

        Assert.Equal([0], activations["training"]);
        Assert.Equal(2, activations["serving"].Count());
        Assert.All(activations["serving"], count => Assert.InRange(count, 1, long.MaxValue));
        Assert.All(silos, silo => Assert.Equal("cpu", (string?)silo["device"]));
    }

    [Fact]
    public async Task A_fit_runs_under_the_training_silo_and_no_silo_loads_libtorch()
    {
        await ImportInteractions();
        var run = await Entrance.StartTrainingAsync(Cancellation);
        var child = await Eventually.Get(FindFit, fit => fit is not null, FitLimit);

        // The child shows that what is looked for would be found.
        await Eventually.Get(() => Task.FromResult(HasTorch(child!.Value)), has => has, FitLimit);
        await Entrance.CancelTrainingAsync(run, Cancellation);
        var ended = await Eventually.Get(
            () => Entrance.GetTrainingAsync(run, Cancellation), status => status["endedAt"] is not null, FitLimit);

        Assert.Equal("Cancelled", (string?)ended["state"]);
        Assert.All(
            (SiloProcess[])[.. standing.Serving, standing.Training],
            silo => Assert.DoesNotContain(silo.MappedFiles, IsTorch));
        Assert.All(standing.Serving, silo => Assert.Empty(ProcessTree.Children(silo.Id)));
    }

    [Fact]
    public async Task Clients_have_no_door_to_a_training_silo()
    {
        await using var connection = new NpgsqlConnection(standing.Cluster.Database);
        await connection.OpenAsync(Cancellation);
        await using var query = new NpgsqlCommand(
            "SELECT Address || ':' || Port FROM OrleansMembershipTable WHERE Status = 3 AND ProxyPort = 0", connection);
        var doorless = (string?)await query.ExecuteScalarAsync(Cancellation);
        var silos = await Entrance.ListSilosAsync(Cancellation);
        var training = silos.Single(silo => (string?)silo["roles"]![0] == "training");

        Assert.StartsWith(doorless!, (string?)training["address"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web")]
    [InlineData("training")]
    [InlineData("training,web")]
    public async Task A_role_that_needs_a_cluster_is_refused_without_its_database(string roles)
    {
        await using var process = new SiloProcess(
            Guid.NewGuid().ToString("N"), new Dictionary<string, string>(), ProcessPlace.Loopback, "--role", roles);

        Assert.Equal(1, await process.WaitForExitAsync(Cancellation));
        Assert.Contains("name its database with --database", process.Output, StringComparison.Ordinal);
    }

    private Task<int?> FindFit() =>
        Task.FromResult(ProcessTree.Children(standing.Training.Id).Select(child => (int?)child).FirstOrDefault());

    private static bool HasTorch(int process) => ProcessTree.MappedFiles(process).Any(IsTorch);

    private static bool IsTorch(string path) =>
        Path.GetFileName(path).Contains("torch", StringComparison.OrdinalIgnoreCase);

    // Enough that a fit has something to do when it is looked at.
    private async Task ImportInteractions()
    {
        await using var storage = await standing.Cluster.OpenStorageAsync();
        var start = TimeProvider.System.GetUtcNow() - TimeSpan.FromDays(2);
        await storage.Interactions.ImportAsync(
            LocalCluster.Store,
            [
                .. from customer in Enumerable.Range(1, 500)
                   from step in Enumerable.Range(0, 8)
                   select new Interaction
                   {
                       Id = new($"i-{customer}-{step}"),
                       Customer = new($"fit-{customer}"),
                       Kind = InteractionKind.View,
                       Product = new ProductId($"p{((customer + step) % 40) + 1}"),
                       OccurredAt = start.AddMinutes((customer * 5) + step),
                   },
            ],
            Cancellation);
    }
}
