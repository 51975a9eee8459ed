using SmartRetail.Training.Evaluation;

namespace SmartRetail.ModelTests.Evaluation;

public sealed class TimeBudgetTests
{
    private readonly SetClock _clock = new();

    [Fact]
    public void Has_no_bound_without_a_total() => Assert.Null(new TimeBudget(null, _clock).Next(fits: 1, rankings: 2));

    [Fact]
    public void Shares_what_is_left_after_the_rankings_to_come()
    {
        var budget = new TimeBudget(TimeSpan.FromSeconds(100), _clock);
        _clock.Seconds = 5;
        budget.Ranking(() => _clock.Seconds = 15);

        // 95 usable, 15 gone, and two rankings of 10 that may take half as long again.
        Assert.Equal(TimeSpan.FromSeconds(50.0 / 2), budget.Next(fits: 2, rankings: 2));
    }

    [Fact]
    public void Leaves_a_fit_a_little_when_the_time_is_up()
    {
        var budget = new TimeBudget(TimeSpan.FromSeconds(100), _clock);
        _clock.Seconds = 200;

        Assert.Equal(TimeSpan.FromSeconds(5), budget.Next(fits: 1, rankings: 2));
    }
}
