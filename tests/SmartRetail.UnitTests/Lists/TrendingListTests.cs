using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Lists;

namespace SmartRetail.UnitTests.Lists;

public sealed class TrendingListTests : IDisposable
{
    private const int Days = 60;

    private readonly ListedStore _store = new ListedStore()
        .Sell("kitchen", "steady", "rising", "fading", "rare")
        .Sell("light", "lamp", "candle");

    [Fact]
    public void Lists_what_grows_and_not_what_has_always_been_strong()
    {
        Watch("steady", from: 0, to: Days, views: 30);
        Watch("rising", from: Days - 3, to: Days, views: 10);
        Watch("fading", from: 0, to: 20, views: 40);

        var trending = TrendingOf(null);

        Assert.Equal(["rising"], trending.Select(listed => listed.Product.Value));
    }

    [Fact]
    public void One_click_on_a_product_that_nobody_knew_is_no_trend()
    {
        Watch("steady", from: 0, to: Days, views: 30);
        Watch("lamp", from: 0, to: Days, views: 5);
        Watch("lamp", from: Days - 3, to: Days, views: 5);
        Watch("rare", from: Days - 1, to: Days, views: 1);

        Assert.Equal(["lamp"], TrendingOf(null).Select(listed => listed.Product.Value));
    }

    [Fact]
    public void Nothing_trends_when_everything_sells_more()
    {
        Watch("steady", from: 0, to: Days, views: 20);
        Watch("lamp", from: 0, to: Days, views: 10);
        Watch("steady", from: Days - 2, to: Days, views: 60);
        Watch("lamp", from: Days - 2, to: Days, views: 30);

        Assert.Empty(TrendingOf(null));
    }

    [Fact]
    public void Measures_growth_as_the_share_now_over_the_share_that_was_usual()
    {
        // Two products of equal interest until the last moment, when one gets 40 views more.
        Watch("steady", from: 0, to: 1, views: 100);
        Watch("lamp", from: 0, to: 1, views: 100);
        Watch("lamp", from: 0, to: 1, views: 40);

        // All at one time: the fast and the slow sums are the same, so nothing has grown yet.
        Assert.Empty(TrendingOf(null));

        // A month later the slow sums have lost half, the fast ones nearly all; ten views of the lamp are then everything.
        var monthLater = ListedStore.Start.AddDays(30);
        foreach (var viewer in Enumerable.Range(0, 10))
        {
            _store.Look($"late{viewer}", "lamp", monthLater);
        }

        var fast = Math.Pow(2, -15);
        var (lamp, steady) = (10 + (140 * fast), 100 * fast);
        var expected = (70.0 + 10) / (70 + 10 + 50) * (lamp + steady);
        Assert.Equal((lamp + 20) / (expected + 20), TrendingOf(null).Single().Score, precision: 6);
    }

    [Fact]
    public void Keeps_to_the_category_and_fills_up_with_its_popular_products()
    {
        Watch("steady", from: 0, to: Days, views: 30);
        Watch("lamp", from: 0, to: Days - 10, views: 5);
        Watch("candle", from: Days - 3, to: Days, views: 10);
        Watch("rising", from: Days - 3, to: Days, views: 20);

        var list = TrendingList.Of(_store.View, "light", 10);

        Assert.Equal(["candle", "lamp"], list.Select(listed => listed.Product.Value));
        Assert.Equal([ListBasis.Trending, ListBasis.Popular], list.Select(listed => listed.Basis));
    }

    [Fact]
    public void Never_lists_what_cannot_be_bought()
    {
        Watch("steady", from: 0, to: Days, views: 30);
        Watch("rising", from: Days - 3, to: Days, views: 10);

        _store.SellOut("rising");

        Assert.DoesNotContain("rising", TrendingList.Of(_store.View, null, 10).Select(listed => listed.Product.Value));
    }

    [Fact]
    public void Is_no_longer_than_asked_for()
    {
        Watch("rising", from: 0, to: 1, views: 1);

        Assert.Equal(2, TrendingList.Of(_store.View, null, 2).Length);
    }

    public void Dispose() => _store.Dispose();

    private List<ListedProduct> TrendingOf(string? category) =>
        [.. TrendingList.Of(_store.View, category, 10).Where(listed => listed.Basis == ListBasis.Trending)];

    private void Watch(string product, int from, int to, int views)
    {
        for (var day = from; day < to; day++)
        {
            for (var view = 0; view < views; view++)
            {
                _store.Look($"{product}-{day}-{view}", product, ListedStore.Start.AddDays(day));
            }
        }
    }
}
