using SmartRetail.Contracts;
using SmartRetail.Contracts.Interactions;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Recommender.Lists;

namespace SmartRetail.UnitTests.Lists;

public sealed class BoughtTogetherListTests : IDisposable
{
    private readonly ListedStore _store = new ListedStore()
        .Sell("kitchen", "cup", "saucer", "spoon", "teapot", "sugar")
        .Sell("light", "lamp", "candle");

    private int _order;

    [Fact]
    public void Lists_what_is_bought_in_one_order_by_the_shrunk_cosine()
    {
        Order(times: 6, "cup", "saucer");
        Order(times: 3, "cup", "spoon");
        Order(times: 7, "saucer");

        var list = TogetherWith("cup");

        // cup is in 9 orders, saucer in 13, spoon in 3.
        Assert.Equal(["saucer", "spoon"], list.Select(listed => listed.Product.Value));
        Assert.Equal(6 / (Math.Sqrt(9 * 13) + 10), list[0].Score, precision: 9);
        Assert.Equal(3 / (Math.Sqrt(9 * 3) + 10), list[1].Score, precision: 9);
    }

    [Fact]
    public void What_everybody_buys_does_not_come_first_everywhere()
    {
        Order(times: 100, "candle");
        Order(times: 6, "cup", "candle");
        Order(times: 5, "cup", "saucer");

        Assert.Equal(["saucer", "candle"], TogetherWith("cup").Select(listed => listed.Product.Value));
    }

    [Fact]
    public void Looks_are_not_counted_however_many()
    {
        Order(times: 2, "cup", "saucer");
        foreach (var shopper in Enumerable.Range(0, 50))
        {
            _store.Look($"s{shopper}", "cup", ListedStore.Start);
            _store.Look($"s{shopper}", "lamp", ListedStore.Start);
            _store.Apply(InteractionKind.AddToCart, $"s{shopper}", "lamp", ListedStore.Start);
        }

        Assert.Equal(["saucer"], TogetherWith("cup").Select(listed => listed.Product.Value));
    }

    [Fact]
    public void Purchases_a_pause_apart_are_two_orders()
    {
        _store.Buy("a", ListedStore.Start, "cup");
        _store.Buy("a", ListedStore.Start.AddMinutes(31), "saucer");

        Assert.Empty(TogetherWith("cup"));
    }

    [Fact]
    public void Looking_around_between_two_lines_of_an_order_does_not_part_them()
    {
        _store.Buy("a", ListedStore.Start, "cup");
        foreach (var minute in Enumerable.Range(1, 25))
        {
            _store.Look("a", "lamp", ListedStore.Start.AddMinutes(minute));
        }

        _store.Buy("a", ListedStore.Start.AddMinutes(26), "saucer");

        Assert.Equal(["saucer"], TogetherWith("cup").Select(listed => listed.Product.Value));
    }

    [Fact]
    public void A_product_on_two_lines_of_an_order_is_in_one_order()
    {
        Order(times: 2, "cup", "saucer", "cup");

        Assert.Equal(2 / (2.0 + 10), TogetherWith("cup").Single().Score, precision: 9);
    }

    [Fact]
    public void A_basket_scores_the_sum_over_its_products_and_lists_none_of_them()
    {
        Order(times: 4, "cup", "saucer");
        Order(times: 4, "spoon", "saucer");
        Order(times: 5, "cup", "teapot");
        Order(times: 5, "cup", "spoon");

        var list = TogetherWith("cup", "spoon");

        // saucer goes with both, teapot more with one.
        Assert.Equal(["saucer", "teapot"], list.Select(listed => listed.Product.Value));
        Assert.Equal((4 / (Math.Sqrt(14 * 8) + 10)) + (4 / (Math.Sqrt(9 * 8) + 10)), list[0].Score, precision: 9);
    }

    [Fact]
    public void A_product_twice_in_the_basket_counts_once()
    {
        Order(times: 4, "cup", "saucer");

        Assert.Equal(TogetherWith("cup")[0].Score, TogetherWith("cup", "cup")[0].Score);
    }

    [Fact]
    public void Fills_up_with_what_is_like_the_product_and_then_what_is_popular_and_says_so()
    {
        Order(times: 3, "cup", "saucer");
        _store.Look("x", "cup", ListedStore.Start);
        _store.Look("x", "teapot", ListedStore.Start.AddMinutes(1));
        _store.Look("y", "lamp", ListedStore.Start);
        _store.Look("z", "sugar", ListedStore.Start);

        var list = BoughtTogetherList.Of(_store.View, [new("cup")], 10);

        Assert.Equal(
            [
                ("saucer", ListBasis.BoughtTogether),
                ("teapot", ListBasis.Similar),
                ("sugar", ListBasis.Popular),
                ("spoon", ListBasis.Popular),
                ("lamp", ListBasis.Popular),
                ("candle", ListBasis.Popular),
            ],
            list.Select(listed => (listed.Product.Value, listed.Basis)));
    }

    [Fact]
    public void A_basket_of_products_that_nobody_knows_gets_the_popular_ones()
    {
        _store.Look("x", "lamp", ListedStore.Start);

        var list = BoughtTogetherList.Of(_store.View, [new("unheard of")], 2);

        Assert.Equal("lamp", list[0].Product.Value);
        Assert.All(list, listed => Assert.Equal(ListBasis.Popular, listed.Basis));
    }

    [Fact]
    public void Never_lists_what_cannot_be_bought()
    {
        Order(times: 3, "cup", "saucer");
        _store.SellOut("saucer");

        Assert.DoesNotContain(
            "saucer", BoughtTogetherList.Of(_store.View, [new("cup")], 10).Select(listed => listed.Product.Value));
    }

    public void Dispose() => _store.Dispose();

    private List<ListedProduct> TogetherWith(params string[] basket) =>
    [
        .. BoughtTogetherList.Of(_store.View, [.. basket.Select(id => new ProductId(id))], 10)
            .Where(listed => listed.Basis == ListBasis.BoughtTogether),
    ];

    private void Order(int times, params string[] products)
    {
        for (var time = 0; time < times; time++)
        {
            _store.Buy($"customer of order {_order++}", ListedStore.Start, products);
        }
    }
}
