using System.Globalization;
using SmartRetail.LoadTests.Growth;
using SmartRetail.LoadTests.Shoppers;

namespace SmartRetail.UnitTests.Loads;

/// <summary>The stores that growth is measured on, and how they are read.</summary>
public sealed class GrowthStoreTests
{
    private const int Interactions = 5;
    private static readonly DateTimeOffset End = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_customer_has_as_many_interactions_with_an_id_each()
    {
        var rows = Rows(customers: 300);

        Assert.Equal(300, rows.GroupBy(row => row.Customer).Count());
        Assert.All(
            rows.GroupBy(row => row.Customer),
            customer => Assert.Equal(["1", "2", "3", "4", "5"], customer.Select(row => row.Id)));
        Assert.Equal(300 * Interactions, Store(300).Interactions);
    }

    [Fact]
    public void An_order_of_many_lines_gives_nobody_more()
    {
        // Each session is two looks, both into the basket, and an order of two lines: the sixth act.
        var model = ShopperModelFile.Uci with { SessionLengths = [2, 2], Baskets = 1, Purchases = 1, Returns = 0 };
        var rows = new GrowthStore(model, customers: 10, products: 200, Interactions, seed: 1, End).WriteInteractions().Skip(1);

        Assert.Equal(10 * Interactions, rows.Count());
    }

    [Fact]
    public void Customers_act_as_shoppers_do()
    {
        var rows = Rows(customers: 2_000);

        // Of ten acts nearly one fills the basket; the most popular product is wanted more than the average one.
        Assert.InRange(rows.Count(row => row.Kind == "AddToCart"), 2_000 * Interactions / 20, 2_000 * Interactions / 8);
        Assert.InRange(rows.Count(row => row.Product == "p0"), 3 * rows.Count / 200, rows.Count);
    }

    [Fact]
    public void Nobody_acts_in_the_future_or_as_evenly_as_a_clock()
    {
        var customers = Rows(customers: 300).GroupBy(row => row.Customer).Select(customer => customer.Select(row => row.At).ToList()).ToList();

        Assert.All(customers, times => Assert.Equal(times.Order(), times));
        Assert.All(customers, times => Assert.InRange(times[^1], End.AddDays(-60), End.AddDays(2)));
        Assert.All(customers, times => Assert.Equal(Interactions - 1, times.Zip(times.Skip(1), (one, next) => next - one).Distinct().Count()));
    }

    [Fact]
    public void Customers_of_a_larger_store_do_what_those_of_a_smaller_one_did()
    {
        var (few, many) = (Rows(customers: 100), Rows(customers: 1_000));

        Assert.Equal(few.Select(row => (row.Customer, row.Kind, row.Product)), many.Take(few.Count).Select(row => (row.Customer, row.Kind, row.Product)));
    }

    [Fact]
    public void Products_are_as_many_as_asked_for()
    {
        List<string> lines = [.. Store(100).WriteProducts()];

        Assert.Equal("id,title,category,brand,price", lines[0]);
        Assert.Equal("p199,Product number 199,category-39,brand-99,50", lines[^1]);
        Assert.Equal(200, lines.Count - 1);
    }

    [Theory]
    [InlineData(4, new[] { "c-0", "c-25", "c-50", "c-75" })]
    [InlineData(1, new[] { "c-0" })]
    public void Those_who_are_read_come_from_all_over_the_log(int count, string[] customers) =>
        Assert.Equal(customers, Store(100).Spread(count));

    [Fact]
    public void There_are_no_more_to_be_read_than_there_are() => Assert.Equal(100, Store(100).Spread(1_000).Distinct().Count());

    [Fact]
    public async Task Each_customer_is_read_once_at_first()
    {
        var reads = new GrowthReads(new ScriptedStore(), shoppers: 3, seed: 1);

        var (lists, _) = await reads.FirstAsync(Store(100).Spread(50), TestContext.Current.CancellationToken);

        Assert.Equal(50, lists.Count);
    }

    [Fact]
    public async Task Four_lists_follow_each_view()
    {
        var store = new ScriptedStore();
        var mix = await MixAsync(store);

        Assert.Equal(mix.Views.Count, mix.AfterView.Count);
        Assert.Equal(3 * mix.Views.Count, mix.Kept.Count);
        Assert.Equal(mix.Views.Count, store.Log.Distinct().Count());
        Assert.True(mix.ReadsPerSecond > 0);
    }

    [Fact]
    public async Task A_list_that_knows_nothing_of_the_view_before_is_no_measure()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => MixAsync(new() { Behind = 1 }));

        Assert.Contains("was acknowledged, and then 0 was ranked with", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_lasts_until_somebody_answers_also_behind_the_end()
    {
        var store = new ScriptedStore { Refusals = 3 };
        var beat = TimeSpan.FromMilliseconds(2);

        var silence = await new AnswerProbe(store, beat, TimeSpan.FromMinutes(1)).WatchAsync(Task.CompletedTask, TestContext.Current.CancellationToken);

        Assert.Equal(4, store.Asked);
        Assert.InRange(silence, 3 * beat, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Silence_ends_with_patience()
    {
        var patience = TimeSpan.FromMilliseconds(20);

        var silence = await new AnswerProbe(new ScriptedStore { IsAway = true }, TimeSpan.Zero, patience)
            .WatchAsync(Task.CompletedTask, TestContext.Current.CancellationToken);

        Assert.InRange(silence, patience, TimeSpan.FromMinutes(1));
    }

    private static Task<GrowthMix> MixAsync(ScriptedStore store) => new GrowthReads(store, shoppers: 2, seed: 1).MixAsync(
        Store(100).Spread(100), Store(100).Want, TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);

    private static GrowthStore Store(int customers) => new(ShopperModelFile.Uci, customers, products: 200, Interactions, seed: 1, End);

    private static List<(string Id, string Customer, string Kind, string Product, DateTimeOffset At)> Rows(int customers) =>
    [
        .. Store(customers).WriteInteractions().Skip(1).Select(line => line.Split(',')).Select(cells =>
            (cells[0], cells[1], cells[2], cells[3], DateTimeOffset.Parse(cells[4], CultureInfo.InvariantCulture))),
    ];
}
