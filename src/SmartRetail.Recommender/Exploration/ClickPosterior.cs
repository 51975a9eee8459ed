using SmartRetail.Recommender.Attribution;

namespace SmartRetail.Recommender.Exploration;

/// <summary>
/// What is believed of the chance that a product is looked at where it is shown: Beta(α, β). Before it was shown, as of 20
/// showings with one look.
/// </summary>
internal readonly record struct ClickPosterior(double Alpha, double Beta)
{
    private const double PriorClicks = 1;
    private const double PriorShown = 20;

    public static ClickPosterior Of(Trial trial) => new(
        PriorClicks + trial.Clicks, PriorShown - PriorClicks + Math.Max(0, trial.Shown - trial.Clicks));

    public double Draw(SeededChance chance)
    {
        var looks = chance.NextGamma(Alpha);
        return looks / (looks + chance.NextGamma(Beta));
    }

    /// <summary>Returns the logarithm of the density at <paramref name="x"/>, but for a constant.</summary>
    public double LogDensity(double x) => ((Alpha - 1) * Math.Log(x)) + ((Beta - 1) * Math.Log(1 - x));
}
