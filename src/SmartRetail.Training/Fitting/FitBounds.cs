namespace SmartRetail.Training.Fitting;

/// <summary>The bounds that a fit's options have to keep.</summary>
internal static class FitBounds
{
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its bounds.</exception>
    public static void Check(FitOptions options)
    {
        Check(options.Dimensions, 4, 1_024, nameof(FitOptions.Dimensions));
        Check(options.MaxLength, 2, 1_000, nameof(FitOptions.MaxLength));
        Check(options.Layers, 1, 16, nameof(FitOptions.Layers));
        Check(options.Heads, 1, 64, nameof(FitOptions.Heads));
        Check(options.Hidden, 4, 8_192, nameof(FitOptions.Hidden));
        Check(options.Window, 1, 50, nameof(FitOptions.Window));
        Check(options.HorizontalFilters, 1, 1_024, nameof(FitOptions.HorizontalFilters));
        Check(options.VerticalFilters, 1, 1_024, nameof(FitOptions.VerticalFilters));
        Check(options.Epochs ?? 1, 1, 1_000, nameof(FitOptions.Epochs));
        Check(options.Patience ?? 1, 1, 1_000, nameof(FitOptions.Patience));
        Check(options.BatchSize, 1, 65_536, nameof(FitOptions.BatchSize));
        Check(options.BatchTokens, 1, 1_000_000, nameof(FitOptions.BatchTokens));
        Check(options.Negatives, 1, 1_000_000, nameof(FitOptions.Negatives));
        Check(options.SelectionCases, 1, int.MaxValue, nameof(FitOptions.SelectionCases));
        Check(options.Threads, 1, 256, nameof(FitOptions.Threads));
        CheckShare(options.Dropout ?? 0, nameof(FitOptions.Dropout));
        CheckShare(options.EmbeddingDropout, nameof(FitOptions.EmbeddingDropout));
        CheckShare(options.ItemDropout, nameof(FitOptions.ItemDropout));
        CheckShare(options.WarmUp, nameof(FitOptions.WarmUp));
        CheckShare(options.WeightDecay, nameof(FitOptions.WeightDecay));
        if (options.NextSessionShare is not (>= 0 and <= 1))
        {
            throw Outside(nameof(FitOptions.NextSessionShare), options.NextSessionShare, "must be from 0 to 1");
        }

        if (options.NegativePower is not (>= 0 and <= 1))
        {
            throw Outside(nameof(FitOptions.NegativePower), options.NegativePower, "must be from 0 to 1");
        }

        CheckPositive(options.Temperature ?? 1, nameof(FitOptions.Temperature));
        CheckPositive(options.LearningRate, nameof(FitOptions.LearningRate));
        CheckPrivacy(options);
        if (!FitDevice.IsName(options.Device))
        {
            throw Outside(nameof(FitOptions.Device), options.Device, "must be cpu or cuda:N");
        }
    }

    private static void CheckPrivacy(FitOptions options)
    {
        if (options.PrivacyEpsilon is { } epsilon && !(epsilon is > 0 and <= 1_000 || double.IsPositiveInfinity(epsilon)))
        {
            throw Outside(
                nameof(FitOptions.PrivacyEpsilon), epsilon, "must be above 0 and at most 1000, or Infinity for no noise");
        }

        if (options.PrivacyDelta is { } delta and not (> 0 and < 1))
        {
            throw Outside(nameof(FitOptions.PrivacyDelta), delta, "must be above 0 and below 1");
        }

        if (options.PrivacySamplingRate is not (> 0 and <= 1))
        {
            throw Outside(
                nameof(FitOptions.PrivacySamplingRate), options.PrivacySamplingRate, "must be above 0 and at most 1");
        }

        CheckPositive(options.PrivacyClip, nameof(FitOptions.PrivacyClip));
    }

    private static void Check(int value, int low, int high, string name)
    {
        if (value < low || value > high)
        {
            throw new ArgumentOutOfRangeException(name, value, $"must be from {low} to {high}");
        }
    }

    private static void CheckShare(double value, string name)
    {
        if (value is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, value, "must be from 0 to below 1");
        }
    }

    private static void CheckPositive(double value, string name)
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "must be above 0");
        }
    }

    private static ArgumentOutOfRangeException Outside(string name, object value, string bound) => new(name, value, bound);
}
