namespace SmartRetail.Training.Evaluation;

/// <summary>An option of a fit on the command line.</summary>
/// <param name="Name">Without the two dashes.</param>
/// <param name="Values">What may be said for it, such as N or adam|adam-w|sgd.</param>
public sealed record FitSetting(string Name, string Values, string Description);
