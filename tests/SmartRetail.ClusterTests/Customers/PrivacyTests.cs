using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Privacy;
using SmartRetail.Contracts.Recommendations;

namespace SmartRetail.ClusterTests.Customers;

public sealed class PrivacyTests(RetailCluster cluster) : IClassFixture<RetailCluster>
{
    private readonly CustomerId _customer = RetailCluster.NewCustomer();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_made_of_a_customer_who_does_not_agree_and_all_of_it_when_they_do_again()
    {
        await cluster.View(_customer, "p20");
        await cluster.Record(RetailCluster.Interaction(_customer, InteractionKind.Purchase, "p6"));
        await cluster.WaitUntilCountedAsync();
        var before = await cluster.Recommend(_customer);

        var version = await Agree(personalise: false);
        var without = await cluster.Recommend(_customer);
        var recorded = await cluster.View(_customer, "p8");
        var withoutEither = await cluster.Recommend(_customer);

        Assert.Equal(RecommendationTier.Counts, before.Tier);
        Assert.Equal((RecommendationTier.Popular, version), (without.Tier, without.ProfileVersion));
        Assert.Equal((RecommendationTier.Popular, recorded.ProfileVersion), (withoutEither.Tier, withoutEither.ProfileVersion));
        Assert.Empty(await Customer.GetRecentlyViewed(10, Cancellation));
        Assert.Empty((await Customer.GetBuyAgain(10, Cancellation)).Products);

        await Agree(personalise: true);
        var again = await cluster.Recommend(_customer);

        Assert.Equal(RecommendationTier.Counts, again.Tier);
        Assert.True(again.ProfileVersion > recorded.ProfileVersion);
        Assert.Equal([new("p8"), new("p20")], await Customer.GetRecentlyViewed(10, Cancellation));
    }

    [Fact]
    public async Task A_forgotten_interest_tells_nothing_any_more_until_the_customer_acts_on_it_again()
    {
        await cluster.View(_customer, "p20");
        await cluster.View(_customer, "p6");
        var before = await cluster.View(_customer, "p9");
        await cluster.Recommend(_customer);

        var version = await Customer.ForgetInterest("even", Cancellation);
        var list = await cluster.Recommend(_customer, new() { Explain = true });
        var profile = await Customer.GetProfile(Cancellation);
        var viewed = await Customer.GetRecentlyViewed(10, Cancellation);
        await cluster.View(_customer, "p8");

        Assert.True(version > before.ProfileVersion);
        Assert.Equal(version, list.ProfileVersion);
        Assert.Equal(["odd"], profile.CategoryAffinities.Select(affinity => affinity.Name));
        Assert.Equal([new("p9")], viewed);
        Assert.All(list.Products.SelectMany(shown => shown.Reasons), reason => Assert.True(reason.Product is null or { Value: "p9" }));
        Assert.Equal([new("p8"), new("p9")], await Customer.GetRecentlyViewed(10, Cancellation));
    }

    [Fact]
    public async Task An_erased_customer_is_somebody_unknown_whose_version_goes_on()
    {
        await cluster.View(_customer, "p20");
        var last = await cluster.View(_customer, "p6");
        await cluster.Recommend(_customer);

        var receipt = await Erase(_customer);
        var profile = await Customer.GetProfile(Cancellation);
        var list = await cluster.Recommend(_customer);

        Assert.Equal((1, 2L, 1L), (receipt.Customers, receipt.Interactions, receipt.Impressions));
        Assert.NotNull(receipt.ErasedAt);
        Assert.Empty(profile.Recent);
        Assert.True(profile.Version > last.ProfileVersion);
        Assert.Equal((RecommendationTier.Popular, profile.Version), (list.Tier, list.ProfileVersion));
        Assert.Empty(await cluster.Storage.Interactions.ReadCustomerAsync(RetailCluster.Store, _customer, 0, 10, Cancellation));
        Assert.Null(await cluster.Storage.Snapshots.LoadAsync(RetailCluster.Store, _customer, Cancellation));
    }

    [Fact]
    public async Task What_happened_before_the_erasure_is_not_taken_in_again()
    {
        var before = RetailCluster.Interaction(_customer, InteractionKind.View, "p20");
        await cluster.Record(before);
        await Erase(_customer);

        var late = await cluster.Record(before);
        var next = await cluster.View(_customer, "p6");

        Assert.Equal((0, 1), (late.Accepted, late.Erased));
        Assert.Equal((1, 0), (next.Accepted, next.Erased));
        Assert.Equal(
            [new ProductId("p6")],
            (await Customer.GetProfile(Cancellation)).Recent.Select(interaction => interaction.Product!.Value));
    }

