using System.Text.Json;
using SmartRetail.LoadTests.Growth;
using SmartRetail.LoadTests.Measures;
using SmartRetail.LoadTests.Reports;

namespace SmartRetail.UnitTests.Loads;

/// <summary>How costs are said to grow.</summary>
public sealed class GrowthTests
{
    [Theory]
    [InlineData(1_000, 5, 10_000, 5, 0)]
    [InlineData(1_000, 5, 10_000, 50, 1)]
    [InlineData(1_000, 5, 10_000, 500, 2)]
    [InlineData(3_600, 2, 14_400, 4, 0.5)]
    [InlineData(1_000, 5, 10_000, 0.5, -1)]
    public void An_exponent_is_the_power_of_the_size_that_joins_two_points(double from, double cost, double to, double later, double exponent) =>
        Assert.Equal(exponent, GrowthExponent.Between((from, cost), (to, later))!.Value, tolerance: 1e-9);

    [Theory]
    [InlineData(1_000, 0, 10_000, 5)]
    [InlineData(1_000, 5, 10_000, 0)]
    [InlineData(1_000, 5, 1_000, 5)]
    public void What_costs_nothing_has_no_exponent(double from, double cost, double to, double later) =>
        Assert.Null(GrowthExponent.Between((from, cost), (to, later)));

    [Theory]
    [InlineData(-0.11, "falls")]
    [InlineData(-0.1, "flat")]
    [InlineData(0.1, "flat")]
    [InlineData(0.11, "slower than the size")]
    [InlineData(0.89, "slower than the size")]
    [InlineData(0.9, "in proportion")]
    [InlineData(1.1, "in proportion")]
    [InlineData(1.11, "faster than the size")]
    public void An_exponent_has_a_word(double exponent, string word) => Assert.Equal(word, GrowthExponent.Describe(exponent));

    [Fact]
    public void A_rate_costs_the_time_of_each()
    {
        var steps = Curve().Steps.ToDictionary(step => step.Figure);

        // Half as many a second is twice the time.
        Assert.Equal(Math.Round(Math.Log10(2), 3), steps["reads/s"].Exponents.Single());
        Assert.Equal(2, steps["reads/s"].PerTenfold.Single()!.Value, tolerance: 0.01);
        Assert.Equal(1, steps["database, MiB"].Exponents.Single());
        Assert.Null(steps["import of products, s"].Exponents.Single());
    }

    [Fact]
    public void Reads_sizes_and_that_there_are_none()
    {
        Assert.Equal([1_000, 10_000], SizeList.Parse("1000, 10000"));
        Assert.Empty(SizeList.Parse("none"));
    }

    [Theory]
    [InlineData("", "'' is not a whole number from 100 to 10000000")]
    [InlineData("1000,ten", "'ten' is not a whole number from 100 to 10000000")]
    [InlineData("99", "'99' is not a whole number from 100 to 10000000")]
    [InlineData("10000001", "'10000001' is not a whole number from 100 to 10000000")]
    [InlineData("-1000", "'-1000' is not a whole number")]
    [InlineData("1000,1000", "sizes have to rise, and 1000 comes after 1000")]
    [InlineData("101,102,103,104,105,106,107,108,109", "at most 8 sizes are measured, not 9")]
    public void Refuses_what_are_no_sizes(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => SizeList.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_terminal_shows_each_size_and_how_costs_grow()
    {
        using var text = new StringWriter();

        GrowthText.Write(Report(), text);

        var rows = text.ToString().Split('\n');
        Assert.Contains("customers in the log (3,600 products)", rows);
        Assert.Contains($"{"reads/s",-28}{"2,000",12}{"1,000",12}   0.30  slower than the size, x2.00 with ten times as many", rows);
        Assert.Contains($"{"import of products, s",-28}{"0.0",12}{"0.0",12}   -", rows);
        Assert.Contains("with 10,000, 500 more customers came: 250 first lists/s, p99 3.0 ms, 11,000 managed bytes each", rows);
    }

    [Fact]
    public void A_page_has_its_charts_and_needs_nothing_from_elsewhere()
    {
        var page = GrowthPage.Write(Report());

        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(4, page.Split("<figure>").Length - 1);
        Assert.Contains("<th>exponent to 10,000</th>", page, StringComparison.Ordinal);
        Assert.Contains("<td>reads/s</td><td>2,000</td><td>1,000</td><td>0.30</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kept_report_has_the_exponents()
    {
        var json = JsonSerializer.SerializeToNode(Report(), LoadReport.Json)!;

        Assert.Equal(10_000, (int)json["curves"]![0]!["points"]![1]!["size"]!);
        var steps = json["curves"]![0]!["steps"]!.AsArray().Single(each => (string)each!["figure"]! == "reads/s")!;
        Assert.Equal(0.301, (double)steps["exponents"]![0]!);
    }

    private static GrowthReport Report() => new()
    {
        StartedAt = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero),
        Machine = new Dictionary<string, string> { ["cores"] = "2" },
        Conditions = new Dictionary<string, string> { ["target"] = "one process" },
        Curves = [Curve()],
    };

    private static GrowthCurve Curve() => new(
        "customers in the log",
        "3,600 products",
        [Point(1_000, readsPerSecond: 2_000), Point(10_000, readsPerSecond: 1_000) with { Crowd = new(500, Took(3), 250, 11_000) }]);

    private static GrowthPoint Point(int size, double readsPerSecond) => new()
    {
        Size = size,
        Customers = size,
        Products = 3_600,
        Interactions = 3 * size,
        ProductsSeconds = 0,
        SilentSeconds = 0.1,
        InteractionsSeconds = 1,
        StartSeconds = 2,
        FirstAnswer = 30,
        FirstLists = Took(3),
        Mix = new(Took(2), Took(1), Took(0.5), readsPerSecond),
        ManagedMebibytes = 100,
        ResidentMebibytes = 200,
        PeakMebibytes = 300,
        DatabaseMebibytes = size / 10.0,
    };

    private static Latency Took(double milliseconds) =>
        new(10, milliseconds, milliseconds, milliseconds, milliseconds, milliseconds, milliseconds);
}
