using SmartRetail.Contracts.Stores;

namespace SmartRetail.Client.Console.Rules;

/// <summary>When a model is trained anew, while a form changes it. Nothing in it is no schedule.</summary>
public sealed class RetrainingDraft
{
    public int? EveryHours { get; set; }

    public long? EveryInteractions { get; set; }

    public double? ClickRateFall { get; set; }

    public string? Architecture { get; set; }

    public void Take(RetrainingSchedule? schedule) => (EveryHours, EveryInteractions, ClickRateFall, Architecture) =
        (schedule?.EveryHours, schedule?.EveryInteractions, schedule?.ClickRateFall, schedule?.Architecture);

    public RetrainingSchedule? ToSchedule()
    {
        var schedule = new RetrainingSchedule(
            EveryHours, EveryInteractions, ClickRateFall, SettingsDraft.TextOf(Architecture));
        return schedule == new RetrainingSchedule() ? null : schedule;
    }
}
