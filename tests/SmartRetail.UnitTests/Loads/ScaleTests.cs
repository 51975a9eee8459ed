using SmartRetail.LoadTests.Scale;

namespace SmartRetail.UnitTests.Loads;

/// <summary>Clusters as they are sized, and what they lose with their silos.</summary>
public sealed class ScaleTests
{
    private static readonly ScaleConstants Constants = new()
    {
        MeasuredAt = default,
        Machine = new Dictionary<string, string>(),
        KeptRead = new(0.1, 0),
        RankedRead = new(1, 0),
        ColdRead = new(2, 1),
        Write = new(1, 0.5),
        BytesPerCustomer = 8_192,
        BytesPerInteraction = 200,
        BytesPerAnswer = 2_000,
    };

    private static readonly MachineShape Machine = new();

    [Fact]
    public void A_station_serves_in_the_order_of_arrival_with_as_many_as_there_are()
    {
        var station = new Station(servers: 2);

        double[] ended = [station.Serve(0, 1), station.Serve(0, 2), station.Serve(0, 1), station.Serve(5, 1)];

        Assert.Equal([1, 2, 2, 6], ended);
        Assert.Equal(1, station.Busiest(before: 6));
    }

    [Fact]
    public void A_call_costs_what_its_kinds_cost_by_their_shares()
    {
        var shop = new ShopScale(1_000_000) { CallsPerVisit = 12.5, WriteShare = 0.2, RankedShare = 0.25 };

        // A tenth of the reads finds nobody in memory, a quarter is ranked, the rest is kept.
        Assert.Equal((0.2 * 1) + (0.8 * ((0.1 * 2) + (0.25 * 1) + (0.65 * 0.1))), ClusterSize.MixedCost(shop, Constants, cost => cost.Silo), tolerance: 1e-9);
    }

    [Fact]
    public void A_hundred_times_the_customers_need_a_hundred_times_the_machines()
    {
        var (small, large) = (ClusterSize.Of(new(10_000_000_000), Constants, Machine), ClusterSize.Of(new(1_000_000_000_000), Constants, Machine));

        Assert.Equal(100 * small.SiloCores, large.SiloCores, tolerance: 1e-6 * large.SiloCores);
        Assert.Equal(100 * small.MemoryGibibytes, large.MemoryGibibytes, tolerance: 1e-6 * large.MemoryGibibytes);
        Assert.InRange(large.Silos, (100 * small.Silos) - 100, 100 * small.Silos);
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(800, false)]
    public void A_database_machine_is_full_at_its_limit_and_not_before(double disk, bool byDisk)
    {
        var machine = Machine with { DiskTebibytes = disk };

        var (customers, isDisk) = ClusterSize.DatabaseLimit(Constants, machine);

        Assert.Equal(byDisk, isDisk);
        Assert.Equal(1, ClusterSize.Of(new((long)(customers * 0.99)), Constants, machine).Shards);
        Assert.Equal(2, ClusterSize.Of(new((long)(customers * 1.01)), Constants, machine).Shards);
    }

    [Fact]
    public void A_survivor_that_has_room_is_calm_again_soon()
    {
        var outcome = Lose(lost: 1);

        Assert.Equal("nothing", outcome.FirstToBreak);
        Assert.InRange(outcome.SecondsUntilCalm!.Value, 2, 5);
    }

    [Fact]
    public void A_survivor_that_gets_more_than_it_can_serve_is_never_calm()
    {
        var outcome = Lose(lost: 18);

        Assert.Null(outcome.SecondsUntilCalm);
        Assert.StartsWith("silos' processors", outcome.FirstToBreak, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures() => Assert.Equal(Lose(lost: 3), Lose(lost: 3));

    private static LossOutcome Lose(int lost)
    {
        var shop = new ShopScale(2_000_000_000);
        var size = ClusterSize.Of(shop, Constants, Machine) with { Silos = 20 };
        var busy = size with { SiloCores = 20 * Machine.Cores * Machine.Busy };
        return new LossSimulation(shop, Constants with { KeptRead = new(Fill(busy, shop), 0) }, Machine, size, new(20, lost, 2, 8, Seed: 1)).Run();
    }

    // What a kept read has to cost for silos to be half busy before the loss.
    private static double Fill(ClusterSize size, ShopScale shop)
    {
        var rest = ClusterSize.MixedCost(shop, Constants with { KeptRead = new(0, 0) }, cost => cost.Silo);
        var kept = (1 - shop.WriteShare) * (1 - shop.ColdShare - shop.RankedShare);
        return ((size.SiloCores * 1_000 / shop.PeakCalls) - rest) / kept;
    }
}
