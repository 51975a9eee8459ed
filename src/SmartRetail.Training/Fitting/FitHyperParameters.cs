using System.Collections.Immutable;

namespace SmartRetail.Training.Fitting;

/// <summary>The options that decide a fit's result, by the names under which a manifest keeps them.</summary>
internal static class FitHyperParameters
{
    public static ImmutableSortedDictionary<string, double> Of(FitOptions options) => new Dictionary<string, double>(PrivateParameters(options))
    {
        ["dimensions"] = options.Dimensions,
        ["maxLength"] = options.MaxLength,
        ["layers"] = options.Layers,
        ["heads"] = options.Heads,
        ["hidden"] = options.Hidden,
        ["window"] = options.Window,
        ["horizontalFilters"] = options.HorizontalFilters,
        ["verticalFilters"] = options.VerticalFilters,
        ["dropout"] = options.Dropout ?? 0,
        ["embeddingDropout"] = options.EmbeddingDropout,
        ["itemDropout"] = options.ItemDropout,
        ["epochs"] = options.Epochs ?? 0,
        ["patience"] = options.Patience ?? 0,
        ["batchSize"] = options.BatchSize,
        ["batchTokens"] = options.BatchTokens,
        ["optimizer"] = (int)options.Optimizer,
        ["rowUpdates"] = (int)options.RowUpdates,
        ["learningRate"] = options.LearningRate,
        ["schedule"] = (int)options.Schedule,
        ["warmUp"] = options.WarmUp,
        ["weightDecay"] = options.Optimizer == OptimizerKind.AdamW ? options.WeightDecay : 0,
        ["temperature"] = options.Temperature ?? 0,
        ["loss"] = (int)options.Loss,
        ["negatives"] = options.Loss == SequenceLoss.Softmax ? 0 : options.Negatives,
        ["halfPrecision"] = options.HalfPrecision ? 1 : 0,
        ["negativePower"] = options.NegativePower,
        ["nextSessionShare"] = options.NextSessionShare,
        ["seed"] = options.Seed,
        ["threads"] = options.Threads,
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    // Absent where the fit is not private; JSON has no ∞.
    private static IEnumerable<KeyValuePair<string, double>> PrivateParameters(FitOptions options)
    {
        if (options.PrivacyEpsilon is not { } epsilon)
        {
            yield break;
        }

        if (double.IsFinite(epsilon))
        {
            yield return new("privacyEpsilon", epsilon);
        }

        yield return new("privacyDelta", options.PrivacyDelta ?? 0);
        yield return new("privacyClip", options.PrivacyClip);
        yield return new("privacySamplingRate", options.PrivacySamplingRate);
    }
}
