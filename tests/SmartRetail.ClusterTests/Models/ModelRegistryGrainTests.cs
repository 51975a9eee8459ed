using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Models;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Models;

/// <summary>A cluster of its own: an active model changes what every customer of the store is shown.</summary>
public sealed class ModelRegistryGrainTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private static readonly StoreId Store = RetailCluster.Store;
    private static readonly TimeSpan SwitchLimit = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Switches_every_silo_before_it_answers_and_goes_back_the_same_way()
    {
        var customer = RetailCluster.NewCustomer();
        await cluster.View(customer, "p6");
        var first = await Publish("run-a");
        var second = await Publish("run-b");

        await Activate(second);
        var withSecond = await cluster.Recommend(customer, new() { Explain = true });
        await Activate(first);
        var withFirst = await cluster.Recommend(customer);

        Assert.Equal(second, withSecond.ModelVersion);
        Assert.Equal(RecommendationTier.Personal, withSecond.Tier);
        Assert.Equal("p7", withSecond.Products[0].Product.Value);
        Assert.Equal(new ProductId("p6"), withSecond.Products[0].Reasons[0].Product);
        Assert.Equal(InteractionKind.View, withSecond.Products[0].Reasons[0].Kind);
        Assert.Equal(first, withFirst.ModelVersion);
    }

    [Fact]
    public async Task Every_request_is_answered_while_models_are_switched_back_and_forth()
    {
        ModelVersion[] versions = [await Publish("run-e"), await Publish("run-f")];
        await Activate(versions[0]);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var shoppers = Enumerable.Range(0, 8).Select(_ => ShopUntil(ending.Token)).ToList();

        var switches = new List<(TimeSpan Took, bool IsHeld)>();
        for (var turn = 1; turn <= 20; turn++)
        {
            var version = versions[turn % 2];
            var started = TimeProvider.System.GetTimestamp();
            await Activate(version);
            switches.Add((TimeProvider.System.GetElapsedTime(started), cluster.ModelsOfSilos().All(held => held == version)));
        }

        await ending.CancelAsync();
        var answers = await Task.WhenAll(shoppers);
        Assert.All(switches, each => Assert.True(each.IsHeld && each.Took < SwitchLimit, each.ToString()));
        Assert.All(answers, answer => Assert.Empty(answer.Failures));
        Assert.Equal(versions.Order(), answers.SelectMany(answer => answer.Versions).Distinct().Order());
    }

    [Fact]
    public async Task The_record_says_who_activated_what_and_what_ranked_before()
    {
        var (first, second) = (await Publish("run-g"), await Publish("run-h"));
        await Activate(first);

        await cluster.Grains.ModelRegistry(Store).Activate(second, "operator", TestContext.Current.CancellationToken);
        var history = await cluster.Grains.ModelRegistry(Store).History(TestContext.Current.CancellationToken);

        Assert.Equal(
            (ModelEventKind.Activated, second, first, "operator"),
            (history[0].Kind, history[0].Version!.Value, history[0].Previous!.Value, history[0].By));
    }

    [Fact]
    public async Task Silos_go_on_with_the_model_they_have_when_another_one_is_refused()
    {
        var good = await Publish("run-i");
        await Activate(good);
        var forged = await Publish("run-j");

        cluster.Models.IsTorn = true;
        await cluster.Grains.ModelRegistry(Store).Activate(forged, cancellationToken: TestContext.Current.CancellationToken);
        var held = cluster.ModelsOfSilos();
        cluster.Models.IsTorn = false;
        await Activate(good);

        Assert.All(held, version => Assert.Equal(good, version));
    }

    [Fact]
    public async Task What_does_not_verify_is_not_activated()
    {
        var good = await Publish("run-k");
        await Activate(good);
        var forged = await Publish("run-l");
        cluster.Models.Forged = forged;

        var outcome = await cluster.Grains.ModelRegistry(Store)
            .Activate(forged, cancellationToken: TestContext.Current.CancellationToken);
        var models = await cluster.Grains.ModelRegistry(Store).List(TestContext.Current.CancellationToken);

        Assert.Equal(ModelActivation.Refused, outcome);
        Assert.Equal(good, models.Active);
    }

    [Fact]
    public async Task A_silo_starts_without_the_model_when_its_artifact_is_torn()
    {
        await Activate(await Publish("run-d"));
        cluster.Models.IsTorn = true;

        var silo = await cluster.Silos.StartAdditionalSiloAsync();
        var isActive = silo.IsActive;
        cluster.Models.IsTorn = false;
        await cluster.Silos.StopSiloAsync(silo, TestContext.Current.CancellationToken);

        Assert.True(isActive);
    }

    [Fact]
    public async Task Publishes_a_run_once()
    {
        var version = await Publish("run-c");
        var again = await Publish("run-c");

        Assert.Equal(version, again);
    }

    [Fact]
    public async Task Does_not_activate_a_version_that_was_never_published() =>
        Assert.Equal(ModelActivation.Unknown, await cluster.Grains.ModelRegistry(Store)
            .Activate(new(999), cancellationToken: TestContext.Current.CancellationToken));

    private async Task<(HashSet<ModelVersion> Versions, List<Exception> Failures)> ShopUntil(CancellationToken ending)
    {
        var (versions, failures) = (new HashSet<ModelVersion>(), new List<Exception>());
        var customer = RetailCluster.NewCustomer();
        while (!ending.IsCancellationRequested)
        {
            try
            {
                // Each interaction makes the next list a ranking of its own, with the model that is active then.
                await cluster.View(customer, "p6");
                var list = await cluster.Recommend(customer);
                versions.Add(list.ModelVersion!.Value);
            }
            catch (Exception error)
            {
                failures.Add(error);
            }
        }

        return (versions, failures);
    }

    private Task<ModelVersion> Publish(string run) => cluster.Grains.ModelRegistry(Store)
        .Publish(new(run), "worker-0", cancellationToken: TestContext.Current.CancellationToken);

    private async Task Activate(ModelVersion version) => Assert.Equal(
        ModelActivation.Done,
        await cluster.Grains.ModelRegistry(Store).Activate(version, cancellationToken: TestContext.Current.CancellationToken));
}
