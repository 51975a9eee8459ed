using System.Collections.Immutable;
using SmartRetail.Contracts.Models;
using SmartRetail.Grains.Models;
using SmartRetail.Recommender.DifferentialPrivacy;

namespace SmartRetail.UnitTests.Models;

/// <summary>What a store's models promise together to a customer whose data went into all of them.</summary>
public sealed class PrivacyTotalsTests
{
    private const double Delta = 1e-5;

    private static readonly PrivacyGuarantee First = Promise(noise: 1.2, rate: 0.05, steps: 400);
    private static readonly PrivacyGuarantee Second = Promise(noise: 0.9, rate: 0.02, steps: 900);

    [Fact]
    public void Two_private_models_cost_more_than_each_and_no_more_than_the_sum_of_both()
    {
        var total = PrivacyTotals.Of(Models(First, Second))!;

        Assert.InRange(
            total.Epsilon, Math.Max(First.Epsilon, Second.Epsilon) + 0.01, First.Epsilon + Second.Epsilon);
        Assert.Equal((Delta, 2, 0, false), (total.Delta, total.Models, total.Others, total.IsSeeded));
    }

    [Fact]
    public void One_private_model_alone_costs_what_it_promises()
    {
        var total = PrivacyTotals.Of(Models(First))!;

        Assert.Equal(First.Epsilon, total.Epsilon, 1e-9);
    }

    [Fact]
    public void A_model_that_is_not_private_is_counted_beside_and_changes_no_figure()
    {
        var total = PrivacyTotals.Of(Models(null, First, null))!;

        Assert.Equal(First.Epsilon, total.Epsilon, 1e-9);
        Assert.Equal((1, 2), (total.Models, total.Others));
    }

    [Fact]
    public void Where_none_is_private_there_is_no_promise()
    {
        Assert.Null(PrivacyTotals.Of(Models(null, null)));
        Assert.Null(PrivacyTotals.Of([]));
    }

    [Fact]
    public void Of_different_deltas_the_largest_counts()
    {
        var stricter = First with { Delta = Delta / 100, Epsilon = PrivacyAccountant.Epsilon(1.2, 0.05, 400, Delta / 100) };

        var total = PrivacyTotals.Of(Models(stricter, Second))!;

        Assert.Equal(Delta, total.Delta);
        Assert.Equal(PrivacyTotals.Of(Models(First, Second))!.Epsilon, total.Epsilon, 1e-9);
    }

    [Fact]
    public void One_seeded_model_makes_the_whole_seeded() =>
        Assert.True(PrivacyTotals.Of(Models(First, Second with { IsSeeded = true }))!.IsSeeded);

    private static PrivacyGuarantee Promise(double noise, double rate, long steps) =>
        new(PrivacyAccountant.Epsilon(noise, rate, steps, Delta), Delta, noise, 1, rate, steps, IsSeeded: false);

    private static List<ModelSummary> Models(params PrivacyGuarantee?[] promises) =>
    [
        .. promises.Select((promise, at) => new ModelSummary(
            new(at + 1),
            "sasrec",
            DateTimeOffset.UnixEpoch,
            10,
            ImmutableSortedDictionary<string, double>.Empty,
            ImmutableSortedDictionary<string, ImmutableSortedDictionary<string, double>>.Empty,
            ImmutableSortedDictionary<string, double>.Empty,
            "estimate",
            Run: null,
            Sha256: "",
            Privacy: promise)),
    ];
}
