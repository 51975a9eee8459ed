using Microsoft.Extensions.Time.Testing;
using SmartRetail.LoadTests.Arrivals;

namespace SmartRetail.UnitTests.Loads;

/// <summary>The schedule that load comes by.</summary>
public sealed class ArrivalScheduleTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Gives_a_late_arrival_the_moment_that_it_was_set_for()
    {
        var (schedule, arrival) = (new ArrivalSchedule(new SteadyRate(10), new(_clock)), new RecordedArrival());
        schedule.Add(arrival, units: 5);

        schedule.StartDue(TimeSpan.FromSeconds(30));

        Assert.Equal(0.5, Assert.Single(arrival.Intended).TotalSeconds, precision: 6);
    }

    [Fact]
    public void Starts_nothing_before_its_moment()
    {
        var (schedule, arrival) = (new ArrivalSchedule(new SteadyRate(10), new(_clock)), new RecordedArrival());
        schedule.Add(arrival, units: 5);

        schedule.StartDue(TimeSpan.FromSeconds(0.499));

        Assert.Empty(arrival.Intended);
    }

    [Fact]
    public void Counts_what_was_set_for_a_past_moment_from_then()
    {
        var (schedule, arrival) = (new ArrivalSchedule(new SteadyRate(10), new(_clock)), new RecordedArrival());
        schedule.StartDue(TimeSpan.FromSeconds(1));
        schedule.StartDue(TimeSpan.FromSeconds(20));
        schedule.Add(arrival, units: 70);

        schedule.StartDue(TimeSpan.FromSeconds(21));

        Assert.Equal(7, Assert.Single(arrival.Intended).TotalSeconds, precision: 6);
    }

    [Fact]
    public void Has_as_many_units_as_the_profile_has_calls()
    {
        var clock = new ArrivalClock(new ShapedRate(100, TimeSpan.FromSeconds(10), [(0, 0), (1, 1)]));

        Advance(clock, TimeSpan.FromSeconds(10));

        Assert.Equal(500, clock.Units, tolerance: 1);
    }

    [Fact]
    public void Finds_the_moment_of_a_unit_where_the_rate_changes()
    {
        var clock = new ArrivalClock(new ShapedRate(100, TimeSpan.FromSeconds(10), [(0, 0.1), (0.5, 0.1), (0.5, 1), (1, 1)]));

        Advance(clock, TimeSpan.FromSeconds(10));

        Assert.Equal(2, clock.MomentOf(20).TotalSeconds, tolerance: 0.01);
        Assert.Equal(7, clock.MomentOf(250).TotalSeconds, tolerance: 0.01);
    }

    private static void Advance(ArrivalClock clock, TimeSpan to)
    {
        for (var now = TimeSpan.Zero; now <= to; now += TimeSpan.FromMilliseconds(1))
        {
            clock.Advance(now);
        }
    }

    private sealed class RecordedArrival : IArrival
    {
        public List<TimeSpan> Intended { get; } = [];

        public void Start(TimeSpan intended) => Intended.Add(intended);
    }
}
