using SmartRetail.Contracts.Training;
using static SmartRetail.Client.Languages.Texts;

namespace SmartRetail.Client.Console.Runs;

/// <summary>How states and durations of training runs read.</summary>
internal static class RunText
{
    public static string Of(TrainingRunState state) => T(state.ToString());

    public static string ClassOf(TrainingRunState state) => state switch
    {
        TrainingRunState.Completed => "good",
        TrainingRunState.Failed => "bad",
        TrainingRunState.Rejected or TrainingRunState.Cancelled => "warn",
        _ => "busy",
    };

    public static string Length(TimeSpan? span) => span is not { } length ? "–"
        : length.TotalHours >= 1 ? T("{0} h {1} min", (int)length.TotalHours, length.Minutes)
        : length.TotalMinutes >= 1 ? T("{0} min {1} s", (int)length.TotalMinutes, length.Seconds)
        : T("{0} s", length.Seconds);
}
