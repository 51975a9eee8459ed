using SmartRetail.Contracts.Attribution;
using SmartRetail.Recommender.Retraining;

namespace SmartRetail.UnitTests.Retraining;

public sealed class ClickRateFallTests
{
    [Fact]
    public void The_share_is_what_the_rate_has_lost()
    {
        var fall = ClickRateFall.Of(Sums(400, 10_000), Sums(300, 10_000));

        Assert.Equal(0.04, fall.First, tolerance: 1e-12);
        Assert.Equal(0.03, fall.Newest, tolerance: 1e-12);
        Assert.Equal(0.25, fall.Share, tolerance: 1e-12);
    }

    // Equal rates, each of them drawn: a false alarm is what makes a cluster train for nothing.
    [Fact]
    public void Equal_rates_hardly_ever_seem_to_have_fallen()
    {
        var random = new Random(5);

        var falls = Enumerable.Range(0, 20_000)
            .Count(_ => !ClickRateFall.Of(Drawn(random, 0.05, 400), Drawn(random, 0.05, 400)).IsChance);

        Assert.InRange(falls, 0, 10);
    }

    [Fact]
    public void A_third_less_is_seen_among_six_thousand_products_shown()
    {
        var random = new Random(6);

        var seen = Enumerable.Range(0, 200)
            .Count(_ => !ClickRateFall.Of(Drawn(random, 0.06, 6_000), Drawn(random, 0.04, 6_000)).IsChance);

        Assert.InRange(seen, 130, 200);
    }

    [Fact]
    public void More_clicks_than_products_shown_as_samples_may_give_are_no_error()
    {
        var fall = ClickRateFall.Of(Sums(50, 10), Sums(0, 10));

        Assert.Equal(1, fall.Share);
        Assert.False(double.IsNaN(fall.First));
    }

    private static AttributionSums Drawn(Random random, double rate, int shown) =>
        Sums(Enumerable.Range(0, shown).Count(_ => random.NextDouble() < rate), shown);

    private static AttributionSums Sums(double clicks, double shown) => new(1, shown, clicks, 0, 0, 0);
}
