using Microsoft.Extensions.Time.Testing;
using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Recommender.LiveCounts;

namespace SmartRetail.UnitTests.LiveCounts;

public sealed class StoreCountsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new();
    private readonly LiveCountOptions _options = new() { RowLength = 16 };
    private readonly StoreCounts _counts;
    private long _position;

    public StoreCountsTests() => _counts = new(_options, _clock);

    [Fact]
    public void Follows_what_customers_do_next()
    {
        View("a", "cup", Start);
        View("a", "saucer", Start.AddDays(1));
        View("b", "cup", Start);
        View("b", "spoon", Start.AddDays(1));
        View("c", "cup", Start);
        View("c", "saucer", Start.AddDays(1));

        var scores = _counts.Score([new("cup")]);

        Assert.Equal(2 / 3.0, scores[new("saucer")], precision: 6);
        Assert.Equal(1 / 3.0, scores[new("spoon")], precision: 6);
    }

    [Fact]
    public void Pairs_the_products_of_one_session_both_ways()
    {
        View("a", "cup", Start);
        View("a", "saucer", Start.AddMinutes(1));

        Assert.Contains(new ProductId("cup"), _counts.Score([new("saucer")]).Keys);
    }

    [Fact]
    public void Does_not_pair_products_of_different_sessions()
    {
        View("a", "cup", Start);
        View("a", "saucer", Start + _options.SessionGap + TimeSpan.FromTicks(1));

        Assert.Empty(_counts.Score([new("saucer")]));
    }

    [Fact]
    public void Weighs_the_newest_product_of_a_history_most()
    {
        View("a", "x", Start);
        View("a", "after-x", Start.AddDays(1));
        View("b", "y", Start);
        View("b", "after-y", Start.AddDays(1));

        var scores = _counts.Score([new("x"), new("y")]);

        Assert.True(scores[new("after-y")] > scores[new("after-x")]);
        Assert.Equal(1, scores.Values.Sum(), precision: 6);
    }

    [Fact]
    public void Popularity_fades_by_half_in_each_half_life()
    {
        View("a", "old", Start);
        View("b", "new", Start + _options.PopularityHalfLife);

        var popular = _counts.Popular();

        Assert.Equal(["new", "old"], popular.Select(scored => scored.Product.Value));
        Assert.Equal(2 / 3.0, popular[0].Score, precision: 6);
    }

    [Fact]
    public void Shows_news_in_the_popular_list_after_its_lifetime()
    {
        View("a", "first", Start);
        _counts.Popular();
        View("a", "second", Start);

        var early = _counts.Popular();
        _clock.Advance(_options.PopularLifetime);
        var late = _counts.Popular();

        Assert.Single(early);
        Assert.Equal(2, late.Length);
    }

    [Fact]
    public void Bounds_the_companions_of_a_product()
    {
        for (var number = 0; number < 200; number++)
        {
            View($"c{number}", "cup", Start);
            View($"c{number}", $"other{number}", Start.AddDays(1));
        }

        Assert.InRange(_counts.Score([new("cup")]).Count, _options.RowLength, 2 * _options.RowLength);
    }

    [Fact]
    public void A_dislike_takes_popularity_away()
    {
        View("a", "cup", Start);
        Apply("b", InteractionKind.Dislike, "cup", Start);

        Assert.Empty(_counts.Popular());
    }

    public void Dispose() => _counts.Dispose();

    private void View(string customer, string product, DateTimeOffset at) =>
        Apply(customer, InteractionKind.View, product, at);

    private void Apply(string customer, InteractionKind kind, string product, DateTimeOffset at) =>
        _counts.Apply(
        [
            new(++_position, new()
            {
                Id = new(_position.ToString(System.Globalization.CultureInfo.InvariantCulture)),
                Customer = new(customer),
                Kind = kind,
                Product = new(product),
                OccurredAt = at,
            }),
        ]);
}
