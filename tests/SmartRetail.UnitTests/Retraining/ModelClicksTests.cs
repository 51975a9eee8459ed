using SmartRetail.Contracts;
using SmartRetail.Contracts.Attribution;
using SmartRetail.Contracts.Recommendations;
using SmartRetail.Grains.Retraining;
using SmartRetail.UnitTests.Api;

namespace SmartRetail.UnitTests.Retraining;

public sealed class ModelClicksTests
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    // The registry's clock: the model is activated then.
    private static readonly DateTimeOffset Activation = DateTimeOffset.UnixEpoch;

    [Fact]
    public async Task Reads_the_first_week_and_the_last_of_one_model_over_all_slots()
    {
        var clicks = await ClicksOf(model: 1);

        var (first, newest) = await clicks.ReadAsync(new(1), Activation.AddDays(20));

        // Two slots' clicks of each day; the fake counts as many as the first day's number.
        Assert.Equal(0 + 1, first.Clicks);
        Assert.Equal(13 + 14, newest.Clicks);
    }

    [Fact]
    public async Task Knows_nothing_while_the_two_weeks_overlap()
    {
        var clicks = await ClicksOf(model: 1);

        var sums = await clicks.ReadAsync(new(1), Activation.AddDays(13.9));

        Assert.Equal((AttributionSums.Zero, AttributionSums.Zero), sums);
    }

    [Fact]
    public async Task Knows_nothing_of_a_model_that_was_never_activated()
    {
        var clicks = await ClicksOf(model: 1);

        var sums = await clicks.ReadAsync(new(2), Activation.AddDays(20));

        Assert.Equal((AttributionSums.Zero, AttributionSums.Zero), sums);
    }

    private static async Task<ModelClicks> ClicksOf(int model)
    {
        var registry = new InMemoryModels();
        await registry.Activate(new(model), null, TestContext.Current.CancellationToken);
        return new(registry, new DayNumbers(new(model)), Week);
    }

    /// <summary>Figures that say which day they begin with, of a model in two slots and of another one.</summary>
    private sealed class DayNumbers(ModelVersion model) : IAttributionGrain
    {
        public Task<AttributionReport> Read(DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken = default)
        {
            Assert.Equal(Week, to - from);
            var day = (from - Activation).TotalDays;
            return Task.FromResult(new AttributionReport(
                from, to, [Group("home", model, day), Group("product", model, day + 1), Group("home", new(99), 1_000)]));
        }

        private static AttributionGroup Group(string slot, ModelVersion? version, double clicks) =>
            new(new(slot, RecommendationTier.Personal, version), new(1, 100, clicks, 0, 0, 0));
    }
}
