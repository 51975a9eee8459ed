using System.Collections.Immutable;
using System.Reflection;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Access;
using SmartRetail.Contracts.Audit;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains.Access;

namespace SmartRetail.ClusterTests.Access;

/// <summary>Whom the silos let in, and what they note of it.</summary>
public sealed class StoreWallTests(WalledCluster cluster) : IClassFixture<WalledCluster>
{
    private static readonly Caller Own = new("own", [RetailCluster.Store.Value]);
    private static readonly Caller Other = new("other", [WalledCluster.OtherStore.Value]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_reaches_the_grains_of_its_own_store()
    {
        CallerFlow.Begin(Own);

        var list = await cluster.Recommend(RetailCluster.NewCustomer());

        Assert.NotEmpty(list.Products);
    }

    [Fact]
    public async Task A_caller_reaches_no_grain_of_another_store()
    {
        CallerFlow.Begin(Other);

        await Refused(() => cluster.Recommend(RetailCluster.NewCustomer()));
        await Refused(() => cluster.View(RetailCluster.NewCustomer(), "p1"));
        await Refused(() => cluster.Grains.Storefront(RetailCluster.Store).Exists());
        await Refused(() => cluster.Grains.Store(RetailCluster.Store).GetSettings());
        await Refused(() => cluster.Grains.ModelRegistry(RetailCluster.Store).List());
    }

    [Fact]
    public async Task What_concerns_all_stores_is_for_callers_of_all_stores()
    {
        CallerFlow.Begin(Own);

        await Refused(() => cluster.Grains.Operations().ListStores());
        await Refused(() => cluster.Grains.Operations().MakeStore(new("made")));
        await Refused(() => cluster.Grains.ApiKeys().Read());
        await Refused(() => cluster.Grains.Audit().Read(1));
    }

    [Fact]
    public async Task A_store_whose_name_begins_like_another_is_another()
    {
        CallerFlow.Begin(new("prefix", [RetailCluster.Store.Value[..^1]]));

        await Refused(() => cluster.Recommend(RetailCluster.NewCustomer()));
    }

    [Fact]
    public async Task A_timer_of_a_grain_reaches_it()
    {
        CallerFlow.Begin(Own);
        var grain = cluster.Grains.GetGrain<ITickingGrain>("clock");

        var ticks = await Eventually.Get(() => grain.Count(), count => count > 0, TimeSpan.FromSeconds(10));

        Assert.NotEqual(0, ticks);
    }

    // As a program does that has found the gateway, and has our interfaces.
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("eyJ9.AAAA")]
    [InlineData("another secret")]
    public async Task A_stray_client_cannot_say_to_call_for_anybody(string? claim)
    {
        var forged = claim == "another secret"
            ? WalledCluster.SealWith("a secret that this cluster has not").Write(Caller.Platform)
            : claim;
        ForgedCalls.Begin(forged);

        await Refused(() => cluster.Recommend(RetailCluster.NewCustomer()));
    }

    [Fact]
    public async Task A_seal_that_was_tampered_with_is_worth_nothing()
    {
        var text = cluster.Seal.Write(Own);
        ForgedCalls.Begin((text[0] == 'A' ? 'B' : 'A') + text[1..]);

        await Refused(() => cluster.Recommend(RetailCluster.NewCustomer()));
    }

    [Fact]
    public async Task An_administrative_act_is_on_the_trail_under_the_name_that_asked_for_it()
    {
        var name = $"operator-{Guid.NewGuid():N}";
        CallerFlow.Begin(new(name, [RetailCluster.Store.Value]));

        await cluster.Grains.Store(RetailCluster.Store).PutSettings(new(), cancellationToken: Cancellation);
        await cluster.Grains.Catalog(RetailCluster.Store).Remove(new("never there"), Cancellation);
        await cluster.Grains.Catalog(RetailCluster.Store).RemoveMany([new("never"), new("there")], Cancellation);

        var acts = await ActsOf(name);
        Assert.Equal(
            [
                ("settings.change", "tests", ""),
                ("product.remove", "tests", "never there"),
                ("product.remove", "tests", "2: never, there"),
            ],
            acts.Select(act => (act.Act, act.Store!, act.Subject)));
    }

    [Fact]
    public async Task An_act_that_fails_is_on_the_trail_twice()
    {
        var name = $"operator-{Guid.NewGuid():N}";
        CallerFlow.Begin(new(name, [ApiKeyGrant.AllStores]));

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => cluster.Grains.ApiKeys()
            .Rotate(new("k"), new("l"), new('a', 64), TimeSpan.FromDays(31), name, Cancellation));

        Assert.Equal(["key.rotate", "key.rotate.failed"], (await ActsOf(name)).Select(act => act.Act));
    }

    [Fact]
    public async Task An_export_is_noted_without_the_customers_name()
    {
        var (name, customer) = ($"operator-{Guid.NewGuid():N}", RetailCluster.NewCustomer());
        CallerFlow.Begin(new(name, [RetailCluster.Store.Value]));

        await cluster.Grains.Audit().NoteCustomer("customer.export", RetailCluster.Store, customer, Cancellation);

        var act = Assert.Single(await ActsOf(name));
        Assert.Equal(await cluster.Storage.Erasures.HashAsync(RetailCluster.Store, customer, Cancellation), new(act.Subject));
    }

    /// <summary>Read as a table: what is not here is not noted, and what is here is.</summary>
    [Fact]
    public void Every_grain_says_whom_it_is_open_to()
    {
        var grains =
            from type in typeof(StoreWall).Assembly.GetTypes()
            from named in type.GetCustomAttributes<GrainTypeAttribute>()
            select named.GetGrainType(null!, type);

        Assert.NotEmpty(grains);
        Assert.Empty(grains.Except(StoreWall.Reaches.Keys));
    }

    [Fact]
    public void These_are_the_administrative_acts()
    {
        var audited =
            from type in typeof(RetailGrains).Assembly.GetTypes()
            where type.IsInterface
            from method in type.GetMethods()
            where method.IsDefined(typeof(AuditedAttribute))
            select $"{type.Name}.{method.Name}: {method.GetCustomAttribute<AuditedAttribute>()!.Act}";

        Assert.Equal(
            [
                "IApiKeysGrain.Add: key.create",
                "IApiKeysGrain.Revoke: key.revoke",
                "IApiKeysGrain.Rotate: key.rotate",
                "ICatalogGrain.Remove: product.remove",
                "ICatalogGrain.RemoveMany: product.remove",
                "IImportGrain.Begin: catalog.import",
                "IModelRegistryGrain.Activate: model.activate",
                "IModelRegistryGrain.Import: model.import",
                "IModelRegistryGrain.Rewrap: model.rewrap",
                "IModelRegistryGrain.StartShadow: model.shadow",
                "IModelRegistryGrain.StopShadow: model.shadow-stop",
                "IModelTrainerGrain.Cancel: training.cancel",
                "IModelTrainerGrain.Start: training.start",
                "IOperationsGrain.MakeStore: store.make",
                "IPrivacyGrain.Erase: customer.erase",
                "IStoreGrain.PutSettings: settings.change",
            ],
            audited.Order(StringComparer.Ordinal));
    }

    private static Task<CallRefusedException> Refused(Func<Task> call) => Assert.ThrowsAsync<CallRefusedException>(call);

    private async Task<ImmutableArray<AuditEntry>> ActsOf(string name)
    {
        var entries = await cluster.Storage.Audit.ReadAsync(long.MaxValue, 500, Cancellation);
        return [.. entries.Where(entry => entry.By == name).Reverse()];
    }
}
