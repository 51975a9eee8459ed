namespace SmartRetail.Training.Fitting;

/// <summary>Where a fit stands after a step.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Step">From 1, over all epochs.</param>
/// <param name="Loss">Of this step, in nats a target.</param>
/// <param name="Examples">Targets of this step.</param>
/// <param name="Progress">From 0 to 1, by steps or by the time budget, whichever is further.</param>
/// <param name="Validation">ndcg@10 on the selection cases, after an epoch's last step; null elsewhere.</param>
internal readonly record struct FitStep(
    int Epoch, int Epochs, int Step, int Steps, double Loss, int Examples, double Progress, double? Validation);
