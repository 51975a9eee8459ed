using System.Text.Json;
using System.Xml.Linq;
using SmartRetail.LoadTests.Ledgers;
using SmartRetail.LoadTests.Measures;
using SmartRetail.LoadTests.Reports;

namespace SmartRetail.UnitTests.Loads;

/// <summary>What a load test leaves behind.</summary>
public sealed class ReportTests
{
    [Theory]
    [InlineData(0, 97, new double[] { 0, 20, 40, 60, 80, 100 })]
    [InlineData(-10, 45, new double[] { -10, 0, 10, 20, 30, 40, 50 })]
    [InlineData(0, 0.8, new double[] { 0, 0.2, 0.4, 0.6, 0.8 })]
    [InlineData(5, 5, new double[] { 5, 5.2, 5.4, 5.6, 5.8, 6 })]
    public void An_axis_has_its_lines_at_round_numbers(double low, double high, double[] ticks) =>
        Assert.Equal(ticks, AxisTicks.Linear(low, high).Select(tick => Math.Round(tick, 9)));

    [Fact]
    public void A_logarithmic_axis_covers_its_range_with_powers_of_ten() =>
        Assert.Equal([0.1, 1, 10, 100], AxisTicks.Logarithmic(0.4, 80).Select(tick => Math.Round(tick, 9)));

    [Fact]
    public void A_chart_stands_in_a_page_by_itself()
    {
        var chart = new SvgChart
        {
            Title = "Latency <ms>",
            XTitle = "s",
            IsLogarithmic = true,
            Marks = [new(1, "SIGKILL serving 1")],
            Series = [new("reads", [(0, 1), (1, 0), (2, 100)])],
        };

        var figure = XElement.Parse(chart.ToHtml());

        // From 1 at the bottom to 100 at the top; what is 0 has no place on a logarithmic scale.
        Assert.Equal("64,232 620,12", (string?)figure.Descendants("polyline").Single().Attribute("points"));
        Assert.Equal("Latency <ms>", (string)figure.Element("figcaption")!);
        Assert.Contains("SIGKILL serving 1", figure.Descendants("text").Select(text => (string)text));
    }

    [Fact]
    public void Sizes_are_as_far_apart_as_their_powers_of_ten()
    {
        var chart = new SvgChart
        {
            Title = "Memory",
            XTitle = "customers",
            IsLogarithmicAcross = true,
            Series = [new("MiB", [(100, 0), (1_000, 1), (10_000, 1)])],
        };

        var figure = XElement.Parse(chart.ToHtml());

        Assert.Equal("64,232 342,12 620,12", (string?)figure.Descendants("polyline").Single().Attribute("points"));
    }

    [Fact]
    public void A_page_needs_nothing_from_elsewhere()
    {
        var page = HtmlReport.Write(Report());

        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.Contains(LoadReport.SharedMachine, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_report_reads_as_it_was_written()
    {
        var path = Path.GetTempFileName();
        await Report().WriteAsync(path);

        var read = await LoadReport.ReadAsync(path);

        Assert.Equal(JsonSerializer.Serialize(Report(), LoadReport.Json), JsonSerializer.Serialize(read, LoadReport.Json));
        File.Delete(path);
    }

    [Fact]
    public void Runs_of_different_machines_are_said_to_be()
    {
        var other = Report() with { Machine = new Dictionary<string, string> { ["cores"] = "64" } };

        Assert.Equal(["cores: 2, then 64"], Comparison.FindDifferences(Report(), other));
    }

    [Fact]
    public void Memory_that_grows_has_a_slope()
    {
        var moments = Enumerable.Range(-5, 125).Select(second => Second(second, new ProcessSample("silo", 0.5, 100 + second, 40)));

        var process = Assert.Single(ProcessReport.Of([.. moments]));

        Assert.Equal(60, process.MebibytesPerMinute, tolerance: 0.01);
        Assert.Equal(0, process.HandlesPerMinute);
        Assert.Equal(219, process.PeakMebibytes);
    }

    [Fact]
    public void Recommendations_bear_what_the_store_took_after_the_warm_up()
    {
        var moments = Enumerable.Range(-2, 12).Select(second => Second(
            second, new("silo", 0.5, 100, 40), new("database", 0.3, 100, 40), new(ProcessReport.Generator, 1, 100, 40)));

        var bill = Bill.Of([.. moments], recommendations: 4_000, new(WattsPerCore: 20, GramsPerKwh: 360, PricePerCoreHour: 0.9))!;

        // 10 s of 0.8 cores for 4 lots.
        Assert.Equal((4_000, 2.0, 40.0, "estimate"), (bill.Recommendations, bill.ProcessorSeconds, bill.Joules, bill.EnergySource));
        Assert.Equal((0.004, 0.0005), (bill.GramsCo2, bill.Price));
    }

    [Fact]
    public void Energy_that_the_processors_tell_is_taken_in_place_of_an_estimate()
    {
        var moments = Enumerable.Range(-2, 12).Select(second => Second(second, new ProcessSample("silo", 0.5, 100, 40)) with { Joules = 30 });

        var bill = Bill.Of([.. moments], recommendations: 1_000, new())!;

        Assert.Equal((300.0, "rapl"), (bill.Joules, bill.EnergySource));
    }

    [Fact]
    public void Nothing_is_charged_where_nothing_is_known()
    {
        var moments = new[] { Second(0, new ProcessSample(ProcessReport.Generator, 1, 100, 40)) };

        Assert.Null(Bill.Of(moments, recommendations: 1_000, new()));
        Assert.Null(Bill.Of([Second(0, new ProcessSample("silo", 1, 100, 40))], recommendations: 0, new()));
    }

    private static LoadReport Report() => new()
    {
        Name = "run",
        StartedAt = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero),
        Machine = new Dictionary<string, string> { ["cores"] = "2" },
        Conditions = new Dictionary<string, string> { ["target"] = "one process" },
        Seconds = 2,
        CallsPerSecond = 10,
        Reads = new(8, 1, 1, 2, 3, 3, 3),
        Writes = new(2, 1, 1, 2, 3, 3, 3),
        Calls = new Dictionary<string, Latency>(),
        SentLate = new(10, 1, 1, 1, 1, 1, 1),
        Tiers = new Dictionary<string, int> { ["counts"] = 4 },
        Failures = 0,
        GivenUp = 0,
        LongestUnavailable = 0,
        Ledger = new(1, 1, 2, 0, 2, 0, new Breaches().ToCounts(), []),
        Processes = ProcessReport.Of([Second(0, new ProcessSample("silo", 0.5, 100, 40)), Second(1, new ProcessSample("silo", 0.6, 101, 40))]),
        Bill = new(1_000, 0.55, 5.5, "estimate", 0.000611, 0.00000764, new()),
        Marks = [new(1, "SIGKILL serving 1")],
        Timeline = [Second(0, new ProcessSample("silo", 0.5, 100, 40)), Second(1, new ProcessSample("silo", 0.6, 101, 40))],
    };

    private static Moment Second(int second, params ProcessSample[] samples) =>
        new(second, 10, 10, 1, 2, 1, 2, 0.5, 0, new Dictionary<string, int> { ["counts"] = 2 }, samples);
}