    [Fact]
    public async Task Erases_the_anonymous_customers_that_were_merged_into_a_customer()
    {
        var visitor = new CustomerId("anon-" + _customer.Value);
        await cluster.View(visitor, "p20");
        await cluster.View(_customer, "p6");
        await cluster.Grains.Customer(RetailCluster.Store, visitor).MergeInto(_customer, Cancellation);

        var receipt = await Erase(_customer);

        Assert.Equal((2, 2L), (receipt.Customers, receipt.Interactions));
        Assert.Empty((await Customer.GetProfile(Cancellation)).Recent);
        Assert.Empty((await cluster.Grains.Customer(RetailCluster.Store, visitor).GetProfile(Cancellation)).Recent);
    }

    [Fact]
    public async Task A_known_customer_loses_what_an_erased_anonymous_one_had_brought()
    {
        var visitor = new CustomerId("anon-" + _customer.Value);
        await cluster.View(visitor, "p20");
        await cluster.View(_customer, "p6");
        var merged = await cluster.Grains.Customer(RetailCluster.Store, visitor).MergeInto(_customer, Cancellation);

        await Erase(visitor);
        var profile = await Customer.GetProfile(Cancellation);

        Assert.Equal([new ProductId("p6")], profile.Recent.Select(interaction => interaction.Product!.Value));
        Assert.True(profile.Version > merged.ProfileVersion);
    }

    [Fact]
    public async Task The_same_erasure_asked_for_again_has_the_same_receipt()
    {
        await cluster.View(_customer, "p20");
        var erasure = ErasureId.New();

        var first = await Erase(_customer, erasure);
        await cluster.View(_customer, "p6");
        var again = await Erase(_customer, erasure);

        Assert.Equal(first with { LearnedFrom = [] }, again with { LearnedFrom = [] });
        Assert.Single((await Customer.GetProfile(Cancellation)).Recent);
    }

    [Fact]
    public async Task A_receipt_is_held_against_the_customer_it_is_of()
    {
        await cluster.View(_customer, "p20");
        var receipt = await Erase(_customer);
        var privacy = cluster.Grains.Privacy(RetailCluster.Store);

        var own = await privacy.Find(receipt.Id, _customer, Cancellation);
        var another = await privacy.Find(receipt.Id, RetailCluster.NewCustomer(), Cancellation);

        Assert.Equal((true, 0L), (own!.IsOfCustomer!.Value, own.Remaining!.Value));
        Assert.False(another!.IsOfCustomer);
        Assert.Null(await privacy.Find(ErasureId.New(), null, Cancellation));
    }

    [Fact]
    public async Task An_erasure_that_was_cut_short_completes_by_itself()
    {
        await cluster.View(_customer, "p20");
        var erasure = ErasureId.New();
        await cluster.Storage.Erasures.BeginAsync(RetailCluster.Store, erasure, _customer, Cancellation);

        var completed = await Eventually.Get(
            () => cluster.Storage.Erasures.FindAsync(RetailCluster.Store, erasure, Cancellation),
            found => found?.CompletedAt is not null,
            TimeSpan.FromSeconds(60));

        Assert.Equal(1, completed!.Interactions);
    }

    [Fact]
    public async Task Exports_every_interaction_and_list_of_a_customer()
    {
        var visitor = new CustomerId("anon-" + _customer.Value);
        await cluster.View(visitor, "p20");
        await cluster.View(_customer, "p6");
        await cluster.Grains.Customer(RetailCluster.Store, visitor).MergeInto(_customer, Cancellation);
        var list = await cluster.Recommend(_customer);
        await cluster.Storage.Impressions.FlushAsync(Cancellation);

        var (interactions, lists) = (new List<ExportedInteraction>(), new List<ExportedList>());
        ExportPosition? next = null;
        do
        {
            var part = await Customer.Export(next, Cancellation);
            interactions.AddRange(part.Interactions);
            lists.AddRange(part.Lists);
            next = part.Next;
        }
        while (next is not null);

        Assert.Equal([visitor, _customer], interactions.Select(row => row.Interaction.Customer));
        Assert.Equal([list.RecommendationId], lists.Select(shown => shown.Recommendation));
    }

    [Fact]
    public async Task A_list_from_before_an_erasure_says_that_its_counts_are_not_kept()
    {
        var leaving = RetailCluster.NewCustomer();
        await cluster.View(leaving, "p20");
        await cluster.View(_customer, "p6");
        var list = await cluster.Recommend(_customer);
        await Erase(leaving);

        var record = await Eventually.Get(
            () => cluster.Grains.Recommendations(RetailCluster.Store, _customer).Recall(list.RecommendationId, Cancellation),
            found => found is not null,
            TimeSpan.FromSeconds(10));

        Assert.Contains(ReplayObstacle.CountsNotKept, record!.Obstacles);
        Assert.Null(record.Replay);
    }

    private Contracts.Customers.ICustomerGrain Customer => cluster.Grains.Customer(RetailCluster.Store, _customer);

    private Task<long> Agree(bool personalise) => Customer.ChangeConsent(new(personalise, Train: true), Cancellation);

    private Task<ErasureReceipt> Erase(CustomerId customer, ErasureId? erasure = null) =>
        cluster.Grains.Privacy(RetailCluster.Store).Erase(erasure ?? ErasureId.New(), customer, Cancellation);
}
