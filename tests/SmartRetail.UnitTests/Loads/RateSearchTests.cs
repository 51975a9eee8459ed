using SmartRetail.LoadTests.Capacities;

namespace SmartRetail.UnitTests.Loads;

/// <summary>Which rates a search for the capacity tries.</summary>
public sealed class RateSearchTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(130)]
    [InlineData(17)]
    public void Finds_the_rate_up_to_which_a_store_serves(double limit)
    {
        var search = new RateSearch(first: 100, precision: 0.05);

        Try(search, rate => rate <= limit);

        Assert.InRange(search.Served!.Value, limit / 1.06, limit);
    }

    [Fact]
    public void Tries_a_rate_again_that_failed_once()
    {
        var (search, seen) = (new RateSearch(first: 100, precision: 0.05), new HashSet<double>());

        Try(search, rate => rate <= 1_000 && !seen.Add(rate));

        Assert.InRange(search.Served!.Value, 1_000 / 1.06, 1_000);
    }

    [Fact]
    public void Gives_up_where_no_rate_is_served()
    {
        var search = new RateSearch(first: 100, precision: 0.05);

        Try(search, _ => false);

        Assert.Null(search.Served);
    }

    private static void Try(RateSearch search, Func<double, bool> isServed)
    {
        while (search.Next is { } rate)
        {
            search.Tried(isServed(rate));
        }
    }
}
