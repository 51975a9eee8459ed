namespace SmartRetail.Training.Fitting;

/// <summary>The learning rate by how far the fit is.</summary>
internal static class LearningRateSchedule
{
    /// <param name="progress">From 0 to 1, at the step's end.</param>
    public static double At(double progress, FitOptions options)
    {
        progress = Math.Clamp(progress, 0, 1);
        if (progress < options.WarmUp)
        {
            return options.LearningRate * progress / options.WarmUp;
        }

        var since = (progress - options.WarmUp) / (1 - options.WarmUp);
        return options.Schedule == ScheduleKind.Constant
            ? options.LearningRate
            : options.LearningRate * 0.5 * (1 + Math.Cos(Math.PI * since));
    }
}
