using System.Globalization;
using SmartRetail.Training.Energy;

namespace SmartRetail.ModelTests.Energy;

/// <summary>The processors' counters, as Linux shows them in a folder.</summary>
public sealed class RaplMeterTests : IDisposable
{
    private readonly string _counters = Directory.CreateTempSubdirectory("smartretail-rapl-").FullName;

    public RaplMeterTests()
    {
        Write("intel-rapl:0", microjoules: 5_000_000);
        Write("intel-rapl:1", microjoules: 9_000_000);
    }

    [Fact]
    public void Packages_are_summed_from_the_creation_on()
    {
        var meter = new RaplMeter(_counters);
        Write("intel-rapl:0", microjoules: 7_000_000);
        var first = meter.ReadJoules();
        Write("intel-rapl:1", microjoules: 9_500_000);

        Assert.True(meter.IsReadable);
        Assert.Equal((2, 2.5), (first, meter.ReadJoules()));
    }

    [Fact]
    public void A_counter_that_has_started_again_goes_on()
    {
        var meter = new RaplMeter(_counters);
        Write("intel-rapl:1", microjoules: 9_900_000);
        meter.ReadJoules();
        Write("intel-rapl:1", microjoules: 400_000);

        // 0.9 J, then 0.1 J to the range of 10 J, then 0.4 J.
        Assert.Equal(1.4, meter.ReadJoules(), tolerance: 1e-9);
    }

    [Fact]
    public void The_parts_of_a_package_are_not_counted_twice()
    {
        Write("intel-rapl:0:0", microjoules: 1_000_000);
        var meter = new RaplMeter(_counters);
        Write("intel-rapl:0:0", microjoules: 3_000_000);

        Assert.Equal(0, meter.ReadJoules());
    }

    [Fact]
    public void Where_there_are_none_nothing_is_read() =>
        Assert.False(new RaplMeter(Path.Combine(_counters, "none")).IsReadable);

    public void Dispose() => Directory.Delete(_counters, recursive: true);

    private void Write(string domain, long microjoules)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_counters, domain)).FullName;
        File.WriteAllText(Path.Combine(folder, "energy_uj"), microjoules.ToString(CultureInfo.InvariantCulture));
        File.WriteAllText(Path.Combine(folder, "max_energy_range_uj"), "10000000");
    }
}
