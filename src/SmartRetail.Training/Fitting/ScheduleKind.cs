namespace SmartRetail.Training.Fitting;

/// <summary>How the learning rate goes after the warm-up.</summary>
public enum ScheduleKind
{
    /// <summary>It falls to 0 along a half cosine (Loshchilov and Hutter 2017, without restarts).</summary>
    Cosine,

    Constant,
}
