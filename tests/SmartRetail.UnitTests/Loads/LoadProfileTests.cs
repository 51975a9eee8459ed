using SmartRetail.LoadTests.Arrivals;

namespace SmartRetail.UnitTests.Loads;

/// <summary>How many calls come over a run.</summary>
public sealed class LoadProfileTests
{
    [Theory]
    [InlineData("steady", 50, 100)]
    [InlineData("ramp", 0, 5)]
    [InlineData("ramp", 100, 100)]
    [InlineData("steps", 10, 20)]
    [InlineData("steps", 30, 40)]
    [InlineData("steps", 90, 100)]
    [InlineData("spike", 34, 20)]
    [InlineData("spike", 36, 100)]
    [InlineData("spike", 61, 20)]
    [InlineData("day", 87.5, 100)]
    [InlineData("day", 62.5, 25)]
    [InlineData("flash-sale", 50, 100)]
    public void Has_the_rate_of_its_shape(string name, double second, double rate)
    {
        var profile = LoadProfile.Of(name, rate: 100, TimeSpan.FromSeconds(100), hours: [1, 3, 2, 8]);

        var actual = profile.Rate.RateAt(TimeSpan.FromSeconds(second));

        Assert.Equal(rate, actual, tolerance: 0.001);
    }

    [Fact]
    public void Never_stands_still()
    {
        var profile = LoadProfile.Of("day", rate: 100, TimeSpan.FromSeconds(100), hours: [0, 1]);

        Assert.Equal(1, profile.Rate.RateAt(TimeSpan.Zero));
    }

    [Fact]
    public void Reaches_the_profile_when_the_warm_up_is_over()
    {
        var rate = new WarmedRate(new SteadyRate(100), TimeSpan.FromSeconds(10));

        Assert.Equal(10, rate.RateAt(TimeSpan.Zero));
        Assert.Equal(55, rate.RateAt(TimeSpan.FromSeconds(5)), tolerance: 1e-9);
        Assert.Equal(100, rate.RateAt(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Sells_one_product_in_the_middle_of_a_flash_sale()
    {
        var sale = LoadProfile.Of("flash-sale", rate: 100, TimeSpan.FromSeconds(100), hours: []).Sale!;

        Assert.False(sale.IsOn(TimeSpan.FromSeconds(32)));
        Assert.True(sale.IsOn(TimeSpan.FromSeconds(33)));
        Assert.False(sale.IsOn(TimeSpan.FromSeconds(66)));
        Assert.Equal(0.5, sale.Share);
    }
}
