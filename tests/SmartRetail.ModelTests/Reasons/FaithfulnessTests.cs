using System.Collections.Immutable;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Features;
using SmartRetail.Recommender.Ranking;

namespace SmartRetail.ModelTests.Reasons;

/// <summary>
/// Held against the whole way from a log to a score: a product's interactions are taken out of the customer's log, the log is
/// folded anew and ranked, by none of the code that finds causes.
/// </summary>
public sealed class FaithfulnessTests(FittedStore store) : IClassFixture<FittedStore>
{
    private readonly RankingPipeline _pipeline = new(new(), TimeProvider.System);

    [Fact]
    public void Without_the_named_product_a_score_falls_further_than_without_another_one()
    {
        var random = new Random(11);

        var falls = store.Shoppers.Select(customer => Compare(customer, random)).OfType<(double Named, double Other)>().ToList();

        Assert.InRange(falls.Count, FittedStore.Customers * 9 / 10, FittedStore.Customers);
        Assert.InRange(falls.Count(fall => fall.Named > fall.Other), falls.Count * 95 / 100, falls.Count);
    }

    [Fact]
    public void The_named_share_is_how_far_the_score_falls()
    {
        var customer = store.Shoppers.First();
        var (product, whole) = TopOf(customer);
        var cause = CausesOf(product, customer)[0];

        var fall = whole - ScoreOf(product, customer, cause.Product);

        Assert.Equal(cause.Contribution, fall / whole, 3);
    }

    /// <summary>
    /// Returns how far the score of the customer's first product falls without its first cause, and without some other product
    /// of the history; null where the score has no cause.
    /// </summary>
    private (double Named, double Other)? Compare(CustomerId customer, Random random)
    {
        var (product, whole) = TopOf(customer);
        var causes = CausesOf(product, customer);
        if (causes.IsEmpty)
        {
            return null;
        }

        var named = causes[0].Product;
        var others = store.InputOf(customer).History.Select(step => step.Product).Distinct()
            .Where(seen => seen != named).ToList();
        var other = others[random.Next(others.Count)];
        return (whole - ScoreOf(product, customer, named), whole - ScoreOf(product, customer, other));
    }

    private ImmutableArray<ScoreCause> CausesOf(
        ProductId product, CustomerId customer) =>
        new ReasonFinder(_pipeline).FindCauses(product, store.InputOf(customer), store.View);

    private (ProductId Product, double Score) TopOf(CustomerId customer)
    {
        var input = store.InputOf(customer);
        var top = _pipeline.Rank(input, store.View, _pipeline.FilterFor(input, store.View, new()), 1).Products[0];
        return (top.Product, top.Score);
    }

    private double ScoreOf(ProductId product, CustomerId customer, ProductId without)
    {
        // Nothing is filtered: what was seen lately may be what is scored.
        RankingInput input = store.InputOf(customer, without);
        var ranked = _pipeline.Rank(input, store.View, new(store.View.Catalog), store.View.Catalog.Count);
        return ranked.Products.Single(scored => scored.Product == product).Score;
    }
}
