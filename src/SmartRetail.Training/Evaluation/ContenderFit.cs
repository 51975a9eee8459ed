using System.Collections.Immutable;
using SmartRetail.Recommender.Blending;
using SmartRetail.Recommender.CountModels;
using SmartRetail.Training.Encoders;
using SmartRetail.Training.Fitting;
using SmartRetail.Training.Native;

namespace SmartRetail.Training.Evaluation;

/// <summary>Fits one contender after another to the same training part.</summary>
internal sealed class ContenderFit(
    EvaluationInput input, EvaluateOptions options, ProgressLog progress, TimeProvider clock)
{
    public Contender Count(string name) => Measure(() =>
    {
        var model = CountModel.Create(name);
        model.Fit(input.Split.Training);
        return new Contender(name, model, IsNetwork: false);
    });

    /// <param name="name">What the contender is called: the architecture, with a number where there are several.</param>
    /// <param name="budget">The time the fit may take; null without a bound.</param>
    public Contender Network(
        string architecture, string name, int seed, TimeSpan? budget, CancellationToken cancellationToken) => Measure(() =>
    {
        TorchNative.Load();
        var settings = OptionsOf(architecture, options) with
        {
            Seed = seed,
            Threads = options.Threads,
            Device = options.Device,
            Budget = budget,
            Checkpoint = options.Checkpoints is { } folder ? Path.Combine(folder, $"{name}-{seed}.checkpoint") : null,
        };
        var curve = new FitCurve(clock);
        progress.Begin(name);
        var fitted = Architectures.Fit(
            architecture,
            settings,
            new(input.Split.Training, input.Split.Validation, input.MaskSeen, input.Content),
            step =>
            {
                curve.Add(step);
                progress.Report(step);
            },
            cancellationToken);
        return new Contender(name, fitted.CreateScorer(), IsNetwork: true)
        {
            HyperParameters = fitted.Options.ToHyperParameters()
                .SetItem("bestEpoch", fitted.BestEpoch)
                .SetItem("epochsRun", fitted.Epochs)
                .SetItems(PrivacyOf(fitted)),
            Curve = curve.ToArray(),
            Fitted = fitted,
        };
    });

    /// <summary>Learns the weights of the members on the validation cases; the members stay their owner's.</summary>
    /// <exception cref="ArgumentException">There is no validation case to learn from.</exception>
    public Contender Blend(IReadOnlyList<Contender> members, int seed, CancellationToken cancellationToken) => Measure(() =>
    {
        var blend = Recommender.Blending.Blend.Fit(
            [.. members.Select(member => new BlendComponent(member.Name, member.Scorer, member.IsNetwork))],
            input.Split.Training,
            input.Split.Validation,
            input.MaskSeen,
            options.Threads,
            seed,
            cancellationToken);
        return new Contender(Evaluation.Blend, blend, IsNetwork: false)
        {
            Weights = blend.Weights,
            HyperParameters = members
                .SelectMany(member => member.HyperParameters, (member, pair) => ($"{member.Name}.{pair.Key}", pair.Value))
                .ToImmutableSortedDictionary(pair => pair.Item1, pair => pair.Value, StringComparer.Ordinal),
        };
    });

    /// <exception cref="ArgumentException">A setting has no such value.</exception>
    public static void ThrowUnlessSound(IEnumerable<string> architectures, EvaluateOptions options)
    {
        foreach (var architecture in architectures)
        {
            _ = OptionsOf(architecture, options);
        }
    }

    private static FitOptions OptionsOf(string architecture, EvaluateOptions options) =>
        FitSettings.Apply(
            options.Settings.ContainsKey(FitSettings.PrivacyEpsilon)
                ? FitOptions.ForPrivate(architecture)
                : FitOptions.For(architecture),
            options.Settings);

    private static Dictionary<string, double> PrivacyOf(FittedEncoder fitted) => fitted.Privacy is { } privacy
        ? new()
        {
            ["privacyEpsilon"] = privacy.Epsilon,
            ["privacyNoiseMultiplier"] = privacy.NoiseMultiplier,
            ["privacySteps"] = privacy.Steps,
        }
        : [];

    private Contender Measure(Func<Contender> fit)
    {
        var started = clock.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        var contender = fit();
        return contender with
        {
            FitTime = clock.GetElapsedTime(started),
            FitCpu = Environment.CpuUsage.TotalTime - cpu,
        };
    }
}
