using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Contracts.Training;

namespace SmartRetail.ClusterTests.Shadows;

/// <summary>A candidate beside the active model, in two silos. A cluster of its own: the active model is everybody's.</summary>
public sealed class ShadowTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IModelRegistryGrain Registry => cluster.Grains.ModelRegistry(RetailCluster.Store);

    [Fact]
    public async Task A_candidate_equal_to_the_active_model_agrees_with_it_in_every_list()
    {
        var (_, candidate) = await ActivateOneOfTwo("shadow-a1", "shadow-a2");

        await Start(candidate);
        await ShopAsync(customers: 20);
        var report = await CountedAsync(candidate, 20);

        var figures = report.Figures;
        Assert.Equal((2, 2, 0L, 0L), (figures.Silos, figures.Ready, figures.Errors, figures.Dropped));
        Assert.Equal(1, figures.MeanOverlap!.Value, tolerance: 1e-9);
        Assert.Equal(1, figures.MeanRankBiasedOverlap!.Value, tolerance: 1e-9);
        Assert.Equal(1, figures.SameFirstShare);
        Assert.Equal((20, 20), (figures.ActiveCounts.Sum(), figures.CandidateCounts.Sum()));
    }

    [Fact]
    public async Task A_candidate_that_ranks_otherwise_agrees_less_and_changes_no_answer()
    {
        var (active, candidate) = await ActivateOneOfTwo("shadow-b1", ScriptedModels.Backward.Value);
        var customer = RetailCluster.NewCustomer();
        await cluster.View(customer, "p6");
        var before = await cluster.Recommend(customer);

        await Start(candidate);
        var during = await cluster.Recommend(customer);
        var report = await CountedAsync(candidate, 1);

        Assert.Equal(Ids(before), Ids(during));
        Assert.Equal((active, active), (before.ModelVersion!.Value, during.ModelVersion!.Value));
        Assert.True(report.Figures.MeanRankBiasedOverlap < 0.95, $"{report.Figures.MeanRankBiasedOverlap}");
        Assert.Equal(0, report.Figures.SameFirstShare);
    }

    [Fact]
    public async Task A_candidate_that_throws_is_counted_and_hurts_no_request()
    {
        var (active, candidate) = await ActivateOneOfTwo("shadow-c1", "shadow-c2");
        cluster.Models.Throwing = candidate;

        await Start(candidate);
        var lists = await ShopAsync(customers: 5);
        var report = await CountedAsync(candidate, 5);

        Assert.All(lists, list => Assert.Equal(active, list.ModelVersion));
        Assert.Equal((0L, 5L), (report.Figures.Compared, report.Figures.Errors));
        Assert.Equal("the candidate throws", report.Figures.LastError);
    }

    [Fact]
    public async Task A_candidate_that_hangs_delays_nobody_and_what_does_not_fit_is_left_out()
    {
        var (active, candidate) = await ActivateOneOfTwo("shadow-d1", "shadow-d2");
        cluster.Models.Hanging = candidate;
        cluster.Models.Goes.Reset();

        await Start(candidate);
        var lists = await ShopAsync(customers: 150);
        var held = (await Registry.ReadShadow(candidate, Cancellation))!.Figures;
        cluster.Models.Goes.Set();
        var report = await CountedAsync(candidate, 150);

        // Each silo has one in hand and 64 waiting; what a silo gets is by chance, but both together get all.
        Assert.All(lists, list => Assert.Equal(active, list.ModelVersion));
        Assert.Equal(0, held.Compared);
        Assert.InRange(held.Dropped, 150 - (2 * 65), 150 - 65);
        Assert.Equal(held.Dropped, report.Figures.Dropped);
    }

    [Fact]
    public async Task Metrics_tell_what_became_of_each_list()
    {
        var (_, candidate) = await ActivateOneOfTwo("shadow-i1", "shadow-i2");
        var outcomes = new ConcurrentQueue<object?>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == "smartretail_shadow_lists")
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => outcomes.Enqueue(tags[0].Value));
        listener.Start();

        await Start(candidate);
        await ShopAsync(customers: 2);
        await Eventually.Get(() => Task.FromResult(outcomes.Count), count => count >= 2, Patience);
        cluster.Models.Throwing = candidate;
        await ShopAsync(customers: 1);
        await Eventually.Get(() => Task.FromResult(outcomes.Count), count => count >= 3, Patience);

        Assert.Equal(["compared", "compared", "failed"], outcomes);
    }

    [Fact]
    public async Task Only_the_share_that_was_asked_for_is_compared()
    {
        var (_, candidate) = await ActivateOneOfTwo("shadow-e1", "shadow-e2");

        await Start(candidate, share: 0.2);
        await ShopAsync(customers: 300);
        await CountedAsync(candidate, 30);
        var report = await Registry.StopShadow(candidate, Cancellation);

        // Binomial: 60 ± 7; five deviations.
        Assert.InRange(report!.Figures.Compared + report.Figures.Dropped, 25, 95);
    }

    [Fact]
    public async Task Ends_when_the_candidate_is_activated_and_keeps_what_it_came_to()
    {
        var (_, candidate) = await ActivateOneOfTwo("shadow-f1", "shadow-f2");
        await Start(candidate);
        await ShopAsync(customers: 3);
        await CountedAsync(candidate, 3);

        await Activate(candidate);
        await ShopAsync(customers: 3);
        var ended = (await Registry.ReadShadow(candidate, Cancellation))!;

        Assert.Equal((ShadowEnd.Activated, 3L), (ended.End, ended.Figures.Compared));
        Assert.Null((await Registry.List(Cancellation)).Shadow);
    }

    [Fact]
    public async Task A_silo_that_joins_takes_part()
    {
        var (_, candidate) = await ActivateOneOfTwo("shadow-g1", "shadow-g2");
        await Start(candidate);

        var silo = await cluster.Silos.StartAdditionalSiloAsync();
        var report = await Eventually.Get(
            () => Registry.ReadShadow(candidate, Cancellation), read => read?.Figures.Ready == 3, Patience);
        await cluster.Silos.StopSiloAsync(silo, Cancellation);

        Assert.Equal(3, report!.Figures.Silos);
    }

    [Fact]
    public async Task Refuses_what_cannot_be_compared()
    {
        var (active, candidate) = await ActivateOneOfTwo("shadow-h1", "shadow-h2");
        cluster.Models.Forged = candidate;

        var refused = await Registry.StartShadow(candidate, 1, TimeSpan.FromMinutes(1), cancellationToken: Cancellation);
        cluster.Models.Forged = null;

        Assert.Equal(ShadowStart.Refused, refused);
        Assert.Equal(
            ShadowStart.IsActive,
            await Registry.StartShadow(active, 1, TimeSpan.FromMinutes(1), cancellationToken: Cancellation));
        Assert.Equal(
            ShadowStart.Unknown,
            await Registry.StartShadow(new(999), 1, TimeSpan.FromMinutes(1), cancellationToken: Cancellation));
        await Assert.ThrowsAsync<ArgumentException>(
            () => Registry.StartShadow(candidate, 0, TimeSpan.FromMinutes(1), cancellationToken: Cancellation));
    }

    private static IEnumerable<ProductId> Ids(RecommendationList list) => list.Products.Select(shown => shown.Product);

    private async Task<(ModelVersion Active, ModelVersion Candidate)> ActivateOneOfTwo(string first, string second)
    {
        var active = await Publish(first);
        var candidate = await Publish(second);
        await Activate(active);
        return (active, candidate);
    }

    private async Task<ImmutableArray<RecommendationList>> ShopAsync(int customers)
    {
        var lists = ImmutableArray.CreateBuilder<RecommendationList>();
        for (var at = 0; at < customers; at++)
        {
            var customer = RetailCluster.NewCustomer();
            await cluster.View(customer, $"p{1 + (at % 40)}");
            lists.Add(await cluster.Recommend(customer));
        }

        return lists.ToImmutable();
    }

    /// <summary>Returns the figures when as many lists have been compared, failed or were left out.</summary>
    private async Task<ShadowReport> CountedAsync(ModelVersion candidate, int lists) => (await Eventually.Get(
        () => Registry.ReadShadow(candidate, Cancellation),
        read => read!.Figures.Compared + read.Figures.Errors + read.Figures.Dropped >= lists,
        Patience))!;

    private async Task Start(ModelVersion candidate, double share = 1) => Assert.Equal(
        ShadowStart.Done,
        await Registry.StartShadow(candidate, share, TimeSpan.FromMinutes(10), "operator", Cancellation));

    private Task<ModelVersion> Publish(string run) =>
        Registry.Publish(new TrainingRunId(run), "worker-0", cancellationToken: Cancellation);

    private async Task Activate(ModelVersion version) => Assert.Equal(
        ModelActivation.Done, await Registry.Activate(version, cancellationToken: Cancellation));
}
