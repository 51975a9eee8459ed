using SmartRetail.LoadTests.Ledgers;

namespace SmartRetail.UnitTests.Loads;

/// <summary>Which lists show what nobody can buy.</summary>
public sealed class StockWatchTests
{
    private static readonly TimeSpan Sold = TimeSpan.FromSeconds(5);
    private readonly StockWatch _watch = new();

    [Fact]
    public void Finds_a_product_that_was_sold_out_before_the_list_was_asked_for()
    {
        _watch.SoldOut("mug", Sold);

        Assert.Equal("mug", _watch.FindWrong(["lamp", "mug"], Sold + TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Lets_a_list_be_that_was_asked_for_before()
    {
        _watch.SoldOut("mug", Sold);

        Assert.Null(_watch.FindWrong(["lamp", "mug"], Sold));
    }

    [Fact]
    public void Lets_a_product_be_that_is_about_to_come_back()
    {
        _watch.SoldOut("mug", Sold);
        _watch.Return("mug");

        Assert.Null(_watch.FindWrong(["mug"], Sold * 2));
    }
}
