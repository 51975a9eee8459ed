using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Stores;
using SmartRetail.Recommender.Retraining;

namespace SmartRetail.UnitTests.Retraining;

public sealed class RetrainingDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);

    private static readonly RetrainingFacts Facts = new(
        Now, Now.AddHours(-30), NewInteractions: 5_000, new(3), AttributionSums.Zero, AttributionSums.Zero);

    [Theory]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void Trains_when_the_hours_since_the_last_run_are_over(int hours, bool isDue)
    {
        var reason = RetrainingDecision.Find(new(EveryHours: hours), Facts);

        Assert.Equal(isDue ? "the last run began 30 hours ago" : null, reason);
    }

    [Theory]
    [InlineData(5_000, true)]
    [InlineData(5_001, false)]
    public void Trains_when_as_many_interactions_are_new(long interactions, bool isDue)
    {
        var reason = RetrainingDecision.Find(new(EveryInteractions: interactions), Facts);

        Assert.Equal(isDue ? "5,000 interactions were recorded since the last run began" : null, reason);
    }

    [Fact]
    public void Trains_a_store_that_never_was_and_has_something_to_learn_from()
    {
        var schedule = new RetrainingSchedule(EveryHours: 24);

        var reason = RetrainingDecision.Find(schedule, Facts with { LastRun = null });
        var empty = RetrainingDecision.Find(schedule, Facts with { LastRun = null, NewInteractions = 0 });

        Assert.Equal("the store has never been trained", reason);
        Assert.Null(empty);
    }

    [Fact]
    public void Does_not_train_on_what_the_last_run_has_read()
    {
        var reason = RetrainingDecision.Find(new(EveryHours: 1), Facts with { NewInteractions = 0 });

        Assert.Null(reason);
    }

    [Theory]
    [InlineData(700, true)]
    [InlineData(801, false)]
    public void Trains_when_the_click_rate_has_lost_its_share(double clicks, bool isDue)
    {
        var facts = Facts with { First = Clicks(1_000, 20_000), Newest = Clicks(clicks, 20_000) };

        var reason = RetrainingDecision.Find(new(ClickRateFall: 0.2), facts);

        Assert.Equal(isDue ? "the click rate of model 3 fell from 5.00 % to 3.50 %" : null, reason);
    }

    [Fact]
    public void A_fall_that_may_be_chance_is_none()
    {
        var facts = Facts with { First = Clicks(10, 200), Newest = Clicks(5, 200) };

        Assert.Null(RetrainingDecision.Find(new(ClickRateFall: 0.2), facts));
    }

    [Fact]
    public void One_run_a_day_at_most_for_a_rate_that_stays_low()
    {
        var facts = Facts with { First = Clicks(1_000, 20_000), Newest = Clicks(100, 20_000), LastRun = Now.AddHours(-23) };

        Assert.Null(RetrainingDecision.Find(new(ClickRateFall: 0.2), facts));
    }

    [Fact]
    public void Nothing_shown_is_no_fall()
    {
        Assert.Null(RetrainingDecision.Find(new(ClickRateFall: 0.01), Facts));
        Assert.Null(RetrainingDecision.Find(new(ClickRateFall: 0.01), Facts with { First = Clicks(1_000, 20_000) }));
    }

    private static AttributionSums Clicks(double clicks, double shown) => new(shown / 10, shown, clicks, 0, 0, 0);
}
