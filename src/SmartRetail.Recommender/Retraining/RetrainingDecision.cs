using System.Globalization;
using SmartRetail.Contracts.Stores;

namespace SmartRetail.Recommender.Retraining;

/// <summary>Whether a store's model is to be trained anew.</summary>
public static class RetrainingDecision
{
    /// <summary>A rate that stays low calls for one run, not for one after another: the next at the earliest after this time.</summary>
    public static readonly TimeSpan FallPause = TimeSpan.FromDays(1);

    /// <summary>Returns why, in one sentence; null when it is not to be.</summary>
    public static string? Find(RetrainingSchedule schedule, RetrainingFacts facts)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.NewInteractions <= 0)
        {
            // The same data gives the same model.
            return null;
        }

        var since = facts.Now - (facts.LastRun ?? DateTimeOffset.MinValue);
        if (schedule.EveryHours is { } hours && since >= TimeSpan.FromHours(hours))
        {
            return facts.LastRun is null
                ? "the store has never been trained"
                : Text($"the last run began {since.TotalHours:0} hours ago");
        }

        if (schedule.EveryInteractions is { } interactions && facts.NewInteractions >= interactions)
        {
            return Text($"{facts.NewInteractions:#,##0} interactions were recorded since the last run began");
        }

        return schedule.ClickRateFall is { } fall && facts.Active is { } active && since >= FallPause
            && ClickRateFall.Of(facts.First, facts.Newest) is { IsChance: false } found && found.Share >= fall
            ? Text($"the click rate of model {active} fell from {found.First:0.00 %} to {found.Newest:0.00 %}")
            : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
