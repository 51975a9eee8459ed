using System.Collections.Immutable;
using Orleans.Placement;
using Orleans.Runtime.Placement;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Training;
using SmartRetail.Grains.Operations;
using SmartRetail.Grains.Training;

namespace SmartRetail.ClusterTests.Training;

/// <summary>Every silo here has the worker's class: what they announce decides alone.</summary>
public sealed class WorkerPlacementTests(RoleCluster cluster) : IClassFixture<RoleCluster>
{
    private const int Workers = 30;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Workers_are_on_training_silos_alone_and_on_those_with_a_GPU_first()
    {
        await cluster.AnnounceAsync();

        var withGpu = await PlaceAsync("gpu", named: null);
        cluster.Announce(cluster.OnGpu, isTraining: false);
        var without = await PlaceAsync("cpu", named: null);

        Assert.Equal([cluster.OnGpu], withGpu);
        Assert.Equal([cluster.OnProcessor], without);
    }

    [Fact]
    public async Task A_training_silo_that_the_trainer_names_gets_the_worker_and_another_one_does_not()
    {
        await cluster.AnnounceAsync();

        var onNamed = await PlaceAsync("named", cluster.OnProcessor);
        var onServing = await PlaceAsync("refused", cluster.Serving);

        Assert.Equal([cluster.OnProcessor], onNamed);
        Assert.Equal([cluster.OnGpu], onServing);
    }

    [Fact]
    public async Task Without_a_training_silo_there_is_no_worker()
    {
        await cluster.AnnounceAsync();
        cluster.Announce(cluster.OnGpu, isTraining: false);
        cluster.Announce(cluster.OnProcessor, isTraining: false);

        await Assert.ThrowsAnyAsync<OrleansException>(() => PlaceAsync("nowhere", named: null));
    }

    [Fact]
    public void A_silo_that_has_not_announced_itself_yet_gets_none()
    {
        SiloAddress[] silos = [Address(1), Address(2)];
        var director = new TrainingSiloDirector(new OnlyFirst(silos[0]));

        var allowed = director.Filter(
            new TrainingSiloFilter(), new PlacementTarget(GrainId.Create("training-worker", "w"), [], default, 0), silos);

        Assert.Equal([silos[0]], allowed);
    }

    private static SiloAddress Address(int port) => SiloAddress.New(System.Net.IPAddress.Loopback, port, 0);

    /// <summary>Activates workers of a run and returns the silos that they are on.</summary>
    private async Task<ImmutableHashSet<SiloAddress>> PlaceAsync(string run, SiloAddress? named)
    {
        var silos = ImmutableHashSet.CreateBuilder<SiloAddress>();
        for (var at = 0; at < Workers; at++)
        {
            var worker = cluster.Grains.TrainingWorker(new($"{run}-{Guid.NewGuid():N}"), $"worker-{at}");
            if (named is not null)
            {
                RequestContext.Set(IPlacementDirector.PlacementHintKey, named);
            }

            await worker.Perform(new(WorkKind.Survey, 1, ShardSet.All, 0, 1), Cancellation);
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
            silos.Add((await cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(worker))!);
        }

        return silos.ToImmutable();
    }

    private sealed class OnlyFirst(SiloAddress first) : ISiloDirectory
    {
        public SiloAnnouncement? Find(SiloAddress silo) =>
            silo.Equals(first) ? new(["training"], false, true, "cpu", "0.1.0") : null;
    }
}
